"""The job worker process: procrastinate, which rings when work is committed."""

import os

import django
from procrastinate.contrib.django import DjangoApp, app

from qitao.server import lifeline

JOBS_AT_ONCE = int(os.environ.get("QITAO_JOBS_AT_ONCE", "4"))
STOP_SECONDS_MAX = 15
POLL_SECONDS = 5.0


def worker_app() -> DjangoApp:
    """Return an app that fetches jobs by its own connection.

    The house's own app keeps Django's connection: a job deferred inside a job is part of that
    job's transaction, as everywhere else.
    """
    fetching = DjangoApp(
        connector=app.connector.get_worker_connector(),  # type: ignore[attr-defined]
        import_paths=app.import_paths,
        periodic_defaults=app.periodic_defaults,
    )
    fetching.tasks = app.tasks
    fetching.periodic_registry = app.periodic_registry
    return fetching


def main() -> None:
    """Carry out jobs until told to stop."""
    lifeline.hold()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
    django.setup()
    worker_app().run_worker(
        concurrency=JOBS_AT_ONCE,
        fetch_job_polling_interval=POLL_SECONDS,
        shutdown_graceful_timeout=STOP_SECONDS_MAX,
        delete_jobs="successful",
    )


if __name__ == "__main__":
    # procrastinate looks for its app in an importable module, which __main__ is not.
    from qitao.server import worker  # noqa: PLW0406

    worker.main()

"""The job worker process: procrastinate, which rings when work is committed."""

import asyncio
import os

import django
from procrastinate.contrib.django import DjangoApp, app

from qitao.server import lifeline, rescue

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


async def work(app: DjangoApp) -> None:
    """Carry out jobs until told to stop, and put lost ones back meanwhile."""
    rescuer = rescue.Rescue(app)
    async with app.open_async():
        watching = asyncio.create_task(rescuer.watch(), name="rescue")
        try:
            await app.run_worker_async(
                concurrency=JOBS_AT_ONCE,
                fetch_job_polling_interval=POLL_SECONDS,
                shutdown_graceful_timeout=STOP_SECONDS_MAX,
                delete_jobs="successful",
                update_heartbeat_interval=rescue.SILENCE_SECONDS / 3,
                stalled_worker_timeout=rescue.SILENCE_SECONDS,
                worker_middleware=[rescuer.note],
            )
        finally:
            watching.cancel()


def main() -> None:
    """Carry out jobs until told to stop."""
    lifeline.hold()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
    django.setup()
    asyncio.run(work(worker_app()))


if __name__ == "__main__":
    # procrastinate looks for its app in an importable module, which __main__ is not.
    from qitao.server import worker  # noqa: PLW0406

    worker.main()

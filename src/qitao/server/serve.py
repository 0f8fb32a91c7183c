"""The web server process: granian with Qitao's WSGI application."""

import os

from granian import Granian
from granian.constants import Interfaces

from qitao.server import lifeline

WORKERS_MAX = 6
THREADS = int(os.environ.get("QITAO_CONNECTIONS_MAX", "16"))
BACKLOG = 1024
KILL_SECONDS = 15


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def main() -> None:
    """Serve until told to stop; each worker process has a thread per database connection."""
    lifeline.hold()
    Granian(
        "qitao.server.wsgi:application",
        address=os.environ["QITAO_HOST"],
        port=int(os.environ["QITAO_PORT"]),
        interface=Interfaces.WSGI,
        workers=min(cores(), WORKERS_MAX),
        blocking_threads=THREADS,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    ).serve()


if __name__ == "__main__":
    main()

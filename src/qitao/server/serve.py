"""The web server process: granian with Qitao's WSGI application."""

import gc
import multiprocessing
import os
import sys
from importlib import import_module

from django.db import connections
from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces

from qitao.server import lifeline

APPLICATION = "qitao.server.wsgi"
WORKERS_MAX = 6
THREADS = int(os.environ.get("QITAO_THREADS", "4"))
THREAD_IDLE_SECONDS = 600
BACKLOG = 1024
KILL_SECONDS = 15


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def preload() -> None:
    """Import the application once, before the workers are forked: half the start, less memory.

    No connection is opened by an import, so none is shared. Elsewhere than on Linux a fork of a
    process with threads is not safe; there each worker imports for itself.
    """
    if sys.platform != "linux":
        return
    multiprocessing.set_start_method("fork")
    import_module(APPLICATION)
    get_resolver().url_patterns  # noqa: B018 (builds the URLs, which imports all pages)
    assert all(each.connection is None for each in connections.all())
    gc.collect()
    gc.freeze()


def main() -> None:
    """Serve until told to stop; each worker process has a thread per database connection."""
    lifeline.hold()
    preload()
    Granian(
        f"{APPLICATION}:application",
        address=os.environ["QITAO_HOST"],
        port=int(os.environ["QITAO_PORT"]),
        interface=Interfaces.WSGI,
        workers=min(cores(), WORKERS_MAX),
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=THREAD_IDLE_SECONDS,
        backlog=BACKLOG,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
    ).serve()


if __name__ == "__main__":
    main()

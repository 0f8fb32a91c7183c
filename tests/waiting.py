"""Waiting for what other sessions must do first: bounded, and only as long as it takes."""

import time
from collections.abc import Callable

from django.db import connection

SECONDS_MAX = 60


def until(holds: Callable[[], bool], seconds: float = SECONDS_MAX) -> None:
    """Ask again until the condition holds; fail where it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "did not happen in time"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02)")


def settled() -> None:
    """Wait until no transaction on the server (of any database) is older than the journal."""

    def holds() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) "
                "FROM base_journal"
            )
            done: bool = cursor.fetchone()[0]
        return done

    until(holds)

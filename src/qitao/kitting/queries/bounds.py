"""A statement that may take only so long: running out of time is an answer, "unknown"."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import TransactionStatus

from qitao.base.sql import raw_connection
from qitao.kitting.rules import CAUSES
from qitao.kitting.values import UnknownCause

IDLE = TransactionStatus.IDLE
Raw = psycopg.Connection[Any]
PLANT_SETTINGS = {"work_mem": "64MB", "jit": "off", "enable_nestloop": "off"}
"""A whole plant is sorted in memory; compiling its plan would take longer than running it.

Statistics that were taken while the tables stood empty promise one row of each: a plan that walks
one table for each row of another would then take the whole of its time."""


class Unanswered(Exception):
    """The database did not answer in time, was locked, or failed; nothing is known."""

    def __init__(self, cause: UnknownCause, detail: str) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause = cause
        self.detail = detail


@contextmanager
def bounded(milliseconds: int, **settings: str) -> Iterator[None]:
    """Cancel each statement inside after so long; raise `Unanswered`, the transaction unharmed."""
    raw = raw_connection()
    inside = connection.in_atomic_block or raw.info.transaction_status is not IDLE
    wanted = {"statement_timeout": str(milliseconds), **settings}
    before = _enter(raw, wanted, inside)
    try:
        yield
    except psycopg.Error as error:
        _leave(raw, {}, "ROLLBACK TO SAVEPOINT bounded; RELEASE bounded" if inside else "ROLLBACK")
        cause = CAUSES.get(error.sqlstate or "")
        if cause is None:
            raise
        raise Unanswered(cause, str(error)) from error
    except BaseException:
        _leave(raw, {}, "ROLLBACK TO SAVEPOINT bounded; RELEASE bounded" if inside else "ROLLBACK")
        raise
    _leave(raw, before, "RELEASE bounded" if inside else "COMMIT")


def _enter(raw: Raw, wanted: dict[str, str], inside: bool) -> dict[str, str]:
    """Open a savepoint, or a transaction, under the settings; return those before, in one go."""
    if not inside:
        raw.execute(f"BEGIN; {_local(wanted)}".encode(), prepare=False)
        return {}
    asked = ", ".join(f"current_setting('{name}')" for name in wanted)
    statement = f"SAVEPOINT bounded; SELECT {asked}; {_local(wanted)}"
    cursor = raw.execute(statement.encode(), prepare=False)
    cursor.nextset()
    row = cursor.fetchone() or ()
    return dict(zip(wanted, row, strict=True))


def _leave(raw: Raw, before: dict[str, str], end: str) -> None:
    """End the savepoint or transaction, settings as before; a lost connection has ended it."""
    if not raw.closed and not raw.broken:
        raw.execute(f"{_local(before)}; {end}".removeprefix("; ").encode(), prepare=False)


def _local(settings: dict[str, str]) -> str:
    return "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in settings.items())

"""A statement that may take only so long: running out of time is an answer, "unknown"."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg.pq import TransactionStatus

from qitao.base.sql import SqlRoom, raw_connection
from qitao.kitting.rules import CAUSES
from qitao.kitting.values import UnknownCause

sql = SqlRoom("qitao.kitting")
PLANT_SETTINGS = {"work_mem": "64MB", "jit": "off"}
"""A whole plant is sorted in memory; compiling its plan would take longer than running it."""


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
    if connection.in_atomic_block and raw.info.transaction_status is TransactionStatus.IDLE:
        raw.execute("SELECT 1")  # a savepoint needs an open transaction, or psycopg would commit
    inside = raw.info.transaction_status is not TransactionStatus.IDLE
    names = ["statement_timeout", *settings]
    try:
        with raw.transaction():
            before = sql.values("read_settings", names=names) if inside else []
            sql.run("write_settings", names=names, values=[str(milliseconds), *settings.values()])
            yield
            if inside:  # at the end of a transaction of its own they are forgotten anyway
                sql.run("write_settings", names=names, values=before)
    except psycopg.Error as error:
        cause = CAUSES.get(error.sqlstate or "")
        if cause is None:
            raise
        raise Unanswered(cause, str(error)) from error

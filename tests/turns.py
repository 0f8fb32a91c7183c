"""Calls that meet at one lock: each begins while the one before it waits, none sees the others."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from django.db import connection, connections

from qitao.base.refusal import Refusal
from tests.waiting import until

WAITING = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
SECONDS_MAX = 20
Call = Callable[[], Any]


def session() -> psycopg.Connection[Any]:
    """Return a connection of its own to the database of the test."""
    settings = connection.settings_dict
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    )


def in_turn(lock: str, *calls: Call) -> list[str]:
    """Hold what `lock` selects until every call waits, the first before the second, then let go.

    Return what each came to: `done`, the refusal's code, or the name of the error.
    """
    with ThreadPoolExecutor(len(calls)) as pool, session() as holder:
        holder.execute(lock.encode())
        told = []
        for place, call in enumerate(calls, 1):
            told.append(pool.submit(_outcome, call))
            until(lambda place=place: _waiting() == place, SECONDS_MAX)  # type: ignore[misc]
        holder.rollback()
        return [one.result(SECONDS_MAX) for one in told]


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        count: int = cursor.fetchone()[0]
    return count


def _outcome(call: Call) -> str:
    try:
        call()
    except Refusal as refusal:
        return refusal.code.code
    except Exception as error:
        return type(error).__name__
    finally:
        connections.close_all()
    return "done"

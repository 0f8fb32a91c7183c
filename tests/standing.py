"""What many tests stand on is built once by its verbs, then put back from copies of its rows.

All of it goes through a session of its own whose guards are asleep for good: to put them to sleep
and wake them in the session of the tests would make that one plan all its statements anew.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from django.db import connection
from psycopg import sql

from qitao.people.queries import actors
from tests.template import KEPT

T = TypeVar("T")
Session = psycopg.Connection[tuple[Any, ...]]
TABLES = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = ''
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
    AND (c.relkind = 'p' OR pg_relation_size(c.oid) > 0) AND c.relname <> ALL (%s)
GROUP BY c.relname
"""
SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename), last_value
FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Copies:
    """What the builder returned, and the rows that it left."""

    returned: Any
    rows: tuple[tuple[bytes, bytes], ...]
    sequences: bytes


@dataclass(slots=True)
class State:
    """What this process has at hand."""

    session: Session | None = None
    standing: str = ""


_built: dict[str, Copies] = {}
_state = State()


def session() -> Session:
    """Return the session that owns the database of the tests."""
    if _state.session is None or _state.session.closed:
        given = connection.get_connection_params()
        wanted = {name: given[name] for name in ("dbname", "user", "password", "host", "port")}
        asleep = "-c session_replication_role=replica -c lock_timeout=20000"
        _state.session = psycopg.connect(**wanted, options=asleep, autocommit=True)
    return _state.session


def leave() -> None:
    """Close the session; the database is about to go."""
    if _state.session is not None:
        _state.session.close()


def empty() -> None:
    """Empty every table that has rows."""
    session().execute("SELECT testing.empty_all_tables()")
    _state.standing = ""


def clear() -> None:
    """Take away what stands."""
    if _state.standing:
        empty()


def stand(name: str, build: Callable[[], T]) -> T:
    """Commit to an empty database what `build` makes: by its verbs once, then from copies.

    The rows are the same to the last column, times and identities too; nothing else is kept.
    """
    copies = _built.get(name)
    if copies is None:
        with ThreadPoolExecutor(1) as thread:  # a transaction of the test is not in its way
            _built[name] = thread.submit(_build, build).result()
    else:
        _put_back(copies)
    actors._grants.clear()  # identities come again, with other rights
    result: T = deepcopy(_built[name].returned)
    return result


def keep_standing(name: str, build: Callable[[], T]) -> T:
    """Give what `build` makes to tests that take back what they do to it; it stays between them."""
    if _state.standing == name:
        actors._grants.clear()  # the version of the rights is taken back too
        kept: T = deepcopy(_built[name].returned)
        return kept
    clear()
    result = stand(name, build)
    _state.standing = name
    return result


def _build(build: Callable[[], Any]) -> Copies:
    assert _filled() == {}, "only what stands in an empty database can be put back"
    try:
        returned = build()
    finally:
        connection.close()
    rows = []
    for name, columns in _filled().items():
        table, written = sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
        out = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT binary)")
        with session().cursor().copy(out.format(written, table)) as copy:
            taken = b"".join(bytes(block) for block in copy)
        back = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(table, written)
        rows.append((back.as_bytes(), taken))
    found = session().execute(SEQUENCES.encode()).fetchall()
    settings = ", ".join(f"setval('{name}', {last})" for name, last in found)
    return Copies(returned, tuple(rows), f"SELECT {settings}".encode())


def _filled() -> dict[str, list[str]]:
    columns = dict(session().execute(TABLES.encode(), [list(KEPT)]).fetchall())
    return {
        name: written
        for name, written in columns.items()
        if session().execute(f'SELECT FROM "{name}" LIMIT 1'.encode()).fetchone() is not None
    }


def _put_back(copies: Copies) -> None:
    with session().cursor() as cursor:
        for statement, taken in copies.rows:
            with cursor.copy(statement) as copy:
                copy.write(taken)
        cursor.execute(copies.sequences)

"""What many tests stand on is built once by its verbs, then put back from copies of its rows."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from psycopg import sql

from qitao.base.sql import raw_connection
from qitao.people.queries import actors
from tests.template import KEPT

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
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Copies:
    """What the builder returned, and the rows that it left."""

    returned: Any
    rows: tuple[tuple[bytes, bytes], ...]
    finish: bytes


_built: dict[str, Copies] = {}


def stand(name: str, build: Callable[[], T]) -> T:
    """Give an empty database what `build` makes: by its verbs the first time, then from copies.

    The rows are the same to the last column, times and identities too; nothing else is kept.
    """
    copies = _built.get(name)
    if copies is None:
        assert filled() == {}, "only what stands in an empty database can be put back"
        returned = build()
        _built[name] = _copy(deepcopy(returned))
        return returned
    _put_back(copies)
    result: T = deepcopy(copies.returned)
    return result


def filled() -> dict[str, list[str]]:
    """Return the tables that have rows, with those columns that are written."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(KEPT)])
        columns = dict(cursor.fetchall())
        if not columns:
            return {}
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in columns)
        cursor.execute(" UNION ALL ".join(asked))
        return {name: columns[name] for (name,) in cursor.fetchall()}


def _copy(returned: object) -> Copies:
    with raw_connection().cursor() as cursor:
        rows = []
        for name, columns in filled().items():
            table, written = sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
            out = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT binary)")
            with cursor.copy(out.format(written, table)) as copy:
                taken = b"".join(bytes(block) for block in copy)
            back = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(table, written)
            rows.append((back.as_bytes(), taken))
        sequences = cursor.execute(SEQUENCES.encode()).fetchall()
    settings = ", ".join(f"setval('{name}', {last})" for name, last in sequences)
    awake = f"SET session_replication_role = origin; SELECT {settings}"
    return Copies(returned, tuple(rows), awake.encode())


def _put_back(copies: Copies) -> None:
    actors._grants.clear()  # identities come again, with other rights
    with raw_connection().cursor() as cursor:
        cursor.execute(b"SET session_replication_role = replica")
        for statement, taken in copies.rows:
            with cursor.copy(statement) as copy:
                copy.write(taken)
        cursor.execute(copies.finish)

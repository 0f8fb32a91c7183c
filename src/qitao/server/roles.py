"""What the application's role may do: work on all tables, only add to append-only ones."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.backends.utils import CursorWrapper
from psycopg import sql

ROOMS = ("values", "models")
READ_ONLY = ("django_migrations", "server_setup")
LIST_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    ORDER BY relname
"""
LIST_PARTS = """
    SELECT child.relname
    FROM unnest(%s::text[]) AS root(name)
    CROSS JOIN LATERAL pg_partition_tree(to_regclass(format('public.%%I', root.name))) AS part
    JOIN pg_class AS child ON child.oid = part.relid
"""


def append_only_tables() -> tuple[str, ...]:
    """Collect `APPEND_ONLY` of every floor's values and models."""
    tables: set[str] = set()
    for config in apps.get_app_configs():
        if not config.name.startswith("qitao."):
            continue
        for room in ROOMS:
            module = f"{config.name}.{room}"
            if find_spec(module):
                tables.update(getattr(import_module(module), "APPEND_ONLY", ()))
    return tuple(sorted(tables))


def grant(cursor: CursorWrapper, role: str) -> None:
    """Give the role exactly what it may do now; to be repeated after every migration.

    Raises `LookupError` where a floor names a table that does not exist.
    """
    cursor.execute(LIST_TABLES)
    tables = {name for (name,) in cursor.fetchall()}
    named = append_only_tables()
    if unknown := set(named) - tables:
        raise LookupError(f"APPEND_ONLY names unknown tables: {sorted(unknown)}")
    cursor.execute(LIST_PARTS, [list(named)])
    append_only = set(named) | {name for (name,) in cursor.fetchall()}
    read_only = tables & set(READ_ONLY)
    _run(cursor, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}", role)
    _run(cursor, "GRANT USAGE ON SCHEMA public TO {role}", role)
    _run(cursor, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}", role)
    _run(cursor, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}", role)
    _run(cursor, "GRANT INSERT ON {tables} TO {role}", role, tables - read_only)
    free = tables - append_only - read_only
    _run(cursor, "GRANT UPDATE, DELETE ON {tables} TO {role}", role, free)


def _run(cursor: CursorWrapper, statement: str, role: str, tables: set[str] | None = None) -> None:
    if tables is not None and not tables:
        return
    names = sql.SQL(", ").join(sql.Identifier("public", name) for name in sorted(tables or ()))
    composed = sql.SQL(statement).format(role=sql.Identifier(role), tables=names)
    cursor.execute(composed.as_string(None))

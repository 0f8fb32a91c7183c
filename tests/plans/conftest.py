"""A plant with a million lines of demand, seeded once: what the planner sees after a few years."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks import plant
from django.db import connection

from qitao.base.actor import Actor
from qitao.base.sql import raw_connection
from qitao.lowcode.actions import install_template
from tests.conftest import empty_all_tables

SHAPE = plant.Shape("PLAN", 50_000, lines=20, states=plant.MIXED, recipes=False)
ROWS = 50_000
FILLED = Path(__file__).with_name("world.sql").read_text(encoding="utf-8").split(";\n")

LARGE = """
SELECT c.relname, array_agg(DISTINCT x.relname::text), array_agg(DISTINCT n.relname::text)
FROM pg_class c
JOIN pg_index i ON i.indrelid = c.oid
JOIN pg_class x ON x.oid = i.indexrelid
LEFT JOIN pg_inherits h ON h.inhrelid = x.oid
LEFT JOIN pg_class n ON n.oid = h.inhparent
WHERE c.relkind = 'r' AND c.reltuples >= 10000 AND c.relnamespace = 'public'::regnamespace
GROUP BY c.relname
"""
"""Large tables with their indexes and, for parts of a table, the index of the whole."""


@pytest.fixture(scope="module")
def large(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, set[str]]]:
    """Seed the world; return the tables that nobody should read from end to end, with indexes."""
    with django_db_blocker.unblock():
        install_template(actor=Actor.system(cause="test"), template="work_orders_by_operation")
        plant.seed(raw_connection(), SHAPE)
        with connection.cursor() as cursor:
            for statement in FILLED:
                cursor.execute(statement, {"rows": ROWS})
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute(LARGE)
            found = cursor.fetchall()
            tables = {table: {*own, *(whole or ())} - {None} for table, own, whole in found}
        yield tables
        empty_all_tables()
        connection.close()

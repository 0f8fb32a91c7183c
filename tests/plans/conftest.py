"""A plant with a million lines of demand, seeded once: what the planner sees after a few years."""

from collections.abc import Iterator
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
FILLED = (
    "INSERT INTO stock_reservation (holder_type, holder_id, holder_line, account_id, quantity) "
    "SELECT 'work_order', n, 10, (SELECT min(id) FROM stock_account) + n %% 10000, 1 "
    "FROM generate_series(1, %(rows)s) n",
    "INSERT INTO kitting_shortage (source_type, source_id, source_line, plant_id, material_id, "
    "required, covered, short) SELECT source_type, source_id, source_line, plant_id, material_id, "
    "quantity, 0, quantity FROM kitting_demand WHERE source_line = 10 AND quantity > 0",
    "INSERT INTO production_ordermaterial (order_id, line, material_id, per_unit, required) "
    "SELECT o.id, l * 10, o.material_id, 1, 10 "
    "FROM production_workorder o, generate_series(1, 4) l",
    "INSERT INTO production_report (operation_id, good, scrap, rework, happened_at) "
    "SELECT id, 1, 0, 0, now() FROM production_orderoperation",
    "INSERT INTO production_workperiod (operation_id, machine_id, started_at, ended_at) "
    "SELECT id, machine_id, now(), now() FROM production_orderoperation",
    "UPDATE kitting_verdict SET state = CASE WHEN source_id %% 4 = 0 THEN 'short' ELSE 'complete' "
    "END, cause = ''",
    "INSERT INTO production_requisition (order_id, kind, happened_at) "
    "SELECT id, 'issue', now() FROM production_workorder",
    "INSERT INTO flow_log (at, instance_id, cause, actor) "
    "SELECT now(), id, 'start', 0 FROM flow_instance",
    "INSERT INTO flow_job (instance_id, token_id, node_id, step, state, key, run_after, "
    "created_at) "
    "SELECT t.instance_id, t.id, t.node_id, 'x', 'done', t.id, now(), now() FROM flow_token t",
    "INSERT INTO base_journal (call, verb, actor, actor_name, door, cause, subject, given, result) "
    "SELECT gen_random_uuid(), 'x.y', 0, '', 'job', '', 'order:' || n, '{}', '{}' "
    "FROM generate_series(1, %(rows)s) n",
    "INSERT INTO base_request (actor, key, verb, given_hash) "
    "SELECT n %% 100, n, 'x.y', '' FROM generate_series(1, %(rows)s) n",
)

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

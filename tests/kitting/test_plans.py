"""The statements of the hot paths use the indexes that their heads name, on a sizeable plant."""

from collections.abc import Iterator
from typing import Any

import pytest
from benchmarks import kitting as bench
from django.db import connection

from qitao.base import clock
from qitao.base.sql import load, raw_connection
from qitao.kitting import actions
from qitao.kitting.values import Source
from tests.kitting.plant import TEST, one, today

pytestmark = pytest.mark.slow
SHAPE = bench.Shape(code="PLAN", orders=4_000, lines=10, materials=1_000)
LARGE = ("kitting_demand", "kitting_verdict", "kitting_shortage", "stock_account", "kitting_supply")


@pytest.fixture(scope="module")
def plant(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    from tests.conftest import empty_all_tables

    with django_db_blocker.unblock():
        made = bench.seed(SHAPE)
        actions.check_kits(actor=TEST, plant=made)
        sources = tuple(Source(bench.ORDER, n) for n in range(1, 200))
        actions.reserve_kits(actor=TEST, sources=sources)
        with connection.cursor() as cursor:
            for table in (*LARGE, "stock_reservation", "catalog_material"):
                cursor.execute(f"VACUUM ANALYZE {table}")
        yield int(made)
        empty_all_tables()
        connection.close()


def plan_of(name: str, **given: object) -> str:
    statement = load("qitao.kitting", name).text
    rows = raw_connection().execute(f"EXPLAIN (COSTS OFF) {statement}".encode(), given).fetchall()
    return "\n".join(str(row[0]) for row in rows)


def given(plant: int) -> dict[str, dict[str, object]]:
    source = {"source_type": bench.ORDER, "source_id": 17}
    few = {"source_type": bench.ORDER, "source_ids": [17, 18, 19]}
    named = {"types": [bench.ORDER], "ids": [17]}
    day, now = today(), clock.now()
    material = one("SELECT min(id) FROM catalog_material")
    return {
        "net_one": {**source, "at": now},
        "net_few": {
            **few,
            "types": [],
            "ids": [],
            "lines": [],
            "plants": [],
            "priorities": [],
            "ranks": [],
            "materials": [],
            "quantities": [],
            "at": now,
        },
        "lock_sources": few,
        "list_verdicts": {**few, "at": now, "stale_after": 300},
        "list_plants_of": named,
        "list_covered": named,
        "drop_demands": named,
        "set_priorities": {**named, "priorities": [1], "at": now},
        "list_kit_lines": {**source, "at": now, "short_only": False, "limit": 9},
        "find_asked": {"orders": ["PLAN-WO17"], "plants": ["PLAN"], "materials": ["PLAN-7"]},
        "list_holders": {"materials": [material], "plant": plant, "holders": 3},
        "list_kits": {
            "plant": plant,
            "states": None,
            "source_types": None,
            "drawn": None,
            "words": None,
            "after_priority": 3,
            "after_on": day,
            "after_id": 5,
            "after_type": "",
            "limit": 50,
            "at": now,
            "stale_after": 300,
        },
        "drop_supplies": {"types": ["bench_purchase"], "ids": [17]},
    }


NAMES = (
    "net_one",
    "net_few",
    "lock_sources",
    "list_verdicts",
    "list_plants_of",
    "list_covered",
    "drop_demands",
    "set_priorities",
    "list_kit_lines",
    "find_asked",
    "list_holders",
    "list_kits",
    "drop_supplies",
)


@pytest.mark.parametrize("name", NAMES)
def test_hot_statements_scan_no_large_table(plant: int, name: str) -> None:
    plan = plan_of(name, **given(plant)[name])
    scanned = [table for table in LARGE if f"Seq Scan on {table} " in plan]
    assert scanned == [], plan
    named = load("qitao.kitting", name).indexes
    assert [index for index in named if index.removesuffix("_key") not in plan] == [], plan


def test_the_rank_of_others_is_read_from_the_index_alone(plant: int) -> None:
    plan = plan_of("net_one", **given(plant)["net_one"])
    assert "Index Only Scan using kitting_demand_rank on kitting_demand x" in plan

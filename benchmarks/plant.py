"""A plant of any size in a few set-based statements: what the rows and the plan tests work on."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

STATEMENTS = (Path(__file__).with_name("plant.sql").read_text(encoding="utf-8")).split(";\n")
TABLES = (
    "catalog_material",
    "catalog_bom",
    "catalog_bomline",
    "catalog_routing",
    "catalog_routingoperation",
    "catalog_routingmachine",
    "catalog_machine",
    "production_workorder",
    "production_ordermaterial",
    "production_orderoperation",
    "kitting_verdict",
    "kitting_demand",
    "kitting_shortage",
    "kitting_supply",
    "stock_account",
    "stock_movement",
    "stock_entry",
    "stock_reservation",
    "flow_instance",
    "flow_token",
    "flow_task",
)
MIXED = (
    ("draft",) * 5
    + ("check_kit",) * 10
    + ("awaiting_schedule",) * 25
    + ("scheduled",) * 20
    + ("released",) * 20
    + ("in_production",) * 20
)
"""How open orders stand in a plant at work, of a hundred."""
STRIDE = 7_919
"""A prime: the lines of one product take materials far from each other."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a plant is; `code` has no hyphen.

    `loose`: share of materials of which there is enough for everybody; the others have 70–100 % of
    what is wanted. `spare` is there of each beyond that. Without `recipes` the orders have no
    materials and operations of their own, only the kit check knows what they need.
    """

    code: str
    orders: int
    lines: int = 10
    materials: int = 5_000
    products: int = 1_000
    operations: int = 5
    loose: float = 0.7
    spare: int = 0
    states: tuple[str, ...] = ("check_kit",)
    recipes: bool = True


def seed(connection: psycopg.Connection[Any], shape: Shape) -> int:
    """Add a plant of that shape to a migrated database with the flow installed; return its id."""
    values = {**asdict(shape), "states": list(shape.states), "stride": STRIDE}
    with connection.transaction(), psycopg.ClientCursor(connection) as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement.encode(), values)
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def vacuum(connection: psycopg.Connection[Any]) -> None:
    """Give the planner figures about the seeded tables, as a day's autovacuum would."""
    for table in TABLES:
        connection.execute(f"VACUUM (ANALYZE) {table}".encode())

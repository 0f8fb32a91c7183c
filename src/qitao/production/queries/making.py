"""What orders make: of one order, and of a material all that is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.catalog.values import MaterialId
from qitao.production.values import WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Made:
    """What an order makes and how much of it; whether it may go on without its kit."""

    order: WorkOrderId
    material_code: str
    name: str
    name_en: str
    quantity: Decimal
    unit: str
    waived: bool


@dataclass(frozen=True, slots=True)
class Making:
    """What open orders will still make of a material: not supply that a kit may count on."""

    material: MaterialId
    orders: int
    rest: Decimal
    due_on: date | None


def list_making(plant: PlantId, materials: Sequence[MaterialId]) -> dict[int, Making]:
    """Return what open orders of a plant will still make of materials; drafts do not count."""
    rows = sql.all("list_making", Making, plant=plant, materials=list(materials))
    return {int(row.material): row for row in rows}


def list_made(orders: Sequence[int]) -> dict[int, Made]:
    """Return what orders make, by their id."""
    return {row.order: row for row in sql.all("list_made", Made, orders=list(orders))}

"""What the storekeeper walks for: material to issue or to bring back for orders, by place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qitao.base import paging
from qitao.base.ids import PlantId
from qitao.base.paging import FIRST, Ask
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId
from qitao.people import queries as people
from qitao.production.values import BUSINESS, OrderState, WorkOrderId
from qitao.stock.values import LotId

sql = SqlRoom("qitao.production")
AT_WORK = (OrderState.RELEASED, OrderState.IN_PRODUCTION)
WALK_ORDERS_MAX = 50
"""Orders that are gathered to one list."""
WALK_LINES_MAX = 500


@dataclass(frozen=True, slots=True)
class OrderToPick:
    """An order with the lines that are still open, and where it is worked on next."""

    id: WorkOrderId
    number: str
    plant: PlantId
    plant_name: str
    material_code: str
    material_name: str
    material_name_en: str
    state: str
    priority: int
    due_on: date | None
    rank_on: date
    open_lines: int
    lines: int
    work_centre: int | None
    work_centre_name: str
    work_centre_name_en: str


@dataclass(frozen=True, slots=True)
class WalkLine:
    """So much for one line of an order from, or to, one place; nowhere to be had has no place."""

    order: WorkOrderId
    number: str
    line: int
    material: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    unit: str
    serial_tracked: bool
    quantity: Decimal
    location: LocationId | None
    place: str | None
    place_name: str | None
    place_name_en: str | None
    lot: LotId | None
    lot_code: str
    expires_on: date | None


def list_to_pick(
    ask: Ask = FIRST,
    *,
    back: bool = False,
    plants: Collection[PlantId] | None = None,
    work_centre: int | None = None,
    words: str | None = None,
) -> list[OrderToPick]:
    """Return orders with material still to issue; `back`: with material that could come back."""
    return paging.page(
        sql,
        "list_to_pick",
        OrderToPick,
        ask,
        back=back,
        states=[*AT_WORK, *((OrderState.COMPLETED,) if back else ())],
        plants=None if plants is None else list(plants),
        work_centre=work_centre,
        words=words or None,
    )


def plan_walk(plant: PlantId, orders: Sequence[WorkOrderId]) -> list[WalkLine]:
    """Return where to fetch what orders still need, in walking order; what is not there comes last.

    Backflushed material is left out. Each order gets its own reservations first, then what is free
    by priority, the first to expire first.
    """
    return sql.all(
        "plan_walk",
        WalkLine,
        plant=plant,
        orders=list(orders[:WALK_ORDERS_MAX]),
        holder_type=BUSINESS,
        on_day=people.day_in(plant),
        limit=WALK_LINES_MAX,
    )


def plan_walk_back(plant: PlantId, orders: Sequence[WorkOrderId]) -> list[WalkLine]:
    """Return what orders have of the store, by lot, with the place it came from last."""
    return sql.all(
        "plan_walk_back",
        WalkLine,
        plant=plant,
        orders=list(orders[:WALK_ORDERS_MAX]),
        holder_type=BUSINESS,
        limit=WALK_LINES_MAX,
    )

"""Orders that a typed word may mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qitao.base.actor import Actor
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import MaterialId
from qitao.production.values import PAGE_MAX, OrderState, ViewOrder, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class OrderHit:
    """An order that a typed word may mean."""

    id: WorkOrderId
    number: str
    material_name: str
    material_name_en: str
    state: OrderState
    due_on: date | None


def find_orders(
    actor: Actor, search: str, *, materials: Sequence[MaterialId] = (), limit: int = PAGE_MAX
) -> list[OrderHit]:
    """Return the orders whose number has what was typed, then open ones of the materials meant.

    They lie within the plants that the actor looks at.
    """
    typed, plants = search.strip(), actor.plants_shown(ViewOrder)
    return sql.all(
        "find_orders",
        OrderHit,
        text=typed,
        part=containing(typed) if any(map(str.isdecimal, typed)) else None,
        materials=list(materials),
        plants=None if plants is None else sorted(plants),
        limit=min(limit, PAGE_MAX),
    )

"""What orders ask of the kit check: of open ones what it is told, of drafts what it would be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.catalog.values import BomLineId, MaterialId
from qitao.kitting.values import Demand, DemandLine, Source
from qitao.production.values import BUSINESS, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Need:
    """What an order still needs of a material; an order that needs nothing has one empty row."""

    order: WorkOrderId
    number: str
    plant: PlantId
    priority: int
    due_on: date | None
    planned_start: datetime | None
    line: int
    material: MaterialId | None
    bom_line: BomLineId | None
    quantity: Decimal


def list_demands(orders: Sequence[int]) -> list[Demand]:
    """Return what orders still need; one that needs nothing stays as complete."""
    needs = sql.all("list_needs", Need, orders=list(orders))
    return [_demand(list(lines)) for _, lines in groupby(needs, key=lambda need: need.order)]


def list_draft_demands(numbers: Sequence[str]) -> list[Demand]:
    """Return what those of the orders that are still drafts will need once they are submitted."""
    return list_demands(sql.values("find_drafts", numbers=list(numbers)))


def _demand(lines: list[Need]) -> Demand:
    first = lines[0]
    return Demand(
        source=Source(BUSINESS, first.order),
        label=first.number,
        plant=first.plant,
        lines=tuple(
            DemandLine(need.line, need.material, need.quantity, need.bom_line)
            for need in lines
            if need.material is not None
        ),
        priority=first.priority,
        due_on=first.due_on,
        needed_at=first.planned_start,
    )

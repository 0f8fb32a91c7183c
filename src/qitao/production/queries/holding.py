"""Which inspections hold orders, and what they hold back of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.production.values import WorkOrderId
from qitao.quality.values import InspectionId, InspectionState

sql = SqlRoom("qitao.production")
HOLDING_MAX = 2_000
"""So many of the newest inspections that could hold something are looked at."""
FOUND_BAD_MAX = 20
"""So many inspections of one order are told beside its gates."""


@dataclass(frozen=True, slots=True)
class FoundBad:
    """An inspection of an operation that holds back what follows it, also while work goes on."""

    id: InspectionId
    number: str
    label: str
    kind: str
    state: str
    disposition: str | None
    since: datetime
    operation: str
    operation_en: str

    @property
    def cause(self) -> str:
        """What it waits for: results, a disposition, or a second inspection."""
        if self.state == InspectionState.OPEN:
            return "inspection_open"
        return "inspection_again" if self.disposition else "inspection_failed"


def list_holding(plants: Collection[PlantId] | None) -> list[InspectionId]:
    """Return the inspections for which orders of some plants (None: all) stand still."""
    wanted = None if plants is None else list(plants)
    return sql.values("list_holding", plants=wanted, limit=HOLDING_MAX)


def list_found_bad(order: WorkOrderId) -> list[FoundBad]:
    """Return the failed inspections of an order's operations; open ones where nothing runs."""
    return sql.all("list_found_bad", FoundBad, order=order, limit=FOUND_BAD_MAX)

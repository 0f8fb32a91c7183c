"""What may take the place of an order's materials (W3), for people to choose from."""

from dataclasses import dataclass
from decimal import Decimal

from qitao.base import clock
from qitao.base.sql import SqlRoom
from qitao.catalog.values import MaterialId
from qitao.production.values import WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class StandIn:
    """One choice for one line: `ratio` of it for one of the BOM's material, which is `own`."""

    line: int
    material: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    unit: str
    ratio: Decimal
    own: bool
    free: Decimal


def list_stand_ins(order: WorkOrderId) -> list[StandIn]:
    """Return what could be used instead, best first; what is past its shelf life is not free."""
    return sql.all("list_stand_ins", StandIn, order=order, at=clock.now())

"""无权: whether an order's next step waits for a right that somebody lacks or nobody holds."""

from dataclasses import dataclass
from datetime import datetime

from qitao.base.sql import SqlRoom
from qitao.production.values import WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Want:
    """A step that waits for a right: `no_right` with who was refused it last, or `nobody`."""

    node: str
    cause: str
    since: datetime
    permission: str
    post: str
    verb: str
    who: str | None


def list_wants(order: WorkOrderId) -> list[Want]:
    """Return the steps of an order that wait for a right, as `production_stuck` tells them."""
    return sql.all("list_wants", Want, order=order)

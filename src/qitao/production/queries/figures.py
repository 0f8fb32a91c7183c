"""How long orders wait and are worked on (W16): each operation, each order, the whole plant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.sql import SqlRoom
from qitao.production.values import FLOW_KEY, OperationId, ViewOrder, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class OperationTimes:
    """The times of one operation, in seconds up to now; None before it could begin.

    `waited` from when it could begin to its start, `total` to its end: what lies between the two
    and the time worked are interruptions.
    """

    operation: OperationId
    ready_at: datetime | None
    waited_seconds: float | None
    worked_seconds: float
    total_seconds: float | None
    finished_at: datetime | None

    @property
    def idle_seconds(self) -> float:
        """How long it lay after it had been started."""
        taken = (self.waited_seconds or 0) + self.worked_seconds
        return max((self.total_seconds or 0) - taken, 0)


@dataclass(frozen=True, slots=True)
class OrderTimes:
    """The times of an order on the shop floor: waiting and working of all operations, and the span.

    Operations may overlap: the span is from when the first could begin to the end of the last.
    """

    waited_seconds: float
    worked_seconds: float
    total_seconds: float


@dataclass(frozen=True, slots=True)
class Handling:
    """The average times of one step of the flow, in seconds per visit."""

    node: str
    node_name: str
    visits: int
    waited_seconds: float
    worked_seconds: float
    total_seconds: float


def list_operation_times(order: WorkOrderId) -> list[OperationTimes]:
    """Return how long each operation of an order waited and was worked on, in sequence."""
    return sql.all("list_operation_times", OperationTimes, order=order, at=clock.now())


def sum_times(rows: Sequence[OperationTimes]) -> OrderTimes | None:
    """Return the times of the whole order; None before its first operation could begin."""
    ready = [row for row in rows if row.ready_at is not None and row.total_seconds is not None]
    if not ready:
        return None
    ends = [row.ready_at.timestamp() + (row.total_seconds or 0) for row in ready if row.ready_at]
    return OrderTimes(
        waited_seconds=sum(row.waited_seconds or 0 for row in rows),
        worked_seconds=sum(row.worked_seconds for row in rows),
        total_seconds=max(ends) - min(row.ready_at.timestamp() for row in ready if row.ready_at),
    )


def list_handling(actor: Actor, *, since: datetime, until: datetime) -> list[Handling]:
    """Return how long orders took on average at each step that they left between two moments."""
    plants = actor.plants_of(ViewOrder)
    return sql.all(
        "list_handling",
        Handling,
        definition_key=FLOW_KEY,
        plants=None if plants is None else list(plants),
        since=since,
        until=until,
    )

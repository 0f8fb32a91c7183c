"""Figures of the plant: how long orders wait and are worked on (W16), scrap, what changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.flow import queries as flow
from qitao.flow.queries import StepFigures
from qitao.production.values import BUSINESS, FLOW_KEY, OperationId, ViewOrder, WorkOrderId

sql = SqlRoom("qitao.production")
MADE_BY = "production.finish_operation"
"""The verb that completes the step in which operations are reported."""


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
class Worked:
    """For how long at least one operation of an order was at work."""

    worked: timedelta


@dataclass(frozen=True, slots=True)
class Handling:
    """The average times of one step of the flow, in seconds per visit."""

    node: str
    node_name: str
    node_name_en: str
    visits: int
    waited_seconds: float
    worked_seconds: float
    total_seconds: float


@dataclass(frozen=True, slots=True)
class ScrapOf:
    """What was scrapped for one reason; no reason: the code is None."""

    code: str | None
    reason: str
    reason_en: str
    scrap: Decimal
    reports: int


@dataclass(frozen=True, slots=True)
class Reported:
    """What all operations reported in a stretch of time."""

    good: Decimal
    scrap: Decimal


@dataclass(frozen=True, slots=True)
class Changed:
    """How many orders changed in one way: a state, or created, late, short, complete."""

    change: str
    orders: int


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


def list_step_figures(order: WorkOrderId, *, at: datetime) -> list[StepFigures]:
    """Return waiting, working and total time per step of an order up to a moment.

    The step that ends with the last operation is worked on while one of them runs: nobody claims it
    as a task. An operation that was begun before the step counts within it at most.
    """
    figures = flow.list_step_figures(BUSINESS, (order,), at=at)
    if all(each.verb != MADE_BY for each in figures):
        return figures
    found = sql.one("sum_worked", Worked, order=order, at=at).worked
    return [_worked(each, found) if each.verb == MADE_BY else each for each in figures]


def _worked(figures: StepFigures, found: timedelta) -> StepFigures:
    worked = min(found, figures.total)
    return replace(figures, worked=worked, waited=figures.total - worked)


def list_handling(actor: Actor, *, since: datetime, until: datetime) -> list[Handling]:
    """Return how long orders took on average at each step that they left between two moments.

    Whole minutes are asked once for all who see the same (0027).
    """
    return sql.once(
        "list_handling",
        Handling,
        definition_key=FLOW_KEY,
        plants=_bound(actor.plants_shown(ViewOrder)),
        since=since,
        until=until,
    )


@dataclass(frozen=True, slots=True)
class MadeWhere:
    """What reported figures are narrowed to; None and empty mean everything.

    `product` and `operation` are any part of their names, a product's code and pinyin too.
    """

    plants: Collection[PlantId] | None = None
    work_centre: int | None = None
    product: str = ""
    operation: str = ""

    def bound(self) -> dict[str, object]:
        """Return the parameters of the SQL files."""
        return {
            "plants": _bound(self.plants),
            "work_centre": self.work_centre,
            "product": self.product or None,
            "operation": self.operation or None,
        }


def list_scrap(wanted: MadeWhere, *, since: datetime, until: datetime) -> list[ScrapOf]:
    """Return scrap by reason between two moments, most first; what was undone does not count."""
    return sql.all("list_scrap", ScrapOf, since=since, until=until, **wanted.bound())


def sum_reported(wanted: MadeWhere, *, since: datetime, until: datetime) -> Reported:
    """Return what all operations reported between two moments."""
    return sql.one("sum_reported", Reported, since=since, until=until, **wanted.bound())


def count_changes(actor: Actor, *, since: datetime) -> list[Changed]:
    """Return how many orders changed since a moment, by what happened to them."""
    plants = _bound(actor.plants_shown(ViewOrder))
    return sql.once("count_changes", Changed, plants=plants, since=since, at=clock.this_minute())


def _bound(plants: Collection[PlantId] | None) -> list[int] | None:
    return None if plants is None else list(plants)

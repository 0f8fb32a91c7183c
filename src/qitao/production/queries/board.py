"""What boards show: cards by state, counters, output by hour against plan, work centres now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from qitao.base import clock
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.sql import SqlRoom
from qitao.catalog.values import WorkCentreId
from qitao.production.queries.lists import OrderListRow, OutputHour, StepCount, tell_orders

sql = SqlRoom("qitao.production")
CARDS_MAX = 5_000
"""So many orders of each state at most: a screen shows a dozen, a sheet them all."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the workshop a board shows; None means all of it."""

    plants: Collection[PlantId] | None = None
    work_centre: WorkCentreId | None = None
    org_unit: OrgUnitId | None = None

    @property
    def bound(self) -> list[int] | None:
        """The plants as a statement takes them."""
        return None if self.plants is None else list(self.plants)


@dataclass(frozen=True, slots=True)
class PlannedHour:
    """What is planned to come out in one hour."""

    hour: datetime
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class CentreNow:
    """A work centre as it is now; `numbers` are orders that run there."""

    id: WorkCentreId
    code: str
    name: str
    name_en: str
    machines: int
    machines_running: int
    running: int
    paused: int
    waiting: int
    numbers: list[str]


def list_board(part: Part, states: Sequence[str], *, limit: int) -> list[OrderListRow]:
    """Return up to `limit` orders of each state, those due first."""
    found: list[int] = sql.values(
        "page_by_state",
        plants=part.bound,
        work_centre=part.work_centre,
        org_unit=part.org_unit,
        states=list(states),
        limit=min(limit, CARDS_MAX),
    )
    return tell_orders(found)


def count_part(part: Part) -> list[StepCount]:
    """Return how many open orders of a part of the workshop stand in each state."""
    return sql.once(
        "count_states",
        StepCount,
        plants=part.bound,
        work_centre=part.work_centre,
        org_unit=part.org_unit,
        at=clock.this_minute(),
    )


def list_part_hours(part: Part, since: datetime) -> list[OutputHour]:
    """Return the output by hour: of the plants, or all that one work centre reported."""
    if part.work_centre is not None:
        return sql.all("list_centre_hours", OutputHour, work_centre=part.work_centre, since=since)
    return sql.all("list_output_hours", OutputHour, plants=part.bound, since=since)


def list_planned_hours(part: Part, *, since: datetime, until: datetime) -> list[PlannedHour]:
    """Return what is planned by hour: orders' quantities spread evenly over their planned time."""
    return sql.all(
        "list_planned_hours",
        PlannedHour,
        plants=part.bound,
        work_centre=part.work_centre,
        since=since,
        until=until,
    )


def list_centres_now(part: Part) -> list[CentreNow]:
    """Return the work centres with what runs there now."""
    return sql.all("list_centres_now", CentreNow, plants=part.bound, work_centre=part.work_centre)

"""Plan against actual of an order's operations on one scale of time, as a small Gantt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from qitao.base import clock
from qitao.production.queries.lists import OperationView, OrderView
from qitao.production.rules import plan_operations
from qitao.production.values import OperationState

HOUR, A_DAY = 60, 24 * 60
HOURS = (HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR)
DAYS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
STEPS = (1, 2, 5, 10, 15, 30, *HOURS, *(days * A_DAY for days in DAYS))
"""How far two marks of the scale may stand apart, in minutes: what a clock or a calendar says."""
TICKS_MAX = 5
TICK_LEFT_MAX = 92
"""A mark further right would have no room for its words."""
WIDTH_MIN = 0.8
"""A bar of a minute in a plan of days is still seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time: where it stands on the scale, in percent, and its two moments."""

    left: float
    width: float
    begins: datetime
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One operation: planned and actual; `tone` says how the actual stands to the plan."""

    operation: OperationView
    planned: Bar | None
    actual: Bar | None
    tone: str


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the scale."""

    left: float
    words: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """All rows, the marks of the scale, and where the present is (None: outside)."""

    rows: tuple[GanttRow, ...]
    ticks: tuple[Tick, ...]
    now: float | None


Window = tuple[datetime, datetime]


def gantt_of(order: OrderView, operations: Sequence[OperationView]) -> Gantt | None:
    """Return the Gantt of an order; None where nothing is planned or begun yet."""
    planned = _planned(order, operations)
    moments = [moment for window in planned if window for moment in window]
    moments += [at for op in operations for at in (op.started_at, op.finished_at) if at]
    if not moments:
        return None
    now = clock.now()
    if any(op.started_at and not op.finished_at for op in operations):
        moments.append(now)
    first, last = min(moments), max(moments)
    scale = Scale(first, max(last - first, timedelta(minutes=1)))
    rows = tuple(
        _row(op, window, scale, now) for op, window in zip(operations, planned, strict=True)
    )
    here = scale.at(now)
    return Gantt(rows, scale.ticks(), here if 0 <= here <= 100 else None)


@dataclass(frozen=True, slots=True)
class Scale:
    """From moments to percent."""

    first: datetime
    span: timedelta

    def at(self, moment: datetime) -> float:
        """Return where a moment stands, in percent."""
        return round(100 * ((moment - self.first) / self.span), 2)

    def bar(self, begins: datetime, ends: datetime | None, now: datetime) -> Bar:
        """Return a bar; one without an end reaches to the present."""
        left = self.at(begins)
        return Bar(left, max(self.at(ends or now) - left, WIDTH_MIN), begins, ends)

    def ticks(self) -> tuple[Tick, ...]:
        """Return marks at whole hours or days, with the day where the scale is longer than one."""
        minutes = self.span / timedelta(minutes=1)
        step = next((each for each in STEPS if minutes / each <= TICKS_MAX), STEPS[-1])
        words = "%H:%M" if minutes <= A_DAY else "%m-%d" if step >= A_DAY else "%m-%d %H:%M"
        begin = timezone.localtime(self.first)
        midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
        skipped = math.ceil((begin - midnight) / timedelta(minutes=step))
        moments = [
            midnight + timedelta(minutes=step * at)
            for at in range(skipped, skipped + TICKS_MAX + 1)
        ]
        marks = [Tick(self.at(moment), moment.strftime(words)) for moment in moments]
        return tuple(mark for mark in marks if mark.left <= TICK_LEFT_MAX)


def _planned(order: OrderView, operations: Sequence[OperationView]) -> Sequence[Window | None]:
    if order.planned_start is None or order.planned_end is None:
        return [None] * len(operations)
    loads = [
        (op.setup_minutes + op.run_minutes * op.quantity, op.parallel_group) for op in operations
    ]
    return plan_operations(order.planned_start, order.planned_end, loads)


def _row(op: OperationView, window: Window | None, scale: Scale, now: datetime) -> GanttRow:
    planned = scale.bar(*window, now) if window else None
    begun = op.started_at
    actual = scale.bar(begun, op.finished_at, now) if begun else None
    return GanttRow(op, planned, actual, _tone(op, window, now))


def _tone(op: OperationView, window: Window | None, now: datetime) -> str:
    """Say whether an operation ended or runs later than planned, or should have begun."""
    done = op.state == OperationState.FINISHED
    late = window is not None and (op.finished_at or now) > window[1]
    if op.started_at is None:
        return "due" if window and now > window[0] else "ahead"
    if late:
        return "late"
    return "done" if done else str(op.state)

"""The only place that asks what time it is, so that tests and replays can say."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

AHEAD_MINUTES_MAX = 10
"""How far a tablet's clock may be ahead of ours."""
PAST_DAYS_MAX = 366
"""How long ago something may have happened that is told only now."""
YEARS = range(1900, 2200)

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def this_minute() -> datetime:
    """Return when the present minute began: the same for all who ask within it."""
    return now().replace(second=0, microsecond=0)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware `moment` inside the block (tests and replays of real logs)."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)


def _believable(moment: datetime) -> datetime:
    """Refuse a moment that lies ahead, or so far back that it can only be a slip."""
    present = now()
    if moment > present + timedelta(minutes=AHEAD_MINUTES_MAX):
        raise PydanticCustomError("moment_ahead", "lies in the future")
    if moment < present - timedelta(days=PAST_DAYS_MAX):
        days = {"days": PAST_DAYS_MAX}
        raise PydanticCustomError("moment_past", "lies more than {days} days back", days)
    return moment


def _in_calendar(moment: datetime) -> datetime:
    """Refuse a moment that no plant means, and that no column or clock may hold."""
    if moment.year not in YEARS:
        years = {"first": YEARS.start, "last": YEARS.stop - 1}
        raise PydanticCustomError("moment_range", "must lie in {first} to {last}", years)
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_calendar)]
"""A moment that a verb or a read is given: with its zone, in the years that plants know."""
HappenedAt = Annotated[AwareDatetime, AfterValidator(_believable)]
"""When something happened, as a door is told: bounded, so that no slip of a clock is kept."""

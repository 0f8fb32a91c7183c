"""A filter of days: two dates, or a word for them such as 近 7 天 that stays true tomorrow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from qitao.base.clock import YEARS
from qitao.web.shell import marks
from qitao.web.shell.visit import Visit

DAY = timedelta(days=1)
WEEK_DAYS = 7
FIRST, LAST = "_first", "_last"
"""What the two dates of a filter are called in an address, behind its name."""


@dataclass(frozen=True, slots=True)
class Days:
    """Some days of the plant, both ends among them; None is an open end."""

    first: date | None
    last: date | None
    word: str = ""
    """The quick choice that they were named by; empty where they were typed."""

    @property
    def since(self) -> datetime | None:
        """When the first day begins at the plant."""
        return None if self.first is None else _begin(self.first)

    @property
    def until(self) -> datetime | None:
        """When the last day is over at the plant."""
        return None if self.last is None else _begin(self.last + DAY)

    @property
    def ends(self) -> tuple[date | None, date | None]:
        """The first day and the last."""
        return self.first, self.last

    def __str__(self) -> str:
        ends = [each.isoformat() if each else "" for each in (self.first, self.last)]
        return ends[0] if ends[0] == ends[1] else " – ".join(ends).strip()


NO_DAYS = Days(None, None)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


QUICK: dict[str, Callable[[date], tuple[date | None, date | None]]] = {
    "today": lambda day: (day, day),
    "yesterday": lambda day: (day - DAY, day - DAY),
    "week": lambda day: (day - (WEEK_DAYS - 1) * DAY, day),
    "month": lambda day: (day.replace(day=1), _month_end(day)),
    "overdue": lambda day: (None, day - DAY),
    "tomorrow": lambda day: (day + DAY, day + DAY),
    "next_week": lambda day: (day, day + (WEEK_DAYS - 1) * DAY),
}
PAST = ("today", "yesterday", "week", "month")
AHEAD = ("overdue", "today", "tomorrow", "next_week", "month")


@dataclass(frozen=True, slots=True)
class Between:
    """A filter of days, from and to; `quick` are the choices that need no calendar."""

    name: str
    quick: tuple[str, ...] = PAST
    vocabulary: str = "ui.days"
    kind: str = "between"

    def read(self, visit: Visit) -> Days | None:
        """Return the days that were asked for, None for all; ends that crossed are turned."""
        word = visit.query.get(self.name, "")
        if word in self.quick:
            return Days(*QUICK[word](marks.today()), word)
        first, last = (_day(visit.query.get(f"{self.name}{end}", "")) for end in (FIRST, LAST))
        if first and last and first > last:
            first, last = last, first
        return Days(first, last) if first or last else None


def _day(text: str) -> date | None:
    """Read a day as a calendar field sends it; what is none, or no plant means, is left out."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None

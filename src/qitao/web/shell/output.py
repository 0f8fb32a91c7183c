"""Today's output by hour against plan, as one chart for desks and boards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from qitao.base import clock
from qitao.base.texts import say
from qitao.people.queries import zone_in
from qitao.production.queries import board
from qitao.production.queries.board import Part
from qitao.production.queries.lists import OutputHour
from qitao.web.shell.charts import Chart, Series

HOURS_MIN = 8
"""A chart of fewer hours would be a few thick bars."""


@dataclass(frozen=True, slots=True)
class Output:
    """A day so far: its chart, what came out, what was planned up to now and for the whole day."""

    chart: Chart
    good: Decimal
    scrap: Decimal
    planned_now: int
    planned: int

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.good or self.scrap or self.planned)


def midnight(part: Part) -> datetime:
    """Return when the day began: the plant's, of several plants the house's."""
    zone = timezone.get_default_timezone()
    if part.plants is not None and len(part.plants) == 1:
        zone = zone_in(next(iter(part.plants)))
    return clock.now().astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def output_of(part: Part, lang: str) -> Output:
    """Return today's output of a part of the workshop by hour, beside what is planned."""
    begins, now = midnight(part), clock.now()
    ends = begins + timedelta(days=1)
    made = {row.hour: row for row in board.list_part_hours(part, begins)}
    plan = {
        row.hour: row.quantity for row in board.list_planned_hours(part, since=begins, until=ends)
    }
    hours = _span(begins, ends, now, {*made, *plan})
    zero = Decimal(0)
    chart = Chart(
        "output",
        "bars",
        say("ui.chart.output", lang),
        [f"{hour.astimezone(begins.tzinfo):%H}" for hour in hours],
        [
            Series(
                say("ui.field.good", lang), [_of(made, hour, "good") for hour in hours], "green"
            ),
            Series(
                say("ui.field.scrap", lang), [_of(made, hour, "scrap") for hour in hours], "red"
            ),
            *_plan_line(plan, hours, lang),
        ],
        now=next((at for at, hour in enumerate(hours) if hour <= now < hour + HOUR), None),
    )
    return Output(
        chart,
        sum((row.good for row in made.values()), zero),
        sum((row.scrap for row in made.values()), zero),
        round(sum((_so_far(hour, quantity, now) for hour, quantity in plan.items()), zero)),
        round(sum(plan.values(), zero)),
    )


HOUR = timedelta(hours=1)


def _plan_line(plan: dict[datetime, Decimal], hours: list[datetime], lang: str) -> list[Series]:
    if not plan:
        return []
    values = [float(plan.get(hour, 0)) for hour in hours]
    return [Series(say("ui.chart.plan", lang), values, "soft", line=True)]


def _of(made: dict[datetime, OutputHour], hour: datetime, name: str) -> float:
    row = made.get(hour)
    return float(getattr(row, name)) if row else 0.0


def _so_far(hour: datetime, quantity: Decimal, now: datetime) -> Decimal:
    """Return the part of an hour's plan whose time has come."""
    share = min(max((now - hour) / HOUR, 0.0), 1.0)
    return quantity * Decimal(str(round(share, 4)))


def _span(begins: datetime, ends: datetime, now: datetime, told: set[datetime]) -> list[datetime]:
    """Return the hours to show: from the first with anything to tell to the present or last."""
    first = min({*(hour for hour in told if hour >= begins), now})
    last = max({*(hour for hour in told if hour < ends), now})
    start = int((first - begins) / HOUR)
    stop = max(int((last - begins) / HOUR) + 1, min(start + HOURS_MIN, 24))
    return [begins + at * HOUR for at in range(max(min(start, stop - HOURS_MIN), 0), stop)]

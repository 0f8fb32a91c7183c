"""库存走势: how the stock of a material went, and what is on its way, as a step line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from django.utils import timezone

from qitao.base.texts import say
from qitao.catalog.values.items import MaterialItem
from qitao.kitting.queries.material import Bringing
from qitao.stock.queries import StockDay, list_stock_days
from qitao.stock.values import ViewStock
from qitao.web.shell import marks, units
from qitao.web.shell.charts import Chart, Series
from qitao.web.shell.visit import Visit

SPANS = (30, 90, 365)
USUAL = 90
AHEAD = 30
"""So many days ahead, at most, supply that is on its way is drawn."""
TONES = {"internal": "accent", "line_side": "green", "quarantine": "violet", "transit": "amber"}
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class OverTime:
    """The drawing with what may be chosen, and from which day on it tells where it cannot reach."""

    chart: Chart | None
    span: int
    by_place: bool
    places: int
    told_from: date | None
    spans: tuple[int, ...] = SPANS


def over_time(
    visit: Visit, material: MaterialItem, reserved: Decimal, coming: Sequence[Bringing]
) -> OverTime:
    """Draw a material's stock over the days that are asked for, in all or by kind of place."""
    wanted = visit.number_of("days")
    span = wanted if wanted in SPANS else USUAL
    today = marks.today()
    first = today - timedelta(days=span - 1)
    rows = list_stock_days(material.id, _begin(first), plants=visit.actor.plants_shown(ViewStock))
    read_to = rows[0].read_to if rows else None
    told = max(first, timezone.localtime(read_to).date()) if read_to else first
    kinds = {kind: list(found) for kind, found in groupby(rows, key=lambda row: str(row.kind))}
    by_place = len(kinds) > 1 and visit.query.get("by") == "place"
    days = sorted({told, today, *(row.day for row in rows if row.day and row.day >= told)})
    levels = {kind: levels_of(found, days) for kind, found in kinds.items()}
    drawn = None
    if levels:
        drawn = _by_place(levels, days, visit.lang) if by_place else None
        drawn = drawn or _in_all(levels, days, ahead_of(coming, days[-1]), reserved, visit.lang)
    chart = drawn and Chart(
        "stock-days",
        "steps",
        say("ui.catalog.over_time.title", visit.lang),
        *drawn,
        unit=units.word(material.unit, visit.lang),
    )
    return OverTime(chart, span, by_place, len(kinds), told if told > first else None)


def _begin(day: date) -> datetime:
    """Return a moment before the day begins in any zone; each plant counts its own days."""
    return timezone.make_aware(datetime.combine(day - timedelta(days=1), time()))


def levels_of(rows: Sequence[StockDay], days: Sequence[date]) -> list[Decimal]:
    """Return the level at the end of each day, from those days alone on which it changed."""
    changed = {row.day: row.quantity for row in rows if row.day}
    level, levels = rows[0].quantity - rows[0].delta, []
    for row in rows:
        if row.day and row.day < days[0]:
            level = row.quantity
    for day in days:
        level = changed.get(day, level)
        levels.append(level)
    return levels


def ahead_of(coming: Sequence[Bringing], today: date) -> dict[date, Decimal]:
    """Return what is expected by day, what is overdue today, within the days drawn ahead."""
    expected: dict[date, Decimal] = {}
    for each in coming:
        if each.expected_on and each.expected_on <= today + timedelta(days=AHEAD):
            day = max(each.expected_on, today)
            expected[day] = expected.get(day, NONE) + each.quantity
    return expected


Drawn = tuple[list[str], list[Series]]


def _in_all(
    levels: Mapping[str, Sequence[Decimal]],
    days: Sequence[date],
    expected: Mapping[date, Decimal],
    reserved: Decimal,
    lang: str,
) -> Drawn:
    total = [sum(each, NONE) for each in zip(*levels.values(), strict=True)]
    later = sorted(day for day in expected if day > days[-1])
    later += [max([days[-1], *later]) + timedelta(days=1)] if expected else []
    series = [
        Series(
            say("ui.stock.balances.quantity", lang),
            [*map(float, total), *(None for _ in later)],
            "accent",
        )
    ]
    if expected:
        level, ahead = total[-1] + expected.get(days[-1], NONE), []
        for day in (days[-1], *later):
            level += expected.get(day, NONE) if day in later else NONE
            ahead.append(float(level))
        before = [None] * (len(days) - 1)
        held = [float(reserved)] * len(ahead)
        words = say("ui.catalog.over_time.expected", lang)
        series.append(Series(words, [*before, *ahead], "teal", line=True))
        words = say("ui.stock.balances.reserved", lang)
        series.append(Series(words, [*before, *held], "amber", line=True))
    return [day.isoformat() for day in (*days, *later)], series


def _by_place(levels: Mapping[str, Sequence[Decimal]], days: Sequence[date], lang: str) -> Drawn:
    series = [
        Series(marks.word("location_kind", kind, lang), list(map(float, each)), TONES[kind])
        for kind, each in levels.items()
    ]
    return [day.isoformat() for day in days], series

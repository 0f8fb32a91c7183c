"""不良分析: what was scrapped by reason as a Pareto, of a plant and a stretch of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone

from qitao.base.paging import Ask
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.production.queries.figures import MadeWhere, ScrapOf, list_scrap, sum_reported
from qitao.quality.values import ViewQuality
from qitao.web.shell import marks, sheets
from qitao.web.shell.charts import Chart, Series
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DAYS = 30
DAYS_MAX = 400
REASONS_DRAWN = 12
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One reason with its share of all scrap."""

    words: str
    row: ScrapOf
    percent: Decimal
    upto: Decimal


@page(permission=ViewQuality)
def scrap(visit: Visit) -> HttpResponse:
    """Show scrap by reason, most first, with what the first reasons make up together."""
    bounds = visit.actor.plants_shown(ViewQuality)
    first, last = _days(visit)
    since, until = _begin(first), _begin(last + DAY)
    centres = catalog.list_work_centres(Ask(limit=500), plants=bounds, active=True)
    centre = visit.number_of("work_centre")
    wanted_of = MadeWhere(
        bounds, centre, visit.text("product")[:100], visit.text("operation")[:100]
    )
    lines = _lines(list_scrap(wanted_of, since=since, until=until), visit.lang)
    if visit.query.get("export") in sheets.FORMATS:
        return _sheet(lines, visit)
    return visit.show(
        "quality/scrap.html",
        live=("production",),
        here="scrap",
        first=first,
        last=last,
        lines=lines,
        centres=centres,
        centre=centre,
        whole=sum_reported(wanted_of, since=since, until=until),
        chart=_chart(lines, visit.lang) if lines else None,
    )


def _sheet(lines: Sequence[Line], visit: Visit) -> HttpResponse:
    keys = [f"ui.field.{name}" for name in ("reason", "scrap")]
    keys += ["ui.quality.scrap.reports", "ui.quality.scrap.percent", "ui.chart.share"]
    body = [
        [line.words, line.row.scrap, line.row.reports, line.percent, line.upto] for line in lines
    ]
    title = say("ui.quality.scrap.title", visit.lang)
    heads = [say(key, visit.lang) for key in keys]
    return sheets.answer(title, heads, body, str(visit.query["export"]))


def _days(visit: Visit) -> tuple[date, date]:
    """Read the first and the last day; the last thirty where none are given, never too many."""
    last = _day(visit.text("until")) or marks.today()
    first = _day(visit.text("since")) or last - timedelta(days=DAYS - 1)
    if first > last:
        first, last = last, first
    return max(first, last - timedelta(days=DAYS_MAX)), last


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _lines(rows: Sequence[ScrapOf], lang: str) -> list[Line]:
    whole = sum((row.scrap for row in rows), Decimal(0))
    told, upto = [], Decimal(0)
    for row in rows:
        upto += row.scrap
        told.append(
            Line(
                marks.named(row.reason, row.reason_en, lang) or say("ui.chart.no_reason", lang),
                row,
                round(100 * row.scrap / whole, 1),
                round(100 * upto / whole, 1),
            )
        )
    return told


def _chart(lines: Sequence[Line], lang: str) -> Chart:
    drawn = lines[:REASONS_DRAWN]
    return Chart(
        "scrap",
        "pareto",
        say("ui.quality.scrap.title", lang),
        [line.words for line in drawn],
        [
            Series(say("ui.field.scrap", lang), [float(line.row.scrap) for line in drawn], "red"),
            Series(
                f"{say('ui.chart.share', lang)} %",
                [float(line.upto) for line in drawn],
                "blue",
                line=True,
            ),
        ],
    )

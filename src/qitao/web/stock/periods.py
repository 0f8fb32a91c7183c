"""库存关账: how far a plant's stock is closed, closing the next span, reopening the last."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http.response import HttpResponseBase

from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.people import queries as people
from qitao.people.values import PlantRow
from qitao.stock import actions, queries
from qitao.stock.values import ClosePeriod, PeriodRow, PeriodState, ViewStock
from qitao.web.shell import spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
DEEDS = deeds_of(actions.close_period, actions.reopen_period)


@dataclass(frozen=True, slots=True)
class Span:
    """One period by its days, both within it; the first one has no first day."""

    row: PeriodRow
    first: date | None
    last: date
    changed_by: str


@page(permission=ViewStock)
def periods(visit: Visit) -> HttpResponseBase:
    """Show the closed periods of one plant, with closing and reopening for whoever may."""
    plant, plants = visit.plants_for_one(ViewStock)
    spans = _spans(plant) if plant else []
    return visit.show(
        "stock/periods.html",
        plants=plants,
        plant=plant,
        spans=spans,
        closed_to=next((s.last for s in spans if s.row.state == PeriodState.CLOSED), None),
        reopens=spans[0].row.id if spans and spans[0].row.state == PeriodState.CLOSED else None,
        fields=_fields(visit, plant, spans) if plant else [],
        may_close=plant is not None and visit.actor.may(ClosePeriod, plant=plant.id),
    )


@page(permission=ViewStock)
def period_deed(visit: Visit, plant: int, verb: str) -> HttpResponseBase:
    """Close a plant's stock up to a day, or reopen what was closed last."""
    carry_out(visit, DEEDS, verb, plant=PlantId(plant))
    return visit.go_to(f"/stock/periods/?plant={plant}")


def _spans(plant: PlantRow) -> list[Span]:
    zone = ZoneInfo(plant.time_zone)
    rows = queries.list_periods(plant.id)
    names = people.name_users({row.changed_by for row in rows})

    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    return [
        Span(
            row,
            day(row.starts_at) if row.starts_at else None,
            day(row.ends_at) - timedelta(days=1),
            names.get(row.changed_by, ""),
        )
        for row in rows
    ]


def _fields(visit: Visit, plant: PlantRow, spans: list[Span]) -> list[Any]:
    """Return the day that is offered: the reopened one, the end of last month, or yesterday."""
    today = people.day_in(plant.id)
    offered = today.replace(day=1) - timedelta(days=1)
    if spans and spans[0].row.state == PeriodState.OPEN:
        offered = spans[0].last
    elif spans and offered <= spans[0].last:
        offered = today - timedelta(days=1)
    spot = Spot("ends_on", "day", required=True, start=offered, help="ui.stock.ends_on_help")
    return spots.shown(visit, [spot], None, "ui.stock.field")

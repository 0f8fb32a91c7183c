"""工作台: what waits for this person, put together from what he may see and do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from qitao.base import clock
from qitao.base.paging import Ask
from qitao.base.texts import find, say
from qitao.base.values import SealJournal
from qitao.kitting import queries as kitting
from qitao.kitting.queries import KitCounts, ShortMaterial
from qitao.kitting.values import ViewKits
from qitao.people import queries as people
from qitao.people.values import PlantRow
from qitao.production.queries import lists as production
from qitao.production.queries.board import Part
from qitao.production.queries.figures import Changed, Handling, count_changes, list_handling
from qitao.production.queries.lists import OrderFilter, StepCount
from qitao.production.values import (
    PlanOrder,
    ReleaseOrder,
    ReportOutput,
    ViewOrder,
)
from qitao.quality import queries as quality
from qitao.quality.values import InspectionState, RecordResults
from qitao.stock.values import PostMoves
from qitao.trade import queries as trade
from qitao.web.desk import purchasing
from qitao.web.desk.tasks import my_tasks
from qitao.web.shell import marks
from qitao.web.shell.charts import times_chart
from qitao.web.shell.output import midnight, output_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

TASKS_SHOWN = 6
SHORTAGES_SHOWN = 8
INSPECTIONS_SHOWN = 8
HANDLING_DAYS = 7
LATE_SHOWN = 6
DAY = timedelta(days=1)
CHANGES = {
    "created": "state=all",
    "late": "late=1",
    "short": "kit=short",
    "complete": "kit=complete",
    "scheduled": "state=scheduled",
    "released": "state=released",
    "in_production": "state=in_production",
    "on_hold": "state=on_hold",
    "completed": "state=completed",
}
"""What a planner is told of since yesterday, with the list that shows it."""
STATES_SHOWN = ("awaiting_schedule", "scheduled", "released", "in_production", "on_hold")
FOLLOWED = ("production", "flow", "kitting", "quality")


@page()
def desk(visit: Visit) -> HttpResponse:
    """Show the desk of the person who came."""
    actor = visit.actor
    shown: dict[str, Any] = {"my_tasks": my_tasks(visit)}
    if actor.may(ReportOutput) and not actor.may(ReleaseOrder):
        shown["tasks"] = production.list_next_work(actor, limit=TASKS_SHOWN)
    elif actor.may(ViewOrder) and not purchasing.only_buys(visit):
        shown |= _orders(visit)
    buys, keeps = purchasing.buys(visit), actor.may(PlanOrder) or actor.may(PostMoves)
    busy = _busy(visit) if buys or (keeps and actor.may(ViewKits)) else []
    wanted = trade.list_wanted(busy[0][0].id) if buys and busy else []
    if buys:
        shown["purchasing"] = purchasing.inside(visit, busy[0][0] if busy else None, wanted)
    shown["keeps_system"] = actor.reaches(SealJournal)
    shown["keeps_store"] = actor.may(PostMoves)
    if keeps and actor.may(ViewKits):
        shown |= _kits(busy, [want.short for want in wanted] if buys else None)
    if actor.may(RecordResults):
        shown["inspections"] = quality.list_inspections(
            plants=visit.plants_shown(RecordResults),
            states=(InspectionState.OPEN,),
            limit=INSPECTIONS_SHOWN,
        )
    return visit.show(
        "desk/desk.html",
        live=("production", "flow", "kitting", "quality"),
        today=marks.today(),
        **shown,
    )


def _orders(visit: Visit) -> dict[str, Any]:
    part = Part(plants=visit.actor.plants_shown(ViewOrder))
    counts = production.count_states(visit.actor)
    handling = _handling(visit) if visit.actor.may(ReleaseOrder) else []
    late = sum(row.late for row in counts)
    return {
        "handling": times_chart(
            "handling",
            say("ui.desk.handling", visit.lang),
            [_times_of(row, visit.lang) for row in handling],
            visit.lang,
        )
        if handling
        else None,
        "handling_total": sum(row.total_seconds for row in handling),
        "handling_days": HANDLING_DAYS,
        "states": _ordered(counts),
        "late": late,
        "late_orders": production.list_orders(visit.actor, OrderFilter(late=True), limit=LATE_SHOWN)
        if late
        else [],
        "output": output_of(part, visit.lang),
        "changes": _changes(visit, part) if visit.actor.may(PlanOrder) else None,
    }


def _times_of(row: Handling, lang: str) -> tuple[str, float, float]:
    """Return one row of the chart: the step with how many orders left it, and its two times."""
    name = find(f"flow_node.{row.node}", lang) or row.node_name
    return f"{name} · {row.visits}", row.waited_seconds, row.worked_seconds


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, and where those orders are listed."""

    changed: Changed
    url: str


def _changes(visit: Visit, part: Part) -> list[Change]:
    """Return what has changed since yesterday began, in the order in which it is read."""
    found = {row.change: row for row in count_changes(visit.actor, since=midnight(part) - DAY)}
    told = [name for name in CHANGES if name in found and found[name].orders]
    return [Change(found[name], f"{reverse('orders:orders')}?{CHANGES[name]}") for name in told]


def _handling(visit: Visit) -> list[Handling]:
    """Return how long orders took at each step lately: the plant's average handling time."""
    now = clock.now()
    return list_handling(visit.actor, since=now - timedelta(days=HANDLING_DAYS), until=now)


def _ordered(counts: list[StepCount]) -> list[StepCount]:
    found = {row.state: row for row in counts}
    return [found.get(state) or StepCount(state, 0, 0, None) for state in STATES_SHOWN]


def _busy(visit: Visit) -> list[tuple[PlantRow, KitCounts]]:
    """Return the plants with demand and their kits; where none has any, the first."""
    plants = people.list_plants(
        Ask(limit=20), plants=visit.actor.plants_shown(ViewKits), active=True
    )
    counted = kitting.count_kits([plant.id for plant in plants])
    counts = [(plant, counted[plant.id]) for plant in plants]
    return [(plant, count) for plant, count in counts if count.all] or counts[:1]


def _kits(
    busy: Sequence[tuple[PlantRow, KitCounts]], known: list[ShortMaterial] | None
) -> dict[str, Any]:
    """Return the plants' kits, and the first plant's shortages where nobody has read them yet."""
    if known is None:
        known = kitting.list_shortages(busy[0][0].id, limit=SHORTAGES_SHOWN) if busy else []
    return {
        "kits": [
            {
                "plant": plant,
                "complete": count.complete,
                "short": count.short + count.partial,
                "unknown": count.unknown,
            }
            for plant, count in busy
        ],
        "shortages": known[:SHORTAGES_SHOWN],
    }

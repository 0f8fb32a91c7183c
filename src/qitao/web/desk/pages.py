"""工作台: what waits for this person, put together from what he may see and do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from qitao.base import clock
from qitao.base.paging import Ask
from qitao.base.values import SealJournal
from qitao.flow.queries import NodeLoad
from qitao.kitting import queries as kitting
from qitao.kitting.values import KitState, ViewKits
from qitao.people import queries as people
from qitao.people.values import PlantRow
from qitao.production.queries import lists as production
from qitao.production.queries.figures import Handling, list_handling
from qitao.production.queries.lists import OutputHour, StepCount
from qitao.production.values import (
    FLOW_KEY,
    PlanOrder,
    ReleaseOrder,
    ReportOutput,
    ViewOrder,
)
from qitao.quality import queries as quality
from qitao.quality.values import InspectionState, RecordResults
from qitao.stock.values import PostMoves
from qitao.web.desk import purchasing
from qitao.web.desk.tasks import my_tasks
from qitao.web.shell import marks, spoken
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

TASKS_SHOWN = 6
SHORTAGES_SHOWN = 8
INSPECTIONS_SHOWN = 8
HANDLING_DAYS = 7
STATES_SHOWN = ("awaiting_schedule", "scheduled", "released", "in_production", "on_hold")
FOLLOWED = ("production", "flow", "kitting", "quality")


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour's output with the height of its bar."""

    hour: datetime
    good: Decimal
    scrap: Decimal
    percent: float


@page()
def desk(visit: Visit) -> HttpResponse:
    """Show the desk of the person who came."""
    actor = visit.actor
    shown: dict[str, Any] = {"my_tasks": my_tasks(visit)}
    if actor.may(ReportOutput) and not actor.may(ReleaseOrder):
        shown["tasks"] = production.list_own_work(actor, limit=TASKS_SHOWN)
    elif actor.may(ViewOrder) and not purchasing.only_buys(visit):
        shown |= _orders(visit)
    if purchasing.buys(visit):
        shown["purchasing"] = purchasing.inside(visit, [plant for plant, _ in _busy(visit)])
    shown["keeps_system"] = actor.reaches(SealJournal)
    if actor.may(ViewKits) and (actor.may(PlanOrder) or actor.may(PostMoves)):
        shown |= _kits(visit)
    if actor.may(RecordResults):
        shown["inspections"] = quality.list_inspections(
            plants=visit.plants_of(RecordResults),
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
    counts = production.count_states(visit.actor)
    stuck = production.count_waiting(visit.actor.plants_of(ViewOrder), definition_key=FLOW_KEY)
    output = production.list_output_hours(visit.actor, _midnight())
    handling = _handling(visit) if visit.actor.may(ReleaseOrder) else []
    return {
        "handling": handling,
        "handling_total": sum(row.total_seconds for row in handling),
        "handling_days": HANDLING_DAYS,
        "states": _ordered(counts),
        "late": sum(row.late for row in counts),
        "stuck": sorted(stuck, key=_weight),
        "hours": _hours(output),
        "good": sum((row.good for row in output), Decimal(0)),
        "scrap": sum((row.scrap for row in output), Decimal(0)),
    }


def _handling(visit: Visit) -> list[Handling]:
    """Return how long orders took at each step lately: the plant's average handling time."""
    now = clock.now()
    return list_handling(visit.actor, since=now - timedelta(days=HANDLING_DAYS), until=now)


def _midnight() -> datetime:
    return timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)


def _ordered(counts: list[StepCount]) -> list[StepCount]:
    found = {row.state: row for row in counts}
    return [found.get(state) or StepCount(state, 0, 0, None) for state in STATES_SHOWN]


def _weight(load: NodeLoad) -> tuple[int, int, int]:
    """Unknown answers first, then refusals, then the longest queues."""
    return -load.unknown, -load.failed, -load.count


def _hours(output: list[OutputHour]) -> list[Hour]:
    most = max((row.good + row.scrap for row in output), default=Decimal(0))
    return [
        Hour(row.hour, row.good, row.scrap, spoken.share(float(row.good + row.scrap), float(most)))
        for row in output
    ]


def _busy(visit: Visit) -> list[tuple[PlantRow, dict[KitState, int]]]:
    """Return the plants with demand and their kits; where none has any, the first."""
    plants = people.list_plants(Ask(limit=20), plants=visit.actor.plants_of(ViewKits), active=True)
    counts = [(plant, kitting.count_kits(plant.id)) for plant in plants]
    return [(plant, count) for plant, count in counts if sum(count.values())] or counts[:1]


def _kits(visit: Visit) -> dict[str, Any]:
    busy = _busy(visit)
    shortages = kitting.list_shortages(busy[0][0].id, limit=SHORTAGES_SHOWN) if busy else []
    return {
        "kits": [
            {
                "plant": plant,
                "complete": count[KitState.COMPLETE],
                "short": count[KitState.SHORT] + count[KitState.PARTIAL],
                "unknown": count[KitState.UNKNOWN],
            }
            for plant, count in busy
        ],
        "shortages": shortages,
    }

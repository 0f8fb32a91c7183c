"""工作台: what waits for this person, put together from what he may see and do.

What must be counted over very many rows comes as parts of its own once the page is in sight.
"""

from typing import Any

from django.http import HttpResponse

from qitao.base.values import SealJournal
from qitao.production.queries import lists as production
from qitao.production.queries.board import Part
from qitao.production.queries.lists import OrderFilter, StepCount
from qitao.production.values import ReleaseOrder, ReportOutput, ViewOrder
from qitao.quality import queries as quality
from qitao.quality.values import InspectionState, RecordResults
from qitao.stock.values import PostMoves
from qitao.web.desk import counted, purchasing
from qitao.web.desk.tasks import my_tasks
from qitao.web.shell import marks
from qitao.web.shell.output import output_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

TASKS_SHOWN = 6
INSPECTIONS_SHOWN = 8
LATE_SHOWN = 6
STATES_SHOWN = ("awaiting_schedule", "scheduled", "released", "in_production", "on_hold")


@page()
def desk(visit: Visit) -> HttpResponse:
    """Show the desk of the person who came."""
    actor = visit.actor
    shown: dict[str, Any] = {"my_tasks": my_tasks(visit)}
    if actor.may(ReportOutput) and not actor.may(ReleaseOrder):
        shown["tasks"] = production.list_next_work(actor, limit=TASKS_SHOWN)
    elif actor.may(ViewOrder) and not purchasing.only_buys(visit):
        shown |= _orders(visit)
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
        buys=purchasing.buys(visit),
        keeps_system=actor.reaches(SealJournal),
        keeps_store=actor.may(PostMoves),
        counted=counted.titles(visit),
        tells_handling=actor.may(ReleaseOrder),
        **shown,
    )


def _orders(visit: Visit) -> dict[str, Any]:
    counts = production.count_states(visit.actor)
    late = sum(row.late for row in counts)
    return {
        "states": _ordered(counts),
        "late": late,
        "late_orders": production.list_orders(visit.actor, OrderFilter(late=True), limit=LATE_SHOWN)
        if late
        else [],
        "output": output_of(Part(plants=visit.actor.plants_shown(ViewOrder)), visit.lang),
    }


def _ordered(counts: list[StepCount]) -> list[StepCount]:
    found = {row.state: row for row in counts}
    return [found.get(state) or StepCount(state, 0, 0, None) for state in STATES_SHOWN]

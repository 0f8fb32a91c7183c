"""The board on the wall: for whoever holds its link, dark, legible from five metres."""

from typing import Any

from django.http import HttpResponse

from qitao.base import journal
from qitao.base.refusal import Refusal
from qitao.production import actions
from qitao.production.queries import board as boards
from qitao.production.queries import lists
from qitao.production.queries.board import Part
from qitao.production.queries.lists import OrderFilter, StepCount
from qitao.production.queries.stuck import count_stuck
from qitao.production.queries.walls import Wall
from qitao.web.shell import pace, refusals
from qitao.web.shell.output import output_of
from qitao.web.shell.page import open_page
from qitao.web.shell.stuck import rows_of
from qitao.web.shell.visit import Visit

FRAME = "board/wall_frame.html"
FOLLOWED = ("production", "flow", "kitting", "quality")
COUNTED = ("awaiting_schedule", "scheduled", "released", "in_production", "on_hold")
CAUSES, LATE, CENTRES = 6, 6, 8


@open_page
def wall(visit: Visit, secret: str) -> HttpResponse:
    """Show the board of a link; one that was revoked says so in the same large letters."""
    visit.at = str(journal.present())
    try:
        found = pace.admit(visit.request, secret)
    except Refusal as refusal:
        return _say_no(visit, refusal)
    visit.actor = found.actor
    actions.note_wall_seen(found)
    return visit.show(
        "board/wall.html", frame=FRAME, wall=found, secret=secret, live=FOLLOWED, **_inside(found)
    )


def _say_no(visit: Visit, refusal: Refusal) -> HttpResponse:
    card = refusals.card(refusal, visit.actor)
    answer = visit.show("board/wall_gone.html", status=card.status, frame=FRAME, no=card)
    if seconds := refusal.evidence.get("seconds"):
        answer["Retry-After"] = str(seconds)
    return answer


def _inside(found: Wall) -> dict[str, Any]:
    """Read what the board shows, each with one statement."""
    part = Part(plants=frozenset({found.plant}), work_centre=found.work_centre)
    counts = {row.state: row for row in boards.count_part(part)}
    late = OrderFilter(late=True, work_centre=found.work_centre)
    stands = count_stuck(part.plants, work_centre=part.work_centre)
    stuck = rows_of(stands, found.actor, found.lang)
    return {
        "counts": [counts.get(state) or StepCount(state, 0, 0, None) for state in COUNTED],
        "late": sum(row.late for row in counts.values()),
        "late_orders": lists.list_orders(found.actor, late, limit=LATE),
        "stuck": stuck[:CAUSES],
        "most": max((row.orders for row in stuck), default=0),
        "output": output_of(part, found.lang),
        "centres": boards.list_centres_now(part)[:CENTRES],
    }

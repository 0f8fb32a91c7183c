"""What is counted over all orders and kits: what changed, handling times, kits, what is short."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from qitao.base import clock
from qitao.base.paging import PAGE_MAX
from qitao.base.texts import say
from qitao.kitting import queries as kitting
from qitao.kitting.values import ViewKits
from qitao.production.queries.board import Part
from qitao.production.queries.figures import Changed, Handling, count_changes, list_handling
from qitao.production.values import PlanOrder, ReleaseOrder, ViewOrder
from qitao.stock.values import PostMoves
from qitao.web.desk import purchasing
from qitao.web.desk.busy import busy_plants
from qitao.web.shell import marks
from qitao.web.shell.charts import times_chart
from qitao.web.shell.output import midnight
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

SHORTAGES_SHOWN = 8
HANDLING_DAYS = 7
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


def titles(visit: Visit) -> list[str]:
    """Return the headings of the cards that will come, while they are counted."""
    actor = visit.actor
    told = {
        "ui.desk.changes": actor.may(PlanOrder),
        "ui.desk.handling": actor.may(ReleaseOrder),
        "ui.kits.title": _sees_kits(visit),
    }
    return [title for title, wanted in told.items() if wanted]


@page(permission=ViewOrder)
def counted(visit: Visit) -> HttpResponse:
    """Show what was counted; the desk fetches this once it stands."""
    handling = _handling(visit) if visit.actor.may(ReleaseOrder) else []
    return visit.show_bare(
        "desk/counted.html",
        changes=_changes(visit) if visit.actor.may(PlanOrder) else None,
        handling=times_chart(
            "handling",
            say("ui.desk.handling", visit.lang),
            [_times_of(row, visit.lang) for row in handling],
            visit.lang,
        )
        if handling
        else None,
        handling_total=sum(row.total_seconds for row in handling),
        handling_days=HANDLING_DAYS,
        **(_kits(visit) if _sees_kits(visit) else {}),
    )


def _sees_kits(visit: Visit) -> bool:
    actor = visit.actor
    return actor.may(ViewKits) and (actor.may(PlanOrder) or actor.may(PostMoves))


def _times_of(row: Handling, lang: str) -> tuple[str, float, float]:
    """Return one row of the chart: the step with how many orders left it, and its two times."""
    name = marks.named(row.node_name, row.node_name_en, lang)
    return f"{name} · {row.visits}", row.waited_seconds, row.worked_seconds


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, and where those orders are listed."""

    changed: Changed
    url: str


def _changes(visit: Visit) -> list[Change]:
    """Return what has changed since yesterday began, in the order in which it is read."""
    part = Part(plants=visit.actor.plants_shown(ViewOrder))
    found = {row.change: row for row in count_changes(visit.actor, since=midnight(part) - DAY)}
    told = [name for name in CHANGES if name in found and found[name].orders]
    return [Change(found[name], f"{reverse('orders:orders')}?{CHANGES[name]}") for name in told]


def _handling(visit: Visit) -> list[Handling]:
    """Return how long orders took at each step lately: the plant's average handling time."""
    until = clock.this_minute() + timedelta(minutes=1)
    return list_handling(visit.actor, since=until - timedelta(days=HANDLING_DAYS), until=until)


def _kits(visit: Visit) -> dict[str, Any]:
    """Return the plants' kits, and the first plant's shortages, asked as purchasing asks them."""
    busy = busy_plants(visit)
    limit = PAGE_MAX if purchasing.buys(visit) else SHORTAGES_SHOWN
    short = kitting.list_shortages(busy[0][0].id, limit=limit) if busy else []
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
        "shortages": short[:SHORTAGES_SHOWN],
    }

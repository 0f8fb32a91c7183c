"""领料/退料: choose orders, walk the places once, confirm by scan; one slip per order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.production.actions.short_picks import ShortReason
from qitao.production.queries import walk as production
from qitao.production.queries.lists import list_numbers
from qitao.production.queries.walk import WALK_LINES_MAX, WALK_ORDERS_MAX, OrderToPick, WalkLine
from qitao.production.values import IssueMaterial, WorkOrderId
from qitao.web.picking import slip
from qitao.web.shell.listing import PLANTS, Chips, Column, Listing, Same, Search
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

ORDERS = Listing(
    "picking.orders",
    columns=(
        Column("number", kind="main", link="picking:take", phone="title"),
        Column("material_name", sub="material_code", phone="wide"),
        PLANTS,
        Column("work_centre_name"),
        Column("due_on", kind="due"),
        Column("priority", kind="count", phone="off"),
        Column(
            "open_lines",
            kind="count",
            phone="corner",
            cell=lambda row, lang: say("ui.picking.orders.lines", lang, count=row.open_lines),
        ),
    ),
    filters=(
        Chips("way", ("issue", "return"), "ui.picking.way", usual="issue", toggles=True),
        Search(),
        Same("work_centre"),
    ),
    sort="rank_on",
    picture="package-export",
    bulk="order",
    template="picking/orders.html",
    live=("production", "stock"),
)
NUMBER, *OTHERS = ORDERS.columns
BACK = replace(ORDERS, columns=(replace(NUMBER, link="picking:bring"), *OTHERS))
"""The same list of what comes back: a number leads to its own walk, as it does there."""


@page(permission=IssueMaterial)
def orders(visit: Visit) -> HttpResponseBase:
    """List orders with material to issue, or to bring back, to be gathered to one list."""
    plants = visit.actor.plants_shown(IssueMaterial)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[OrderToPick]:
        return production.list_to_pick(
            ask,
            back=asked["way"] == "return",
            plants=plants,
            work_centre=asked["work_centre"],
            words=asked["q"],
        )

    back = visit.query.get("way") == "return"
    return (BACK if back else ORDERS).show(visit, fetch, more=_centres, back=back)


def _walk_of(orders: Sequence[str], way: str) -> str:
    query = urlencode({"way": way, "orders": ",".join(orders)}, safe=",")
    return f"{reverse('picking:walk')}?{query}"


@page(permission=IssueMaterial)
def take(visit: Visit, order: int) -> HttpResponseBase:
    """Go to the list of one order's material to issue."""
    return visit.go_to(_walk_of([str(order)], "issue"))


@page(permission=IssueMaterial)
def bring(visit: Visit, order: int) -> HttpResponseBase:
    """Go to the list of one order's material to bring back."""
    return visit.go_to(_walk_of([str(order)], "return"))


def _centres(rows: Sequence[OrderToPick]) -> dict[str, Any]:
    """Return the work centres of the rows, to narrow the list by."""
    found = {
        row.work_centre: (row.work_centre_name, row.work_centre_name_en)
        for row in rows
        if row.work_centre
    }
    return {"centres": sorted(found.items(), key=lambda each: each[1])}


@page(permission=IssueMaterial)
def gather(visit: Visit) -> HttpResponseBase:
    """Go to the list of the orders that were picked."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    picked = [each for each in visit.typed.getlist("order") if each.isdecimal()][:WALK_ORDERS_MAX]
    way = "return" if visit.text("way") == "return" else "issue"
    if not picked:
        return visit.go_to(f"{reverse('picking:orders')}?way={way}")
    return visit.go_to(_walk_of(picked, way))


@page(permission=IssueMaterial)
def walk(visit: Visit) -> HttpResponseBase:
    """Show the list in walking order; posted, write one slip per order for what was confirmed."""
    back = visit.query.get("way") == "return"
    plant, wanted, elsewhere = _chosen(visit)
    plan = production.plan_walk_back if back else production.plan_walk
    if visit.posted:
        return visit.show(
            "picking/done.html",
            outcomes=slip.post(visit, wanted, back=back),
            back=back,
            left=plan(plant, wanted),
            here=visit.request.get_full_path(),
        )
    lines = plan(plant, wanted)
    return visit.show(
        "picking/walk.html",
        back=back,
        lines=[slip.open_line(visit, line, back=back) for line in lines if line.location],
        nowhere=[line for line in lines if not line.location],
        numbers=_numbers(lines),
        elsewhere=sorted(list_numbers(elsewhere).values()),
        reasons=list(ShortReason),
        at=clock.now(),
        full=len(lines) == WALK_LINES_MAX,
    )


def _chosen(visit: Visit) -> tuple[PlantId, list[WorkOrderId], list[WorkOrderId]]:
    """Return the orders that the address names: those of the plant of the first, and the others."""
    ids = visit.query.get("orders", "").split(",")[:WALK_ORDERS_MAX]
    wanted = [WorkOrderId(int(each)) for each in ids if each.isdecimal() and len(each) < 19]
    plants = slip.plants_of(wanted)
    allowed = visit.actor.plants_of(IssueMaterial)
    mine = [order for order in wanted if allowed is None or plants.get(order) in allowed]
    first = visit.only([order for order in mine if order in plants])
    here = [order for order in mine if plants.get(order) == plants[first]]
    return plants[first], here, [order for order in mine if order in plants and order not in here]


def _numbers(lines: Sequence[WalkLine]) -> list[str]:
    return sorted({line.number for line in lines})

"""采购的工作台: what is short and not ordered, what waits for approval, what should have come."""

from datetime import date

from django.http import HttpResponse

from qitao.catalog.values import MaterialKind
from qitao.kitting.values import ViewKits
from qitao.production.values import ReleaseOrder
from qitao.trade import queries as trade
from qitao.trade.queries import Wanted
from qitao.trade.values import (
    ApprovePurchase,
    ClosePurchase,
    CreatePurchase,
    PurchaseState,
    ViewTrade,
)
from qitao.web.desk.busy import busy_plants
from qitao.web.shell import marks
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

SHOWN = 8


def buys(visit: Visit) -> bool:
    """Whether this person drafts or approves purchases."""
    return visit.actor.may(CreatePurchase) or visit.actor.may(ApprovePurchase)


def only_buys(visit: Visit) -> bool:
    """Whether purchasing is the whole of the work: then the workshop's figures stay away."""
    actor = visit.actor
    return buys(visit) and actor.may(ClosePurchase) and not actor.may(ReleaseOrder)


@page(permission=CreatePurchase, instead=ApprovePurchase)
def purchasing(visit: Visit) -> HttpResponse:
    """Show a plant's shortages by date, the drafts, and what is late."""
    allowed = visit.plants_shown(ViewTrade)
    busy = busy_plants(visit) if visit.actor.may(ViewKits) else []
    plant = busy[0][0] if busy else None
    short = trade.list_wanted(plant.id) if plant is not None else []
    wanted = [want for want in short if want.short.kind == MaterialKind.BUY]
    return visit.show_bare(
        "desk/purchasing.html",
        plant=plant,
        wanted=sorted(wanted, key=_by_date)[:SHOWN],
        wanted_all=len(wanted),
        may_order=plant is not None and visit.actor.may(CreatePurchase, plant=plant.id),
        drafts=trade.list_purchases(plants=allowed, states=[PurchaseState.DRAFT], limit=SHOWN),
        late_lines=trade.list_late_lines(allowed, marks.today(), limit=SHOWN),
    )


def _by_date(want: Wanted) -> tuple[bool, date, int]:
    """What nobody has ordered comes first, by the day on which it is needed."""
    return not want.rest, want.short.due_on or date.max, int(want.short.material)

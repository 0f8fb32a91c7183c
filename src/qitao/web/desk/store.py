"""What lies before the storekeeper: material to issue, goods to receive; asked when he is there."""

from datetime import timedelta

from django.http import HttpResponse

from qitao.base.paging import Ask
from qitao.production.queries.walk import OrderToPick, list_to_pick
from qitao.production.values import IssueMaterial
from qitao.stock.values import PostMoves
from qitao.trade import queries as trade
from qitao.trade.queries import LateLine
from qitao.trade.values import ReceivePurchase
from qitao.web.shell import marks
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

SHOWN = 6
TOMORROW = timedelta(days=1)


@page(permission=PostMoves)
def store(visit: Visit) -> HttpResponse:
    """Show what is to be issued first, and what should be here by tonight."""
    return visit.show_bare("desk/store.html", to_pick=_to_pick(visit), to_receive=_due(visit))


def _to_pick(visit: Visit) -> list[OrderToPick] | None:
    if not visit.actor.may(IssueMaterial):
        return None
    first = Ask("rank_on", limit=SHOWN)
    return list_to_pick(first, plants=visit.actor.plants_shown(IssueMaterial))


def _due(visit: Visit) -> list[LateLine] | None:
    if not visit.actor.may(ReceivePurchase):
        return None
    plants = visit.plants_shown(ReceivePurchase)
    return trade.list_late_lines(plants, marks.today() + TOMORROW, limit=SHOWN)

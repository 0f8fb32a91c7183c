"""One search for everything: an order, a purchase, a material, a lot, a person; a scan opens it."""

from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.catalog import queries as catalog
from qitao.catalog.values import ViewCatalog
from qitao.people import queries as people
from qitao.people.rules import reach_of
from qitao.people.values import ViewPeople
from qitao.production.queries import lists as production
from qitao.production.queries.lists import OrderFilter
from qitao.production.values import OrderState, ViewOrder
from qitao.stock import queries as stock
from qitao.stock.values import ViewStock
from qitao.trade import queries as trade
from qitao.trade.values import PurchaseState, ViewTrade
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

SHOWN = 10
OVER = (
    OrderState.COMPLETED,
    OrderState.CLOSED,
    OrderState.CANCELLED,
    PurchaseState.CLOSED,
    PurchaseState.CANCELLED,
)
"""States in which no date is waited for any more."""


@page()
def search(visit: Visit) -> HttpResponseBase:
    """Find by number, code, name, pinyin; what is meant exactly opens at once."""
    words = visit.text("q")
    found: dict[str, Any] = _find(visit, words) if words else {}
    exact = _exact(words, found)
    if exact:
        return visit.go(*exact)
    total = sum(map(len, found.values()))
    return visit.show("desk/search.html", words=words, total=total, over=OVER, **found)


def _find(visit: Visit, words: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    few = Ask(limit=SHOWN)
    if visit.actor.may(ViewOrder):
        found["orders"] = production.list_orders(visit.actor, OrderFilter(text=words), limit=SHOWN)
    if visit.actor.may(ViewTrade):
        plants = visit.plants_of(ViewTrade)
        found["purchases"] = trade.list_purchases(plants=plants, words=words, limit=SHOWN)
    if visit.actor.may(ViewCatalog):
        found["materials"] = catalog.find_materials(words, limit=SHOWN)
    if visit.actor.may(ViewStock):
        plants = visit.plants_of(ViewStock)
        found["lots"] = stock.list_lots(few, plants=plants, code=words)
        found["serials"] = stock.list_serials(few, plants=plants, code=words)
    if visit.actor.may(ViewPeople):
        reach = reach_of(visit.actor, ViewPeople)
        found["people"] = people.list_users(few, search=words, active=True, org_units=reach)
    return found


def _exact(words: str, found: dict[str, Any]) -> tuple[str, Any] | None:
    code = words.upper()
    for row in found.get("orders", []):
        if row.number.upper() == code:
            return "orders:order", row.number
    for row in found.get("purchases", []):
        if row.number.upper() == code:
            return "trade:purchase", row.id
    for row in found.get("materials", []):
        if row.code.upper() == code:
            return "catalog:material", row.id
    for name, place in (("lots", "stock:lot"), ("serials", "stock:serial")):
        same = [row for row in found.get(name, []) if row.code.upper() == code]
        if len(same) == 1:
            return place, same[0].id
    return None

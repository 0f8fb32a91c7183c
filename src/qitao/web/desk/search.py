"""One search for everything: an order, a purchase, a material, a lot, a person; a scan opens it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse

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
HITS = 4
"""Hits of each kind while one is still typing."""
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


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found while typing: where it is, what it is called, what it is."""

    url: str
    name: str
    more: str
    noun: str


@page()
def hits(visit: Visit) -> HttpResponseBase:
    """List the first hits of each kind, for the field of the top bar as one types."""
    words = visit.text("q")
    found = _find(visit, words, limit=HITS) if words else {}
    return visit.show_bare("desk/hits.html", words=words, hits=list(_hits(found)))


def _hits(found: dict[str, list[Any]]) -> Iterator[Hit]:
    for row in found.get("orders", []):
        url = reverse("orders:order", args=[row.number])
        yield Hit(url, row.number, row.material_name, "ui.nav.orders.orders")
    for row in found.get("materials", []):
        url = reverse("catalog:material", args=[row.id])
        yield Hit(url, row.name, row.code, "ui.nav.catalog.materials")
    for row in found.get("purchases", []):
        url = reverse("trade:purchase", args=[row.id])
        yield Hit(url, row.number, row.partner_name, "ui.nav.trade.purchases")
    for row in found.get("lots", []):
        url = reverse("stock:lot", args=[row.id])
        yield Hit(url, row.code, row.material_name, "ui.nav.stock.lots")
    for row in found.get("serials", []):
        url = reverse("stock:serial", args=[row.id])
        yield Hit(url, row.code, row.material_name, "ui.nav.stock.serials")
    for row in found.get("people", []):
        yield Hit(
            reverse("people:user", args=[row.id]), row.name, row.username, "ui.nav.people.users"
        )


def _find(visit: Visit, words: str, *, limit: int = SHOWN) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    few = Ask(limit=limit)
    if visit.actor.may(ViewOrder):
        found["orders"] = production.list_orders(visit.actor, OrderFilter(text=words), limit=limit)
    if visit.actor.may(ViewTrade):
        plants = visit.plants_of(ViewTrade)
        found["purchases"] = trade.list_purchases(plants=plants, words=words, limit=limit)
    if visit.actor.may(ViewCatalog):
        found["materials"] = catalog.find_materials(words, limit=limit)
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

"""One search for everything that has a number or a name; what a scan means exactly opens."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base.actor import Actor, Permission
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialId, ViewCatalog
from qitao.people import queries as people
from qitao.people.rules import reach_of
from qitao.people.values import ViewPeople
from qitao.production.queries.hits import find_orders
from qitao.production.values import OrderState, ViewOrder
from qitao.quality import queries as quality
from qitao.quality.values import ViewQuality
from qitao.stock import queries as stock
from qitao.stock.values import ViewStock
from qitao.trade import queries as trade
from qitao.trade.values import PurchaseState, ViewTrade
from qitao.web.shell.marks import named
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

Found = dict[str, Any]
"""Rows by kind."""
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
    """Find by number, code, name, pinyin; what is meant exactly opens at once, wherever it is.

    A list is of the plant looked at, or of all where that has nothing of it, or as the link asks.
    """
    words = visit.text("q")
    found = _find(visit.actor, words) if words else {}
    exact, wide = _exact(words, found), False
    if words and not exact and visit.actor.plant is not None:
        far = _find(_anywhere(visit), words)
        wide = visit.query.get("everywhere") == "1" or not _total(found)
        exact, found = _exact(words, far), far if wide else found
    if exact:
        return visit.go_to(exact)
    return visit.show(
        "desk/search.html",
        words=words,
        total=_total(found),
        wide=wide,
        here=visit.plant_name,
        over=OVER,
        places=_by_noun([*_tests(found, visit.lang), *_places(found, visit.lang)]),
        **found,
    )


def _total(found: Found) -> int:
    return sum(map(len, found.values()))


def _anywhere(visit: Visit) -> Actor:
    """Return the person as somebody who looks at all his plants."""
    return replace(visit.actor, plant=None)


def _by_noun(hits: Iterable["Hit"]) -> dict[str, list["Hit"]]:
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.noun, []).append(hit)
    return grouped


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
    found = _find(visit.actor, words, limit=HITS) if words else {}
    if words and visit.actor.plant is not None and not _total(found):
        found = _find(_anywhere(visit), words, limit=HITS)
    return visit.show_bare("desk/hits.html", words=words, hits=list(_hits(found, visit.lang)))


def _hits(found: Found, lang: str) -> Iterator[Hit]:
    for row in found.get("orders", []):
        url = reverse("orders:order", args=[row.number])
        name = named(row.material_name, row.material_name_en, lang)
        yield Hit(url, row.number, name, "ui.nav.orders.orders")
    for row in found.get("materials", []):
        url = reverse("catalog:material", args=[row.id])
        yield Hit(url, named(row.name, row.name_en, lang), row.code, "ui.nav.catalog.materials")
    for row in found.get("purchases", []):
        url = reverse("trade:purchase", args=[row.id])
        yield Hit(url, row.number, row.partner_name, "ui.nav.trade.purchases")
    for row in found.get("lots", []):
        url = reverse("stock:lot", args=[row.id])
        name = named(row.material_name, row.material_name_en, lang)
        yield Hit(url, row.code, name, "ui.nav.stock.lots")
    for row in found.get("serials", []):
        url = reverse("stock:serial", args=[row.id])
        name = named(row.material_name, row.material_name_en, lang)
        yield Hit(url, row.code, name, "ui.nav.stock.serials")
    yield from _tests(found, lang)
    yield from _places(found, lang)
    for row in found.get("people", []):
        url = reverse("people:user", args=[row.id])
        yield Hit(url, row.name, row.username, "ui.nav.people.users")


def _tests(found: Found, lang: str) -> Iterator[Hit]:
    """Yield inspections and what they found amiss."""
    for row in found.get("inspections", []):
        url = reverse("quality:inspection", args=[row.id])
        name = named(row.source_label, row.source_label_en, lang)
        yield Hit(url, row.number, name, "ui.quality.inspections.title")
    for row in found.get("nonconformances", []):
        url = reverse("quality:nonconformance", args=[row.id])
        yield Hit(url, row.number, row.description, "ui.quality.nonconformances.title")


def _places(found: Found, lang: str) -> Iterator[Hit]:
    """Yield what is told by its name alone: where work is done, who delivers, where things lie."""
    for row in found.get("centres", []):
        url = reverse("catalog:work_centre", args=[row.id])
        name = named(row.name, row.name_en, lang)
        more = f"{row.code} · {named(row.plant, row.plant_en, lang)}"
        yield Hit(url, name, more, "ui.nav.catalog.work_centres")
    for row in found.get("machines", []):
        url = reverse("catalog:edit_machine", args=[row.id])
        more = f"{row.code} · {named(row.work_centre_name, row.work_centre_name_en, lang)}"
        yield Hit(url, named(row.name, row.name_en, lang), more, "ui.catalog.machines.title")
    for row in found.get("operations", []):
        url = f"{reverse('catalog:routings')}?{urlencode({'operation': row.name})}"
        yield Hit(url, named(row.name, row.name_en, lang), "", "ui.desk.operation")
    for row in found.get("partners", []):
        url = reverse("catalog:edit_partner", args=[row.id])
        yield Hit(url, row.name, row.code, "ui.nav.catalog.partners")
    for row in found.get("locations", []):
        name = named(row.name, row.name_en, lang)
        yield Hit(_balances_at(row), name, row.code, "ui.nav.catalog.locations")


def _shown(actor: Actor, permission: Permission) -> list[PlantId] | None:
    plants = actor.plants_shown(permission)
    return None if plants is None else sorted(plants)


def _find(actor: Actor, words: str, *, limit: int = SHOWN) -> Found:
    found: Found = {}
    if actor.may(ViewCatalog):
        found |= _of_catalog(actor, words, limit)
    meant = [row.id for row in found.get("materials", [])]
    if actor.may(ViewOrder):
        found["orders"] = find_orders(actor, words, materials=meant, limit=limit)
    if actor.may(ViewTrade):
        plants = _shown(actor, ViewTrade)
        found["purchases"] = trade.list_purchases(plants=plants, words=words, limit=limit)
    if actor.may(ViewStock):
        found |= _of_stock(actor, words, limit, meant)
    if actor.may(ViewQuality) and any(map(str.isdecimal, words)):
        found |= _of_quality(actor, words, limit)
    if actor.may(ViewPeople):
        few, reach = Ask(limit=limit), reach_of(actor, ViewPeople)
        found["people"] = people.list_users(few, search=words, active=True, org_units=reach)
    return found


def _of_catalog(actor: Actor, words: str, limit: int) -> Found:
    plants, few = _shown(actor, ViewCatalog), Ask(limit=limit)
    return {
        "materials": catalog.find_materials(words, limit=limit),
        "centres": catalog.find_work_centres(words, plants=plants, limit=limit),
        "machines": catalog.list_machines(few, search=words, plants=plants, active=True),
        "operations": catalog.find_operations(words, plants=plants, limit=limit),
        "partners": catalog.list_partners(few, search=words, active=True),
        "locations": catalog.list_locations(few, search=words, plants=plants, active=True),
    }


def _of_quality(actor: Actor, words: str, limit: int) -> Found:
    """Find by the beginning of a number: none is called otherwise."""
    plants = _shown(actor, ViewQuality)
    return {
        "inspections": quality.list_inspections(plants=plants, number=words, limit=limit),
        "nonconformances": quality.list_nonconformances(plants=plants, number=words, limit=limit),
    }


def _of_stock(actor: Actor, words: str, limit: int, meant: Sequence[MaterialId]) -> Found:
    plants, few = _shown(actor, ViewStock), Ask(limit=limit)
    return {
        "lots": stock.find_lots(words, materials=meant, plants=plants, limit=limit),
        "serials": stock.list_serials(few, plants=plants, code=words),
    }


Exact = tuple[str, tuple[str, ...], str, str]
EXACT: tuple[Exact, ...] = (
    ("orders", ("number",), "orders:order", "number"),
    ("purchases", ("number",), "trade:purchase", "id"),
    ("materials", ("code",), "catalog:material", "id"),
    ("lots", ("code",), "stock:lot", "id"),
    ("serials", ("code",), "stock:serial", "id"),
    ("inspections", ("number",), "quality:inspection", "id"),
    ("nonconformances", ("number",), "quality:nonconformance", "id"),
    ("centres", ("code",), "catalog:work_centre", "id"),
    ("machines", ("code",), "catalog:edit_machine", "id"),
    ("partners", ("code",), "catalog:edit_partner", "id"),
    ("people", ("badge", "username"), "people:user", "id"),
)
"""What each kind is called on a label, the page that it opens, and the key of that page."""


def _exact(words: str, found: Found) -> str | None:
    """Return where that leads whose number or code was typed or scanned in full, if it is one."""
    code = words.upper()
    for kind, names, page_of, key in EXACT:
        same = [row for row in found.get(kind, []) if code in _called(row, names)]
        if len(same) == 1:
            return reverse(page_of, args=[getattr(same[0], key)])
    same = [row for row in found.get("locations", []) if code in _called(row, ("code",))]
    return _balances_at(same[0]) if len(same) == 1 else None


def _called(row: Any, names: tuple[str, ...]) -> list[str]:
    return [str(getattr(row, name) or "").upper() for name in names]


def _balances_at(location: Any) -> str:
    return f"{reverse('stock:balances')}?{urlencode({'location': location.id})}"

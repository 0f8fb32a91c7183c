"""The left bar and the phone's bottom bar: grouped by work; what one may not enter is absent."""

from dataclasses import dataclass
from typing import cast

from django.urls import NoReverseMatch, reverse

from qitao.base.actor import Actor, Permission
from qitao.base.texts import say


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: `name` gives its words, its URL and its icon."""

    name: str
    icon: str
    permission: str | None = None
    prefix: str | tuple[str, ...] = ""
    """Where the pages beneath it begin."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is shown to one person."""

    words: str
    url: str
    icon: str
    here: bool
    scan: bool = False
    """Whether it opens the camera, or the search field for a scanner, before it leads anywhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its entries."""

    words: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All bars of one person."""

    groups: tuple[Group, ...]
    bottom: tuple[Entry, ...]


DESK = Place("desk:desk", "home")
ACCOUNT = Place("login:account", "user")
GROUPS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("", (DESK,)),
    (
        "make",
        (
            Place("orders:orders", "clipboard-list", "production.view_order", "/orders/"),
            Place("board:board", "layout-kanban", "production.view_order", "/board/"),
            Place("kits:kits", "checklist", "kitting.view", "/kits/"),
        ),
    ),
    (
        "shop",
        (
            Place("terminal:terminal", "device-tablet", "production.report_output", "/terminal/"),
            Place("picking:orders", "package-export", "production.issue_material", "/picking/"),
            Place("quality:inspections", "microscope", "quality.view", "/quality/"),
        ),
    ),
    (
        "stock",
        (
            Place(
                "stock:balances",
                "packages",
                "stock.view",
                ("/stock/as-of/", "/stock/account/", "/stock/opening/", "/stock/periods/"),
            ),
            Place("stock:moves", "arrows-exchange", "stock.view", "/stock/moves/"),
            Place("stock:lots", "binary-tree", "stock.view", "/stock/lots/"),
            Place("stock:serials", "barcode", "stock.view", "/stock/serials/"),
            Place("trade:purchases", "package-import", "trade.view", "/purchases/"),
        ),
    ),
    (
        "catalog",
        (
            Place(
                "catalog:materials",
                "box",
                "catalog.view",
                ("/catalog/material", "/catalog/unit"),
            ),
            Place("catalog:boms", "sitemap", "catalog.view", "/catalog/boms/"),
            Place("catalog:routings", "route", "catalog.view", "/catalog/routings/"),
            Place(
                "catalog:work_centres",
                "building-factory-2",
                "catalog.view",
                ("/catalog/work-centres/", "/catalog/machines/", "/catalog/scrap-reasons/"),
            ),
            Place("catalog:locations", "map-pin", "catalog.view", "/catalog/locations/"),
            Place(
                "catalog:partners",
                "truck",
                "catalog.view",
                ("/catalog/partners/", "/catalog/supplier-items/"),
            ),
        ),
    ),
    ("flow", (Place("flows:flows", "arrows-split-2", "flow.view", "/flows/"),)),
    (
        "system",
        (
            Place("people:users", "users", "people.view", "/people/"),
            Place("journal:journal", "history", "base.view_journal", "/journal/"),
            Place("journal:health", "heartbeat", "base.view_journal", "/health/"),
            Place("imports:imports", "table-import", "links.import_rows", "/imports/"),
            Place("lowcode:templates", "package-import", "lowcode.view_template", "/templates/"),
        ),
    ),
)
BOTTOM: tuple[tuple[str, str], ...] = (
    ("orders:orders", "production.hold_order"),
    ("terminal:terminal", "production.report_output"),
    ("quality:inspections", "quality.record_results"),
    ("picking:orders", "stock.transfer"),
    ("stock:balances", "stock.transfer"),
    ("trade:purchases", "trade.create_purchase"),
    ("journal:health", "base.seal_journal"),
    ("orders:orders", "production.view_order"),
    ("kits:kits", "kitting.view"),
    ("catalog:materials", "catalog.view"),
)
"""The middle places of the phone's bar go to the first that match what one does here."""
SCANS = ("production.report_output", "production.issue_material", "quality.record_results")
"""Whose work goes by scanning: one of the two middle places of their phones' bar is for it."""
PLACES = {place.name: place for _, places in GROUPS for place in places}


def tree(actor: Actor, path: str) -> Tree:
    """Return the bars of one person; `path` is where they are."""
    groups = []
    for name, places in GROUPS:
        entries = tuple(
            entry for place in places if (entry := _entry(actor, place, path)) is not None
        )
        if entries:
            words = say(f"ui.nav_group.{name}", actor.lang) if name else ""
            groups.append(Group(words, entries))
    return Tree(tuple(groups), _bottom(actor, path))


def place_of(path: str) -> str:
    """Return the name of the place that an address belongs to; nothing where it belongs to none."""
    for name, place in PLACES.items():
        if path == _url(place) or (place.prefix and path.startswith(place.prefix)):
            return name
    return ""


def may_enter(actor: Actor, place: Place) -> bool:
    """Tell whether a person may enter a place."""
    return place.permission is None or actor.may(cast("Permission", place.permission))


def _url(place: Place) -> str:
    try:
        return reverse(place.name)
    except NoReverseMatch:
        return ""


def _bottom(actor: Actor, path: str) -> tuple[Entry, ...]:
    first, last = (_entry(actor, place, path, short=True) for place in (DESK, ACCOUNT))
    names = dict.fromkeys(
        name for name, permission in BOTTOM if actor.may(cast("Permission", permission))
    )
    middle = [_scan(actor, path), *(_entry(actor, PLACES[name], path) for name in names)]
    found = (first, *[entry for entry in middle if entry][:2], last)
    return tuple(entry for entry in found if entry)


def _scan(actor: Actor, path: str) -> Entry | None:
    if not any(actor.may(cast("Permission", permission)) for permission in SCANS):
        return None
    url = reverse("desk:search")
    return Entry(say("ui.shell.scan", actor.lang), url, "scan", path == url, scan=True)


def _entry(actor: Actor, place: Place, path: str, *, short: bool = False) -> Entry | None:
    if not may_enter(actor, place):
        return None
    url = _url(place)
    if not url:
        return None
    key = f"ui.nav.{place.name.replace(':', '.')}"
    words = say(f"{key}_short" if short else key, actor.lang)
    here = path == url or bool(place.prefix and path.startswith(place.prefix))
    return Entry(words, url, place.icon, here)

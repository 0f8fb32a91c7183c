"""库存: balances by material, place and lot; the movements behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.catalog.values import MaterialId, ViewCatalog
from qitao.people import queries as people
from qitao.stock import actions, queries, rules
from qitao.stock.queries import Availability, Balance, MoveFilter, MoveRow
from qitao.stock.values import (
    AdjustStock,
    MoveKind,
    MovementId,
    ReverseMove,
    StockStatus,
    ViewStock,
)
from qitao.web.shell import documents
from qitao.web.shell.between import NO_DAYS, Between
from qitao.web.shell.listing import PLANTS, Chips, Column, Listing, Same, Search, Switch
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

BALANCES = Listing(
    "stock.balances",
    columns=(
        Column("material_code"),
        Column("material_name"),
        PLANTS,
        Column("location_code"),
        Column("lot_code"),
        Column("status", kind="word", vocabulary="stock_status"),
        Column("quantity", kind="quantity"),
        Column("reserved", kind="quantity"),
        Column("free", kind="quantity"),
        Column("unit"),
        Column("expires_on", kind="day"),
    ),
    filters=(
        Chips("status", tuple(map(str, StockStatus)), "stock_status"),
        Search(),
        Same("material"),
        Same("location"),
        Switch("empty"),
    ),
    sort="material_code",
    picture="packages",
    first_step=("ui.stock.opening", "stock:opening"),
    template="stock/balances.html",
    live=("stock",),
)


UNDO_TABS = {
    "production.undo_receipt": "?tab=operations#receipts",
    "production.return_materials": "?tab=materials#tabs",
    "production.issue_materials": "?tab=materials#tabs",
    "trade.undo_receipt": "#receipts",
    "trade.undo_return": "#returns",
}
"""Where on its document's page a verb is offered."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One material with its balances on this page, and what the plants have of it in all."""

    first: Balance
    balances: tuple[Balance, ...]
    on_hand: Decimal
    free: Decimal
    pickable: Decimal
    reserved: Decimal


@page(permission=ViewStock)
def balances(visit: Visit) -> HttpResponseBase:
    """Show balances, folded by material."""
    plants = visit.actor.plants_shown(ViewStock)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Balance]:
        return queries.list_balances(
            ask,
            plants=plants,
            material=asked["material"],
            location=asked["location"],
            status=asked["status"],
            search=asked["q"],
            empty=bool(asked["empty"]),
        )

    def more(rows: Sequence[Balance]) -> dict[str, Any]:
        materials = list(dict.fromkeys(row.material for row in rows))
        return {"shelves": _shelves(rows, queries.list_availability(materials, plants=plants))}

    return BALANCES.show(
        visit,
        fetch,
        more=more,
        may_open=visit.actor.may(AdjustStock),
        may_see_material=visit.actor.may(ViewCatalog),
    )


def _shelves(rows: Sequence[Balance], known: Sequence[Availability]) -> list[Shelf]:
    def total(material: MaterialId, name: str) -> Decimal:
        return sum(
            (getattr(row, name) for row in known if row.material == material), start=Decimal(0)
        )

    shelves = []
    for material, group in groupby(rows, key=lambda row: row.material):
        found = tuple(group)
        figures = (total(material, name) for name in ("on_hand", "free", "pickable", "reserved"))
        shelves.append(Shelf(found[0], found, *figures))
    return shelves


MOVES = Listing(
    "stock.moves",
    columns=(
        Column("happened_at", kind="when", phone="corner"),
        Column("kind", kind="word", vocabulary="move_kind", phone="title"),
        Column("material_name", sub="material_code", phone="wide"),
        Column("lot_code"),
        PLANTS,
        Column("source_code"),
        Column("target_code"),
        Column("quantity", kind="quantity", unit="unit"),
        Column("reason", kind="cut", phone="wide"),
        Column("id"),
    ),
    filters=(
        Chips("kind", tuple(map(str, MoveKind)), "move_kind"),
        Between("happened_at"),
        Search(),
        Same("material"),
        Same("lot"),
        Same("serial"),
    ),
    falling=True,
    picture="arrows-exchange",
    template="stock/moves.html",
    live=("stock",),
)


@page(permission=ViewStock)
def moves(visit: Visit) -> HttpResponseBase:
    """List movements, the latest first."""
    plants = visit.actor.plants_shown(ViewStock)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[MoveRow]:
        days = asked["happened_at"] or NO_DAYS
        wanted = MoveFilter(
            material=asked["material"],
            lot=asked["lot"],
            serial=asked["serial"],
            kinds=(MoveKind(asked["kind"]),) if asked["kind"] else None,
            since=days.since,
            until=days.until,
        )
        if not asked["q"]:
            return queries.list_moves(wanted, ask, plants=plants)
        named = documents.find_documents(visit.actor, asked["q"])
        return queries.search_moves(asked["q"], wanted, ask, documents=named, plants=plants)

    def more(rows: Sequence[MoveRow]) -> dict[str, Any]:
        return {
            "numbers": (numbers := documents.of_rows(visit.actor, rows, visit.lang)),
            "names": people.name_users({row.actor for row in rows}),
            "elsewhere": _undone_elsewhere(rows, numbers),
        }

    return MOVES.show(visit, fetch, more=more, may_reverse=visit.actor.may(ReverseMove))


@dataclass(frozen=True, slots=True)
class Undoing:
    """Which verb undoes a movement, and the page of the document that offers it."""

    verb: str
    url: str


def _undone_elsewhere(
    rows: Sequence[MoveRow], numbers: documents.Documents
) -> dict[MovementId, Undoing]:
    """Return, by movement, where those are undone that their documents keep count of."""
    verbs = {row.id: rules.find_undoing(row.document_type, row.kind) for row in rows}
    found = {}
    for row in rows:
        if verb := verbs[row.id]:
            named = numbers.get(documents.key_of(row))
            url = named.url if named else ""
            tab = UNDO_TABS.get(verb, "")
            found[row.id] = Undoing(f"verb.{verb}", f"{url}{tab}" if url else "")
    return found


@page(permission=ReverseMove)
def reverse(visit: Visit, move: int) -> HttpResponseBase:
    """Reverse a movement by a counter-movement, where no document keeps count of it."""
    found = queries.list_moves(
        MoveFilter(ids=(MovementId(move),)), plants=visit.actor.plants_of(ViewStock)
    )
    row = visit.only(found)
    rules.check_own([(row.id, row.document_type, row.kind)])
    if visit.posted:
        actions.reverse_move(actor=visit.actor, movement=row.id, reason=visit.text("reason"))
        visit.tell("ui.stock.reversed", number=row.id)
        return visit.go("stock:moves")
    return visit.show("stock/reverse.html", move=row)

"""One balance: its entries, who holds some of it; moving and correcting it by hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationId, LocationKind, MaterialId
from qitao.catalog.values.items import MaterialItem
from qitao.people import queries as people
from qitao.production.queries import lists as production
from qitao.stock import actions, queries
from qitao.stock.queries import AccountEntry, Balance, ReservationRow
from qitao.stock.values import AdjustStock, LotId, StockStatus, TransferStock, ViewStock
from qitao.web.shell import documents, forms, marks, units
from qitao.web.shell.charts import Chart, Series
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit
from qitao.web.stock.pieces import counted, is_by_piece

EVERY = Ask(limit=500)
ENTRIES_SHOWN = 50
REAL_KINDS = tuple(kind for kind in LocationKind if not kind.is_virtual)


def _find(visit: Visit, material: int, location: int, status: str, lot: int) -> Balance:
    if status not in list(StockStatus):
        raise Refusal(NOT_FOUND)
    rows = queries.list_balances(
        EVERY,
        plants=visit.actor.plants_of(ViewStock),
        material=MaterialId(material),
        location=LocationId(location),
        lot=LotId(lot) if lot else None,
        status=StockStatus(status),
        empty=True,
    )
    return visit.only([row for row in rows if (row.lot or 0) == lot])


@page(permission=ViewStock)
def account(visit: Visit, material: int, location: int, status: str, lot: int) -> HttpResponseBase:
    """Show one balance with every change of it."""
    row = _find(visit, material, location, status, lot)
    found = queries.list_entries(row.id, before=visit.number_of("before"), limit=ENTRIES_SHOWN + 1)
    entries = found[:ENTRIES_SHOWN]
    places = catalog.list_locations(EVERY, plants=[row.plant], kinds=REAL_KINDS, active=True)
    return visit.show(
        "stock/account.html",
        live=("stock",),
        row=row,
        lot=lot,
        entries=entries,
        earlier=entries[-1].version if len(found) > ENTRIES_SHOWN else None,
        chart=_over_time(row, entries, visit.lang) if len(entries) > 1 else None,
        numbers=documents.of_rows(visit.actor, entries, visit.lang),
        names=people.name_users({entry.actor for entry in entries}),
        reservations=(held := queries.list_material_reservations(account=row.id)),
        holders=_orders_of(held),
        places=[place for place in places if place.id != row.location],
        by_piece=is_by_piece(row.material),
        may_transfer=visit.actor.may(TransferStock, plant=row.plant),
        may_adjust=visit.actor.may(AdjustStock, plant=row.plant),
    )


def _over_time(row: Balance, entries: Sequence[AccountEntry], lang: str) -> Chart:
    """Draw how the balance went by the time at which things happened, back to the oldest entry."""
    oldest = entries[-1]
    level, after = oldest.balance_after - oldest.delta, []
    told = sorted(entries, key=lambda entry: (entry.happened_at, entry.version))
    for entry in told:
        level += entry.delta
        after.append(float(level))
    return Chart(
        "balance",
        "steps",
        say("ui.stock.over_time", lang),
        [timezone.localtime(entry.happened_at).strftime("%Y-%m-%d %H:%M:%S") for entry in told],
        [Series(say("ui.stock.after", lang), after, "accent")],
        unit=units.word(row.unit, lang),
    )


def _orders_of(rows: Sequence[ReservationRow]) -> dict[int, str]:
    """Return the numbers of the orders that hold something."""
    orders = {row.holder_id for row in rows if row.holder_type == marks.ORDER_DOCUMENT}
    return production.list_numbers(sorted(orders)) if orders else {}


@page(permission=ViewStock)
def account_deed(
    visit: Visit, material: int, location: int, status: str, lot: int, verb: str
) -> HttpResponseBase:
    """Transfer from a balance, or correct it, and come back to it."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    row = _find(visit, material, location, status, lot)
    known: dict[str, Any] = {
        "material": row.material,
        "lot": row.lot,
        "status": StockStatus(row.status),
    }
    by_piece = is_by_piece(row.material)
    if verb == "transfer_stock":
        known |= counted(visit, "quantity") if by_piece else {}
        given = visit.given(actions.transfer_stock, source=row.location, **known)
        actions.transfer_stock(actor=visit.actor, **given)
        visit.tell("ui.stock.moved", material=row.material_name)
    elif verb == "adjust_stock":
        known |= counted(visit, "change") if by_piece else {}
        given = visit.given(actions.adjust_stock, location=row.location, **known)
        actions.adjust_stock(actor=visit.actor, **given)
        visit.tell("ui.stock.adjusted", material=row.material_name)
    else:
        raise Refusal(NOT_FOUND, verb=verb)
    return visit.go("stock:account", material, location, status, lot)


@page(permission=AdjustStock)
def opening(visit: Visit) -> HttpResponseBase:
    """Bring in stock that has no balance yet: opening stock, or what a count has found."""
    if visit.posted:
        return _bring_in(visit)
    named = _named(visit)
    by_piece = bool(named) and is_by_piece(named[0].id)
    if visit.query.get("shown") == ("pieces" if by_piece else "quantity"):
        return visit.unchanged()
    return visit.show(
        "stock/opening.html",
        places=catalog.list_locations(
            EVERY, plants=visit.actor.plants_of(AdjustStock), kinds=REAL_KINDS, active=True
        ),
        materials=catalog.list_materials(EVERY, active=True),
        by_piece=by_piece,
    )


def _named(visit: Visit) -> Sequence[MaterialItem]:
    code = visit.text("material_code").split(" ", 1)[0]
    return catalog.list_materials(code=code) if code else []


def _bring_in(visit: Visit) -> HttpResponseBase:
    named = _named(visit)
    if not named:
        words = say("ui.stock.no_material", visit.lang, code=visit.text("material_code"))
        raise forms.refused([forms.Problem("material_code", words)], visit.lang)
    material = named[0]
    pieces = counted(visit, "change") if is_by_piece(material.id) else {}
    lot = None
    if visit.text("lot_code"):
        again = replace(visit.actor, key=f"{visit.actor.key}:lot")
        lot = actions.get_or_create_lot(
            actor=again, material=material.id, code=visit.text("lot_code")
        )
    given = visit.given(actions.adjust_stock, material=material.id, lot=lot, **pieces)
    actions.adjust_stock(actor=visit.actor, **given)
    visit.tell("ui.stock.adjusted", material=material.name)
    return visit.go_to(f"/stock/?material={material.id}")

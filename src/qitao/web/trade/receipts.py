"""Goods at the gate: what a slip brings, what becomes of it after inspection, what goes back."""

import re
from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationId, LocationKind
from qitao.catalog.values.items import LocationItem
from qitao.quality import queries as quality
from qitao.quality.values import InspectionKind
from qitao.stock import queries as stock
from qitao.stock.queries import Balance
from qitao.trade import actions, queries
from qitao.trade.queries import Purchase, PurchaseLineRow
from qitao.trade.values import (
    PurchaseLineId,
    PurchaseReceiptId,
    ReceivePurchase,
    ReturnPurchase,
    SupplierReturnId,
    ViewTrade,
)
from qitao.web.shell import forms, marks, spots, units
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit
from qitao.web.trade.pages import FIELD, find

BACK = f"{FIELD}.back"
PLACES_MAX = 500
PLACE = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([a-z]{1,20})")
"""A place of goods as a form names it: location, lot (0: none), status."""
EVERY = Ask(sort="code", limit=500)
SHELVES = (LocationKind.INTERNAL, LocationKind.LINE_SIDE, LocationKind.QUARANTINE)


@page(permission=ReceivePurchase)
def receive(visit: Visit, purchase: int, line: int) -> HttpResponseBase:
    """Receive what a delivery slip brings of one line."""
    found = find(visit, purchase)
    row = _line(found, line)
    if visit.posted:
        number = PurchaseLineId(line)
        given = visit.given(actions.receive_line, words=FIELD, purchase_line=number)
        done = actions.receive_line(actor=visit.actor, **given)
        key = "ui.trade.received_waits" if done.inspection else "ui.trade.received_stocked"
        visit.tell(key, material=row.name)
        return visit.go("trade:purchase", purchase)
    material = catalog.get_material(row.material)
    plan = quality.find_plan(
        kind=InspectionKind.INCOMING, plant=found.order.plant, material=row.material
    )
    return visit.show(
        "trade/receive.html",
        order=found.order,
        line=row,
        rest=row.ordered - row.received,
        inspected=plan is not None,
        serial_tracked=material.serial_tracked,
        fields=spots.shown(visit, _spots(found, row, material.lot_tracked), None, FIELD),
    )


def _line(found: Purchase, line: int) -> PurchaseLineRow:
    row = next((row for row in found.lines if row.id == line), None)
    if row is None:
        raise Refusal(NOT_FOUND, purchase_line=line)
    return row


def _spots(found: Purchase, row: PurchaseLineRow, lot_tracked: bool) -> list[Spot]:
    plant = found.order.plant
    shelves = catalog.list_locations(EVERY, plants=[plant], kinds=SHELVES, active=True)

    def places(visit: Visit) -> list[tuple[str, str]]:
        said = [marks.named(place.name, place.name_en, visit.lang) for place in shelves]
        return [("", "—")] + [
            (str(place.id), f"{name} ({place.code})")
            for place, name in zip(shelves, said, strict=True)
        ]

    lot = (Spot("lot_code", required=True, help="ui.trade.lot_help"),) if lot_tracked else ()
    last = queries.find_shelf(plant, row.material, SHELVES) or _only_store(shelves) or ""
    return [
        Spot("quantity", "number", required=True, start=row.ordered - row.received),
        Spot("rejected", "number", help="ui.trade.rejected_help"),
        Spot("slip", required=True, help="ui.trade.slip_help"),
        Spot("location", "choice", required=True, choices=places, start=last),
        *lot,
    ]


def _only_store(shelves: Sequence[LocationItem]) -> LocationId | None:
    """Return the plant's store where it has but one: nobody chose a place for the material yet."""
    stores = [place.id for place in shelves if place.kind == LocationKind.INTERNAL]
    return stores[0] if len(stores) == 1 else None


@page(permission=ViewTrade)
def settle(visit: Visit, purchase: int, receipt: int) -> HttpResponseBase:
    """Put inspected goods to stock, and send back what is not accepted."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    _check_of(visit, purchase, receipt)
    given = visit.given(actions.stock_receipt, receipt=PurchaseReceiptId(receipt))
    done = actions.stock_receipt(actor=visit.actor, **given)
    visit.tell("ui.trade.settled", stocked=done.stocked, returned=done.returned)
    return visit.go("trade:purchase", purchase)


@page(permission=ReceivePurchase)
def undo(visit: Visit, purchase: int, receipt: int) -> HttpResponseBase:
    """Undo a receipt that was booked by mistake."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    _check_of(visit, purchase, receipt)
    given = visit.given(actions.undo_receipt, receipt=PurchaseReceiptId(receipt))
    done = actions.undo_receipt(actor=visit.actor, **given)
    visit.tell("ui.trade.undone", quantity=done.quantity)
    return visit.go("trade:purchase", purchase)


def _check_of(visit: Visit, purchase: int, receipt: int) -> None:
    """Refuse `NOT_FOUND` for a receipt of another purchase order."""
    if receipt not in [row.id for row in find(visit, purchase).receipts]:
        raise Refusal(NOT_FOUND, noun="purchase_receipt", id=receipt)


@page(permission=ReturnPurchase)
def return_goods(visit: Visit, purchase: int, line: int) -> HttpResponseBase:
    """Return stocked goods of one line to the supplier."""
    found = find(visit, purchase)
    row = _line(found, line)
    if visit.posted:
        given = visit.given(
            actions.return_goods,
            words=BACK,
            purchase_line=PurchaseLineId(line),
            **_taken_from(visit),
        )
        done = actions.return_goods(actor=visit.actor, **given)
        visit.tell("ui.trade.returned", quantity=done.quantity, material=row.name)
        return visit.go("trade:purchase", purchase)
    material = catalog.get_material(row.material)
    return visit.show(
        "trade/return.html",
        order=found.order,
        line=row,
        serial_tracked=material.serial_tracked,
        lying=(lying := _lying(found, row)),
        fields=spots.shown(visit, _return_spots(lying), None, BACK),
    )


def _lying(found: Purchase, row: PurchaseLineRow) -> list[Balance]:
    """Return where goods of the line's material lie that nobody has reserved."""
    rows = stock.list_balances(
        Ask(limit=PLACES_MAX), material=row.material, plants=[found.order.plant]
    )
    return [each for each in rows if each.free > 0]


def _return_spots(lying: Sequence[Balance]) -> list[Spot]:
    def places(visit: Visit) -> list[tuple[str, str]]:
        return [(_key(each), _say_place(each, visit.lang)) for each in lying]

    return [
        Spot("place", "choice", required=True, choices=places, wide=True),
        Spot("quantity", "number", required=True),
        Spot("slip", help="ui.trade.return_slip_help"),
        Spot("reason", required=True),
        Spot("expected_again", "tick", help="ui.trade.again_help"),
    ]


def _key(at: Balance) -> str:
    return f"{at.location}-{at.lot or 0}-{at.status}"


def _say_place(at: Balance, lang: str) -> str:
    """Say where goods lie, of which lot and status, and how much of them is free."""
    where = (
        f"{marks.named(at.location_name, at.location_name_en, lang)} ({at.location_code})",
        at.lot_code,
        marks.word("stock_status", at.status, lang),
        f"{marks.figures(at.free)} {units.word(at.unit, lang)}",
    )
    return " · ".join(part for part in where if part)


def _taken_from(visit: Visit) -> dict[str, Any]:
    """Read the chosen place: its location, lot and status."""
    chosen = PLACE.fullmatch(visit.text("place"))
    if chosen is None:
        words = say("ui.input.missing", visit.lang)
        raise forms.refused([forms.Problem("place", words)], visit.lang)
    location, lot, status = chosen.groups()
    return {"location": int(location), "lot": int(lot) or None, "status": status}


@page(permission=ReturnPurchase)
def undo_return(visit: Visit, purchase: int, supplier_return: int) -> HttpResponseBase:
    """Undo a return that was booked by mistake."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    number = SupplierReturnId(supplier_return)
    if number not in [row.id for row in find(visit, purchase).returns]:
        raise Refusal(NOT_FOUND, noun="supplier_return", id=number)
    given = visit.given(actions.undo_return, supplier_return=number)
    done = actions.undo_return(actor=visit.actor, **given)
    visit.tell("ui.trade.return_undone", quantity=-done.quantity)
    return visit.go("trade:purchase", purchase)

"""Goods at the gate: what a slip brings of a line, and what becomes of it after inspection."""

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationKind
from qitao.quality import queries as quality
from qitao.quality.values import InspectionKind
from qitao.trade import actions
from qitao.trade.queries import Purchase, PurchaseLineRow
from qitao.trade.values import PurchaseLineId, PurchaseReceiptId, ReceivePurchase, ViewTrade
from qitao.web.shell import spots
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit
from qitao.web.trade.pages import FIELD, find

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
    plants = [found.order.plant]

    def places(_visit: Visit) -> list[tuple[str, str]]:
        rows = catalog.list_locations(EVERY, plants=plants, kinds=SHELVES, active=True)
        return [(str(place.id), f"{place.name} ({place.code})") for place in rows]

    lot = (Spot("lot_code", required=True, help="ui.trade.lot_help"),) if lot_tracked else ()
    return [
        Spot("quantity", "number", required=True, start=row.ordered - row.received),
        Spot("rejected", "number", help="ui.trade.rejected_help"),
        Spot("slip", required=True, help="ui.trade.slip_help"),
        Spot("location", "choice", required=True, choices=places),
        *lot,
    ]


@page(permission=ViewTrade)
def settle(visit: Visit, purchase: int, receipt: int) -> HttpResponseBase:
    """Put inspected goods to stock, and send back what is not accepted."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    given = visit.given(actions.stock_receipt, receipt=PurchaseReceiptId(receipt))
    done = actions.stock_receipt(actor=visit.actor, **given)
    visit.tell("ui.trade.settled", stocked=done.stocked, returned=done.returned)
    return visit.go("trade:purchase", purchase)


@page(permission=ReceivePurchase)
def undo(visit: Visit, purchase: int, receipt: int) -> HttpResponseBase:
    """Undo a receipt that was booked by mistake."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    given = visit.given(actions.undo_receipt, receipt=PurchaseReceiptId(receipt))
    done = actions.undo_receipt(actor=visit.actor, **given)
    visit.tell("ui.trade.undone", quantity=done.quantity)
    return visit.go("trade:purchase", purchase)

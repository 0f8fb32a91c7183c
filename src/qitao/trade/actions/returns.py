"""Goods that go back: a receipt booked by mistake is undone, stocked goods are returned."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import HappenedAt
from qitao.base.quantity import NonNegativeQuantity, PositiveQuantity, Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationId
from qitao.quality import actions as quality
from qitao.stock import actions as stock
from qitao.stock.rules import check_serials, undone_by
from qitao.stock.values import (
    MOVE_LINES_INVALID,
    STOCK_SHORT,
    BusinessRef,
    Code,
    GivenReason,
    LotId,
    MoveKind,
    MoveLine,
    MovementId,
    Reason,
    StockStatus,
)
from qitao.trade import queries, rules
from qitao.trade.actions.supply import put_supplies
from qitao.trade.values import (
    PURCHASE,
    RECEIPT,
    RECEIPT_USED,
    RETURN_SLIP_TAKEN,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseReceiptId,
    ReceiptRow,
    ReceivePurchase,
    ReturnPurchase,
    SupplierReturnId,
)

sql = SqlRoom("qitao.trade")
undone_by(
    PURCHASE,
    {
        MoveKind.RECEIPT: "trade.undo_receipt",
        MoveKind.STATUS: "trade.undo_receipt",
        MoveKind.SUPPLIER_RETURN: "trade.undo_return",
    },
)


@dataclass(frozen=True, slots=True)
class ReceiptUndone:
    """How much the receipt had brought; it is still to come again."""

    receipt: PurchaseReceiptId
    purchase_order: PurchaseOrderId
    quantity: NonNegativeQuantity


@action(permission=ReceivePurchase)
def undo_receipt(*, actor: Actor, receipt: PurchaseReceiptId, reason: Reason = "") -> ReceiptUndone:
    """Undo a receipt that was booked by mistake: counter-entries, and the line is open again.

    Guarantees that stock, the line's figures and the kit check's incoming supply change together,
    that an open inspection of the goods is cancelled, and that the slip may be received anew.
    Refuses `RECEIPT_USED` where the goods have gone on, `RECEIPT_NOT_COUNTED` where part of them
    was sent back since, `RECEIPT_UNDONE` the second time, `PURCHASE_STATE` for a closed order.
    """
    row = queries.lock_receipt(receipt)
    actor.check_scope(ReceivePurchase, plant=row.plant)
    rules.check_undo(row)
    _reverse(actor, row, queries.list_receipt_moves(receipt), reason)
    quality.cancel_inspections(
        actor=actor, source_type=RECEIPT, source_ids=(receipt,), reason=reason or row.slip
    )
    sql.run("undo_receipt", receipt=receipt, stocked=row.stocked)
    put_supplies(actor, [row.order])
    return ReceiptUndone(receipt, row.order, row.received)


@dataclass(frozen=True, slots=True)
class GoodsReturned:
    """How much went back, and what is still to come of the line."""

    supplier_return: SupplierReturnId
    purchase_order: PurchaseOrderId
    quantity: Quantity
    rest: NonNegativeQuantity


@action(permission=ReturnPurchase)
def return_goods(
    *,
    actor: Actor,
    purchase_line: PurchaseLineId,
    quantity: PositiveQuantity,
    location: LocationId,
    reason: GivenReason,
    lot: LotId | None = None,
    serials: tuple[Code, ...] = (),
    status: StockStatus = StockStatus.AVAILABLE,
    expected_again: bool = False,
    slip: Code | None = None,
    happened_at: HappenedAt | None = None,
) -> GoodsReturned:
    """Return stocked goods of a purchase line to the supplier, from free stock of any status.

    Guarantees that stock, the line's figures and the kit check's incoming supply change together:
    with `expected_again` the supplier replaces the goods and the line is open by so much, otherwise
    they count as rejected. Refuses `RETURN_ABOVE_STOCKED`, `STOCK_SHORT` (what others have reserved
    stays), `QUANTITY_TOO_FINE`, `RETURN_INVALID`, `PURCHASE_STATE`, `RETURN_SLIP_TAKEN`,
    `SERIALS_NOT_THERE`, and `RETURN_NOT_INSPECTED` for goods in inspection where a receipt still
    waits for its result.
    """
    row = queries.lock_line(purchase_line, location)
    actor.check_scope(ReturnPurchase, plant=row.plant)
    supplier = rules.check_return(row, quantity, expected_again=expected_again)
    catalog.check_grain([(row.line, row.material, quantity)])
    if status is StockStatus.QUALITY:
        rules.check_not_waiting(queries.find_waiting(row.material, location, lot))
    check_serials(
        serials, material=row.material_code, tracked=row.serial_tracked, quantity=quantity
    )
    line = MoveLine(
        kind=MoveKind.SUPPLIER_RETURN,
        material=row.material,
        quantity=quantity,
        source=location,
        target=supplier,
        lot=lot,
        status=status,
        target_status=StockStatus.AVAILABLE,
        document=BusinessRef(PURCHASE, row.order, row.line),
        happened_at=happened_at,
        reason=reason,
    )
    lines = stock.by_piece(actor, line, serials)
    number: SupplierReturnId | None = sql.value(
        "insert_return",
        line=purchase_line,
        quantity=quantity,
        again=expected_again,
        location=location,
        lot=lines[0].lot,
        slip=slip,
        reason=reason,
        happened_at=happened_at or clock.now(),
    )
    if number is None:
        raise Refusal(RETURN_SLIP_TAKEN, slip=slip)
    stock.post_moves(actor=actor, lines=lines, posting=f"supplier_return:{number}")
    put_supplies(actor, [row.order])
    rest = row.ordered - row.received + (quantity if expected_again else 0)
    return GoodsReturned(number, row.order, quantity, rest)


@action(permission=ReturnPurchase)
def undo_return(
    *, actor: Actor, supplier_return: SupplierReturnId, reason: Reason = ""
) -> GoodsReturned:
    """Undo a return that was booked by mistake: the goods lie where they were.

    Refuses `RETURN_UNDONE` the second time, and `RECEIPT_ABOVE_ORDER` where what was expected again
    has come meanwhile.
    """
    row = queries.lock_return(supplier_return)
    actor.check_scope(ReturnPurchase, plant=row.plant)
    rules.check_undo_return(row)
    stock.reverse_moves(
        actor=actor,
        movements=tuple(queries.list_return_moves(supplier_return)),
        reason=reason or f"supplier_return:{supplier_return}",
    )
    sql.run("undo_return", supplier_return=supplier_return, at=clock.now())
    put_supplies(actor, [row.order])
    rest = row.rest - (row.quantity if row.expected_again else 0)
    return GoodsReturned(supplier_return, row.order, -row.quantity, rest)


def _reverse(actor: Actor, row: ReceiptRow, movements: Sequence[MovementId], reason: str) -> None:
    """Post the counter-entries; refuse `RECEIPT_USED` where the goods are no longer there."""
    if not movements:
        return
    try:
        stock.reverse_moves(
            actor=actor, movements=tuple(movements), reason=reason or f"purchase_receipt:{row.id}"
        )
    except Refusal as refusal:
        if refusal.code not in (STOCK_SHORT, MOVE_LINES_INVALID):
            raise
        raise Refusal(
            RECEIPT_USED,
            slip=row.slip,
            number=row.number,
            line=row.line_number,
            places=refusal.evidence["places"],
            places_en=refusal.evidence.get("places_en"),
        ) from refusal

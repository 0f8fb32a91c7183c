"""Goods that go back: a receipt that was booked by mistake is undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.quantity import NonNegativeQuantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.quality import actions as quality
from qitao.stock import actions as stock
from qitao.stock.rules import undone_by
from qitao.stock.values import (
    MOVE_LINES_INVALID,
    STOCK_SHORT,
    MoveKind,
    MovementId,
    Reason,
)
from qitao.trade import queries, rules
from qitao.trade.actions.supply import put_supplies
from qitao.trade.values import (
    PURCHASE,
    RECEIPT,
    RECEIPT_USED,
    PurchaseOrderId,
    PurchaseReceiptId,
    ReceiptRow,
    ReceivePurchase,
)

sql = SqlRoom("qitao.trade")
undone_by(
    PURCHASE,
    {
        MoveKind.RECEIPT: "trade.undo_receipt",
        MoveKind.STATUS: "trade.undo_receipt",
        MoveKind.SUPPLIER_RETURN: "trade.undo_receipt",
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
        places = refusal.evidence["places"]
        raise Refusal(
            RECEIPT_USED, slip=row.slip, number=row.number, line=row.line_number, places=places
        ) from refusal

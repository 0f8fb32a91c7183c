"""Two who change one purchase order at once: the second sees what the first has done."""

from decimal import Decimal

from qitao.quality import actions as quality
from qitao.quality.values import Result
from qitao.trade import actions
from qitao.trade.values import PurchaseOrderId, PurchaseReceiptId
from tests.kitting.plant import TEST, Shop, rows
from tests.trade.test_actions import (
    approved,
    figures,
    incoming_plan,
    line_of,
    on_hand,
    receipt_of,
    receive,
    shop,
    supply,
)
from tests.trade.test_returns import back
from tests.turns import Call, in_turn

__all__ = ["shop"]


def meet(order: PurchaseOrderId, *calls: Call) -> list[str]:
    lock = f"SELECT FROM trade_purchase_order WHERE id = {order} FOR NO KEY UPDATE"
    return in_turn(lock, *calls)


def two_receipts(shop: Shop) -> tuple[PurchaseOrderId, PurchaseReceiptId]:
    order = approved(shop, (1, 20))
    receive(line_of(order), 6)
    first = receipt_of(order)
    receive(line_of(order), 6, "S-2")
    return order, first


def test_two_slips_bring_no_more_than_was_ordered(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    line = line_of(order)
    told = meet(order, lambda: receive(line, 6), lambda: receive(line, 6, "S-2"))
    assert told == ["done", "RECEIPT_ABOVE_ORDER"]
    assert (figures(order), on_hand(), supply()) == ((6, 0, 6), [(1, 6)], [(1, 2)])


def test_a_receipt_is_undone_once(shop: Shop) -> None:
    order, first = two_receipts(shop)

    def undo() -> None:
        actions.undo_receipt(actor=TEST, receipt=first)

    assert meet(order, undo, undo) == ["done", "RECEIPT_UNDONE"]
    assert (figures(order), on_hand(), supply()) == ((6, 0, 6), [(1, 6)], [(1, 14)])


def test_an_order_of_which_something_just_came_is_not_cancelled(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    line = line_of(order)
    told = meet(
        order,
        lambda: receive(line, 6),
        lambda: actions.cancel_purchase(actor=TEST, purchase_order=order),
    )
    assert told == ["done", "PURCHASE_RECEIVED"]
    assert rows("SELECT state FROM trade_purchase_order") == [("approved",)]


def test_an_order_of_which_something_just_waits_is_not_closed(shop: Shop) -> None:
    incoming_plan()
    order = approved(shop, (1, 8))
    line = line_of(order)
    told = meet(
        order,
        lambda: receive(line, 6),
        lambda: actions.close_purchase(actor=TEST, purchase_order=order),
    )
    assert told == ["done", "RECEIPT_WAITING"]
    assert rows("SELECT state FROM trade_purchase_order") == [("approved",)]


def test_two_returns_take_no_more_than_was_stocked(shop: Shop) -> None:
    order = approved(shop, (1, 8))
    receive(line_of(order), 6)
    told = meet(order, lambda: back(order, 4), lambda: back(order, 4))
    assert told == ["done", "RETURN_ABOVE_STOCKED"]
    assert (figures(order), on_hand()) == ((6, 4, 2), [(1, 2)])


def test_a_return_is_undone_once(shop: Shop) -> None:
    order, _ = two_receipts(shop)
    done = back(order, 2)

    def undo() -> None:
        actions.undo_return(actor=TEST, supplier_return=done.supplier_return)

    assert meet(order, undo, undo) == ["done", "RETURN_UNDONE"]
    assert (figures(order), on_hand()) == ((12, 0, 12), [(1, 12)])


def test_an_inspected_receipt_is_counted_once(shop: Shop) -> None:
    incoming_plan()
    order = approved(shop, (1, 12))
    came = receive(line_of(order), 6)
    receive(line_of(order), 6, "S-2")
    assert isinstance(came, actions.LineReceived)
    assert came.inspection is not None
    quality.record_results(
        actor=TEST, inspection=came.inspection, results=(Result(1, 1, good=True),)
    )

    def count() -> None:
        actions.stock_receipt(actor=TEST, receipt=came.receipt, accepted=Decimal(5))

    assert meet(order, count, count) == ["done", "RECEIPT_STOCKED"]
    assert (figures(order), on_hand(), on_hand("quality")) == ((12, 1, 5), [(1, 5)], [(1, 6)])

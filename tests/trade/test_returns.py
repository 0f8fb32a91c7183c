"""Stocked goods that go back to their supplier, and what the order and the kit check make of it."""

from decimal import Decimal

import pytest

from qitao.base.actor import Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE
from qitao.catalog.values import LocationId, MaterialId
from qitao.quality import actions as quality
from qitao.quality.values import Result
from qitao.stock.actions import post_moves
from qitao.stock.values import (
    SERIALS_COUNT,
    SERIALS_NOT_THERE,
    STOCK_SHORT,
    MoveKind,
    MoveLine,
    StockStatus,
)
from qitao.trade import actions
from qitao.trade.values import (
    PURCHASE_STATE,
    RECEIPT_ABOVE_ORDER,
    RECEIPT_NOT_COUNTED,
    RETURN_ABOVE_STOCKED,
    RETURN_INVALID,
    RETURN_NOT_INSPECTED,
    RETURN_SLIP_TAKEN,
    RETURN_UNDONE,
    PurchaseOrderId,
    ReturnPurchase,
)
from tests.kitting.plant import TEST, Shop, rows, run
from tests.trade.test_actions import (
    approved,
    figures,
    incoming_plan,
    line_of,
    on_hand,
    receipt_of,
    receive,
    refusal,
    shop,
    supply,
)

__all__ = ["shop"]


@pytest.fixture
def order(shop: Shop) -> PurchaseOrderId:
    """Of 8 ordered, 6 have come and are stocked."""
    made = approved(shop, (1, 8))
    receive(line_of(made), 6)
    return made


def back(order: PurchaseOrderId, quantity: object, **more: object) -> actions.GoodsReturned:
    given = {"location": LocationId(10), "reason": "毛刺", **more}
    return actions.return_goods(
        actor=TEST,
        purchase_line=line_of(order),
        quantity=Decimal(str(quantity)),
        **given,  # type: ignore[arg-type]
    )


def test_goods_that_are_credited_count_as_rejected(order: PurchaseOrderId) -> None:
    done = back(order, 2)
    assert (done.quantity, done.rest) == (2, 2)
    assert (figures(order), on_hand(), supply()) == ((6, 2, 4), [(1, 4)], [(1, 2)])
    (move,) = rows("SELECT source_id, target_id FROM stock_movement WHERE kind = 'supplier_return'")
    assert move == (10, 19)
    undone = actions.undo_return(actor=TEST, supplier_return=done.supplier_return)
    assert (undone.quantity, figures(order), on_hand()) == (-2, (6, 0, 6), [(1, 6)])
    told = refusal(actions.undo_return, actor=TEST, supplier_return=done.supplier_return)
    assert (told.code, on_hand()) == (RETURN_UNDONE, [(1, 6)])


def test_goods_that_are_replaced_are_expected_again(order: PurchaseOrderId) -> None:
    done = back(order, 2, expected_again=True)
    assert done.rest == 4
    assert (figures(order), on_hand(), supply()) == ((4, 0, 4), [(1, 4)], [(1, 4)])
    receive(line_of(order), 4, "S-2")
    told = refusal(actions.undo_return, actor=TEST, supplier_return=done.supplier_return)
    assert (told.code, on_hand(), supply()) == (RECEIPT_ABOVE_ORDER, [(1, 8)], [])


def test_what_is_wrong_with_a_return_is_refused_and_posts_nothing(
    shop: Shop,
    order: PurchaseOrderId,
) -> None:
    assert refusal(back, order, 7).code is RETURN_ABOVE_STOCKED
    assert refusal(back, order, 2, location=LocationId(11)).code is STOCK_SHORT
    account = int(str(rows("SELECT id FROM stock_account WHERE quantity = 6")[0][0]))
    shop.hold(account, 5, 1, 5)
    assert refusal(back, order, 2).code is STOCK_SHORT  # another order has 5 of 6
    Shop(PlantId(2)).build()
    assert refusal(back, order, 1, location=LocationId(20)).code is RETURN_INVALID
    elsewhere = Actor(UserId(7), "x", {ReturnPurchase: (Scope(plants=frozenset({PlantId(2)})),)})
    told = refusal(
        actions.return_goods,
        actor=elsewhere,
        purchase_line=line_of(order),
        quantity=Decimal(1),
        location=LocationId(10),
        reason="毛刺",
    )
    assert told.code is OUT_OF_SCOPE
    assert (figures(order), on_hand(), supply()) == ((6, 0, 6), [(1, 6)], [(1, 2)])
    back(order, 1, slip="R-1")
    assert refusal(back, order, 1, slip="R-1").code is RETURN_SLIP_TAKEN
    assert figures(order) == (6, 1, 5)


def test_goods_that_wait_for_the_inspector_are_no_stocked_ones(
    shop: Shop, order: PurchaseOrderId
) -> None:
    incoming_plan()
    other = approved(shop, (1, 6), number="PO2")
    came = receive(line_of(other), 6, "S-2")
    told = refusal(back, order, 4, status=StockStatus.QUALITY)
    assert (told.code, told.evidence) == (
        RETURN_NOT_INSPECTED,
        {"slip": "S-2", "number": "PO2", "line": 1},
    )
    assert (figures(order), on_hand(), on_hand("quality")) == ((6, 0, 6), [(1, 6)], [(1, 6)])
    assert isinstance(came, actions.LineReceived)
    assert came.inspection is not None
    quality.record_results(
        actor=TEST, inspection=came.inspection, results=(Result(1, 1, good=True),)
    )
    actions.stock_receipt(actor=TEST, receipt=came.receipt)
    assert (figures(other), on_hand(), on_hand("quality")) == ((6, 0, 6), [(1, 12)], [])


def test_goods_set_aside_for_inspection_go_back(shop: Shop, order: PurchaseOrderId) -> None:
    aside = MoveLine(
        MoveKind.STATUS,
        MaterialId(1),
        Decimal(4),
        LocationId(10),
        LocationId(10),
        status=StockStatus.AVAILABLE,
        target_status=StockStatus.QUALITY,
    )
    post_moves(actor=TEST, lines=(aside,))
    back(order, 4, status=StockStatus.QUALITY)
    assert (figures(order), on_hand(), on_hand("quality")) == ((6, 4, 2), [(1, 2)], [])


def test_a_closed_order_takes_returns_that_are_credited_only(order: PurchaseOrderId) -> None:
    actions.close_purchase(actor=TEST, purchase_order=order)
    assert refusal(back, order, 1, expected_again=True).code is PURCHASE_STATE
    back(order, 1)
    assert (figures(order), supply()) == ((6, 1, 5), [])


def test_a_receipt_of_which_part_went_back_is_not_undone_whole(order: PurchaseOrderId) -> None:
    done = back(order, 2)
    told = refusal(actions.undo_receipt, actor=TEST, receipt=receipt_of(order))
    assert (told.code, told.evidence["stocked"]) == (RECEIPT_NOT_COUNTED, 4)
    actions.undo_return(actor=TEST, supplier_return=done.supplier_return)
    actions.undo_receipt(actor=TEST, receipt=receipt_of(order))
    assert (figures(order), on_hand()) == ((0, 0, 0), [])


def test_pieces_go_back_by_their_numbers(shop: Shop) -> None:
    run("UPDATE catalog_material SET serial_tracked = true WHERE id = 1")
    order = approved(shop, (1, 8))
    receive(line_of(order), 3, serials=("A", "B", "C"))
    assert refusal(back, order, 2, serials=("A",)).code is SERIALS_COUNT
    told = refusal(back, order, 2, serials=("A", "X"))
    assert (told.code, told.evidence["codes"]) == (SERIALS_NOT_THERE, ["2: X (—)"])
    back(order, 2, serials=("A", "C"), expected_again=True)
    assert rows("SELECT code FROM stock_serial WHERE location_id IS NOT NULL") == [("B",)]
    receive(line_of(order), 2, "S-2", serials=("A", "D"))  # A came back repaired
    assert figures(order) == (3, 0, 3)

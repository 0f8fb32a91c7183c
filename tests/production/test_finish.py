"""An operation is finished with all its pieces or with a reason, and opened again after a slip."""

from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.production import actions as production
from qitao.production.models import OrderOperation, WorkOrder
from qitao.production.values import (
    OPERATION_STATE,
    OPERATION_USED,
    PIECES_LEFT,
    REASON_MISSING,
    OperationId,
    ReceiptId,
    WorkOrderId,
)
from tests.production.test_life import assert_all_checks_hold, operations, state
from tests.shop import HOUSE, Shop


@pytest.fixture
def order(shop: Shop) -> WorkOrderId:
    shop.stock(100)
    return shop.released(10).order


def refused(call: object, **given: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(actor=HOUSE, **given)  # type: ignore[operator]
    return caught.value


def report(operation: OperationId, good: int, **more: object) -> None:
    production.report_output(actor=HOUSE, operation=operation, good=Decimal(good), **more)  # type: ignore[arg-type]


def states(order: WorkOrderId) -> list[str]:
    rows = OrderOperation.objects.filter(order_id=order).order_by("sequence")
    return list(rows.values_list("state", flat=True))


def test_a_first_operation_with_pieces_left_needs_a_reason(order: WorkOrderId) -> None:
    first = operations(order)[0]
    told = refused(production.finish_operation, operation=first)
    assert (told.code, told.evidence["left"]) == (PIECES_LEFT, 10)
    given = {"operation": first, "good": Decimal(4), "finish": True}
    assert refused(production.report_output, **given).evidence["left"] == 6
    report(first, 4)
    assert refused(production.finish_operation, operation=first).evidence["left"] == 6
    production.finish_operation(actor=HOUSE, operation=first, reason="料不够，先做四件")
    assert states(order) == ["finished", "waiting", "waiting"]


def test_what_was_scrapped_is_not_left(shop: Shop, order: WorkOrderId) -> None:
    first = operations(order)[0]
    report(first, 8, scrap=Decimal(2), scrap_reason=shop.scrap_reason)
    production.finish_operation(actor=HOUSE, operation=first)
    assert states(order)[0] == "finished"


def test_an_operation_finished_by_mistake_is_opened_again(order: WorkOrderId) -> None:
    first = operations(order)[0]
    why = {"reason": "点错了"}
    assert refused(production.reopen_operation, operation=first, **why).code is OPERATION_STATE
    report(first, 4)
    production.finish_operation(actor=HOUSE, operation=first, reason="点错了")
    bare = refused(production.reopen_operation, operation=first, reason=" ")
    assert (bare.code, states(order)[0]) == (REASON_MISSING, "finished")
    opened = production.reopen_operation(actor=HOUSE, operation=first, reason="点错了")
    assert (opened.state, opened.order_state) == ("paused", "in_production")
    assert OrderOperation.objects.get(pk=first).finished_at is None
    report(first, 6, finish=True)
    assert states(order) == ["finished", "waiting", "waiting"]
    assert_all_checks_hold()


def test_what_was_reported_later_or_received_keeps_it_finished(order: WorkOrderId) -> None:
    first, second, last = operations(order)
    report(first, 10, finish=True)
    report(second, 3)
    why = {"reason": "点错了"}
    told = refused(production.reopen_operation, operation=first, **why)
    assert (told.code, told.evidence["taken"]) == (OPERATION_USED, 3)
    report(second, 7, finish=True)
    report(last, 10, finish=True)
    assert state(order) == "completed"
    receipt = production.receive_output(actor=HOUSE, order=order).receipt
    assert refused(production.reopen_operation, operation=last, **why).code is OPERATION_USED
    production.undo_receipt(actor=HOUSE, receipt=ReceiptId(receipt))
    production.reopen_operation(actor=HOUSE, operation=last, reason="点错了")
    assert state(order) == "in_production"
    assert WorkOrder.objects.get(pk=order).completed_at is None
    production.finish_operation(actor=HOUSE, operation=last)
    assert state(order) == "completed"
    assert_all_checks_hold()

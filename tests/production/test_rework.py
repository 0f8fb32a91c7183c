"""How much may be reported: of a first operation, out of rework, and before an operation ends."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qitao.base.checks import CHECKS
from qitao.base.refusal import Refusal
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.production.values import (
    MATERIAL_SHORT,
    NOTHING_REPORTED,
    PIECES_LEFT,
    QUANTITY_ABOVE_REST,
    REPORT_USED,
    REWORK_ABOVE_OPEN,
    OperationId,
    ReportId,
    WorkOrderId,
)
from tests.production.test_gates import refused, report
from tests.production.test_life import assert_all_checks_hold, on_hand, operations, state
from tests.shop import HOUSE, Shop


@pytest.fixture
def order(shop: Shop) -> WorkOrderId:
    shop.stock(100)
    return shop.released(10).order


def figures(operation: OperationId) -> tuple[Decimal, Decimal, Decimal]:
    row = OrderOperation.objects.get(pk=operation)
    return row.good, row.scrap, row.rework


def test_what_comes_out_of_rework_was_in_it(shop: Shop, order: WorkOrderId) -> None:
    first, second, _ = operations(order)
    report(first, 8, rework=Decimal(2))
    assert on_hand(shop, "RESIN") == 90
    told = refused(production.report_output, operation=first, good=Decimal(500), is_rework=True)
    assert (told.code, told.evidence["open"]) == (REWORK_ABOVE_OPEN, 2)
    nothing = {"operation": first, "good": Decimal(0), "rework": Decimal(1), "is_rework": True}
    assert refused(production.report_output, **nothing).code is NOTHING_REPORTED
    report(first, 1, scrap=Decimal(1), scrap_reason=shop.scrap_reason, is_rework=True)
    assert figures(first) == (9, 1, 0)
    assert on_hand(shop, "RESIN") == 90  # the reworked pieces took their material once
    report(second, 8, rework=Decimal(1))
    report(second, 1, is_rework=True)
    assert figures(second) == (9, 0, 0)
    assert_all_checks_hold()


def test_undoing_rework_brings_it_back(order: WorkOrderId) -> None:
    first = operations(order)[0]
    report(first, 8, rework=Decimal(2))
    report(first, 2, is_rework=True)
    announced, done = (ReportId(row.pk) for row in Report.objects.order_by("pk"))
    assert refused(production.undo_report, report=announced).code is REPORT_USED
    production.undo_report(actor=HOUSE, report=done)
    assert figures(first) == (8, 0, 2)
    production.undo_report(actor=HOUSE, report=announced)
    assert figures(first) == (0, 0, 0)
    assert_all_checks_hold()


def test_the_check_finds_rework_that_no_report_tells(order: WorkOrderId) -> None:
    first = operations(order)[0]
    report(first, 8, rework=Decimal(2))
    OrderOperation.objects.filter(pk=first).update(rework=1)
    assert len(list(CHECKS["production.order_figures_equal_reports"].run())) == 1


def test_the_same_report_under_two_keys_is_booked_once(order: WorkOrderId) -> None:
    first = operations(order)[0]

    def tap(key: str) -> None:
        production.report_output(actor=replace(HOUSE, key=key), operation=first, good=Decimal(10))

    tap("tap-1")
    tap("tap-1")
    with pytest.raises(Refusal) as caught:
        tap("tap-2")
    assert (caught.value.code, caught.value.evidence["rest"]) == (QUANTITY_ABOVE_REST, 0)
    assert (figures(first), Report.objects.count()) == ((10, 0, 0), 1)


def test_what_was_scrapped_may_be_made_anew(shop: Shop, order: WorkOrderId) -> None:
    first, second, _ = operations(order)
    scrapped = {"scrap": Decimal(1), "scrap_reason": shop.scrap_reason}
    report(first, 9, **scrapped)
    report(first, 1)
    assert refused(production.report_output, operation=first, good=Decimal(1)).code is (
        QUANTITY_ABOVE_REST
    )
    report(second, 9, **scrapped)
    report(first, 1)  # one was scrapped further on
    assert figures(first) == (11, 1, 0)
    assert refused(production.report_output, operation=first, good=Decimal(1)).code is (
        QUANTITY_ABOVE_REST
    )


def test_pieces_do_not_vanish_with_an_operation(order: WorkOrderId) -> None:
    first, second, third = operations(order)
    report(first, 10, finish=True)
    told = refused(production.finish_operation, operation=second)
    assert (told.code, told.evidence["left"]) == (PIECES_LEFT, 10)
    report(second, 7, rework=Decimal(1))
    told = refused(production.finish_operation, operation=second)
    assert (told.evidence["left"], told.evidence["rework"]) == (2, 1)
    report(second, 1, is_rework=True)
    production.finish_operation(actor=HOUSE, operation=second, reason="两件送样")
    told = refused(production.report_output, operation=third, good=Decimal(7), finish=True)
    assert told.code is PIECES_LEFT
    assert not Report.objects.filter(operation_id=third).exists()
    report(third, 7, finish=True, note="一件拆检")
    assert state(order) == "completed"


def test_a_short_backflush_refuses_and_leaves_no_report(shop: Shop) -> None:
    shop.receive("SCREW", 40)
    shop.receive("BOX", 10)
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    production.waive_gate(actor=HOUSE, order=order, reason="边到边做")
    production.schedule_order(actor=HOUSE, order=order)
    production.release_order(actor=HOUSE, order=order)
    first = operations(order)[0]
    told = refused(production.report_output, operation=first, good=Decimal(1))
    assert told.code is MATERIAL_SHORT
    assert (Report.objects.count(), figures(first)) == (0, (0, 0, 0))
    assert (WorkOrder.objects.get(pk=order).scrap, state(order)) == (0, "released")

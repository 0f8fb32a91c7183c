"""An order's whole life, and what is refused on the way."""

from decimal import Decimal

import pytest
from django.db import connection

from qitao.base.checks import CHECKS
from qitao.base.refusal import Refusal
from qitao.production import actions as production
from qitao.production.models import OrderMaterial, OrderOperation, Report, WorkOrder
from qitao.production.values import (
    KIT_SHORT,
    MATERIAL_OUT,
    OUTPUT_NOT_RECEIVED,
    PREDECESSOR_SHORT,
    REPORT_UNDONE,
    REPORT_USED,
    SCRAP_REASON_MISSING,
    SLIP_TAKEN,
    OperationId,
    ReceiptId,
    ReportId,
    WorkOrderId,
)
from qitao.quality.models import Inspection
from qitao.stock import actions as stock
from qitao.stock.models import Account, Movement, Reservation
from qitao.stock.values import ALREADY_REVERSED, UNDO_ELSEWHERE, MovementId
from tests.shop import HOUSE, Shop


def state(order: int) -> str:
    return WorkOrder.objects.get(pk=order).state


def operations(order: int) -> list[OperationId]:
    rows = OrderOperation.objects.filter(order_id=order).order_by("sequence")
    return [OperationId(row.pk) for row in rows]


def on_hand(shop: Shop, material: str) -> Decimal:
    rows = Account.objects.filter(material_id=shop.materials[material])
    return sum((row.quantity for row in rows), Decimal(0))


def assert_all_checks_hold() -> None:
    """Every check but the one on the sweeper's watch: no worker runs here."""
    wanted = CHECKS.keys() - {"kitting.verdicts_are_looked_after"}
    findings = {name: list(CHECKS[name].run()) for name in wanted}
    assert {name: found for name, found in findings.items() if found} == {}


def test_from_draft_to_closed(shop: Shop) -> None:
    shop.stock(100)
    created = shop.released(10)
    order = created.order
    assert state(order) == "released"
    assert Reservation.objects.filter(holder_id=order).count() == 3
    production.issue_materials(actor=HOUSE, order=order)
    assert on_hand(shop, "SCREW") == 360
    for operation in operations(order):
        production.start_operation(actor=HOUSE, operation=operation)
        production.report_output(actor=HOUSE, operation=operation, good=Decimal(6))
        production.report_output(actor=HOUSE, operation=operation, good=Decimal(4), finish=True)
    assert state(order) == "completed"
    assert on_hand(shop, "RESIN") == 90
    with pytest.raises(Refusal) as caught:
        production.close_order(actor=HOUSE, order=order)
    assert caught.value.code is OUTPUT_NOT_RECEIVED
    received = production.receive_output(actor=HOUSE, order=order)
    assert (received.quantity, received.rest) == (10, 0)
    assert received.lot is not None
    production.close_order(actor=HOUSE, order=order)
    assert state(order) == "closed"
    assert on_hand(shop, "CASE") == 10
    assert Reservation.objects.count() == 0
    assert_all_checks_hold()


def test_goods_go_where_the_product_was_put_last(shop: Shop) -> None:
    shop.stock(100)
    first = made(shop)
    assert production.receive_output(actor=HOUSE, order=first).location == shop.places["STORE"]
    second = made(shop)
    production.receive_output(
        actor=HOUSE, order=second, quantity=Decimal(1), location=shop.places["SHELF"]
    )
    rest = production.receive_output(actor=HOUSE, order=second)
    assert rest.location == shop.places["SHELF"]


def test_undoing_a_receipt_brings_the_goods_back_to_the_order_once(shop: Shop) -> None:
    shop.stock(100)
    order = made(shop)
    receipt = ReceiptId(production.receive_output(actor=HOUSE, order=order).receipt)
    undone = production.undo_receipt(actor=HOUSE, receipt=receipt, reason="入错库")
    assert (undone.quantity, undone.rest) == (-10, 10)
    assert on_hand(shop, "CASE") == 0
    assert WorkOrder.objects.get(pk=order).received == 0
    with pytest.raises(Refusal) as caught:
        production.undo_receipt(actor=HOUSE, receipt=receipt)
    assert caught.value.code is ALREADY_REVERSED
    production.receive_output(actor=HOUSE, order=order, location=shop.places["SHELF"])
    production.close_order(actor=HOUSE, order=order)
    assert on_hand(shop, "CASE") == 10
    assert_all_checks_hold()


@pytest.mark.parametrize(
    ("kind", "verb"),
    [("issue", "production.return_materials"), ("output", "production.undo_receipt")],
)
def test_stock_undoes_nothing_behind_an_orders_back(shop: Shop, kind: str, verb: str) -> None:
    shop.stock(100)
    production.receive_output(actor=HOUSE, order=made(shop))
    move = MovementId(Movement.objects.filter(kind=kind, document_type="work_order")[0].pk)
    for attempt in (
        lambda: stock.reverse_move(actor=HOUSE, movement=move),
        lambda: stock.reverse_moves(actor=HOUSE, movements=(move,)),
    ):
        with pytest.raises(Refusal) as caught:
            attempt()
        assert (caught.value.code, caught.value.evidence["verb"]) == (UNDO_ELSEWHERE, verb)
    assert not Movement.objects.filter(kind="reversal").exists()
    assert_all_checks_hold()


def test_the_journal_tells_of_the_order_from_its_creation_on(shop: Shop) -> None:
    order = shop.order(3).order
    production.submit_order(actor=HOUSE, order=order)
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb, subject FROM base_journal WHERE parent IS NULL ORDER BY id")
        told = cursor.fetchall()
    assert told[-2:] == [
        ("production.create_order", f"work_order:{order}"),
        ("production.submit_order", f"work_order:{order}"),
    ]


def made(shop: Shop) -> WorkOrderId:
    """Return an order whose ten pieces are made and not received yet."""
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    for operation in operations(order):
        production.start_operation(actor=HOUSE, operation=operation)
        production.report_output(actor=HOUSE, operation=operation, good=Decimal(10), finish=True)
    return order


def test_an_order_short_of_material_waits_at_the_kit_check_and_says_so(shop: Shop) -> None:
    shop.receive("RESIN", 100)
    created = shop.order(10)
    production.submit_order(actor=HOUSE, order=created.order)
    from qitao.production.queries.explain import explain_order

    why = explain_order(HOUSE, created.order, lang="zh")[0]
    assert (why.node, why.outcome.value) == ("check_kit", "fail")
    assert "缺 2 项物料" in why.stopping[0].sentence
    shop.stock(100)
    outcome = production.redrive_orders(actor=HOUSE, orders=(created.order,), reason="到料")
    assert [(one.moved, one.node) for one in outcome.outcomes] == [(True, "awaiting_schedule")]
    assert_all_checks_hold()


def test_a_release_is_refused_when_the_material_was_taken_meanwhile(shop: Shop) -> None:
    shop.stock(10)
    first, second = shop.order(10, priority=1), shop.order(10)
    production.submit_order(actor=HOUSE, order=first.order)
    production.schedule_order(actor=HOUSE, order=first.order)
    production.submit_order(actor=HOUSE, order=second.order)
    assert state(second.order) == "awaiting_schedule"
    production.release_order(actor=HOUSE, order=first.order)
    production.waive_gate(actor=HOUSE, order=second.order, reason="急单先排")
    production.schedule_order(actor=HOUSE, order=second.order)
    from qitao.production.models import GateWaiver

    GateWaiver.objects.all().delete()
    with pytest.raises(Refusal) as caught:
        production.release_order(actor=HOUSE, order=second.order)
    assert caught.value.code is KIT_SHORT
    assert caught.value.evidence["lines_short"] == 3
    assert state(second.order) == "scheduled"


def test_materials_are_frozen_at_release(shop: Shop) -> None:
    from qitao.catalog.models import BomLine

    shop.stock(100)
    created = shop.released(10)
    BomLine.objects.filter(component_id=shop.materials["SCREW"]).update(quantity=9)
    line = OrderMaterial.objects.get(order_id=created.order, material_id=shop.materials["SCREW"])
    assert line.required == 40


def test_scrap_needs_a_reason_and_pieces_need_a_predecessor(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second, _ = operations(order)
    with pytest.raises(Refusal) as caught:
        production.report_output(actor=HOUSE, operation=first, good=Decimal(1), scrap=Decimal(1))
    assert caught.value.code is SCRAP_REASON_MISSING
    production.report_output(
        actor=HOUSE,
        operation=first,
        good=Decimal(3),
        scrap=Decimal(1),
        scrap_reason=shop.scrap_reason,
    )
    with pytest.raises(Refusal) as caught:
        production.report_output(actor=HOUSE, operation=second, good=Decimal(4))
    assert caught.value.code is PREDECESSOR_SHORT
    assert caught.value.evidence["available"] == 3
    assert on_hand(shop, "RESIN") == 96


def test_undo_is_a_counter_report_and_puts_backflushed_material_back(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second, _ = operations(order)
    report = production.report_output(actor=HOUSE, operation=first, good=Decimal(5)).report
    assert on_hand(shop, "RESIN") == 95
    production.report_output(actor=HOUSE, operation=second, good=Decimal(2))
    with pytest.raises(Refusal) as caught:
        production.undo_report(actor=HOUSE, report=report)
    assert caught.value.code is REPORT_USED
    later = production.report_output(actor=HOUSE, operation=first, good=Decimal(1)).report
    production.undo_report(actor=HOUSE, report=later, reason="录错")
    assert OrderOperation.objects.get(pk=first).good == 5
    assert on_hand(shop, "RESIN") == 95
    with pytest.raises(Refusal) as caught:
        production.undo_report(actor=HOUSE, report=ReportId(later))
    assert caught.value.code is REPORT_UNDONE
    assert_all_checks_hold()


def test_undoing_the_last_report_of_an_operation_opens_it_again(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second, _ = operations(order)
    report = production.report_output(
        actor=HOUSE, operation=first, good=Decimal(10), finish=True
    ).report
    undone = production.undo_report(actor=HOUSE, report=report, reason="录错")
    assert (undone.state, undone.good) == ("paused", 0)
    assert OrderOperation.objects.get(pk=first).finished_at is None
    assert on_hand(shop, "RESIN") == 100
    production.report_output(
        actor=HOUSE, operation=first, good=Decimal(9), finish=True, note="料不够"
    )
    production.report_output(actor=HOUSE, operation=second, good=Decimal(9))
    assert_all_checks_hold()


def test_undoing_what_completed_an_order_takes_it_back_into_production(shop: Shop) -> None:
    shop.stock(100)
    order = made(shop)
    last = operations(order)[-1]
    assert state(order) == "completed"
    report = Report.objects.get(operation_id=last)
    production.undo_report(actor=HOUSE, report=ReportId(report.pk), reason="多报了")
    assert state(order) == "in_production"
    assert WorkOrder.objects.get(pk=order).completed_at is None
    assert_all_checks_hold()
    with pytest.raises(Refusal):
        production.close_order(actor=HOUSE, order=order)
    production.report_output(
        actor=HOUSE, operation=last, good=Decimal(8), note="碰伤两件，另行处理", finish=True
    )
    assert state(order) == "completed"
    assert production.receive_output(actor=HOUSE, order=order).quantity == 8
    again = Report.objects.filter(operation_id=last).latest("pk")
    with pytest.raises(Refusal) as caught:
        production.undo_report(actor=HOUSE, report=ReportId(again.pk))
    assert caught.value.code is REPORT_USED
    production.close_order(actor=HOUSE, order=order)
    assert state(order) == "closed"
    assert_all_checks_hold()


def test_a_paper_slip_counts_once(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first = operations(order)[0]
    production.report_output(actor=HOUSE, operation=first, good=Decimal(2), slip="S-1")
    with pytest.raises(Refusal) as caught:
        production.report_output(actor=HOUSE, operation=first, good=Decimal(2), slip="S-1")
    assert caught.value.code is SLIP_TAKEN


def test_returning_puts_material_back_where_it_was(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    line = OrderMaterial.objects.get(order_id=order, material_id=shop.materials["SCREW"]).line
    from qitao.production.actions.picking import IssueLine

    moved = production.return_materials(
        actor=HOUSE, order=order, lines=(IssueLine(line, Decimal(15)),)
    )
    assert [(one.quantity, one.location) for one in moved.lines] == [(15, shop.places["STORE"])]
    assert on_hand(shop, "SCREW") == 375
    assert_all_checks_hold()


def test_an_order_with_material_out_cannot_be_cancelled(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    with pytest.raises(Refusal) as caught:
        production.cancel_order(actor=HOUSE, order=order, reason="客户取消")
    assert caught.value.code is MATERIAL_OUT
    assert state(order) == "released"


def test_cancelling_frees_what_was_reserved(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.cancel_order(actor=HOUSE, order=order, reason="客户取消")
    assert state(order) == "cancelled"
    assert Reservation.objects.count() == 0
    assert Movement.objects.exclude(kind="receipt").count() == 0
    assert_all_checks_hold()


def test_cancelling_leaves_no_inspection_open(shop: Shop) -> None:
    shop.stock(100)
    order, other = shop.released(10).order, shop.released(10).order
    for one in (order, other):
        OrderOperation.objects.filter(pk=operations(one)[0]).update(inspection_required=True)
    production.start_operation(actor=HOUSE, operation=operations(order)[0])
    production.pause_operation(actor=HOUSE, operation=operations(order)[0])
    production.start_operation(actor=HOUSE, operation=operations(other)[0])
    production.cancel_order(actor=HOUSE, order=order, reason="客户取消")
    left = {row.source_id: row.state for row in Inspection.objects.all()}
    assert left == {operations(order)[0]: "cancelled", operations(other)[0]: "open"}


def test_hold_and_resume_keep_the_place(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first = operations(order)[0]
    production.start_operation(actor=HOUSE, operation=first)
    production.hold_order(actor=HOUSE, order=order, reason="模具维修")
    assert state(order) == "on_hold"
    with pytest.raises(Refusal):
        production.report_output(actor=HOUSE, operation=first, good=Decimal(1))
    production.resume_order(actor=HOUSE, order=order)
    assert state(order) == "in_production"
    production.report_output(actor=HOUSE, operation=first, good=Decimal(1))
    assert_all_checks_hold()


def test_split_keeps_quantity_and_place(shop: Shop) -> None:
    shop.stock(100)
    created = shop.order(10)
    production.submit_order(actor=HOUSE, order=created.order)
    production.schedule_order(actor=HOUSE, order=created.order)
    split = production.split_order(actor=HOUSE, order=created.order, quantity=Decimal(4))
    assert (split.kept, split.new_quantity) == (6, 4)
    assert split.new_number == f"{created.number}-1"
    assert state(split.new_order) == "scheduled"
    screws = OrderMaterial.objects.filter(material_id=shop.materials["SCREW"])
    assert sorted(row.required for row in screws) == [16, 24]
    assert_all_checks_hold()


def test_priority_decides_who_gets_the_material(shop: Shop) -> None:
    from qitao.production.actions.control import PriorityChange

    shop.stock(10)
    late, urgent = shop.order(10), shop.order(10)
    production.submit_order(actor=HOUSE, order=late.order)
    production.submit_order(actor=HOUSE, order=urgent.order)
    production.set_priorities(actor=HOUSE, changes=(PriorityChange(WorkOrderId(urgent.order), 1),))
    outcome = production.redrive_orders(
        actor=HOUSE, orders=(urgent.order,), reason="急单"
    ).outcomes[0]
    assert outcome.moved

"""Outsourced operations: sent out to a supplier, taken back, and what the order says meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from qitao.base import clock
from qitao.base.actor import Actor, Scope
from qitao.base.ids import UserId
from qitao.base.refusal import NOT_FOUND, OUT_OF_SCOPE, Refusal
from qitao.catalog.models import Partner, RoutingOperation
from qitao.production import actions as production
from qitao.production import queries
from qitao.production.actions.outside import SentOut
from qitao.production.models import Dispatch, OrderOperation, Report, WorkOrder, WorkPeriod
from qitao.production.queries.explain import explain_order
from qitao.production.values import (
    DISPATCH_UNDONE,
    DISPATCH_USED,
    NOT_AN_OUTSOURCER,
    NOT_OUTSOURCED,
    PAGE_MAX,
    REPORT_USED,
    SENT_ABOVE_AVAILABLE,
    SLIP_TAKEN,
    STILL_OUTSIDE,
    TAKEN_BACK_ABOVE_SENT,
    OperationId,
    OutsourceOperation,
    ReportId,
    WorkOrderId,
)
from qitao.stock.models import Movement
from tests.production.test_life import assert_all_checks_hold
from tests.shop import HOUSE, Shop, build_shop

DUE = date(2099, 3, 9)


@pytest.fixture
def order(shop: Shop) -> WorkOrderId:
    """An order of 10 whose second operation is done outside; the first has made 8."""
    partner = Partner.objects.create(code="OUT", name="移印厂", kind="outsourcer")
    RoutingOperation.objects.filter(sequence=20).update(partner=partner)
    shop.stock(100)
    made = shop.released(10).order
    production.report_output(actor=HOUSE, operation=step(made, 10), good=Decimal(8))
    return made


def step(order: WorkOrderId, sequence: int) -> OperationId:
    return OperationId(OrderOperation.objects.get(order_id=order, sequence=sequence).pk)


def state(order: WorkOrderId) -> tuple[str, Decimal, Decimal]:
    row = OrderOperation.objects.get(order_id=order, sequence=20)
    return row.state, row.good, row.scrap


def send(order: WorkOrderId, quantity: int, sequence: int = 20, **more: object) -> SentOut:
    return production.send_out_operation(
        actor=HOUSE,
        operation=step(order, sequence),
        quantity=Decimal(quantity),
        **more,  # type: ignore[arg-type]
    )


def refused(call: Callable[..., object], *given: object, **named: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*given, **named)
    return caught.value


def back(sent: SentOut, good: int, scrap: int = 0, **more: object) -> object:
    return production.take_back_operation(
        actor=HOUSE,
        dispatch=sent.dispatch,
        good=Decimal(good),
        scrap=Decimal(scrap),
        **more,  # type: ignore[arg-type]
    )


def test_what_goes_out_comes_back_as_reported_output(shop: Shop, order: WorkOrderId) -> None:
    before = Movement.objects.count()
    first = send(order, 5, expected_on=DUE, slip="W-1")
    assert (first.outside, state(order)) == (5, ("running", 0, 0))
    second = send(order, 3)
    assert second.outside == 8
    back(first, 3, 1, scrap_reason=shop.scrap_reason)
    assert state(order) == ("running", 3, 1)
    back(first, 1)
    back(second, 3)
    assert state(order) == ("paused", 7, 1)  # nothing is outside: its clock stands
    assert Movement.objects.count() == before
    sent = queries.list_dispatches(order)
    assert [(one.quantity, one.back, one.open) for one in sent] == [(3, 3, 0), (5, 5, 0)]
    assert WorkOrder.objects.get(pk=order).scrap == 1
    assert_all_checks_hold()


def test_what_is_outside_counts_however_much_was_sent_since(shop: Shop, order: WorkOrderId) -> None:
    sent = send(order, 5, expected_on=DUE)
    first = Dispatch.objects.get(pk=sent.dispatch)
    same = {
        "operation_id": first.operation_id,
        "partner_id": first.partner_id,
        "happened_at": clock.now(),
    }
    undone = Dispatch.objects.bulk_create(Dispatch(quantity=1, **same) for _ in range(PAGE_MAX))
    Dispatch.objects.bulk_create(Dispatch(quantity=-1, reverses=one, **same) for one in undone)
    assert len(queries.list_dispatches(order)) == PAGE_MAX
    assert sent.dispatch not in [one.id for one in queries.list_dispatches(order)]
    told = refused(production.cancel_order, actor=HOUSE, order=order, reason="不做了")
    assert (told.code, told.evidence["outside"]) == (STILL_OUTSIDE, 5)
    (standing,) = explain_order(HOUSE, order, lang="zh")
    (stop,) = [cause for cause in standing.stopping if cause.name == "outside"]
    assert (stop.evidence["partners"], stop.evidence["due"]) == (["移印厂"], DUE)
    assert stop.since == first.happened_at


def test_no_more_goes_out_or_comes_back_than_is_there(shop: Shop, order: WorkOrderId) -> None:
    assert refused(send, order, 9).code is SENT_ABOVE_AVAILABLE
    assert refused(send, order, 1, 30).code is NOT_OUTSOURCED
    sent = send(order, 6, slip="W-1")
    told = refused(send, order, 3)
    assert (told.code, told.evidence["rest"]) == (SENT_ABOVE_AVAILABLE, 2)
    assert refused(send, order, 1, slip="W-1").code is SLIP_TAKEN
    reason = shop.scrap_reason
    assert refused(back, sent, 6, 1, scrap_reason=reason).code is TAKEN_BACK_ABOVE_SENT
    assert (Report.objects.count(), Dispatch.objects.count()) == (1, 1)
    elsewhere = Scope(plants=frozenset({build_shop("P2").plant}))
    stranger = Actor(UserId(5), "x", {OutsourceOperation: (elsewhere,)})
    told = refused(
        production.take_back_operation, actor=stranger, dispatch=sent.dispatch, good=Decimal(1)
    )
    assert told.code is OUT_OF_SCOPE


def test_work_goes_to_suppliers_and_outsourcers_in_use_only(order: WorkOrderId) -> None:
    customer = Partner.objects.create(code="CUST", name="客户", kind="customer")
    retired = Partner.objects.create(code="OLD", name="旧厂", kind="outsourcer", active=False)
    for other in (customer, retired):
        told = refused(send, order, 1, partner=other.pk)
        assert (told.code, told.evidence["partner"]) == (NOT_AN_OUTSOURCER, other.name)
    assert refused(send, order, 1, partner=987654321).code is NOT_FOUND
    Partner.objects.filter(code="OUT").update(active=False)
    assert refused(send, order, 1).code is NOT_AN_OUTSOURCER
    assert not Dispatch.objects.exists()
    assert state(order) == ("waiting", 0, 0)
    supplier = Partner.objects.create(code="BOTH", name="两用", kind="both")
    send(order, 1, partner=supplier.pk)
    assert Dispatch.objects.get().partner_id == supplier.pk


def test_what_is_outside_is_reported_by_taking_it_back_only(order: WorkOrderId) -> None:
    sent = send(order, 6)
    operation = step(order, 20)
    told = refused(production.report_output, actor=HOUSE, operation=operation, good=Decimal(1))
    assert (told.code, told.evidence["partners"]) == (STILL_OUTSIDE, ["移印厂"])
    assert refused(production.finish_operation, actor=HOUSE, operation=operation).code is (
        STILL_OUTSIDE
    )
    assert refused(back, sent, 2, finish=True).code is STILL_OUTSIDE
    back(sent, 6, finish=True, note="两件不发外，报废另议")
    assert state(order) == ("finished", 6, 0)


def test_a_dispatch_is_undone_by_a_counter_entry(order: WorkOrderId) -> None:
    sent = send(order, 6)
    back(sent, 2)
    undo = production.undo_send_out
    told = refused(undo, actor=HOUSE, dispatch=sent.dispatch)
    assert (told.code, told.evidence["back"]) == (DISPATCH_USED, 2)
    report = Report.objects.latest("id").pk
    production.undo_report(actor=HOUSE, report=report)
    assert queries.get_dispatch(sent.dispatch).open == 6
    undone = undo(actor=HOUSE, dispatch=sent.dispatch, reason="没发")
    assert (undone.quantity, undone.outside, state(order)) == (-6, 0, ("paused", 0, 0))
    assert [row.quantity for row in Dispatch.objects.order_by("id")] == [6, -6]
    assert refused(undo, actor=HOUSE, dispatch=sent.dispatch).code is DISPATCH_UNDONE
    assert refused(back, sent, 1).code is DISPATCH_UNDONE
    assert send(order, 8).outside == 8


def open_periods(order: WorkOrderId) -> int:
    return WorkPeriod.objects.filter(operation__order_id=order, ended_at=None).count()


@pytest.mark.parametrize("finish", [False, True])
def test_what_is_at_the_supplier_again_runs_again(order: WorkOrderId, finish: bool) -> None:
    sent = send(order, 8)
    back(sent, 8, finish=finish)
    last = ReportId(Report.objects.latest("id").pk)
    undone = production.undo_report(actor=HOUSE, report=last)
    assert (undone.state, state(order)) == ("running", ("running", 0, 0))
    assert open_periods(order) == 2  # of the first operation too
    back(sent, 8)
    assert (state(order), open_periods(order)) == (("paused", 8, 0), 1)
    assert_all_checks_hold()


def test_what_is_at_a_supplier_runs_again_after_a_hold(order: WorkOrderId) -> None:
    send(order, 6)
    production.hold_order(actor=HOUSE, order=order, reason="客户改图")
    assert (state(order)[0], open_periods(order)) == ("paused", 0)
    production.resume_order(actor=HOUSE, order=order)
    assert (state(order)[0], open_periods(order)) == ("running", 1)
    first = OrderOperation.objects.get(order_id=order, sequence=10)
    assert first.state == "paused"  # people start what is in the house


def test_pieces_at_a_supplier_are_taken_from_the_operation_before(order: WorkOrderId) -> None:
    send(order, 6)
    report = Report.objects.get().pk
    told = refused(production.undo_report, actor=HOUSE, report=report)
    assert (told.code, told.evidence["taken"]) == (REPORT_USED, 6)


def test_an_order_with_pieces_outside_is_not_cancelled(order: WorkOrderId) -> None:
    sent = send(order, 6)
    cancel = {"actor": HOUSE, "order": order, "reason": "客户取消"}
    told = refused(production.cancel_order, **cancel)
    assert (told.code, told.evidence["outside"]) == (STILL_OUTSIDE, 6)
    production.undo_send_out(actor=HOUSE, dispatch=sent.dispatch)
    production.cancel_order(**cancel)  # type: ignore[arg-type]


def said(order: WorkOrderId) -> list[tuple[str, str]]:
    production.finish_operation(actor=HOUSE, operation=step(order, 10), reason="余下不做")
    (why,) = explain_order(HOUSE, order, lang="zh")
    return [(cause.name, cause.sentence) for cause in why.stopping]


def test_a_first_operation_replaces_its_scrap_and_that_of_later_ones(shop: Shop) -> None:
    partner = Partner.objects.create(code="OUT", name="移印厂", kind="outsourcer")
    RoutingOperation.objects.filter(sequence=10).update(partner=partner)
    shop.stock(100)
    made = shop.released(10).order
    sent = send(made, 10, 10)
    assert refused(send, made, 1, 10).evidence["rest"] == 0
    back(sent, 8, 2, scrap_reason=shop.scrap_reason)
    told = refused(send, made, 3, 10)
    assert (told.code, told.evidence["rest"]) == (SENT_ABOVE_AVAILABLE, 2)
    (why,) = explain_order(HOUSE, made, lang="zh")
    assert "sent" in [cause.name for cause in why.stopping]
    back(send(made, 2, 10), 2)
    assert refused(send, made, 1, 10).evidence["rest"] == 0
    scrap = {"good": Decimal(6), "scrap": Decimal(4), "scrap_reason": shop.scrap_reason}
    production.report_output(actor=HOUSE, operation=step(made, 20), **scrap)  # type: ignore[arg-type]
    assert refused(send, made, 5, 10).evidence["rest"] == 4
    back(send(made, 4, 10), 4)
    assert OrderOperation.objects.get(pk=step(made, 10)).good == 14
    assert_all_checks_hold()


def test_the_order_says_that_pieces_are_to_be_sent(order: WorkOrderId) -> None:
    assert ("sent", "工序「装配」是外协工序，还有 8 没有发外。") in said(order)


def test_the_order_says_which_supplier_it_waits_for(order: WorkOrderId) -> None:
    send(order, 6, expected_on=DUE)
    sentence = "工序「装配」在等外协厂 移印厂：还有 6 没收回，预计 2099-03-09。"
    assert ("outside", sentence) in said(order)


def test_an_overdue_supplier_is_told_apart(order: WorkOrderId) -> None:
    send(order, 6, expected_on=(clock.now() - timedelta(days=3)).date())
    assert "outside_late" in [name for name, _ in said(order)]

"""Operations that run at the same time, and those that tell no figures."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.catalog.models import RoutingOperation
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.production.queries import lists
from qitao.production.queries.board import Part, list_part_hours
from qitao.production.queries.explain import explain_order
from qitao.production.values import (
    NOTHING_TO_RECEIVE,
    PREDECESSOR_SHORT,
    RECEIPT_ABOVE_GOOD,
    REPORT_USED,
    OperationId,
    ReportId,
    WorkOrderId,
)
from tests.production.test_gates import refused, report
from tests.production.test_life import assert_all_checks_hold, operations, state
from tests.shop import HOUSE, Shop


def together(*sequences: int) -> None:
    RoutingOperation.objects.filter(sequence__in=sequences).update(parallel_group=1)


def released(shop: Shop) -> tuple[WorkOrderId, list[OperationId]]:
    shop.stock(100)
    order = shop.released(10).order
    return order, operations(order)


def available(order: WorkOrderId) -> list[Decimal]:
    rows = lists.list_operations(order)
    assert [row.available for row in rows] == [
        lists.find_operation(row.id).available  # type: ignore[union-attr]
        for row in rows
    ]
    work = {row.id: row.available for row in lists.list_own_work(HOUSE)}
    assert [work.get(row.id, row.available) for row in rows] == [row.available for row in rows]
    return [row.available for row in rows]


def test_a_parallel_last_group_has_made_what_all_of_it_has_made(shop: Shop) -> None:
    together(20, 30)
    order, (first, second, third) = released(shop)
    report(first, 10, finish=True)
    assert available(order) == [0, 10, 10]
    report(third, 7)
    assert WorkOrder.objects.get(pk=order).good == 0
    assert refused(production.receive_output, order=order).code is NOTHING_TO_RECEIVE
    assert refused(production.receive_output, order=order, quantity=Decimal(1)).code is (
        RECEIPT_ABOVE_GOOD
    )
    report(second, 4)
    assert WorkOrder.objects.get(pk=order).good == 4
    production.receive_output(actor=HOUSE, order=order)
    report(second, 6, finish=True)
    assert WorkOrder.objects.get(pk=order).good == 7
    latest = ReportId(Report.objects.filter(operation_id=second).latest("pk").pk)
    production.undo_report(actor=HOUSE, report=latest)  # 4 of 4 in the store are still covered
    assert WorkOrder.objects.get(pk=order).good == 4
    told = refused(production.undo_report, report=ReportId(Report.objects.get(good=7).pk))
    assert (told.code, told.evidence["taken"]) == (REPORT_USED, 4)
    assert_all_checks_hold()


def test_a_parallel_middle_group_is_before_the_next_and_not_of_itself(shop: Shop) -> None:
    together(10, 20)
    order, (first, second, third) = released(shop)
    assert available(order) == [10, 10, 0]
    report(first, 10)
    assert refused(production.report_output, operation=third, good=Decimal(1)).code is (
        PREDECESSOR_SHORT
    )
    report(second, 6)
    assert available(order) == [0, 4, 6]
    report(third, 5)
    assert refused(production.report_output, operation=third, good=Decimal(2)).code is (
        PREDECESSOR_SHORT
    )
    again = Report.objects.get(operation_id=first)
    told = refused(production.undo_report, report=ReportId(again.pk))
    assert (told.code, told.evidence["taken"]) == (REPORT_USED, 5)
    assert_all_checks_hold()


def test_undoing_is_not_stopped_by_what_runs_beside(shop: Shop) -> None:
    together(10, 20)
    _, (first, second, _) = released(shop)
    report(first, 10)
    report(second, 8)
    production.undo_report(actor=HOUSE, report=ReportId(Report.objects.get(good=10).pk))
    assert OrderOperation.objects.get(pk=first).good == 0


def test_an_operation_without_figures_is_finished_by_the_next(shop: Shop) -> None:
    RoutingOperation.objects.filter(sequence=20).update(reporting_point=False)
    order, (first, second, third) = released(shop)
    report(first, 10, finish=True)
    assert OrderOperation.objects.get(pk=second).state == "waiting"
    report(third, 10, finish=True)
    row = OrderOperation.objects.get(pk=second)
    assert (row.state, row.good) == ("finished", 0)
    assert row.finished_at is not None
    assert state(order) == "completed"
    assert_all_checks_hold()


def test_one_that_needs_an_inspection_is_finished_by_people(shop: Shop) -> None:
    RoutingOperation.objects.filter(sequence=20).update(
        reporting_point=False, inspection_required=True
    )
    order, (first, second, third) = released(shop)
    report(first, 10, finish=True)
    report(third, 10, finish=True)
    assert (state(order), OrderOperation.objects.get(pk=second).state) == (
        "in_production",
        "waiting",
    )
    with pytest.raises(Refusal):
        production.finish_operation(actor=HOUSE, operation=second)


def test_figures_alone_move_no_state(shop: Shop) -> None:
    order, steps = released(shop)
    for operation in steps:
        report(operation, 10)
    row = WorkOrder.objects.get(pk=order)
    assert (row.state, row.good) == ("in_production", 10)
    production.receive_output(actor=HOUSE, order=order)
    assert state(order) == "in_production"
    assert {one.state for one in OrderOperation.objects.filter(order=order)} == {"running"}
    (why,) = explain_order(HOUSE, order, lang="zh")
    # The shop has no people: that nobody may finish them is told as well.
    assert [cause.name for cause in why.stopping] == ["nobody", "operations"]


def hours(since: datetime) -> list[tuple[int, Decimal, Decimal]]:
    rows = list_part_hours(Part(), since)
    return [(row.hour.astimezone(UTC).hour, row.good, row.scrap) for row in rows]


def test_an_hour_s_output_is_what_the_whole_last_group_has_made_since(shop: Shop) -> None:
    together(20, 30)
    order, (first, second, third) = released(shop)
    report(first, 10, finish=True, happened_at=at(7))
    report(second, 6, happened_at=at(8))
    report(third, 4, happened_at=at(9))
    report(third, 4, happened_at=at(10))
    report(
        second, 3, scrap=Decimal(1), scrap_reason=shop.scrap_reason, happened_at=at(11), finish=True
    )
    assert hours(at(0)) == [(8, 0, 0), (9, 4, 0), (10, 2, 0), (11, 2, 1)]
    assert sum(good for _, good, _ in hours(at(0))) == WorkOrder.objects.get(pk=order).good == 8
    assert hours(at(10)) == [(10, 2, 0), (11, 2, 1)]  # what was before is known, not counted


def test_what_stays_ungrouped_is_counted_as_it_is_reported(shop: Shop) -> None:
    together(10, 20)
    _, (first, second, third) = released(shop)
    for operation, hour, good in ((first, 7, 5), (second, 8, 5), (third, 9, 3), (third, 10, 2)):
        report(operation, good, happened_at=at(hour))
    assert hours(at(0)) == [(9, 3, 0), (10, 2, 0)]


def test_output_is_told_by_the_last_that_reports(shop: Shop) -> None:
    RoutingOperation.objects.filter(sequence=30).update(reporting_point=False)
    _, (first, second, _) = released(shop)
    report(first, 5, happened_at=at(7))
    report(second, 5, happened_at=at(8))
    assert hours(at(0)) == [(8, 5, 0)]


def at(hour: int) -> datetime:
    return datetime(2026, 3, 2, hour, 30, tzinfo=UTC)

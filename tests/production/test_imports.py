"""Reports of another system: none is lost, none counts twice, none goes to a foreign plant."""

from dataclasses import replace
from decimal import Decimal

import pytest

from qitao.base.actor import Actor, Scope
from qitao.base.checks import CHECKS
from qitao.base.ids import UserId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal, RefusalCode
from qitao.catalog.models import RoutingOperation
from qitao.production import actions as production
from qitao.production.actions.imports import ImportedReport
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.production.values import (
    OPERATIONS_UNKNOWN,
    SLIPS_REPEATED,
    ImportOrder,
    OperationId,
)
from tests.shop import HOUSE, Shop, build_shop
from tests.turns import in_turn


def refused(actor: Actor, *reports: ImportedReport) -> RefusalCode:
    with pytest.raises(Refusal) as caught:
        production.import_reports(actor=actor, reports=reports)
    assert Report.objects.count() == 0
    assert not OrderOperation.objects.filter(good__gt=0).exists()
    return caught.value.code


@pytest.fixture
def report(shop: Shop) -> ImportedReport:
    shop.stock(100)
    return ImportedReport("MES-1", shop.released(10).number, 10, good=Decimal(4))


def test_reports_go_to_the_plants_of_the_importer_only(shop: Shop, report: ImportedReport) -> None:
    other = build_shop("P2")
    scope = Scope(plants=frozenset({other.plant}))
    stranger = Actor(UserId(5), "importer", {ImportOrder: (scope,)})
    assert refused(stranger, report) is OUT_OF_SCOPE


def test_a_report_to_nowhere_is_not_dropped(report: ImportedReport) -> None:
    nowhere = replace(report, slip="MES-2", number="NO-SUCH-ORDER")
    assert refused(HOUSE, report, nowhere) is OPERATIONS_UNKNOWN
    assert refused(HOUSE, report, replace(report, slip="MES-2", sequence=99)) is OPERATIONS_UNKNOWN


def test_a_slip_counts_once(report: ImportedReport) -> None:
    assert refused(HOUSE, report, report) is SLIPS_REPEATED
    done = production.import_reports(actor=HOUSE, reports=(report,))
    assert (done.created, done.unchanged) == (1, 0)
    again = production.import_reports(actor=HOUSE, reports=(report,))
    assert (again.created, again.unchanged) == (0, 1)
    assert OrderOperation.objects.get(sequence=10).good == 4


def test_late_reports_leave_a_finished_or_running_operation_as_it_is(
    shop: Shop, report: ImportedReport
) -> None:
    first, second = OrderOperation.objects.order_by("sequence")[:2]
    production.report_output(
        actor=HOUSE, operation=OperationId(first.pk), good=Decimal(6), finish=True, note="欠四件"
    )
    production.start_operation(actor=HOUSE, operation=OperationId(second.pk))
    late = (report, replace(report, slip="MES-2", sequence=20, good=Decimal(1)))
    production.import_reports(actor=HOUSE, reports=late)
    rows = list(OrderOperation.objects.order_by("sequence").values_list("state", "good"))
    assert rows == [("finished", 10), ("running", 1), ("waiting", 0)]


def test_facts_of_another_system_may_exceed_the_order_and_tell_of_rework(
    shop: Shop, report: ImportedReport
) -> None:
    OrderOperation.objects.filter(sequence__gte=20).update(parallel_group=1)
    facts = (
        replace(report, slip="MES-2", good=Decimal(12)),
        replace(report, slip="MES-3", good=Decimal(2), is_rework=True),
        replace(report, slip="MES-4", sequence=20, good=Decimal(5)),
        replace(report, slip="MES-5", sequence=30, good=Decimal(7)),
    )
    production.import_reports(actor=HOUSE, reports=facts)
    first = OrderOperation.objects.get(sequence=10)
    assert (first.good, first.rework) == (14, 0)
    assert WorkOrder.objects.get().good == 5
    assert list(CHECKS["production.order_figures_equal_reports"].run()) == []


def test_an_import_counts_what_was_reported_while_it_waited(real_shop: Shop) -> None:
    RoutingOperation.objects.filter(sequence__in=[20, 30]).update(parallel_group=1)
    real_shop.stock(100)
    order = real_shop.released(10)
    first, second, third = (
        OperationId(row.pk) for row in OrderOperation.objects.order_by("sequence")
    )
    production.report_output(actor=HOUSE, operation=first, good=Decimal(10))
    fact = ImportedReport("MES-1", order.number, 30, good=Decimal(7))
    told = in_turn(
        "SELECT FROM production_workorder FOR NO KEY UPDATE",
        lambda: production.report_output(actor=HOUSE, operation=second, good=Decimal(4)),
        lambda: production.import_reports(actor=HOUSE, reports=(fact,)),
    )
    assert told == ["done", "done"]
    assert list(OrderOperation.objects.order_by("sequence").values_list("good", flat=True)) == [
        10,
        4,
        7,
    ]
    assert WorkOrder.objects.get().good == 4
    assert list(CHECKS["production.order_figures_equal_reports"].run()) == []
    assert OrderOperation.objects.get(pk=third).state == "paused"

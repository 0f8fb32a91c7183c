"""What is counted in pieces is ordered, split, made, sent and received in whole ones."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.catalog.models import (
    BomLine,
    BomSubstitute,
    Material,
    Partner,
    RoutingOperation,
    Unit,
)
from qitao.catalog.values import QUANTITY_TOO_FINE, MaterialId
from qitao.production import actions as production
from qitao.production import queries
from qitao.production.actions.imports import ImportedOrder, ImportedReport
from qitao.production.actions.picking import IssueLine
from qitao.production.models import Dispatch, OrderOperation, Report, WorkOrder
from qitao.production.values import NewOrder, OperationId, WorkOrderId
from qitao.stock.models import Movement
from tests.shop import HOUSE, Shop

PART = Decimal("2.5")


def too_fine(call: Callable[..., object], **given: object) -> None:
    with pytest.raises(Refusal) as caught:
        call(actor=HOUSE, **given)
    [told] = caught.value.evidence["faults"]
    assert caught.value.code is QUANTITY_TOO_FINE
    assert (told["material_code"], told["unit_en"], told["decimals"]) == ("CASE", "PCS", 0)


def step(order: WorkOrderId, sequence: int) -> OperationId:
    return OperationId(OrderOperation.objects.get(order_id=order, sequence=sequence).pk)


def test_no_part_of_a_piece_is_ordered_or_split_off(shop: Shop) -> None:
    case = shop.materials["CASE"]
    too_fine(production.create_order, plant=shop.plant, material=case, quantity=PART)
    orders = (NewOrder(shop.plant, case, Decimal(2)), NewOrder(shop.plant, case, PART))
    too_fine(production.create_orders, orders=orders)
    assert not WorkOrder.objects.exists()
    order = shop.order(10).order
    too_fine(production.update_order, order=order, quantity=PART)
    too_fine(production.split_order, order=order, quantity=PART)
    assert [row.quantity for row in WorkOrder.objects.all()] == [10]


def test_no_part_of_a_piece_is_reported_sent_or_received(shop: Shop) -> None:
    partner = Partner.objects.create(code="OUT", name="移印厂", kind="outsourcer")
    RoutingOperation.objects.filter(sequence=20).update(partner=partner)
    shop.stock(100)
    order = shop.released(10).order
    too_fine(production.split_order, order=order, quantity=PART)
    first = step(order, 10)
    too_fine(production.report_output, operation=first, good=PART)
    reason = {"scrap_reason": shop.scrap_reason}
    too_fine(production.report_output, operation=first, good=Decimal(2), scrap=PART, **reason)
    assert not Report.objects.exists()
    production.report_output(actor=HOUSE, operation=first, good=Decimal(10))
    too_fine(production.send_out_operation, operation=step(order, 20), quantity=PART)
    assert not Dispatch.objects.exists()
    sent = production.send_out_operation(
        actor=HOUSE, operation=step(order, 20), quantity=Decimal(10)
    )
    too_fine(production.take_back_operation, dispatch=sent.dispatch, good=PART)
    production.take_back_operation(actor=HOUSE, dispatch=sent.dispatch, good=Decimal(10))
    production.report_output(actor=HOUSE, operation=step(order, 30), good=Decimal(10))
    too_fine(production.receive_output, order=order, quantity=PART)
    assert WorkOrder.objects.get().received == 0


def test_what_is_counted_finer_is_made_so(shop: Shop) -> None:
    kilo = Unit.objects.get(code="KG")
    Material.objects.filter(pk=shop.materials["CASE"]).update(unit=kilo)
    case = shop.materials["CASE"]
    made = production.create_order(actor=HOUSE, plant=shop.plant, material=case, quantity=PART)
    assert WorkOrder.objects.get(pk=made.order).quantity == PART
    with pytest.raises(Refusal) as caught:
        production.split_order(actor=HOUSE, order=made.order, quantity=Decimal("0.0001"))
    assert caught.value.code is QUANTITY_TOO_FINE
    assert caught.value.evidence["faults"][0]["decimals"] == 3
    part = production.split_order(actor=HOUSE, order=made.order, quantity=Decimal("0.125"))
    assert (part.kept, part.new_quantity) == (Decimal("2.375"), Decimal("0.125"))


def test_a_part_of_a_piece_is_neither_issued_nor_returned(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    for call, more in (
        (production.issue_materials, {}),
        (production.top_up_materials, {"reason": "补两只半"}),
        (production.return_materials, {}),
    ):
        with pytest.raises(Refusal) as caught:
            call(actor=HOUSE, order=order, lines=(IssueLine(20, PART),), **more)
        assert caught.value.code is QUANTITY_TOO_FINE
        [told] = caught.value.evidence["faults"]
        assert (told["line"], told["material_code"], told["quantity"]) == (20, "SCREW", PART)
    assert not Movement.objects.filter(material_id=shop.materials["SCREW"], kind="issue").exists()


def pieces_of_resin(shop: Shop, each: str) -> None:
    """Let the resin come in pieces, so many of them into each case."""
    piece = Unit.objects.get(code="PCS")
    Material.objects.filter(pk=shop.materials["RESIN"]).update(unit=piece)
    BomLine.objects.filter(component_id=shop.materials["RESIN"]).update(
        unit=piece, quantity=Decimal(each)
    )


def taken(order: WorkOrderId) -> Decimal:
    return next(line.net for line in queries.list_materials(order) if line.code == "RESIN")


def test_backflush_takes_whole_pieces_and_no_more_for_many_small_reports(shop: Shop) -> None:
    pieces_of_resin(shop, "0.3")
    shop.stock(100)
    order = shop.released(10).order
    first, figures, reports = step(order, 10), [], []
    for _ in range(10):
        reports.append(production.report_output(actor=HOUSE, operation=first, good=Decimal(1)))
        figures.append(taken(order))
    assert figures == [1, 1, 1, 2, 2, 2, 3, 3, 3, 3]
    production.undo_report(actor=HOUSE, report=reports[0].report)
    assert taken(order) == 2
    production.report_output(actor=HOUSE, operation=first, good=Decimal(1))
    assert taken(order) == 3


def test_what_another_system_reported_is_not_taken_again(shop: Shop) -> None:
    pieces_of_resin(shop, "0.3")
    shop.stock(100)
    order = shop.released(10)
    old = ImportedReport(slip="MES-1", number=order.number, sequence=10, good=Decimal(6))
    production.import_reports(actor=HOUSE, reports=(old,))
    production.report_output(actor=HOUSE, operation=step(order.order, 10), good=Decimal(4))
    assert taken(order.order) == 2


def test_a_substitute_is_needed_in_whole_pieces(shop: Shop) -> None:
    line = BomLine.objects.get(component_id=shop.materials["SCREW"])
    other = Material.objects.create(
        code="SCREW2", name="螺丝 M3 长", kind="buy", unit=Unit.objects.get(code="PCS")
    )
    BomSubstitute.objects.create(line=line, material=other, ratio=Decimal("0.26"))
    order = shop.order(3).order
    told = production.substitute_material(
        actor=HOUSE, order=order, line=20, material=MaterialId(other.pk), reason="缺短的"
    )
    assert told.required == 4  # 12 × 0.26 = 3.12


def test_imports_name_the_row_that_is_too_fine(shop: Shop) -> None:
    case = shop.materials["CASE"]
    fine = ImportedOrder(number="E-1", plant=shop.plant, material=case, quantity=PART)
    with pytest.raises(Refusal) as caught:
        production.import_orders(actor=HOUSE, orders=(fine,))
    assert [one["line"] for one in caught.value.evidence["faults"]] == ["E-1"]
    order = shop.order(10)
    report = ImportedReport(slip="MES-1", number=order.number, sequence=10, good=PART)
    with pytest.raises(Refusal) as caught:
        production.import_reports(actor=HOUSE, reports=(report,))
    assert [one["line"] for one in caught.value.evidence["faults"]] == ["MES-1"]
    assert not Report.objects.exists()

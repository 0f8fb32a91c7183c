"""What is counted in pieces is ordered, split, made, sent and received in whole ones."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.catalog.models import Material, Partner, RoutingOperation, Unit
from qitao.catalog.values import QUANTITY_TOO_FINE
from qitao.production import actions as production
from qitao.production.models import Dispatch, OrderOperation, Report, WorkOrder
from qitao.production.values import NewOrder, OperationId, WorkOrderId
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

"""A running order is split: what was begun stays, frozen recipe, material and place are shared."""

from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.catalog.models import BomLine, Material, Routing, RoutingOperation
from qitao.kitting.models import Verdict
from qitao.production import actions as production
from qitao.production.actions.split import OrderSplit
from qitao.production.models import (
    GateWaiver,
    OrderMaterial,
    OrderOperation,
    Report,
    Requisition,
    WorkOrder,
)
from qitao.production.values import (
    NOT_SPLITTABLE,
    PART_NOT_RELEASED,
    SPLIT_ABOVE_REST,
    WorkOrderId,
)
from qitao.stock.models import Account, Movement, Reservation
from tests.production.test_gates import refused, report
from tests.production.test_life import assert_all_checks_hold, on_hand, operations, state
from tests.shop import HOUSE, Shop


def split(order: WorkOrderId, quantity: int | str) -> OrderSplit:
    return production.split_order(actor=HOUSE, order=order, quantity=Decimal(quantity))


def need(shop: Shop, order: WorkOrderId) -> dict[str, tuple[Decimal, Decimal]]:
    """What an order needs of each material, and has."""
    names = {number: code for code, number in shop.materials.items()}
    return {
        names[row.material_id]: (row.required, row.issued - row.returned)
        for row in OrderMaterial.objects.filter(order_id=order)
    }


def held(order: WorkOrderId) -> Decimal:
    rows = Reservation.objects.filter(holder_type="work_order", holder_id=order)
    return sum((row.quantity for row in rows), Decimal(0))


def test_a_released_order_gives_away_its_share_of_what_is_reserved(shop: Shop) -> None:
    shop.stock(10)
    order = shop.released(10).order
    rival = shop.order(5).order
    production.submit_order(actor=HOUSE, order=rival)
    assert held(order) == 60
    part = split(order, 4)
    assert (part.kept, part.new_quantity) == (6, 4)
    assert (state(order), state(part.new_order)) == ("released", "released")
    assert need(shop, order) == {"RESIN": (6, 0), "SCREW": (24, 0), "BOX": (6, 0)}
    assert need(shop, part.new_order) == {"RESIN": (4, 0), "SCREW": (16, 0), "BOX": (4, 0)}
    assert (held(order), held(part.new_order)) == (36, 24)  # the rival, who waits, got nothing
    head = WorkOrder.objects.get(pk=part.new_order)
    assert (head.split_from_id, head.frozen_at is not None) == (order, True)
    steps = OrderOperation.objects.filter(order_id__in=[order, part.new_order])
    assert sorted((row.order_id, row.sequence, row.quantity) for row in steps) == [
        *((order, sequence, 6) for sequence in (10, 20, 30)),
        *((part.new_order, sequence, 4) for sequence in (10, 20, 30)),
    ]
    assert_all_checks_hold()


def test_what_was_reported_stays_and_both_are_made_to_the_end(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second, _ = operations(order)
    report(first, 6)
    report(second, 2)
    reports = list(Report.objects.order_by("pk").values())
    told = refused(production.split_order, order=order, quantity=Decimal(5))
    assert (told.code, told.evidence["rest"]) == (SPLIT_ABOVE_REST, 4)
    part = split(order, 4).new_order
    assert list(Report.objects.order_by("pk").values()) == reports
    assert (state(order), state(part)) == ("in_production", "released")
    assert refused(production.report_output, operation=first, good=Decimal(1)).evidence["rest"] == 0
    for one, quantities in ((order, (0, 4, 6)), (part, (4, 4, 4))):
        for operation, quantity in zip(operations(one), quantities, strict=True):
            if quantity:
                report(operation, quantity, finish=True)
            else:
                production.finish_operation(actor=HOUSE, operation=operation)
        production.receive_output(actor=HOUSE, order=one)
        assert state(one) == "completed"
    assert on_hand(shop, "RESIN") == 90
    assert WorkOrder.objects.get(pk=order).received == 6
    assert WorkOrder.objects.get(pk=part).received == 4
    assert_all_checks_hold()


def test_issued_material_goes_with_the_part_lot_by_lot(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    before = on_hand(shop, "SCREW")
    slips = Requisition.objects.count()
    part = split(order, 4)
    assert need(shop, order) == {"RESIN": (6, 0), "SCREW": (24, 24), "BOX": (6, 6)}
    assert need(shop, part.new_order) == {"RESIN": (4, 0), "SCREW": (16, 16), "BOX": (4, 4)}
    assert on_hand(shop, "SCREW") == before
    assert Requisition.objects.count() == slips + 2
    assert Requisition.objects.filter(order_id=order, kind="return").get().reason == part.new_number
    assert not Account.objects.filter(quantity__lt=0).exists()
    assert_all_checks_hold()


def test_what_was_issued_in_part_stays_as_long_as_it_is_needed(shop: Shop) -> None:
    from qitao.production.actions.picking import IssueLine

    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order, lines=(IssueLine(20, Decimal(20)),))
    moved = Movement.objects.count()
    part = split(order, 4).new_order
    assert (need(shop, order)["SCREW"], need(shop, part)["SCREW"]) == ((24, 20), (16, 0))
    assert Movement.objects.count() == moved
    assert_all_checks_hold()


def test_what_went_into_scrap_stays_and_the_part_shows_what_it_needs(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    first, second, _ = operations(order)
    report(first, 10)
    report(second, 7, scrap=Decimal(3), scrap_reason=shop.scrap_reason)
    part = split(order, 3).new_order
    assert need(shop, order) == {"RESIN": (7, 10), "SCREW": (28, 40), "BOX": (7, 7)}
    assert need(shop, part) == {"RESIN": (3, 0), "SCREW": (12, 0), "BOX": (3, 3)}
    assert state(part) == "released"
    assert held(part) == 15  # resin and screws, put aside for it
    production.issue_materials(actor=HOUSE, order=part)
    assert need(shop, part)["SCREW"] == (12, 12)
    assert_all_checks_hold()


def test_what_is_to_replace_scrap_stays_with_the_order_that_scrapped(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    first, second, third = operations(order)
    report(first, 6)
    report(second, 3, scrap=Decimal(1), scrap_reason=shop.scrap_reason)
    report(third, 1, scrap=Decimal(1), scrap_reason=shop.scrap_reason)
    part = split(order, 4).new_order
    assert need(shop, order)["SCREW"] == (24, 32)  # for six, and for one lost here, one lost later
    assert need(shop, order)["BOX"] == (6, 7)
    assert need(shop, part)["SCREW"] == (16, 8)
    assert need(shop, part)["BOX"] == (4, 3)
    assert_all_checks_hold()


def test_the_part_is_made_by_the_frozen_recipe(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    BomLine.objects.filter(component_id=shop.materials["SCREW"]).update(quantity=9)
    RoutingOperation.objects.filter(sequence=30).delete()
    Routing.objects.update(version="2")
    part = split(order, 5).new_order
    assert need(shop, part)["SCREW"] == (20, 0)
    assert len(operations(part)) == 3
    assert state(part) == "released"
    assert_all_checks_hold()


def test_needs_are_rounded_up_and_what_is_fixed_both_need(shop: Shop) -> None:
    shop.stock(100)
    BomLine.objects.filter(component_id=shop.materials["BOX"]).update(fixed=True)
    Material.objects.filter(pk=shop.materials["BOX"]).update(backflush=False)
    order = shop.released(10).order
    OrderMaterial.objects.filter(order_id=order, material_id=shop.materials["SCREW"]).update(
        required=Decimal(43)
    )
    part = split(order, 3).new_order
    assert (need(shop, order)["SCREW"][0], need(shop, part)["SCREW"][0]) == (31, 13)
    assert (need(shop, order)["BOX"][0], need(shop, part)["BOX"][0]) == (1, 1)
    assert (need(shop, order)["RESIN"][0], need(shop, part)["RESIN"][0]) == (7, 3)


def test_scrapped_later_may_leave_as_pieces_to_be_made_anew(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second, _ = operations(order)
    report(first, 10)
    assert refused(production.split_order, order=order, quantity=Decimal(1)).code is (
        SPLIT_ABOVE_REST
    )
    report(second, 8, scrap=Decimal(2), scrap_reason=shop.scrap_reason)
    assert split(order, 2).kept == 8
    assert refused(production.report_output, operation=first, good=Decimal(1)).evidence["rest"] == 0
    assert_all_checks_hold()


def test_nothing_leaves_an_order_whose_first_operation_is_finished(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    report(operations(order)[0], 6, finish=True, note="只做六件")
    told = refused(production.split_order, order=order, quantity=Decimal(1))
    assert (told.code, told.evidence["rest"]) == (SPLIT_ABOVE_REST, 0)
    assert WorkOrder.objects.get(pk=order).quantity == 10


def test_an_order_that_is_over_is_not_split(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    for operation in operations(order):
        report(operation, 10, finish=True)
    assert refused(production.split_order, order=order, quantity=Decimal(1)).code is NOT_SPLITTABLE


def test_who_was_let_through_is_let_through_in_part(shop: Shop) -> None:
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    production.waive_gate(actor=HOUSE, order=order, reason="客户急要")
    production.schedule_order(actor=HOUSE, order=order)
    production.release_order(actor=HOUSE, order=order)
    part = split(order, 4).new_order
    assert state(part) == "released"
    assert GateWaiver.objects.get(order_id=part).reason == "客户急要"
    assert_all_checks_hold()


def test_the_part_waits_at_the_kit_check_where_its_material_is_gone(shop: Shop) -> None:
    shop.stock(10)
    order = shop.released(10).order
    Reservation.objects.all().delete()
    Account.objects.update(reserved=0)
    Account.objects.filter(material_id=shop.materials["BOX"], reserved=0).update(quantity=6)
    part = split(order, 4).new_order
    assert state(part) == "awaiting_schedule"
    assert Verdict.objects.get(source_id=part).state != "complete"
    assert state(order) == "released"


def test_issued_material_does_not_leave_for_a_part_that_cannot_follow(shop: Shop) -> None:
    from qitao.production.actions.picking import IssueLine

    shop.stock(10)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order, lines=(IssueLine(20, Decimal(40)),))
    Reservation.objects.all().delete()
    Account.objects.update(reserved=0)
    Account.objects.filter(material_id=shop.materials["BOX"]).update(quantity=0)
    with pytest.raises(Refusal) as caught:
        split(order, 4)
    assert (caught.value.code, caught.value.evidence["materials"]) == (PART_NOT_RELEASED, ["SCREW"])
    assert WorkOrder.objects.count() == 1
    assert need(shop, order)["SCREW"] == (40, 40)

"""Refusals of production's verbs, each by the verb that raises it; and the parts of a split."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.catalog.models import Machine
from qitao.catalog.values import MachineId, MaterialId
from qitao.production import actions as production
from qitao.production.models import OrderMaterial, OrderOperation, Report, WorkOrder, WorkPeriod
from qitao.production.queries.explain import explain_order
from qitao.production.values import (
    MACHINE_BUSY,
    MACHINE_NOT_HERE,
    MATERIAL_NOT_MADE,
    NOT_A_SUBSTITUTE,
    NOT_SPLITTABLE,
    NOTHING_TO_ISSUE,
    OPERATION_STATE,
    ORDER_NUMBER_TAKEN,
    ORDER_ON_HOLD,
    ORDER_STATE,
    RECEIPT_ABOVE_GOOD,
    WorkOrderId,
)
from tests.production.test_gates import refused, report
from tests.production.test_life import assert_all_checks_hold, made, operations, state
from tests.shop import HOUSE, Shop


def released(shop: Shop) -> WorkOrderId:
    shop.stock(100)
    return shop.released(10).order


def test_a_machine_of_another_work_centre_or_one_that_is_down(shop: Shop) -> None:
    first = operations(released(shop))[0]
    elsewhere = shop.machines["装配"]
    told = refused(production.start_operation, operation=first, machine=elsewhere)
    assert told.code is MACHINE_NOT_HERE
    Machine.objects.filter(pk=shop.machines["注塑"]).update(state="down")
    told = refused(production.start_operation, operation=first)
    assert (told.code, told.evidence["state"]) == (MACHINE_NOT_HERE, "down")
    assert OrderOperation.objects.get(pk=first).state == "waiting"
    assert not WorkPeriod.objects.exists()


def test_a_machine_does_one_work_at_a_time(shop: Shop) -> None:
    shop.stock(100)
    one, other = (shop.released(5) for _ in range(2))
    mine, theirs = operations(one.order)[0], operations(other.order)[0]
    production.start_operation(actor=HOUSE, operation=mine)
    told = refused(production.start_operation, operation=theirs)
    assert (told.code, told.evidence["number"]) == (MACHINE_BUSY, one.number)
    production.pause_operation(actor=HOUSE, operation=mine)
    production.start_operation(actor=HOUSE, operation=theirs)
    assert refused(production.start_operation, operation=mine).code is MACHINE_BUSY


def test_no_way_leads_to_two_open_works_of_one_machine(shop: Shop) -> None:
    first, second, _ = operations(released(shop))
    given = {"machine_id": shop.machines["注塑"], "started_at": clock.now()}
    WorkPeriod.objects.create(operation_id=first, ended_at=clock.now(), **given)
    WorkPeriod.objects.create(operation_id=first, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPeriod.objects.create(operation_id=second, **given)


def test_of_many_who_start_at_a_machine_at_once_one_begins(real_shop: Shop) -> None:
    real_shop.stock(100)
    orders = [real_shop.released(5).order for _ in range(4)]
    firsts = [operations(order)[0] for order in orders]
    gate = threading.Barrier(4)

    def start(number: int) -> str:
        gate.wait()
        try:
            production.start_operation(actor=HOUSE, operation=firsts[number])
        except Refusal as refusal:
            return refusal.code.code
        finally:
            connection.close()
        return "begun"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(start, range(4)))
    assert answers == ["MACHINE_BUSY"] * 3 + ["begun"]
    assert WorkPeriod.objects.filter(ended_at=None).count() == 1
    assert OrderOperation.objects.filter(state="running").count() == 1


def test_of_many_who_report_the_same_pieces_at_once_one_is_booked(real_shop: Shop) -> None:
    real_shop.stock(100)
    order = real_shop.released(10).order
    first = operations(order)[0]
    production.start_operation(actor=HOUSE, operation=first)
    gate = threading.Barrier(4)

    def tell(_: int) -> str:
        gate.wait()
        try:
            report(first, 10)
        except Refusal as refusal:
            return refusal.code.code
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(tell, range(4)))
    assert answers == ["QUANTITY_ABOVE_REST"] * 3 + ["booked"]
    assert (Report.objects.count(), OrderOperation.objects.get(pk=first).good) == (1, 10)


def test_an_order_is_for_what_is_made_and_under_a_number_of_its_own(shop: Shop) -> None:
    given = {"plant": shop.plant, "quantity": Decimal(1)}
    told = refused(production.create_order, material=shop.materials["SCREW"], **given)
    assert (told.code, told.evidence["materials"]) == (MATERIAL_NOT_MADE, ["SCREW"])
    told = refused(production.create_order, material=MaterialId(987654321), **given)
    assert told.code is MATERIAL_NOT_MADE
    shop.order(1, number="A-1")
    told = refused(production.create_order, material=shop.materials["CASE"], number="A-1", **given)
    assert (told.code, told.evidence["numbers"]) == (ORDER_NUMBER_TAKEN, ["A-1"])
    assert WorkOrder.objects.count() == 1


def test_what_is_issued_in_full_is_not_issued_again(shop: Shop) -> None:
    order = released(shop)
    production.issue_materials(actor=HOUSE, order=order)
    assert refused(production.issue_materials, order=order).code is NOTHING_TO_ISSUE


def test_only_what_the_bom_allows_stands_in(shop: Shop) -> None:
    order = shop.order(10).order
    line = OrderMaterial.objects.get(order_id=order, material_id=shop.materials["SCREW"]).line
    told = refused(
        production.substitute_material,
        order=order,
        line=line,
        material=shop.materials["BOX"],
        reason="缺螺丝",
    )
    assert told.code is NOT_A_SUBSTITUTE


def test_an_operation_that_is_over_is_not_begun_paused_reported_or_finished(shop: Shop) -> None:
    first, second, _ = operations(released(shop))
    assert refused(production.pause_operation, operation=first).code is OPERATION_STATE
    report(first, 10, finish=True)
    for verb in (
        production.start_operation,
        production.pause_operation,
        production.finish_operation,
    ):
        assert refused(verb, operation=first).code is OPERATION_STATE
    told = refused(production.report_output, operation=first, good=Decimal(1))
    assert (told.code, told.evidence["operation_state"]) == (OPERATION_STATE, "finished")
    production.start_operation(actor=HOUSE, operation=second)
    assert refused(production.start_operation, operation=second).code is OPERATION_STATE


def test_an_order_on_hold_stands_still(shop: Shop) -> None:
    order = released(shop)
    first = operations(order)[0]
    production.hold_order(actor=HOUSE, order=order, reason="模具维修")
    for verb, given in (
        (production.start_operation, {"operation": first}),
        (production.report_output, {"operation": first, "good": Decimal(1)}),
        (production.finish_operation, {"operation": first}),
        (production.issue_materials, {"order": order}),
        (production.receive_output, {"order": order}),
    ):
        assert refused(verb, **given).code is ORDER_ON_HOLD


def test_no_more_is_received_than_was_reported_good(shop: Shop) -> None:
    shop.stock(100)
    order = made(shop)
    told = refused(production.receive_output, order=order, quantity=Decimal(11))
    assert (told.code, told.evidence["rest"]) == (RECEIPT_ABOVE_GOOD, 10)
    assert WorkOrder.objects.get(pk=order).received == 0


def test_an_order_with_open_operations_is_not_closed_and_says_which(shop: Shop) -> None:
    order = released(shop)
    report(operations(order)[0], 10, finish=True)
    assert refused(production.close_order, order=order).code is ORDER_STATE
    (why,) = explain_order(HOUSE, order, lang="zh")
    (cause,) = [one for one in why.stopping if one.name == "operations"]
    assert (cause.evidence["open"], cause.verb) == (2, "production.finish_operation")
    assert cause.sentence.endswith("还有 2 道工序没有完成。")


def test_a_part_takes_over_lot_and_note_and_the_next_free_number(shop: Shop) -> None:
    order = shop.order(10, number="A", lot_code="L-7", note="客户急要").order
    shop.order(1, number="A-1")
    parts = [
        production.split_order(actor=HOUSE, order=order, quantity=Decimal(2)) for _ in range(2)
    ]
    assert [part.new_number for part in parts] == ["A-2", "A-3"]
    for part in parts:
        row = WorkOrder.objects.get(pk=part.new_order)
        assert (row.lot_code, row.note, row.split_from_id) == ("L-7", "客户急要", order)
    longest = shop.order(4, number="N" * 60).order
    part = production.split_order(actor=HOUSE, order=longest, quantity=Decimal(1))
    assert part.new_number == "N" * 58 + "-1"


def test_only_a_part_of_what_goes_on_is_split_off(shop: Shop) -> None:
    shop.stock(100)
    draft, order = shop.order(10).order, shop.released(10).order
    held = shop.released(10).order
    production.hold_order(actor=HOUSE, order=held, reason="等模具")
    for one, quantity in ((draft, 10), (draft, 11), (order, 10), (held, 4)):
        told = refused(production.split_order, order=one, quantity=Decimal(quantity))
        assert (told.code, told.evidence["wanted"]) == (NOT_SPLITTABLE, quantity)
    assert WorkOrder.objects.count() == 3
    assert state(order) == "released"
    assert_all_checks_hold()


def test_a_machine_that_is_unknown(shop: Shop) -> None:
    first = operations(released(shop))[0]
    told = refused(production.start_operation, operation=first, machine=MachineId(987654321))
    assert told.code.code == "NOT_FOUND"

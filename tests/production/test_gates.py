"""What holds an order back: inspections at every step, the kit at the plant's level."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.catalog.models import Material, Unit
from qitao.flow import jobs
from qitao.kitting import actions as kitting
from qitao.kitting.models import PlantSetting
from qitao.kitting.values import Source, Supply
from qitao.production import actions as production
from qitao.production.models import GateWaiver, OrderOperation, Report, WorkOrder
from qitao.production.queries.explain import explain_order
from qitao.production.values import (
    INSPECTION_BLOCKS,
    KIT_SHORT,
    OPERATION_SOURCE,
    OPERATION_STATE,
    OperationId,
    WorkOrderId,
)
from qitao.quality import actions as quality
from qitao.quality.models import Inspection
from qitao.quality.values import InspectionKind, SourceRef
from qitao.stock.models import Account, Movement
from tests.production.test_life import assert_all_checks_hold, made, operations, state
from tests.shop import HOUSE, Shop


def refused(verb: Callable[..., object], **given: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        verb(actor=HOUSE, **given)
    return caught.value


def report(operation: OperationId, good: int, **more: object) -> None:
    production.report_output(
        actor=HOUSE,
        operation=operation,
        good=Decimal(good),
        **more,  # type: ignore[arg-type]
    )


def inspect(shop: Shop, operation: OperationId, kind: InspectionKind) -> None:
    """Open an inspection as an inspector does on the order's page."""
    quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, operation),
        label="首检",
        plant=shop.plant,
        kind=kind,
        quantity=Decimal(10),
        material=shop.materials["CASE"],
    )


def count_entries() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM base_journal")
        return int(cursor.fetchone()[0])


def judged(outcome: str) -> None:
    Inspection.objects.update(state=outcome)


def test_goods_stay_out_of_stock_until_their_final_inspection_passed(shop: Shop) -> None:
    shop.stock(100)
    order = made(shop)
    last = operations(order)[-1]
    inspect(shop, last, InspectionKind.FINAL)
    for outcome in ("open", "failed"):
        judged(outcome)
        assert refused(production.receive_output, order=order).code is INSPECTION_BLOCKS
        (why,) = explain_order(HOUSE, order, lang="zh")
        assert "inspection" in [cause.name for cause in why.stopping]
    assert not Movement.objects.filter(kind="output").exists()
    assert WorkOrder.objects.get(pk=order).received == 0
    judged("passed")
    production.receive_output(actor=HOUSE, order=order)
    assert Account.objects.get(material_id=shop.materials["CASE"]).quantity == 10


def test_an_inspection_opened_by_hand_blocks_start_report_finish_and_receipt(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first, second, third = operations(order)
    report(first, 10, finish=True)
    production.start_operation(actor=HOUSE, operation=second)
    report(second, 4)
    inspect(shop, first, InspectionKind.IN_PROCESS)
    assert refused(production.start_operation, operation=third).code is INSPECTION_BLOCKS
    for outcome in ("open", "failed"):
        judged(outcome)
        told = refused(production.report_output, operation=second, good=Decimal(1))
        assert (told.code, told.evidence["inspection_states"]) == (INSPECTION_BLOCKS, [outcome])
    judged("passed")
    report(second, 6, finish=True)
    report(third, 10)
    inspect(shop, third, InspectionKind.FINAL)
    Inspection.objects.filter(source_id=third).update(state="open")
    assert refused(production.finish_operation, operation=third).code is INSPECTION_BLOCKS
    assert refused(production.receive_output, order=order).code is INSPECTION_BLOCKS
    assert OrderOperation.objects.get(pk=third).state == "running"
    judged("passed")
    production.finish_operation(actor=HOUSE, operation=third)
    assert state(order) == "completed"
    assert_all_checks_hold()


def test_an_inspection_of_an_operation_lets_the_operation_itself_go_on(shop: Shop) -> None:
    shop.stock(100)
    first, second, _ = operations(shop.released(10).order)
    inspect(shop, first, InspectionKind.FIRST_PIECE)
    report(first, 10)
    assert refused(production.start_operation, operation=second).code is INSPECTION_BLOCKS


def test_what_needs_an_inspection_is_not_finished_before_it_began(shop: Shop) -> None:
    order = unstocked(shop, 0)
    first = operations(order)[0]
    OrderOperation.objects.filter(pk=first).update(inspection_required=True)
    assert refused(production.finish_operation, operation=first).code is OPERATION_STATE
    production.start_operation(actor=HOUSE, operation=first)
    production.finish_operation(actor=HOUSE, operation=first, reason="料未到齐")
    told = refused(production.start_operation, operation=operations(order)[1])
    assert told.code is INSPECTION_BLOCKS


def unstocked(shop: Shop, level: int) -> WorkOrderId:
    """Return an order whose material is not there, taken as far as the level of 拦截 lets it."""
    PlantSetting.objects.update_or_create(plant_id=shop.plant, defaults={"interception": level})
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    production.schedule_order(actor=HOUSE, order=order)
    production.release_order(actor=HOUSE, order=order)
    return order


def test_a_release_names_every_material_that_is_short(shop: Shop) -> None:
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    production.waive_gate(actor=HOUSE, order=order, reason="急单先排")
    production.schedule_order(actor=HOUSE, order=order)
    GateWaiver.objects.all().delete()
    told = refused(production.release_order, order=order)
    assert told.code is KIT_SHORT
    named = say("refusal.KIT_SHORT", "zh", **told.evidence)
    assert [word in named for word in ("ABS 粒料", "螺丝 M3", "彩盒")] == [True, True, True]
    assert state(order) == "scheduled"
    Material.objects.filter(code="RESIN").update(name_en="ABS granulate")
    Unit.objects.filter(materials__code="RESIN").update(name_en="kg")
    told = refused(production.release_order, order=order)
    english = say("refusal.KIT_SHORT", "en", **told.evidence)
    assert "ABS granulate −" in english
    assert " kg" in english
    assert "粒料" not in english


def test_a_refusal_names_what_nobody_has_ordered(shop: Shop) -> None:
    """Of three short materials two are on order: the third is why no date can be given."""
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    production.waive_gate(actor=HOUSE, order=order, reason="急单先排")
    production.schedule_order(actor=HOUSE, order=order)
    GateWaiver.objects.all().delete()
    due = clock.now().date() + timedelta(days=5)
    for number, code in enumerate(("RESIN", "SCREW"), 1):
        material = shop.materials[code]
        source = Source("purchase_order", number)
        supply = Supply(source, 1, f"PO{number}", shop.plant, material, Decimal(1_000), due)
        kitting.put_supplies(actor=HOUSE, sources=(source,), supplies=(supply,))
    told = refused(production.release_order, order=order)
    said = say("refusal.KIT_SHORT", "zh", **told.evidence)
    assert "彩盒 没有足够的到货计划，到齐日期定不了" in said
    assert "ABS 粒料 没有" not in said


def test_level_0_lets_an_order_without_material_be_made(shop: Shop) -> None:
    order = unstocked(shop, 0)
    _, second, _ = operations(order)
    production.start_operation(actor=HOUSE, operation=second)
    assert state(order) == "in_production"


def test_level_2_stops_the_start_and_not_the_release(shop: Shop) -> None:
    order = unstocked(shop, 2)
    first = operations(order)[0]
    told = refused(production.start_operation, operation=first)
    assert (told.code, told.evidence["lines_short"]) == (KIT_SHORT, 3)
    assert refused(production.report_output, operation=first, good=Decimal(1)).code is KIT_SHORT
    assert state(order) == "released"
    production.waive_gate(actor=HOUSE, order=order, reason="料在路上")
    production.start_operation(actor=HOUSE, operation=first)


def test_level_3_stops_the_report_and_not_the_start(shop: Shop) -> None:
    order = unstocked(shop, 3)
    first = operations(order)[0]
    production.start_operation(actor=HOUSE, operation=first)
    told = refused(production.report_output, operation=first, good=Decimal(1))
    assert (told.code, told.evidence["lines_short"]) == (KIT_SHORT, 3)
    assert not Report.objects.exists()


def test_an_order_that_still_waits_for_its_kit_leaves_no_entry_each_minute(shop: Shop) -> None:
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    later = clock.now()
    for _ in range(3):
        later += timedelta(minutes=1)
        before = count_entries()
        with clock.frozen(later):
            assert jobs.drain_gates().asked == 1
        assert count_entries() == before
    assert state(order) == "awaiting_schedule"
    shop.stock(10)
    before = count_entries()
    with clock.frozen(later + timedelta(minutes=1)):
        assert jobs.drain_gates().moved == 1
    assert count_entries() > before
    production.schedule_order(actor=HOUSE, order=order)

"""What an order is made of follows its quantity and the BOM in force."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.catalog.models import Bom, BomLine, BomSubstitute, Material, Routing
from qitao.catalog.values import MaterialId
from qitao.people.models import Plant
from qitao.production import actions as production
from qitao.production.models import OrderMaterial, OrderOperation, WorkOrder
from qitao.production.values import NO_BOM, NO_ROUTING, WorkOrderId
from qitao.stock.models import Reservation
from tests.production.test_life import assert_all_checks_hold
from tests.shop import HOUSE, Shop


@pytest.fixture
def draft(shop: Shop) -> WorkOrderId:
    return shop.order(10).order


def needs(order: WorkOrderId) -> dict[str, Decimal]:
    rows = OrderMaterial.objects.filter(order_id=order).select_related("material")
    return {row.material.code: row.required for row in rows}


def stand_in(shop: Shop) -> Material:
    """Let two M2 screws do the work of one M3."""
    other = Material.objects.create(
        code="SCREW-M2",
        name="螺丝 M2",
        kind="buy",
        unit=Material.objects.get(pk=shop.materials["SCREW"]).unit,
    )
    shop.materials["SCREW-M2"] = MaterialId(other.pk)
    line = BomLine.objects.get(component_id=shop.materials["SCREW"])
    BomSubstitute.objects.create(line=line, material=other, ratio=2)
    return other


def substituted(shop: Shop, order: WorkOrderId) -> None:
    """Choose the M2 screws in this order."""
    other = stand_in(shop)
    row = OrderMaterial.objects.get(order_id=order, material_id=shop.materials["SCREW"])
    production.substitute_material(
        actor=HOUSE, order=order, line=row.line, material=other.pk, reason="M3 断货"
    )


def test_an_order_does_not_lose_its_materials_with_the_bom(draft: WorkOrderId) -> None:
    before = needs(draft)
    Bom.objects.update(state="retired")
    for attempt in (
        lambda: production.update_order(actor=HOUSE, order=draft, quantity=Decimal(20)),
        lambda: production.split_order(actor=HOUSE, order=draft, quantity=Decimal(4)),
    ):
        with pytest.raises(Refusal) as caught:
            attempt()
        assert (caught.value.code, caught.value.evidence["materials"]) == (NO_BOM, ["CASE"])
    assert needs(draft) == before
    assert WorkOrder.objects.get(pk=draft).quantity == 10
    production.update_order(actor=HOUSE, order=draft, note="客户加急")


def test_an_order_does_not_lose_its_operations_with_the_routing(draft: WorkOrderId) -> None:
    Routing.objects.update(state="retired")
    with pytest.raises(Refusal) as caught:
        production.update_order(actor=HOUSE, order=draft, quantity=Decimal(20))
    assert caught.value.code is NO_ROUTING
    assert OrderOperation.objects.filter(order_id=draft).count() == 3


def test_a_chosen_substitute_stays_when_the_quantity_changes(
    shop: Shop, draft: WorkOrderId
) -> None:
    substituted(shop, draft)
    assert needs(draft) == {"RESIN": 10, "SCREW-M2": 80, "BOX": 10}
    production.update_order(actor=HOUSE, order=draft, quantity=Decimal(20))
    assert needs(draft) == {"RESIN": 20, "SCREW-M2": 160, "BOX": 20}
    split = production.split_order(actor=HOUSE, order=draft, quantity=Decimal(5))
    assert needs(split.new_order) == {"RESIN": 5, "SCREW-M2": 40, "BOX": 5}
    assert needs(draft) == {"RESIN": 15, "SCREW-M2": 120, "BOX": 15}
    row = OrderMaterial.objects.get(order_id=draft, material__code="SCREW-M2")
    assert (row.substitute_for_id, row.per_unit) == (shop.materials["SCREW"], 8)
    assert_all_checks_hold()


def held(order: WorkOrderId) -> dict[str, Decimal]:
    rows = Reservation.objects.filter(holder_type="work_order", holder_id=order)
    found: dict[str, Decimal] = {}
    for row in rows.select_related("account__material"):
        code = row.account.material.code
        found[code] = found.get(code, Decimal(0)) + row.quantity
    return found


def test_what_a_released_order_has_put_aside_stays_with_it(shop: Shop) -> None:
    shop.stock(10)
    order = shop.released(10).order
    rival = shop.order(5).order
    production.submit_order(actor=HOUSE, order=rival)
    stand_in(shop)
    shop.receive("SCREW-M2", 100)
    row = OrderMaterial.objects.get(order_id=order, material_id=shop.materials["SCREW"])
    production.substitute_material(
        actor=HOUSE,
        order=order,
        line=row.line,
        material=shop.materials["SCREW-M2"],
        reason="M3 断货",
    )
    assert held(order) == {"RESIN": 10, "SCREW-M2": 80, "BOX": 10}
    assert_all_checks_hold()


def test_a_substitute_that_is_short_leaves_the_other_lines_put_aside(shop: Shop) -> None:
    shop.stock(10)
    order = shop.released(10).order
    substituted(shop, order)
    assert held(order) == {"RESIN": 10, "BOX": 10}
    assert_all_checks_hold()


def test_an_order_that_has_put_nothing_aside_does_not_by_a_substitute(shop: Shop) -> None:
    shop.stock(10)
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    substituted(shop, order)
    shop.receive("SCREW-M2", 100)
    assert held(order) == {}


def test_another_substitute_is_counted_from_the_bom(shop: Shop, draft: WorkOrderId) -> None:
    substituted(shop, draft)
    line = OrderMaterial.objects.get(order_id=draft, material__code="SCREW-M2")
    unit = Material.objects.get(code="SCREW").unit
    tape = Material.objects.create(code="TAPE", name="胶带", kind="buy", unit=unit)
    BomSubstitute.objects.create(
        line=BomLine.objects.get(component_id=shop.materials["SCREW"]), material=tape, ratio="0.3"
    )

    def put(material: int) -> dict[str, Decimal]:
        production.substitute_material(
            actor=HOUSE, order=draft, line=line.line, material=MaterialId(material), reason="断货"
        )
        return needs(draft)

    assert put(tape.pk) == {"RESIN": 10, "TAPE": 12, "BOX": 10}
    assert put(line.material_id) == {"RESIN": 10, "SCREW-M2": 80, "BOX": 10}
    production.update_order(actor=HOUSE, order=draft, quantity=Decimal(20))
    assert put(tape.pk)["TAPE"] == 24
    assert put(shop.materials["SCREW"]) == {"RESIN": 20, "SCREW": 80, "BOX": 20}
    row = OrderMaterial.objects.get(order_id=draft, line=line.line)
    assert (row.substitute_for_id, row.per_unit) == (None, 4)


def test_the_recipe_is_the_one_of_the_plants_day(shop: Shop) -> None:
    """At 00:30 in Shanghai the new version holds, though it is still yesterday in UTC."""
    Bom.objects.update(effective_to=date(2026, 3, 9))
    Routing.objects.update(effective_to=date(2026, 3, 9))
    bom = Bom.objects.create(
        material_id=shop.materials["CASE"],
        version="2",
        state="active",
        effective_from=date(2026, 3, 10),
    )
    piece = Material.objects.get(pk=shop.materials["BOX"]).unit
    BomLine.objects.create(
        bom=bom, line_no=10, component_id=shop.materials["BOX"], quantity=3, unit=piece
    )
    with clock.frozen(datetime(2026, 3, 9, 16, 30, tzinfo=UTC)):
        order = shop.order(10).order
    assert needs(order) == {"BOX": 30}
    assert WorkOrder.objects.get(pk=order).bom_id == bom.pk
    Plant.objects.update(time_zone="Europe/London")
    with clock.frozen(datetime(2026, 3, 9, 16, 30, tzinfo=UTC)):
        order = shop.order(10).order
    assert needs(order) == {"RESIN": 10, "SCREW": 40, "BOX": 10}

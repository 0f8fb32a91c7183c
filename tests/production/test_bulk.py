"""Many orders at once: all or none, numbered in turn, by the rules for one."""

from datetime import date
from decimal import Decimal

import pytest

from qitao.base import audit
from qitao.base.refusal import Refusal
from qitao.production import actions as production
from qitao.production.actions.create import NewOrder
from qitao.production.models import OrderMaterial, OrderOperation, WorkOrder
from tests.shop import HOUSE, Shop, build_shop


def wanted(shop: Shop, quantity: int, **more: object) -> NewOrder:
    return NewOrder(shop.plant, shop.materials["CASE"], Decimal(quantity), **more)  # type: ignore[arg-type]


def test_many_orders_are_created_in_one_step(shop: Shop) -> None:
    lines = (
        wanted(shop, 5, due_on=date(2027, 1, 9), priority=2, note="急"),
        wanted(shop, 7, number="SO-7"),
        wanted(shop, 9),
    )
    made = production.create_orders(actor=HOUSE, orders=lines).orders
    assert [order.number for order in made][1] == "SO-7"
    assert len({order.number for order in made}) == 3
    rows = [WorkOrder.objects.get(pk=order.order) for order in made]
    assert [(row.quantity, row.state) for row in rows] == [
        (5, "draft"),
        (7, "draft"),
        (9, "draft"),
    ]
    assert (rows[0].due_on, rows[0].priority, rows[0].note) == (date(2027, 1, 9), 2, "急")
    for row in rows:
        assert OrderOperation.objects.filter(order=row).count() == 3
        needs = OrderMaterial.objects.filter(order=row, material_id=shop.materials["SCREW"])
        assert [need.required for need in needs] == [row.quantity * 4]
    assert len(audit.list_entries(verb="production.create_orders")) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"number": "SO-1"}, "ORDER_NUMBER_TAKEN"),
        ({"material": "RESIN"}, "MATERIAL_NOT_MADE"),
    ],
)
def test_one_bad_order_refuses_all(shop: Shop, fault: dict[str, str], code: str) -> None:
    shop.order(1, number="SO-1")
    number, material = fault.get("number"), shop.materials[fault.get("material", "CASE")]
    bad = NewOrder(shop.plant, material, Decimal(1), number=number)
    with pytest.raises(Refusal) as caught:
        production.create_orders(actor=HOUSE, orders=(wanted(shop, 5), bad))
    assert str(caught.value.code) == code
    assert WorkOrder.objects.count() == 1


def test_one_number_twice_in_a_call_is_refused(shop: Shop) -> None:
    twice = (wanted(shop, 1, number="SO-1"), wanted(shop, 2, number="SO-1"))
    with pytest.raises(Refusal, match="ORDER_NUMBER_TAKEN"):
        production.create_orders(actor=HOUSE, orders=twice)
    assert not WorkOrder.objects.exists()


def test_orders_of_two_plants_take_their_own_routings(shop: Shop) -> None:
    other = build_shop("P2")
    lines = (wanted(shop, 1), wanted(other, 1))
    first, second = production.create_orders(actor=HOUSE, orders=lines).orders
    centres = [
        set(
            OrderOperation.objects.filter(order_id=each.order).values_list(
                "work_centre__plant_id", flat=True
            )
        )
        for each in (first, second)
    ]
    assert centres == [{shop.plant}, {other.plant}]

"""An order draws from its own plant and delivers to it."""

from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.production import actions as production
from qitao.production.actions.picking import IssueLine
from qitao.production.models import OrderMaterial
from qitao.production.values import PLACE_OF_ANOTHER_PLANT, WorkOrderId
from qitao.stock.models import Movement
from tests.production.test_life import made, on_hand
from tests.shop import HOUSE, Shop, build_shop


@pytest.fixture
def other(shop: Shop) -> Shop:
    """A second plant with the same products and stock of its own."""
    other = build_shop("P2")
    other.stock(100)
    return other


def screws(order: WorkOrderId, shop: Shop) -> int:
    return OrderMaterial.objects.get(order_id=order, material_id=shop.materials["SCREW"]).line


def test_an_order_draws_from_no_other_plant(shop: Shop, other: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    before = Movement.objects.count()
    foreign = IssueLine(screws(order, shop), Decimal(1), location=other.places["STORE"])
    own = IssueLine(screws(order, shop), Decimal(1), location=shop.places["STORE"])
    with pytest.raises(Refusal) as caught:
        production.issue_materials(actor=HOUSE, order=order, lines=(foreign,))
    assert caught.value.code is PLACE_OF_ANOTHER_PLANT
    with pytest.raises(Refusal) as caught:
        production.top_up_materials(actor=HOUSE, order=order, lines=(foreign, own), reason="补料")
    assert caught.value.evidence["places"] == ["STORE"]
    assert Movement.objects.count() == before
    assert on_hand(other, "SCREW") == 800


def test_an_order_returns_to_no_other_plant(shop: Shop, other: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    production.issue_materials(actor=HOUSE, order=order)
    back = IssueLine(screws(order, shop), Decimal(1), location=other.places["STORE"])
    with pytest.raises(Refusal) as caught:
        production.return_materials(actor=HOUSE, order=order, lines=(back,))
    assert caught.value.code is PLACE_OF_ANOTHER_PLANT


def test_an_order_delivers_to_no_other_plant(shop: Shop, other: Shop) -> None:
    shop.stock(100)
    order = made(shop)
    with pytest.raises(Refusal) as caught:
        production.receive_output(actor=HOUSE, order=order, location=other.places["STORE"])
    assert caught.value.code is PLACE_OF_ANOTHER_PLANT
    assert on_hand(shop, "CASE") == 0

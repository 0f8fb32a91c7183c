"""Material between the store and an order, line by line."""

from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.production import actions as production
from qitao.production.actions.picking import IssueLine
from qitao.production.models import OrderMaterial
from qitao.production.values import ISSUE_ABOVE_NEED, RETURN_ABOVE_ISSUED, WorkOrderId
from qitao.stock.models import Movement
from tests.production.test_life import assert_all_checks_hold, on_hand
from tests.shop import HOUSE, Shop


def boxes(shop: Shop) -> tuple[WorkOrderId, int]:
    """Return a released order that needs ten boxes, and their line."""
    shop.stock(100)
    order = shop.released(10).order
    row = OrderMaterial.objects.get(order_id=order, material_id=shop.materials["BOX"])
    return order, row.line


def test_a_line_named_twice_is_limited_as_one(shop: Shop) -> None:
    order, line = boxes(shop)
    six = IssueLine(line, Decimal(6))
    before = Movement.objects.count()
    with pytest.raises(Refusal) as caught:
        production.issue_materials(actor=HOUSE, order=order, lines=(six, six))
    assert (caught.value.code, caught.value.evidence["wanted"]) == (ISSUE_ABOVE_NEED, 12)
    assert Movement.objects.count() == before
    five = IssueLine(line, Decimal(5))
    production.issue_materials(actor=HOUSE, order=order, lines=(five, five))
    assert on_hand(shop, "BOX") == 90
    with pytest.raises(Refusal) as caught:
        production.return_materials(actor=HOUSE, order=order, lines=(six, six))
    assert (caught.value.code, caught.value.evidence["wanted"]) == (RETURN_ABOVE_ISSUED, 12)
    assert_all_checks_hold()


def test_a_line_comes_back_to_two_places(shop: Shop) -> None:
    order, line = boxes(shop)
    production.issue_materials(actor=HOUSE, order=order, lines=(IssueLine(line, Decimal(10)),))
    moved = production.return_materials(
        actor=HOUSE,
        order=order,
        lines=(
            IssueLine(line, Decimal(4), location=shop.places["SHELF"]),
            IssueLine(line, Decimal(3)),
        ),
    )
    assert [(one.location, one.quantity) for one in moved.lines] == [
        (shop.places["SHELF"], 4),
        (shop.places["STORE"], 3),
    ]
    assert OrderMaterial.objects.get(order_id=order, line=line).returned == 7
    assert_all_checks_hold()

"""What is past its shelf life goes into no order."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.catalog.models import BomLine, BomSubstitute, Material
from qitao.production import actions as production
from qitao.production.actions.picking import IssueLine
from qitao.production.models import OrderMaterial
from qitao.production.queries.stand_ins import list_stand_ins
from qitao.production.values import (
    LOT_EXPIRED,
    LOT_UNKNOWN,
    MATERIAL_SHORT,
    RETURN_ABOVE_ISSUED,
    WorkOrderId,
)
from qitao.stock.actions import ensure_lots, post_moves
from qitao.stock.models import Lot, Movement
from qitao.stock.values import LotId, MoveKind, MoveLine, NewLot
from tests.production.test_life import assert_all_checks_hold, made
from tests.shop import HOUSE, Shop

EVENING = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)  # 23:30 of the 9th in Shanghai
NIGHT = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)  # 00:30 of the 10th in Shanghai


def screws(shop: Shop, code: str, expires_on: date, quantity: int) -> LotId:
    """Bring in a lot of screws with a last day."""
    material = shop.materials["SCREW"]
    Material.objects.filter(pk=material).update(lot_tracked=True)
    lot = ensure_lots(actor=HOUSE, lots=(NewLot(material, code, expires_on=expires_on),)).lots[0]
    line = MoveLine(
        MoveKind.RECEIPT,
        material,
        Decimal(quantity),
        shop.places["SUP"],
        shop.places["STORE"],
        lot,
    )
    post_moves(actor=HOUSE, lines=(line,))
    return lot


def at_work(shop: Shop) -> tuple[WorkOrderId, int]:
    """Return an order in the workshop that needs 40 screws, and their line."""
    order = shop.order(10).order
    production.submit_order(actor=HOUSE, order=order)
    production.waive_gate(actor=HOUSE, order=order, reason="先做起来")
    production.schedule_order(actor=HOUSE, order=order)
    production.release_order(actor=HOUSE, order=order)
    line = OrderMaterial.objects.get(order_id=order, material_id=shop.materials["SCREW"]).line
    return order, line


def test_picking_leaves_what_is_past_its_shelf_life(shop: Shop) -> None:
    shop.receive("RESIN", 100)
    shop.receive("BOX", 100)
    with clock.frozen(NIGHT):
        screws(shop, "OLD", date(2026, 3, 9), 100)
        good = screws(shop, "NEW", date(2027, 3, 9), 30)
        order, line = at_work(shop)
        taken = production.issue_materials(
            actor=HOUSE, order=order, lines=(IssueLine(line, Decimal(30)),)
        )
        assert [(one.lot, one.quantity) for one in taken.lines] == [(good, 30)]
        with pytest.raises(Refusal) as caught:
            production.issue_materials(
                actor=HOUSE, order=order, lines=(IssueLine(line, Decimal(10)),)
            )
    assert caught.value.code is MATERIAL_SHORT


def test_a_lot_is_good_to_the_end_of_its_last_day_in_the_plant(shop: Shop) -> None:
    shop.receive("RESIN", 100)
    shop.receive("BOX", 100)
    with clock.frozen(EVENING):
        lot = screws(shop, "LAST-DAY", date(2026, 3, 9), 100)
        order, line = at_work(shop)
        given = IssueLine(line, Decimal(5), location=shop.places["STORE"], lot=lot)
        production.issue_materials(actor=HOUSE, order=order, lines=(given,))
    before = Movement.objects.count()
    with clock.frozen(NIGHT), pytest.raises(Refusal) as caught:
        production.issue_materials(actor=HOUSE, order=order, lines=(given,))
    assert (caught.value.code, caught.value.evidence["lots"]) == (LOT_EXPIRED, ["LAST-DAY"])
    assert Movement.objects.count() == before


def test_a_lot_named_without_a_place_is_the_one_that_is_taken(shop: Shop) -> None:
    shop.receive("RESIN", 100)
    shop.receive("BOX", 100)
    first = screws(shop, "FIRST", date(2099, 1, 1), 25)
    later = screws(shop, "LATER", date(2099, 6, 1), 12)
    order, line = at_work(shop)
    wanted = (IssueLine(line, Decimal(10), lot=later), IssueLine(line, Decimal(20)))
    taken = production.issue_materials(actor=HOUSE, order=order, lines=wanted)
    assert {(one.lot, one.quantity) for one in taken.lines} == {(later, 10), (first, 20)}
    given = IssueLine(line, Decimal(3), lot=later)
    with pytest.raises(Refusal) as caught:
        production.issue_materials(actor=HOUSE, order=order, lines=(given,))
    assert caught.value.code is MATERIAL_SHORT
    rest = (
        IssueLine(line, Decimal(4), location=shop.places["STORE"], lot=first),
        IssueLine(line, Decimal(3)),
    )
    taken = production.issue_materials(actor=HOUSE, order=order, lines=rest)
    assert {(one.lot, one.quantity) for one in taken.lines} == {(first, 4), (first, 1), (later, 2)}


def test_a_lot_comes_back_only_as_far_as_it_went_out(shop: Shop) -> None:
    shop.receive("RESIN", 100)
    shop.receive("BOX", 100)
    first = screws(shop, "FIRST", date(2099, 1, 1), 25)
    later = screws(shop, "LATER", date(2099, 6, 1), 100)
    strange = screws(shop, "STRANGE", date(2099, 9, 1), 100)
    order, line = at_work(shop)
    production.issue_materials(actor=HOUSE, order=order, lines=(IssueLine(line, Decimal(40)),))

    def back(*lines: IssueLine) -> list[tuple[LotId | None, Decimal]]:
        moved = production.return_materials(actor=HOUSE, order=order, lines=lines)
        return [(one.lot, one.quantity) for one in moved.lines]

    def refused(*lines: IssueLine) -> Refusal:
        before = Movement.objects.count()
        with pytest.raises(Refusal) as caught:
            back(*lines)
        assert Movement.objects.count() == before
        return caught.value

    told = refused(IssueLine(line, Decimal(5), lot=strange))
    assert (told.code, told.evidence["issued"]) == (RETURN_ABOVE_ISSUED, 0)
    assert told.evidence["material"] == "SCREW / STRANGE"
    told = refused(IssueLine(line, Decimal(20), lot=later))
    assert (told.code, told.evidence["issued"], told.evidence["wanted"]) == (
        RETURN_ABOVE_ISSUED,
        15,
        20,
    )
    shelf = shop.places["SHELF"]
    assert back(IssueLine(line, Decimal(15), lot=later, location=shelf)) == [(later, 15)]
    told = refused(IssueLine(line, Decimal(1), lot=later))  # all of it lies on the shelf again
    assert (told.code, told.evidence["issued"]) == (RETURN_ABOVE_ISSUED, 0)
    assert back(IssueLine(line, Decimal(1))) == [(first, 1)]
    mixed = IssueLine(line, Decimal(4)), IssueLine(line, Decimal(20), lot=first)
    assert sorted(back(*mixed), key=lambda one: one[1]) == [(first, 4), (first, 20)]
    assert_all_checks_hold()


def test_what_stands_in_is_free_until_its_last_day_is_over(shop: Shop) -> None:
    BomSubstitute.objects.create(
        line=BomLine.objects.get(component_id=shop.materials["BOX"]),
        material_id=shop.materials["SCREW"],
        ratio=1,
        priority=1,
    )
    order = shop.order(10).order
    with clock.frozen(EVENING):
        screws(shop, "OLD", date(2026, 3, 9), 100)
        screws(shop, "NEW", date(2027, 3, 9), 30)
        assert [one.free for one in list_stand_ins(order) if one.code == "SCREW"] == [130]
    with clock.frozen(NIGHT):
        assert [one.free for one in list_stand_ins(order) if one.code == "SCREW"] == [30]


def test_a_lot_is_named_by_the_code_that_stands_on_it(shop: Shop) -> None:
    shop.receive("RESIN", 100)
    shop.receive("BOX", 100)
    with clock.frozen(NIGHT):
        screws(shop, "FIRST", date(2026, 12, 9), 100)
        later = screws(shop, "LATER", date(2027, 3, 9), 100)
        order, line = at_work(shop)
        wanted = IssueLine(line, Decimal(30), lot_code="LATER")
        taken = production.issue_materials(actor=HOUSE, order=order, lines=(wanted,))
        assert [(one.lot, one.quantity) for one in taken.lines] == [(later, 30)]
        moves = Movement.objects.count()
        for lot_code in ("NONE", "later"):
            wrong = IssueLine(line, Decimal(1), lot_code=lot_code)
            with pytest.raises(Refusal) as caught:
                production.issue_materials(actor=HOUSE, order=order, lines=(wrong,))
            assert caught.value.code is LOT_UNKNOWN
        assert Movement.objects.count() == moves
        back = IssueLine(line, Decimal(5), lot_code="LATER")
        moved = production.return_materials(actor=HOUSE, order=order, lines=(back,))
        assert [(one.lot, one.quantity) for one in moved.lines] == [(later, 5)]


def test_a_lot_that_was_made_here_has_its_day_and_lasts_from_there(shop: Shop) -> None:
    Material.objects.filter(code="CASE").update(lot_tracked=True, shelf_life_days=30)
    shop.stock(100)
    order = made(shop)
    with clock.frozen(NIGHT):
        first = production.receive_output(
            actor=HOUSE, order=order, quantity=Decimal(4), happened_at=EVENING
        )
        second = production.receive_output(actor=HOUSE, order=order, quantity=Decimal(3))
        other = production.receive_output(actor=HOUSE, order=order, lot_code="FG-2")
    assert first.lot == second.lot, "what comes later into a lot leaves its day"
    told = {row.pk: (row.made_on, row.expires_on) for row in Lot.objects.all()}
    assert told[first.lot] == (date(2026, 3, 9), date(2026, 4, 8))
    assert told[other.lot] == (date(2026, 3, 10), date(2026, 4, 9))

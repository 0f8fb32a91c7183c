"""The picking list: many orders, one walk; own reservations, then the first to expire, by place."""

from datetime import date
from decimal import Decimal

import pytest

from qitao.base.refusal import Refusal
from qitao.catalog.models import Location
from qitao.production import actions
from qitao.production.actions.create import OrderCreated
from qitao.production.actions.picking import IssueLine
from qitao.production.actions.short_picks import ShortPick, ShortReason
from qitao.production.queries import list_materials, walk
from qitao.production.values import BUSINESS
from qitao.stock.actions import release_reservations
from qitao.stock.models import Reservation
from qitao.stock.values import BusinessRef
from tests.production.test_lots import screws
from tests.shop import HOUSE, Shop


def let_go(*orders: OrderCreated) -> None:
    """Give back what was put aside for orders."""
    holders = tuple(BusinessRef(BUSINESS, order.order) for order in orders)
    release_reservations(actor=HOUSE, holders=holders)


def lines_of(shop: Shop, *orders: OrderCreated) -> list[tuple[str, str, str | None, str, Decimal]]:
    """Return number, material, place, lot and quantity of each line, in walking order."""
    found = walk.plan_walk(shop.plant, [order.order for order in orders])
    return [(line.number, line.code, line.place, line.lot_code, line.quantity) for line in found]


def test_one_walk_serves_all_orders_in_the_order_of_the_places(shop: Shop) -> None:
    shop.stock(12)
    shop.receive("SCREW", 40, "SHELF")
    Location.objects.filter(pk=shop.places["SHELF"]).update(pick_sequence=1)
    Location.objects.filter(pk=shop.places["STORE"]).update(pick_sequence=2)
    first, second = shop.released(10, priority=2), shop.released(2, priority=1)
    let_go(first, second)
    told = lines_of(shop, first, second)
    assert [(number, code, place) for number, code, place, _, _ in told] == [
        (second.number, "SCREW", "SHELF"),
        (first.number, "SCREW", "SHELF"),
        (second.number, "BOX", "STORE"),
        (first.number, "BOX", "STORE"),
        (first.number, "SCREW", "STORE"),
    ]
    assert [quantity for *_, quantity in told] == [8, 32, 2, 10, 8]
    assert "RESIN" not in {code for _, code, *_ in told}, "it is backflushed"


def test_each_order_gets_what_was_put_aside_for_it_and_never_what_is_others(shop: Shop) -> None:
    shop.stock(10)
    early, late = shop.released(6, priority=9), shop.released(4, priority=1)
    held = {r.holder_id for r in Reservation.objects.all()}
    assert held == {early.order, late.order}
    told = walk.plan_walk(shop.plant, [late.order])
    assert {(line.code, line.quantity) for line in told} == {("SCREW", 16), ("BOX", 4)}
    moved = walk.plan_walk(shop.plant, [early.order, late.order])
    assert sum(line.quantity for line in moved if line.code == "SCREW") == 40
    assert all(line.location for line in moved)


def test_the_lot_that_expires_first_is_proposed_and_an_expired_one_never(shop: Shop) -> None:
    shop.stock(10)
    gone = screws(shop, "GONE", date(2020, 1, 1), 100)
    later = screws(shop, "LATER", date(2099, 1, 1), 100)
    soon = screws(shop, "SOON", date(2098, 1, 1), 30)
    order = shop.released(10)
    let_go(order)
    told = [line for line in walk.plan_walk(shop.plant, [order.order]) if line.code == "SCREW"]
    assert [line.lot for line in told][:1] == [soon]
    assert gone not in {line.lot for line in told}
    assert later in {line.lot for line in told}
    assert sum(line.quantity for line in told) == 40


def test_what_is_nowhere_stands_last_without_a_place(shop: Shop) -> None:
    shop.stock(10)
    order = shop.released(10)
    Location.objects.filter(pk=shop.places["STORE"]).update(pickable=False)
    told = lines_of(shop, order)
    assert {(code, place) for _, code, place, _, _ in told} == {("SCREW", None), ("BOX", None)}
    assert {quantity for *_, quantity in told} == {40, 10}


def test_what_was_listed_is_issued_as_listed(shop: Shop) -> None:
    shop.stock(30)
    order = shop.released(10)
    plan = walk.plan_walk(shop.plant, [order.order])
    lines = tuple(IssueLine(p.line, p.quantity, p.location, p.lot) for p in plan)
    actions.issue_materials(actor=HOUSE, order=order.order, lines=lines)
    assert walk.plan_walk(shop.plant, [order.order]) == []
    back = walk.plan_walk_back(shop.plant, [order.order])
    assert [(line.code, line.place, line.quantity) for line in back] == [
        ("BOX", "STORE", 10),
        ("SCREW", "STORE", 40),
    ]
    screw = back[1]
    some = IssueLine(screw.line, Decimal(15), screw.location, screw.lot)
    actions.return_materials(actor=HOUSE, order=order.order, lines=(some,))
    (left,) = [r for r in walk.plan_walk_back(shop.plant, [order.order]) if r.code == "SCREW"]
    assert left.quantity == 25


def test_orders_are_listed_while_something_is_open(shop: Shop) -> None:
    shop.stock(30)
    order = shop.released(10)
    (row,) = walk.list_to_pick()
    assert (row.number, row.open_lines, row.lines) == (order.number, 2, 2)
    assert walk.list_to_pick(back=True) == []
    actions.issue_materials(actor=HOUSE, order=order.order)
    assert walk.list_to_pick() == []
    assert [row.number for row in walk.list_to_pick(back=True)] == [order.number]
    assert walk.list_to_pick(back=True, plants=[]) == []


def test_a_short_pick_is_noted_and_moves_nothing(shop: Shop) -> None:
    shop.stock(30)
    order = shop.released(10)
    line = next(one.line for one in list_materials(order.order) if one.code == "SCREW")
    pick = ShortPick(line, shop.places["STORE"], Decimal(40), Decimal(0), ShortReason.NOT_THERE)
    done = actions.note_short_picks(actor=HOUSE, order=order.order, picks=(pick,))
    assert done.picks == 1
    assert all(one.issued == 0 for one in list_materials(order.order))
    wrong = ShortPick(999, shop.places["STORE"], Decimal(1), Decimal(0), ShortReason.FEWER)
    with pytest.raises(Refusal) as caught:
        actions.note_short_picks(actor=HOUSE, order=order.order, picks=(wrong,))
    assert caught.value.code.code == "INVALID"

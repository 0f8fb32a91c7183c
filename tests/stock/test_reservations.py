"""Reservations: stored once, first come first served, all or nothing where asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from qitao.base.actor import Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.stock.actions import (
    Reserved,
    ensure_lots,
    post_moves,
    release_reservations,
    reserve,
)
from qitao.stock.models import Account, Reservation
from qitao.stock.queries import list_availability, list_material_reservations, list_reservations
from qitao.stock.values import (
    STOCK_SHORT,
    BusinessRef,
    LotId,
    MoveKind,
    NewLot,
    ReserveLine,
    ReserveStock,
    StockStatus,
)
from tests.stock.conftest import HOUSE, PlantRows, quantity


def order(number: int, line: int = 1) -> BusinessRef:
    return BusinessRef("work_order", number, line)


def want(
    plant: PlantRows, holder: BusinessRef, quantity: Any, material: str = "M1", **more: Any
) -> ReserveLine:
    return ReserveLine(
        holder, plant.materials[material], plant.plant, Decimal(str(quantity)), **more
    )


def ask(*lines: ReserveLine, whole: bool = False) -> Reserved:
    return reserve(actor=HOUSE, lines=lines, whole=whole)


def held(number: int) -> dict[tuple[int, int], Decimal]:
    rows = Reservation.objects.filter(holder_id=number)
    return {(row.holder_line, row.account.location_id): row.quantity for row in rows}


def lots(plant: PlantRows, **expiries: date | None) -> Iterator[tuple[str, LotId]]:
    new = tuple(
        NewLot(plant.materials["LOT"], code, expires_on=day) for code, day in expiries.items()
    )
    yield from zip(expiries, ensure_lots(actor=HOUSE, lots=new).lots, strict=True)


def test_what_is_reserved_is_no_longer_free(plant: PlantRows) -> None:
    plant.receive("A", 10)
    assert ask(want(plant, order(1), 7)) == Reserved(1, 1, ())
    (row,) = list_availability([plant.materials["M1"]])
    assert (row.on_hand, row.reserved, row.free) == (10, 7, 3)
    with pytest.raises(Refusal) as caught:
        post_moves(actor=HOUSE, lines=(plant.line("A", "CUSTOMER", 4, kind=MoveKind.DELIVERY),))
    assert caught.value.code is STOCK_SHORT
    assert caught.value.evidence["shortages"][0]["have"] == "3"
    assert caught.value.evidence["shortages"][0]["reserved"] == "7"


def test_a_holder_uses_up_its_own_reservation(plant: PlantRows) -> None:
    plant.receive("A", 10)
    ask(want(plant, order(1), 7), want(plant, order(2), 3))

    def issue(number: int, quantity: int) -> None:
        line = plant.line("A", "PRODUCTION", quantity, kind=MoveKind.ISSUE, holder=order(number))
        post_moves(actor=HOUSE, lines=(line,))

    issue(1, 5)
    assert held(1) == {(1, plant.locations["A"]): 2}
    issue(1, 2)
    assert held(1) == {}
    assert held(2) == {(1, plant.locations["A"]): 3}
    with pytest.raises(Refusal):
        issue(1, 1)
    issue(2, 3)
    assert quantity(plant, "A") == 0


def test_one_batch_may_use_up_many_reservations(plant: PlantRows) -> None:
    plant.receive("A", 10)
    ask(want(plant, order(1), 4), want(plant, order(1, 2), 2), want(plant, order(2), 4))
    lines = [
        plant.line("A", "PRODUCTION", n, kind=MoveKind.ISSUE, holder=holder)
        for holder, n in ((order(1), 1), (order(1, 2), 2), (order(1), 1), (order(2), 3))
    ]
    post_moves(actor=HOUSE, lines=tuple(lines))
    assert held(1) == {(1, plant.locations["A"]): 2}
    assert held(2) == {(1, plant.locations["A"]): 1}
    assert Account.objects.get().reserved == 3


def test_asking_again_changes_nothing_and_asking_more_tops_up(plant: PlantRows) -> None:
    plant.receive("A", 10)
    ask(want(plant, order(1), 4))
    assert ask(want(plant, order(1), 4)) == Reserved(0, 1, ())
    assert ask(want(plant, order(1), 6)).reservations == 1
    assert held(1) == {(1, plant.locations["A"]): 6}


def test_what_lacks_is_told_and_the_rest_is_kept(plant: PlantRows) -> None:
    plant.receive("A", 5)
    answer = ask(want(plant, order(1), 3), want(plant, order(2), 4), want(plant, order(3), 1, "M2"))
    assert answer.complete == 1
    assert [(s.holder.id, s.have, s.want) for s in answer.short] == [(2, 2, 4), (3, 0, 1)]
    assert held(2) == {(1, plant.locations["A"]): 2}


def test_whole_holders_get_all_or_nothing_and_leave_it_to_the_next(plant: PlantRows) -> None:
    plant.receive("A", 5, "M1")
    plant.receive("A", 5, "M2")
    answer = ask(
        want(plant, order(1, 1), 4, "M1"),
        want(plant, order(1, 2), 9, "M2"),
        want(plant, order(2, 1), 5, "M1"),
        want(plant, order(2, 2), 5, "M2"),
        whole=True,
    )
    assert answer.complete == 1
    assert held(1) == {}
    assert len(held(2)) == 2
    assert [(s.holder.id, s.holder.line, s.have, s.want) for s in answer.short] == [(1, 2, 5, 9)]


def test_first_expired_goes_first_and_expired_stays(plant: PlantRows) -> None:
    today = timezone.localdate()
    days = {"LATE": today + timedelta(days=90), "OLD": today - timedelta(days=1), "NONE": None}
    for _, lot in lots(plant, **days, SOON=today + timedelta(days=9)):
        plant.receive("A", 5, "LOT", lot=lot)
    ask(want(plant, order(1), 12, "LOT"))
    codes = {row.lot_code: row.quantity for row in list_reservations([order(1)])}
    assert codes == {"SOON": 5, "LATE": 5, "NONE": 2}


def test_places_are_walked_in_their_picking_sequence(plant: PlantRows) -> None:
    from qitao.catalog.models import Location

    Location.objects.filter(pk=plant.locations["A"]).update(pick_sequence=20)
    Location.objects.filter(pk=plant.locations["B"]).update(pick_sequence=10)
    Location.objects.filter(pk=plant.locations["LINE"]).update(pickable=False)
    for place in ("A", "B", "LINE"):
        plant.receive(place, 5)
    answer = ask(want(plant, order(1), 11))
    assert held(1) == {(1, plant.locations["B"]): 5, (1, plant.locations["A"]): 5}
    assert [(s.have, s.want) for s in answer.short] == [(10, 11)]


def test_a_demand_may_name_its_place_or_lot(plant: PlantRows) -> None:
    plant.receive("A", 5)
    plant.receive("B", 5)
    answer = ask(
        want(plant, order(1), 3, location=plant.locations["B"]),
        want(plant, order(2), 6),
        want(plant, order(3), 1, location=plant.locations["B"]),
        want(plant, order(4), 1, location=plant.locations["A"]),
    )
    assert held(1) == {(1, plant.locations["B"]): 3}
    assert held(2) == {(1, plant.locations["A"]): 5, (1, plant.locations["B"]): 1}
    assert held(3) == {(1, plant.locations["B"]): 1}
    assert [s.holder.id for s in answer.short] == [4]
    (_, lot), (_, other) = lots(plant, L1=None, L2=None)
    for each in (lot, other):
        plant.receive("A", 2, "LOT", lot=each)
    ask(want(plant, order(5), 2, "LOT", lot=other))
    assert [row.lot for row in list_reservations([order(5)])] == [other]


def test_stock_under_inspection_is_not_given_away(plant: PlantRows) -> None:
    plant.receive("A", 5, status=StockStatus.QUALITY)
    assert ask(want(plant, order(1), 1)).complete == 0


def test_another_plants_stock_is_not_given_away(plant: PlantRows) -> None:
    from tests.stock.conftest import make_plant

    other = make_plant("P2")
    other.receive("A", 5)
    assert ask(want(plant, order(1), 1)).complete == 0
    assert ask(want(other, order(1), 1)).complete == 1


def test_a_holder_gives_back_a_line_or_all(plant: PlantRows) -> None:
    plant.receive("A", 10)
    ask(want(plant, order(1, 1), 2), want(plant, order(1, 2), 3), want(plant, order(2), 1))
    gone = release_reservations(actor=HOUSE, holders=(order(1, 2),))
    assert gone.reservations == 1
    release_reservations(actor=HOUSE, holders=(BusinessRef("work_order", 1),))
    assert held(1) == {}
    assert [row.holder_id for row in list_material_reservations(plant.materials["M1"])] == [2]
    assert Account.objects.get().reserved == 1
    assert release_reservations(actor=HOUSE, holders=(order(9),)).reservations == 0


def test_a_right_at_one_plant_does_not_reach_another(plant: PlantRows) -> None:
    plant.receive("A", 10)
    ask(want(plant, order(1), 2))
    scope = Scope(plants=frozenset({PlantId(plant.plant + 1)}))
    stranger = Actor(UserId(5), "keeper", {ReserveStock: (scope,)})
    for attempt in (
        lambda: reserve(actor=stranger, lines=(want(plant, order(2), 1),)),
        lambda: release_reservations(actor=stranger, holders=(order(1),)),
    ):
        with pytest.raises(Refusal) as caught:
            attempt()
        assert caught.value.code is OUT_OF_SCOPE
    assert held(1) == {(1, plant.locations["A"]): 2}


def test_thousands_of_demands_equal_a_walk_one_by_one(plant: PlantRows) -> None:
    """The set-based answer against the plain rule, on a few hundred mixed orders."""
    import random

    chance = random.Random(7)
    free: dict[tuple[str, str], int] = {}
    for material in ("M1", "M2", "M3"):
        for place in ("A", "B"):
            free[material, place] = chance.randint(50, 150)
            plant.receive(place, free[material, place], material)
    demands = [
        (number, line, chance.choice(("M1", "M2", "M3")), chance.randint(1, 4))
        for number in range(1, 201)
        for line in (1, 2)
    ]
    answer = ask(*[want(plant, order(n, ln), q, m) for n, ln, m, q in demands], whole=True)
    complete = 0
    for number in range(1, 201):
        mine = [(m, q) for n, _, m, q in demands if n == number]
        left = dict(free)
        ok = True
        for material, asked in mine:
            needed = asked
            for place in ("A", "B"):
                take = min(left[material, place], needed)
                left[material, place] -= take
                needed -= take
            ok = ok and needed == 0
        if ok:
            free, complete = left, complete + 1
        assert bool(held(number)) == ok
    assert answer.complete == complete

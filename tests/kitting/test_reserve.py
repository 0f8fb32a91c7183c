"""Reserving kits: what the check gives and no more, also when two come at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from django.db import connection

from qitao.kitting import actions, queries
from qitao.kitting.values import Allocation, KitState, Policy, Source
from tests.kitting.plant import ORDER, TEST, Shop, one, rows


def reserved() -> list[tuple[object, ...]]:
    return rows(
        "SELECT holder_id, holder_line, quantity FROM stock_reservation ORDER BY 1, 2, account_id"
    )


def test_a_complete_kit_is_put_aside_line_by_line(shop: Shop) -> None:
    shop.stock(1, 3)
    shop.stock(1, 2, location=shop.line_side)
    shop.stock(2, "1.5")
    order = shop.order(1, (1, 4), (2, "1.000001"))
    done = actions.reserve_kits(actor=TEST, sources=(order,))
    assert (done.reservations, done.complete, done.incomplete) == (3, 1, ())
    assert sum(Decimal(str(r[2])) for r in reserved()) == Decimal("5.000001")
    verdict = queries.find_verdict(ORDER, 1)
    assert verdict is not None
    assert verdict.state is KitState.COMPLETE
    again = actions.reserve_kits(actor=TEST, sources=(order,))
    assert (again.reservations, again.complete) == (0, 1)
    assert sum(Decimal(str(r[2])) for r in reserved()) == Decimal("5.000001")


def test_all_or_nothing_leaves_a_short_order_with_nothing(shop: Shop) -> None:
    shop.stock(1, 5)
    first, second = shop.order(1, (1, 5), (2, 1)), shop.order(2, (1, 5))
    done = actions.reserve_kits(actor=TEST, sources=(first, second))
    assert [(v.source_id, v.state) for v in done.incomplete] == [(1, KitState.PARTIAL)]
    assert reserved() == [(2, 1, Decimal(5))]


def test_partial_puts_aside_what_is_there(shop: Shop) -> None:
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, allocation=Allocation.PARTIAL))
    shop.stock(1, 5)
    first, second = shop.order(1, (1, 4), (2, 1)), shop.order(2, (1, 5))
    done = actions.reserve_kits(actor=TEST, sources=(second, first))
    assert [v.source_id for v in done.incomplete] == [1, 2]
    assert reserved() == [(1, 1, Decimal(4)), (2, 1, Decimal(1))]


def test_a_later_order_is_not_given_what_an_earlier_one_needs(shop: Shop) -> None:
    shop.stock(1, 5)
    first, second = shop.order(1, (1, 5), priority=1), shop.order(2, (1, 5))
    actions.check_kits(actor=TEST, sources=(first,))
    done = actions.reserve_kits(actor=TEST, sources=(second,))
    assert [v.source_id for v in done.incomplete] == [2]
    assert reserved() == []


def test_two_at_once_never_reserve_more_than_there_is(shop: Shop) -> None:
    """Sixteen orders want the same three materials in opposite order; there is enough for five."""
    for material in (1, 2, 3):
        shop.stock(material, 5)
    sources = [
        shop.order(number, *([(1, 1), (2, 1), (3, 1)] if number % 2 else [(3, 1), (2, 1), (1, 1)]))
        for number in range(1, 17)
    ]
    gate = threading.Barrier(4)

    def reserve(own: list[Source]) -> int:
        gate.wait()
        try:
            return sum(
                actions.reserve_kits(actor=TEST, sources=(source,)).complete for source in own
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(reserve, [sources[n::4] for n in range(4)]))
    assert sum(done) <= 5
    assert one("SELECT max(reserved) FROM stock_account") == sum(done)
    per_order = rows("SELECT holder_id, count(*) FROM stock_reservation GROUP BY 1")
    assert {count for _, count in per_order} <= {3}
    assert len(per_order) == sum(done)
    actions.reserve_kits(actor=TEST, sources=tuple(sources))
    assert one("SELECT count(DISTINCT holder_id) FROM stock_reservation") == 5
    assert rows("SELECT DISTINCT quantity, reserved FROM stock_account") == [
        (Decimal(5), Decimal(5))
    ]


def test_reserving_the_same_order_twice_at_once_gives_it_once(shop: Shop) -> None:
    shop.stock(1, 50)
    order = shop.order(1, (1, 4))
    gate = threading.Barrier(4)

    def reserve(_: int) -> int:
        gate.wait()
        try:
            return actions.reserve_kits(actor=TEST, sources=(order,)).reservations
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(reserve, range(4)))
    actions.reserve_kits(actor=TEST, sources=(order,))
    assert reserved() == [(1, 1, Decimal(4))]

"""What a kit check says: netting by rank, own reservations, dates, and what is not stock."""

from datetime import timedelta
from decimal import Decimal

import pytest

from qitao.base.actor import EVERYWHERE, Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, PERMISSION_MISSING, Refusal
from qitao.kitting import actions, queries
from qitao.kitting.values import (
    ASKED_TWICE,
    DEMAND_INVALID,
    POLICY_INVALID,
    PRIORITY_INVALID,
    SUPPLY_INVALID,
    Allocation,
    CheckKits,
    Interception,
    KitState,
    Policy,
    PriorityChange,
    Source,
)
from tests.kitting.plant import ORDER, TEST, Shop, one, rows, run, today

COMPLETE, PARTIAL, SHORT, UNKNOWN = (
    KitState.COMPLETE,
    KitState.PARTIAL,
    KitState.SHORT,
    KitState.UNKNOWN,
)


def check(*sources: Source) -> list[tuple[int, KitState, int]]:
    answers = actions.check_kits(actor=TEST, sources=sources).verdicts
    return [(v.source_id, v.state, v.lines_short) for v in answers]


def check_plant(shop: Shop) -> list[tuple[int, KitState, int]]:
    actions.check_kits(actor=TEST, plant=shop.plant)
    return [
        (int(str(a)), KitState(str(b)), int(str(c)))
        for a, b, c in rows(
            "SELECT source_id, state, lines_short FROM kitting_verdict "
            "ORDER BY priority, rank_on, source_id"
        )
    ]


def test_an_order_gets_what_is_free_and_names_what_is_short(shop: Shop) -> None:
    shop.stock(1, 10)
    shop.stock(2, "0.5")
    order = shop.order(1, (1, 4), (2, "0.500001"))
    assert check(order) == [(1, PARTIAL, 1)]
    assert rows(
        "SELECT source_line, material_id, required, covered, short FROM kitting_shortage"
    ) == [(2, 2, Decimal("0.500001"), Decimal("0.5"), Decimal("0.000001"))]


def test_an_order_without_lines_lacks_nothing(shop: Shop) -> None:
    order = shop.order(1)
    assert check(order) == [(1, COMPLETE, 0)]
    assert check_plant(shop) == [(1, COMPLETE, 0)]


def test_a_source_that_nobody_put_has_no_verdict(shop: Shop) -> None:
    assert check(Source(ORDER, 99)) == []
    assert queries.find_verdict(ORDER, 99) is None


def test_before_its_first_check_a_kit_is_unknown_not_short(shop: Shop) -> None:
    shop.order(1, (1, 5))
    verdict = queries.find_verdict(ORDER, 1)
    assert verdict is not None
    assert (verdict.state, verdict.cause) == (UNKNOWN, "not_checked")


@pytest.mark.parametrize("whole", [False, True], ids=["one by one", "the whole plant"])
def test_priority_goes_before_due_date_before_number(shop: Shop, whole: bool) -> None:
    shop.stock(1, 10)
    soon, later = today(), today() + timedelta(days=9)
    sources = [
        shop.order(1, (1, 4), priority=5, due_on=later),
        shop.order(2, (1, 4), priority=5, due_on=soon),
        shop.order(3, (1, 4), priority=1, due_on=later),
        shop.order(4, (1, 4), priority=5),
        shop.order(5, (1, 2), priority=5, due_on=soon),
    ]
    expected = [(3, COMPLETE, 0), (2, COMPLETE, 0), (5, COMPLETE, 0), (1, SHORT, 1), (4, SHORT, 1)]
    if whole:
        assert check_plant(shop) == expected
    else:
        assert check(*sources) == expected
        assert [check(Source(ORDER, number))[0] for number, _, _ in expected] == expected


def test_all_or_nothing_a_short_order_holds_nothing_from_the_next(shop: Shop) -> None:
    shop.stock(1, 5)
    first = shop.order(1, (1, 5), (2, 1))
    second = shop.order(2, (1, 5))
    assert check_plant(shop) == [(1, PARTIAL, 1), (2, COMPLETE, 0)]
    assert check(second) == [(2, COMPLETE, 0)]
    assert check(first, second) == [(1, PARTIAL, 1), (2, COMPLETE, 0)]


def test_partial_a_short_order_keeps_what_it_can_have(shop: Shop) -> None:
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, allocation=Allocation.PARTIAL))
    shop.stock(1, 5)
    shop.order(1, (1, 5), (2, 1))
    second = shop.order(2, (1, 5))
    assert check_plant(shop) == [(1, PARTIAL, 1), (2, SHORT, 1)]
    assert check(second) == [(2, SHORT, 1)]


def test_two_lines_of_one_material_share_what_is_there(shop: Shop) -> None:
    shop.stock(1, 7)
    order = shop.order(1, (1, 5), (1, 5))
    assert check(order) == [(1, PARTIAL, 1)]
    assert rows("SELECT source_line, covered, short FROM kitting_shortage") == [
        (2, Decimal(2), Decimal(3))
    ]
    assert check_plant(shop) == [(1, PARTIAL, 1)]


def test_what_may_not_be_picked_is_not_stock(shop: Shop) -> None:
    run(
        "INSERT INTO stock_lot (id, material_id, code, expires_on) VALUES (1, 1, 'OLD', %s), "
        "(2, 1, 'LASTDAY', %s)",
        today() - timedelta(days=1),
        today(),
    )
    shop.stock(1, 100, status="blocked")
    shop.stock(1, 100, status="quality")
    shop.stock(1, 100, location=shop.store + 2)  # not pickable
    shop.stock(1, 100, location=shop.store + 3)  # quarantine
    shop.stock(1, 100, lot=1)  # expired yesterday
    Shop(PlantId(2)).build().stock(1, 100)
    order = shop.order(1, (1, 1))
    assert check(order) == check_plant(shop) == [(1, SHORT, 1)]
    shop.stock(1, 1, lot=2)
    assert check(order) == check_plant(shop) == [(1, COMPLETE, 0)]


def test_own_reservations_cover_and_those_of_others_do_not(shop: Shop) -> None:
    account = shop.stock(1, 10)
    shop.hold(account, order=1, line=1, quantity=6)
    first = shop.order(1, (1, 6), priority=9)
    second = shop.order(2, (1, 5), priority=1)
    third = shop.order(3, (1, 4), priority=2)
    expected = [(2, SHORT, 1), (3, COMPLETE, 0), (1, COMPLETE, 0)]
    assert check_plant(shop) == expected
    assert check(first, second, third) == expected
    assert [check(s)[0] for s in (second, third, first)] == expected


def test_a_reservation_of_another_material_covers_nothing(shop: Shop) -> None:
    account = shop.stock(2, 5)
    shop.hold(account, order=1, line=1, quantity=5)
    order = shop.order(1, (1, 5))
    assert check(order) == check_plant(shop) == [(1, SHORT, 1)]


def test_an_issued_line_needs_nothing(shop: Shop) -> None:
    order = shop.order(1, (1, 0), (2, 0))
    assert check(order) == check_plant(shop) == [(1, COMPLETE, 0)]


def test_a_draft_takes_nothing_from_the_others(shop: Shop) -> None:
    shop.stock(1, 5)
    draft = shop.order(1, (1, 5), priority=1, active=False)
    order = shop.order(2, (1, 5))
    assert check(order) == [(2, COMPLETE, 0)]
    actions.check_kits(actor=TEST, plant=shop.plant)
    assert check(draft) == [(1, COMPLETE, 0)]


def test_the_date_is_when_incoming_covers_all_before_it_too(shop: Shop) -> None:
    day = [today() + timedelta(days=n) for n in range(10)]
    shop.stock(1, 2)
    shop.incoming(1, 1, 3, day[2])
    shop.incoming(2, 1, 4, day[5])
    shop.incoming(3, 1, 100, None)
    sources = [shop.order(1, (1, 5)), shop.order(2, (1, 4)), shop.order(3, (1, 1))]
    actions.check_kits(actor=TEST, plant=shop.plant)
    whole = rows("SELECT source_id, coverage_on FROM kitting_verdict ORDER BY source_id")
    assert whole == [(1, day[5]), (2, None), (3, None)]
    few = [
        actions.check_kits(actor=TEST, sources=(source,)).verdicts[0].coverage_on
        for source in sources
    ]
    assert few == [day[5], None, None]


def test_an_overdue_delivery_is_hoped_for_today_not_in_the_past(shop: Shop) -> None:
    shop.incoming(1, 1, 9, today() - timedelta(days=30))
    order = shop.order(1, (1, 5))
    answer = actions.check_kits(actor=TEST, sources=(order,)).verdicts[0]
    assert (answer.state, answer.coverage_on) == (SHORT, today())


def test_a_plant_may_count_what_comes_within_days(shop: Shop) -> None:
    shop.incoming(1, 1, 5, today() + timedelta(days=3))
    order = shop.order(1, (1, 5))
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, incoming_days=2))
    assert check(order) == check_plant(shop) == [(1, SHORT, 1)]
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, incoming_days=3))
    assert check(order) == check_plant(shop) == [(1, COMPLETE, 0)]


def test_a_shortage_goes_when_the_material_came(shop: Shop) -> None:
    order = shop.order(1, (1, 5))
    check(order)
    since = one("SELECT since FROM kitting_verdict")
    shop.stock(1, 5)
    assert check(order) == [(1, COMPLETE, 0)]
    assert one("SELECT count(*) FROM kitting_shortage") == 0
    assert one("SELECT since FROM kitting_verdict") != since


def test_new_demand_replaces_the_old_and_the_rest_is_gone(shop: Shop) -> None:
    shop.order(1, (1, 5), (2, 5), (3, 5))
    check(Source(ORDER, 1))
    shop.order(1, (4, 1), priority=2)
    assert rows("SELECT source_line, material_id, priority FROM kitting_demand") == [(1, 4, 2)]
    verdict = queries.find_verdict(ORDER, 1)
    assert verdict is not None
    assert verdict.lines == 1
    actions.drop_demands(actor=TEST, sources=(Source(ORDER, 1),))
    for table in ("demand", "verdict", "shortage"):
        assert one(f"SELECT count(*) FROM kitting_{table}") == 0


def test_a_new_priority_ranks_the_lines_too(shop: Shop) -> None:
    shop.stock(1, 5)
    first, second = shop.order(1, (1, 5)), shop.order(2, (1, 5))
    assert check(first, second) == [(1, COMPLETE, 0), (2, SHORT, 1)]
    actions.set_priorities(actor=TEST, changes=(PriorityChange(second, 1),))
    assert check_plant(shop) == [(2, COMPLETE, 0), (1, SHORT, 1)]
    assert check(first) == [(1, SHORT, 1)]


def test_more_sources_than_few_are_checked_with_their_plant(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qitao.kitting.values.FEW_MAX", 1)
    shop.stock(1, 5)
    first, second = shop.order(1, (1, 5)), shop.order(2, (1, 5))
    assert check(first, second) == [(1, COMPLETE, 0), (2, SHORT, 1)]


def test_a_preview_tells_what_would_change_and_writes_nothing(shop: Shop) -> None:
    shop.stock(1, 5)
    first, second = shop.order(1, (1, 5)), shop.order(2, (1, 5))
    check_plant(shop)
    before = rows("SELECT * FROM kitting_verdict ORDER BY source_id")
    changes = queries.preview_priorities(shop.plant, (PriorityChange(second, 1),))
    assert [(c.source_id, c.before, c.after, c.priority) for c in changes] == [
        (2, "short", "complete", 1),
        (1, "complete", "short", 5),
    ]
    assert rows("SELECT * FROM kitting_verdict ORDER BY source_id") == before
    assert first


def test_faulty_input_is_refused_whole(shop: Shop) -> None:
    good, bad = shop.demand(1, [(1, 5)]), shop.demand(2, [(1, -1)])
    with pytest.raises(Refusal) as caught:
        actions.put_demands(actor=TEST, demands=(good, bad, good))
    assert caught.value.code is DEMAND_INVALID
    assert one("SELECT count(*) FROM kitting_demand") == 0
    with pytest.raises(Refusal) as caught:
        actions.put_demands(actor=TEST, demands=(shop.demand(1, [(1, 1)], priority=0),))
    assert caught.value.code is DEMAND_INVALID
    with pytest.raises(Refusal) as caught:
        actions.set_priorities(actor=TEST, changes=(PriorityChange(Source(ORDER, 1), 10),))
    assert caught.value.code is PRIORITY_INVALID
    with pytest.raises(Refusal) as caught:
        actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, incoming_days=-1))
    assert caught.value.code is POLICY_INVALID
    with pytest.raises(Refusal) as caught:
        actions.check_kits(actor=TEST)
    assert caught.value.code is ASKED_TWICE


def test_a_supply_of_an_unnamed_source_is_refused(shop: Shop) -> None:
    shop.incoming(1, 1, 5, None)
    supply = actions.put_supplies
    from qitao.kitting.values import Supply

    stranger = Supply(Source("purchase_order", 2), 1, "PO2", shop.plant, 1, Decimal(1))  # type: ignore[arg-type]
    with pytest.raises(Refusal) as caught:
        supply(actor=TEST, sources=(Source("purchase_order", 1),), supplies=(stranger,))
    assert caught.value.code is SUPPLY_INVALID
    assert one("SELECT count(*) FROM kitting_supply") == 1
    supply(actor=TEST, sources=(Source("purchase_order", 1),), supplies=())
    assert one("SELECT count(*) FROM kitting_supply") == 0


def test_rights_are_asked_per_plant(shop: Shop) -> None:
    order = shop.order(1, (1, 5))
    guest = Actor(UserId(5), "guest", {})
    with pytest.raises(Refusal) as caught:
        actions.check_kits(actor=guest, sources=(order,))
    assert caught.value.code is PERMISSION_MISSING
    elsewhere = Actor(UserId(5), "guest", {CheckKits: (Scope(plants=frozenset({PlantId(2)})),)})
    with pytest.raises(Refusal) as caught:
        actions.check_kits(actor=elsewhere, sources=(order,))
    assert caught.value.code is OUT_OF_SCOPE
    here = Actor(UserId(5), "guest", {CheckKits: (EVERYWHERE,)})
    assert actions.check_kits(actor=here, plant=shop.plant).checked == 1


def test_the_policy_is_kept(shop: Shop) -> None:
    assert queries.get_policy(shop.plant) == Policy(shop.plant)
    policy = Policy(shop.plant, Interception.START, Allocation.PARTIAL, 7, 60)
    actions.set_plant_policy(actor=TEST, policy=policy)
    assert queries.get_policy(shop.plant) == policy

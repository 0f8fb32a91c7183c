"""Verdicts follow stock, supply, demand and the calendar, whatever was restarted meanwhile."""

from datetime import timedelta

import pytest
from django.db import connections

from qitao.base import clock
from qitao.kitting import actions, queries, values
from qitao.kitting.checks import (
    demand_lines_fit_their_sources,
    verdicts_are_looked_after,
    verdicts_equal_a_fresh_check,
)
from qitao.kitting.queries import Unanswered
from qitao.kitting.values import KitState, Policy, PriorityChange
from tests.kitting.plant import ORDER, TEST, Shop, one, run, today
from tests.kitting.test_unknown import other_session

COMPLETE, SHORT, UNKNOWN = KitState.COMPLETE, KitState.SHORT, KitState.UNKNOWN


def state() -> KitState:
    verdict = queries.find_verdict(ORDER, 1)
    assert verdict is not None
    return verdict.state


def refresh() -> list[tuple[bool, bool]]:
    run("UPDATE kitting_sweep SET took_ms = 0")
    return [(one.changed, one.checked) for one in actions.refresh_kits()]


def test_nothing_new_is_not_checked_again(shop: Shop) -> None:
    shop.order(1, (1, 5))
    assert refresh() == [(True, True)]
    assert refresh() == [(False, False)]
    assert state() is SHORT


def test_each_kind_of_change_is_found(shop: Shop) -> None:
    order = shop.order(1, (1, 5))
    refresh()
    account = shop.stock(1, 5)
    assert refresh() == [(True, True)]
    assert state() is COMPLETE
    shop.hold(account, order=7, line=1, quantity=1)
    assert refresh() == [(True, True)]
    assert state() is SHORT
    run("UPDATE stock_reservation SET holder_id = 7")
    assert refresh() == [(False, False)]
    run("UPDATE stock_account SET reserved = 0")
    run("DELETE FROM stock_reservation")
    shop.order(1, (1, 6))
    assert refresh() == [(True, True)]
    assert state() is SHORT
    shop.incoming(1, 1, 1, today() + timedelta(days=3))
    assert refresh() == [(True, True)]
    assert one("SELECT coverage_on FROM kitting_verdict") == today() + timedelta(days=3)
    actions.set_plant_policy(actor=TEST, policy=Policy(shop.plant, incoming_days=3))
    assert refresh() == [(True, True)]
    assert state() is COMPLETE
    actions.set_priorities(actor=TEST, changes=(PriorityChange(order, 1),))
    assert refresh() == [(True, True)]
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert refresh() == [(True, True)]
    actions.drop_demands(actor=TEST, sources=(order,))
    assert refresh() == []


def test_what_got_no_answer_is_asked_again_though_nothing_has_changed(shop: Shop) -> None:
    run("SET lock_timeout = '50ms'")
    shop.order(1, (1, 5))
    refresh()
    with other_session() as slow:
        slow.execute("LOCK TABLE stock_account IN ACCESS EXCLUSIVE MODE")
        actions.check_kits(actor=TEST, plant=shop.plant)
        slow.rollback()
    assert state() is UNKNOWN
    assert refresh() == [(True, True)]
    assert state() is SHORT
    assert refresh() == [(False, False)]


def test_what_somebody_held_during_a_check_is_checked_again(shop: Shop) -> None:
    shop.stock(1, 5)
    shop.order(1, (1, 5))
    with other_session() as busy:
        busy.execute("SELECT FROM kitting_verdict FOR UPDATE")
        assert refresh() == [(True, True)]
        assert state() is UNKNOWN
        busy.rollback()
    assert refresh() == [(True, True)]
    assert state() is COMPLETE
    assert refresh() == [(False, False)]


def test_a_demand_that_was_dropped_and_put_again_is_checked(shop: Shop) -> None:
    order = shop.order(1, (1, 5))
    refresh()
    actions.drop_demands(actor=TEST, sources=(order,))
    shop.stock(1, 0)
    shop.order(1, (1, 6))
    assert refresh() == [(True, True)]
    assert state() is SHORT


def test_all_is_checked_now_and_then_though_nothing_seems_to_have_changed(shop: Shop) -> None:
    shop.order(1, (1, 5))
    refresh()
    run("UPDATE kitting_verdict SET state = 'complete', lines_short = 0")  # from an older look
    assert refresh() == [(False, False)]
    with clock.frozen(clock.now() + values.RECHECK):
        assert refresh() == [(True, True)]
    assert state() is SHORT


def test_many_are_netted_again_only_where_something_has_changed(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qitao.kitting.values.FEW_MAX", 1)
    orders = shop.order(1, (1, 5)), shop.order(2, (1, 1))
    refresh()
    run("UPDATE kitting_verdict SET state = 'complete', lines_short = 0")  # what netting would mend
    asked = actions.check_kits(actor=TEST, sources=orders)
    assert [one.state for one in asked.verdicts] == [COMPLETE, COMPLETE]
    shop.stock(1, 1)
    asked = actions.check_kits(actor=TEST, sources=orders)
    assert [one.state for one in asked.verdicts] == [SHORT, COMPLETE]


def test_a_swap_of_reservations_is_found_though_the_sums_are_equal(shop: Shop) -> None:
    account = shop.stock(1, 5)
    shop.hold(account, order=1, line=1, quantity=5)
    shop.order(1, (1, 5))
    refresh()
    assert state() is COMPLETE
    run("DELETE FROM stock_reservation")
    run("UPDATE stock_account SET reserved = 0")
    shop.hold(account, order=2, line=1, quantity=5)
    assert refresh() == [(True, True)]
    assert state() is SHORT


def test_a_change_before_a_restart_is_found_after_it(shop: Shop) -> None:
    """Nothing is kept in a process: a worker that died between change and check loses nothing."""
    shop.order(1, (1, 5))
    refresh()
    shop.stock(1, 5)
    connections.close_all()
    assert refresh() == [(True, True)]
    assert state() is COMPLETE


def test_a_refresh_that_breaks_off_leaves_the_change_to_be_found(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.order(1, (1, 5))
    refresh()
    before = one("SELECT clean_at FROM kitting_sweep")
    shop.stock(1, 5)
    run("SET lock_timeout = '30ms'")
    with other_session() as slow:
        slow.execute("LOCK TABLE catalog_location IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(Unanswered):
            actions.refresh_kits()
        slow.rollback()
    assert state() is SHORT
    assert one("SELECT clean_at FROM kitting_sweep") == before
    assert refresh() == [(True, True)]
    assert state() is COMPLETE


def test_a_slow_plant_is_not_checked_all_the_time(shop: Shop) -> None:
    shop.order(1, (1, 5))
    actions.refresh_kits()
    run("UPDATE kitting_sweep SET took_ms = 3000")
    shop.stock(1, 5)
    assert [one.checked for one in actions.refresh_kits()] == [False]
    with clock.frozen(clock.now() + timedelta(seconds=29)):
        assert [one.checked for one in actions.refresh_kits()] == [False]
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert [one.checked for one in actions.refresh_kits()] == [True]


def test_an_answer_from_older_lines_is_not_stored(shop: Shop) -> None:
    """Demand that changes while a plant is being checked keeps its own, newer standing."""
    shop.stock(1, 5)
    shop.order(1, (1, 5))
    with other_session() as busy:
        busy.execute("UPDATE kitting_verdict SET revision = revision + 1")
        actions.check_kits(actor=TEST, plant=shop.plant)
        busy.commit()
    assert state() is UNKNOWN
    assert refresh() == [(True, True)]
    assert state() is COMPLETE


def test_the_checks_hold_and_find_what_does_not(shop: Shop) -> None:
    shop.stock(1, 5)
    shop.order(1, (1, 5), (2, 1))
    refresh()
    assert list(demand_lines_fit_their_sources()) == []
    assert list(verdicts_are_looked_after()) == []
    assert list(verdicts_equal_a_fresh_check()) == []
    run("UPDATE kitting_verdict SET lines_short = 2, state = 'short'")
    assert [f.subject for f in verdicts_equal_a_fresh_check()] == ["work_order:1"]
    assert [f.evidence for f in demand_lines_fit_their_sources()] == [{"fault": "shortages_differ"}]
    run("UPDATE kitting_demand SET priority = 1 WHERE source_line = 1")
    run("DELETE FROM kitting_demand WHERE source_line = 2")
    assert {str(f.evidence["fault"]) for f in demand_lines_fit_their_sources()} == {
        "shortages_differ",
        "rank_differs",
        "lines_differ",
    }
    with clock.frozen(clock.now() + timedelta(seconds=301)):
        assert [f.subject for f in verdicts_are_looked_after()] == ["plant:1"]

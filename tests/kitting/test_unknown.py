"""Could not find out is not short: time limits, locks, age."""

from datetime import timedelta
from decimal import Decimal

import psycopg
import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.sql import raw_connection
from qitao.kitting import actions, queries, rules
from qitao.kitting.queries import AskedLine, Unanswered, bounded
from qitao.kitting.values import KitState, KitStep, UnknownCause
from tests.kitting.plant import ORDER, TEST, Shop, one, run

UNKNOWN, COMPLETE = KitState.UNKNOWN, KitState.COMPLETE


def other_session() -> psycopg.Connection[tuple[object, ...]]:
    settings = connection.settings_dict
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=settings["NAME"],
    )


@pytest.fixture
def patient(real_db: None) -> None:
    """Wait for locks longer than for the statement, so that time runs out first."""
    run("SET lock_timeout = '10s'")


@pytest.mark.usefixtures("patient")
def test_a_check_that_takes_too_long_is_unknown_and_mends_itself(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qitao.kitting.values.FEW_TIMEOUT_MS", 60)
    monkeypatch.setattr("qitao.kitting.values.PLANT_TIMEOUT_MS", 60)
    shop.stock(1, 1)
    order, other = shop.order(1, (1, 5)), shop.order(2, (1, 1))
    assert actions.check_kits(actor=TEST, sources=(order,)).verdicts[0].state is KitState.SHORT
    with other_session() as slow:
        slow.execute("LOCK TABLE stock_account IN ACCESS EXCLUSIVE MODE")
        answer = actions.check_kits(actor=TEST, sources=(order,))
        assert [(v.state, v.cause) for v in answer.verdicts] == [(UNKNOWN, "timeout")]
        assert (answer.unknown, answer.short) == (1, 0)
        assert one("SELECT count(*) FROM kitting_shortage") == 0
        whole = actions.check_kits(actor=TEST, plant=shop.plant)
        assert (whole.checked, whole.unknown) == (2, 2)
        reserved = actions.reserve_kits(actor=TEST, sources=(order, other))
        assert (reserved.reservations, reserved.complete) == (0, 0)
        asked = queries.check_availability(
            orders=["WO1"], lines=[AskedLine("P1", "M1", Decimal(1))]
        )
        assert (asked.orders[0].state, asked.orders[0].cause) == (UNKNOWN, "timeout")
        assert (asked.lines[0].state, asked.lines[0].short) == (UNKNOWN, 0)
        slow.rollback()
    healed = actions.check_kits(actor=TEST, sources=(order, other))
    assert [v.state for v in healed.verdicts] == [KitState.SHORT, COMPLETE]
    assert one("SELECT current_setting('statement_timeout')") == "0"


def test_a_locked_table_is_unknown_too(shop: Shop) -> None:
    run("SET lock_timeout = '50ms'")
    order = shop.order(1, (1, 5))
    with other_session() as slow:
        slow.execute("LOCK TABLE stock_account IN ACCESS EXCLUSIVE MODE")
        answer = actions.check_kits(actor=TEST, sources=(order,)).verdicts[0]
        slow.rollback()
    assert (answer.state, answer.cause) == (UNKNOWN, "locked")


def test_a_source_that_somebody_is_changing_is_unknown_and_stays_as_it_was(shop: Shop) -> None:
    shop.stock(1, 9)
    order, other = shop.order(1, (1, 5)), shop.order(2, (1, 1))
    actions.check_kits(actor=TEST, sources=(order, other))
    with other_session() as busy:
        busy.execute("UPDATE kitting_verdict SET label = 'x' WHERE source_id = 1")
        answer = actions.check_kits(actor=TEST, sources=(order, other)).verdicts
        assert [(v.source_id, v.state, v.cause) for v in answer] == [
            (1, UNKNOWN, "locked"),
            (2, COMPLETE, ""),
        ]
        busy.rollback()
    stored = queries.find_verdict(ORDER, 1)
    assert stored is not None
    assert stored.state is COMPLETE


def test_a_fault_of_the_program_is_no_answer(shop: Shop) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), bounded(1_000):
        raw_connection().execute("SELECT FROM nowhere")


def test_a_limit_ends_with_its_block(shop: Shop) -> None:
    with bounded(5_000, work_mem="9MB"):
        assert one("SELECT current_setting('statement_timeout')") == "5s"
        assert one("SELECT current_setting('work_mem')") == "9MB"
    assert one("SELECT current_setting('statement_timeout')") == "0"
    with pytest.raises(Unanswered) as caught, bounded(20):
        raw_connection().execute("SELECT pg_sleep(5)")
    assert caught.value.cause is UnknownCause.TIMEOUT


def test_what_nobody_looked_after_grows_stale_and_stops_the_gate(shop: Shop) -> None:
    shop.stock(1, 5)
    order = shop.order(1, (1, 5))
    actions.check_kits(actor=TEST, sources=(order,))
    fresh = queries.find_verdict(ORDER, 1)
    with clock.frozen(clock.now() + timedelta(seconds=299)):
        assert queries.find_verdict(ORDER, 1) == fresh
    with clock.frozen(clock.now() + timedelta(seconds=301)):
        old = queries.find_verdict(ORDER, 1)
        assert old is not None
        assert (old.state, old.stale) == (COMPLETE, True)
        verdict = rules.check_interception(1, KitStep.GATE, old)
        assert (verdict.outcome, verdict.evidence["cause"]) == ("unknown", "stale")
        actions.refresh_kits()
        again = queries.find_verdict(ORDER, 1)
        assert again is not None
        assert (again.state, again.stale) == (COMPLETE, False)

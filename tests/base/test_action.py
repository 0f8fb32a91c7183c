"""The one way in: once, in one transaction, with one entry; a refusal leaves only itself."""

import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NewType

import pytest
from django.db import connection, transaction

from qitao.base import journal
from qitao.base.action import action
from qitao.base.actor import EVERYWHERE, Actor, Permission, Scope
from qitao.base.refusal import KEY_REUSED, PERMISSION_MISSING, Refusal, RefusalCode
from qitao.base.sql import one_view
from qitao.base.verbs import VERBS
from tests.waiting import settled

PotId = NewType("PotId", int)
StirPot = Permission("tests.stir_pot")
TurnPot = Permission("tests.turn_pot")
POT_EMPTY = RefusalCode("TEST_POT_EMPTY")


@dataclass(frozen=True, slots=True)
class Stirred:
    pot: PotId
    turns: int


@action(permission=StirPot)
def add_turn(*, actor: Actor, pot: PotId) -> Stirred:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE test_pot SET turns = turns + 1 WHERE id = %s RETURNING turns", [pot])
        row = cursor.fetchone()
    if row is None:
        raise Refusal(POT_EMPTY, pot=pot)
    return Stirred(pot, row[0])


@action(permission=StirPot)
def stir_pot(*, actor: Actor, pot: PotId, turns: int = 1) -> Stirred:
    done = [add_turn(actor=actor, pot=pot) for _ in range(turns)]
    if turns > 5:
        raise Refusal(POT_EMPTY, pot=pot, turns=turns)
    return done[-1]


@pytest.fixture(autouse=True)
def _pots(real_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE test_pot (id bigint PRIMARY KEY, turns int NOT NULL)")
        cursor.execute("INSERT INTO test_pot VALUES (7, 0)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE test_pot")


@pytest.fixture(autouse=True, scope="module")
def _forget_verbs() -> Iterator[None]:
    yield
    for name in [name for name, verb in VERBS.items() if verb.function.__module__ == __name__]:
        del VERBS[name]


def cook(key: str | None = None) -> Actor:
    from qitao.base.ids import UserId

    return Actor(UserId(1), "cook", {StirPot: (EVERYWHERE,)}, key=key)


def turns() -> int:
    return count("SELECT turns FROM test_pot")


def count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        value: int = cursor.fetchone()[0]
    return value


def test_two_concurrent_calls_with_one_key_give_one_effect_and_two_equal_answers() -> None:
    key = uuid.uuid4().hex
    gate = threading.Barrier(8)

    def call(_: int) -> Stirred:
        gate.wait()
        try:
            return stir_pot(actor=cook(key), pot=PotId(7), turns=3)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(call, range(8)))
    assert answers == [Stirred(PotId(7), 3)] * 8
    assert turns() == 3
    assert count("SELECT count(*) FROM base_journal WHERE parent IS NULL") == 1


def test_a_key_with_another_content_is_refused_and_changes_nothing() -> None:
    stir_pot(actor=cook("k"), pot=PotId(7), turns=1)
    with pytest.raises(Refusal) as caught:
        stir_pot(actor=cook("k"), pot=PotId(7), turns=2)
    assert caught.value.code is KEY_REUSED
    assert turns() == 1


def test_a_nested_action_commits_once_with_its_outer_one() -> None:
    stir_pot(actor=cook(), pot=PotId(7), turns=2)
    settled()
    entries = journal.read(journal.Position())
    assert [entry.verb for entry in entries] == ["base.stir_pot"] + ["base.add_turn"] * 2
    outer = entries[0].id
    assert [entry.parent for entry in entries] == [None, outer, outer]
    assert len({entry.xid for entry in entries}) == 1


def test_a_refused_action_leaves_no_row_but_its_refusal() -> None:
    with pytest.raises(Refusal) as caught:
        stir_pot(actor=cook("again"), pot=PotId(7), turns=6)
    assert caught.value.record is not None
    assert turns() == 0
    assert count("SELECT count(*) FROM base_journal") == 0
    assert count("SELECT count(*) FROM base_request") == 0
    assert count("SELECT count(*) FROM base_refusal WHERE subject = 'pot:7'") == 1


def test_a_refused_key_may_be_tried_again() -> None:
    with pytest.raises(Refusal):
        stir_pot(actor=cook("again"), pot=PotId(8))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO test_pot VALUES (8, 0)")
    assert stir_pot(actor=cook("again"), pot=PotId(8)) == Stirred(PotId(8), 1)


def test_a_caller_without_the_permission_is_refused_by_its_name() -> None:
    from qitao.base.ids import UserId

    guest = Actor(UserId(2), "guest", {})
    with pytest.raises(Refusal) as caught:
        stir_pot(actor=guest, pot=PotId(7))
    assert caught.value.code is PERMISSION_MISSING
    assert caught.value.evidence == {"permission": "tests.stir_pot"}
    assert turns() == 0


def test_the_outer_verb_vouches_for_the_inner_one_and_for_nothing_else() -> None:
    """The cook may stir; that a turn needs a licence of another plant is the stirring's affair."""
    from qitao.base.ids import PlantId, UserId
    from qitao.base.refusal import OUT_OF_SCOPE

    @action(permission=TurnPot)
    def turn_licensed(*, actor: Actor, plant: PlantId) -> None:
        actor.check_scope(TurnPot, plant=plant)

    @action(permission=StirPot)
    def stir_licensed(*, actor: Actor, plant: PlantId) -> None:
        turn_licensed(actor=actor, plant=plant)

    stir_licensed(actor=cook(), plant=PlantId(2))
    turner = Actor(UserId(1), "turner", {TurnPot: (Scope(plants=frozenset({PlantId(1)})),)})
    with pytest.raises(Refusal) as caught:
        turn_licensed(actor=turner, plant=PlantId(2))
    assert caught.value.code is OUT_OF_SCOPE


def test_a_program_error_rolls_back_and_is_no_refusal() -> None:
    with pytest.raises(TypeError):
        stir_pot(actor=cook(), pot=PotId(7), turns="x")  # type: ignore[arg-type]
    assert turns() == 0
    assert count("SELECT count(*) FROM base_refusal") == 0


def end_session(pid: int) -> None:
    """End a session from another one, as a restart of the database does."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_end_session, pid).result()


def _end_session(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    connection.close()


def backend() -> int:
    return count("SELECT pg_backend_pid()")


def test_a_session_that_died_while_idle_costs_nobody_a_call() -> None:
    end_session(backend())
    assert stir_pot(actor=cook("k1"), pot=PotId(7)).turns == 1
    end_session(backend())
    assert journal.find_answer(cook("k1")) is not None
    assert count("SELECT count(*) FROM base_refusal") == 0


def test_a_view_of_one_moment_begins_anew_where_the_session_had_died() -> None:
    end_session(backend())
    with one_view():
        assert count("SELECT count(*) FROM base_refusal") == 0
        assert count("SELECT (current_setting('transaction_isolation') LIKE 'rep%')::int") == 1
    assert count("SELECT (current_setting('transaction_isolation') LIKE 'rep%')::int") == 0


def test_a_session_that_dies_before_the_commit_is_sent_changes_nothing_twice() -> None:
    deaths = [1]

    @action(permission=StirPot)
    def stir_through_a_restart(*, actor: Actor, pot: PotId) -> Stirred:
        stirred = add_turn(actor=actor, pot=pot)
        if deaths:
            deaths.pop()
            end_session(backend())
            add_turn(actor=actor, pot=pot)
        return stirred

    assert stir_through_a_restart(actor=cook("k2"), pot=PotId(7)).turns == 1
    assert turns() == 1
    assert count("SELECT count(*) FROM base_journal WHERE parent IS NULL") == 1


def test_a_reader_never_skips_a_slow_transaction() -> None:
    """The slow one draws its id first and commits last; a reader by id alone would lose it."""
    started, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        entry = journal.OpenEntry("tests.slow")
        with transaction.atomic(), transaction.atomic():  # the inner one does not commit
            journal.write(entry, cook())
            started.set()
            assert may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert started.wait(10)
    stir_pot(actor=cook(), pot=PotId(7))
    early = journal.read(journal.Position())
    may_commit.set()
    thread.join()
    settled()
    after = early[-1].position if early else journal.Position()
    late = journal.read(after)
    assert early == []
    assert [entry.verb for entry in late] == ["tests.slow", "base.stir_pot", "base.add_turn"]


def test_the_journal_refuses_update_delete_and_truncate() -> None:
    from django.db import DatabaseError

    stir_pot(actor=cook(), pot=PotId(7))
    for statement in (
        "UPDATE base_journal SET verb = 'x'",
        "DELETE FROM base_journal",
        "TRUNCATE base_journal",
        "TRUNCATE base_refusal",
    ):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(statement)
    assert count("SELECT count(*) FROM base_journal") == 2

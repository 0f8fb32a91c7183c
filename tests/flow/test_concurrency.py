"""Many clients at once on real commits: no token lost, none doubled, nobody waits in a circle."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from qitao.base.refusal import BUSY, Refusal
from qitao.flow import actions, jobs, queries
from qitao.flow.values import NOT_RUNNING, NOT_WAITING_FOR, PASS, Verdict
from tests.conftest import sized
from tests.flow.conftest import HOUSE, TYPE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing

pytestmark = pytest.mark.usefixtures("real_db")
CLIENTS = 8


def ask(statement: str, *values: object) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def deadlocks() -> int:
    ask("SELECT pg_stat_force_next_flush()")
    return int(
        ask("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0][0]
    )


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls on threads that set off together; return their results or what they raised."""
    from django.db import connections

    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(30)
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def fan(branches: int) -> Drawing:
    """Draw a fork into tasks, a join, a task and an end."""
    drawing = Drawing().start().fork("f", "j").user("after", verb="t.after").end()
    drawing.chain("start", "f").chain("j", "after", "end")
    for branch in range(branches):
        drawing.user(f"b{branch}", verb=f"t.b{branch}").chain("f", f"b{branch}", "j")
    return drawing


def complete_all(verb: str, ids: list[int], seed: int, batch_max: int) -> None:
    """Complete a branch of every object, in an order and in batches of the client's own."""
    order = random.Random(seed)
    ids = list(ids)
    order.shuffle(ids)
    while ids:
        size = order.randint(1, batch_max)
        batch, ids = ids[:size], ids[size:]
        complete_patiently(verb, batch)


def complete_patiently(verb: str, batch: list[int]) -> None:
    while True:
        try:
            complete(verb, *batch)
        except Refusal as refusal:
            if refusal.code is not BUSY:
                raise
        else:
            return


def join_many(count: int, batch_max: int) -> None:
    publish(fan(CLIENTS).xml)
    ids = list(range(1, count + 1))
    for first in range(0, count, 5_000):
        start("demo", *ids[first : first + 5_000])
    before = deadlocks()
    results = at_once(
        *(
            lambda branch=branch: complete_all(f"t.b{branch}", ids, branch, batch_max)
            for branch in range(CLIENTS)
        )
    )
    assert results == [None] * CLIENTS
    assert deadlocks() == before
    assert ask("SELECT count(*) FROM flow_join_arrival") == [(0,)]
    assert ask(
        "SELECT n.key, count(*), count(DISTINCT t.instance_id) FROM flow_token t "
        "JOIN flow_node n ON n.id = t.node_id GROUP BY n.key"
    ) == [("after", count, count)]
    assert ask(
        "SELECT count(*), count(DISTINCT g.instance_id) FROM flow_log g "
        "JOIN flow_node n ON n.id = g.from_node WHERE n.key = 'j'"
    ) == [(count, count)]
    assert ask("SELECT state, count(*) FROM flow_task GROUP BY state ORDER BY state") == [
        ("done", CLIENTS * count),
        ("open", count),
    ]
    assert queries.list_violations() == []


def test_eight_clients_complete_branches_into_joins(answers: Answers) -> None:
    join_many(300, batch_max=40)


@pytest.mark.slow
def test_eight_clients_complete_branches_into_very_many_joins(answers: Answers) -> None:
    join_many(sized(4_000, full=100_000), batch_max=400)


@pytest.mark.slow
def test_a_plan_made_on_empty_tables_does_not_last_for_thousands(answers: Answers) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SET statement_timeout = '60s'")  # pairing all with all takes far longer
    publish(fan(CLIENTS).xml)
    start("demo", 1)
    for first in range(1_000, 7_000, 3_000):
        start("demo", *range(first, first + 3_000))
    assert ask("SELECT count(*) FROM flow_token") == [(CLIENTS * 6_001,)]


def test_one_task_is_done_by_one_of_eight(answers: Answers) -> None:
    publish(fan(1).xml)
    for number in range(1, 13):
        start("demo", number)
        results = at_once(*(lambda n=number: complete("t.b0", n) for _ in range(CLIENTS)))
        refused = [result for result in results if isinstance(result, Refusal)]
        assert len(refused) == CLIENTS - 1
        assert {refusal.code for refusal in refused} == {NOT_WAITING_FOR}
        assert standing(number) == [("after", "task")]
    assert queries.list_violations() == []


def test_bulk_moves_in_opposite_order_never_deadlock(answers: Answers) -> None:
    publish(fan(2).xml)
    ids = list(range(1, 301))
    start("demo", *ids)
    before = deadlocks()
    results = at_once(
        lambda: complete_patiently("t.b0", ids),
        lambda: complete_patiently("t.b1", ids[::-1]),
    )
    assert results == [None, None]
    results = at_once(
        *(
            lambda part=part: complete_patiently("t.after", part)
            for part in (ids[:200][::-1], ids[200:])
        )
    )
    assert results == [None, None]
    assert deadlocks() == before
    assert ask("SELECT status, count(*) FROM flow_instance GROUP BY status") == [("completed", 300)]


def gated() -> Drawing:
    drawing = Drawing().start().service("g", "test.gate").user("next").end()
    return drawing.chain("start", "g", "next", "end")


def test_two_drains_at_once_move_each_token_once(answers: Answers) -> None:
    publish(gated().xml)
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    start("demo", *range(1, 501))
    answers.say(PASS)
    results = at_once(*(lambda: actions.run_gates(actor=HOUSE, limit=400) for _ in range(4)))
    assert sum(result.moved for result in results) <= 500
    actions.run_gates(actor=HOUSE)
    assert Counter(standing(*range(1, 501))) == {("next", "task"): 500}
    assert ask("SELECT count(*) FROM flow_task") == [(500,)]
    assert queries.list_violations() == []


def test_redrives_at_once_move_each_object_once(answers: Answers) -> None:
    publish(gated().xml)
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    ids = tuple(range(1, 48))
    start("demo", *ids)
    answers.say(PASS)
    results = at_once(
        *(
            lambda: actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=ids, reason="x")
            for _ in range(4)
        )
    )
    assert sum(result.moved for result in results) == 47
    assert ask("SELECT count(*) FROM flow_task") == [(47,)]


def test_workers_share_the_jobs(answers: Answers) -> None:
    drawing = Drawing().start().service("s", "test.post").user("next").end()
    publish(drawing.chain("start", "s", "next", "end").xml)

    def slowly(ids: tuple[int, ...], keys: object) -> Mapping[int, Verdict]:
        time.sleep(0.02)
        return dict.fromkeys(ids, PASS)

    answers.outside = slowly
    start("demo", *range(1, 401))

    def work(name: str) -> None:
        while jobs.run_batch(name):
            pass

    results = at_once(*(lambda name=name: work(name) for name in ("w1", "w2", "w3", "w4")))
    assert results == [None] * 4
    asked = Counter(number for ids, _ in answers.called for number in ids)
    assert asked == dict.fromkeys(range(1, 401), 1)
    assert Counter(standing(*range(1, 401))) == {("next", "task"): 400}
    assert queries.list_violations() == []


def test_holding_and_cancelling_amid_completions_keeps_the_invariants(answers: Answers) -> None:
    publish(fan(3).xml)
    ids = tuple(range(1, 151))
    start("demo", *ids)

    def each(verb: Callable[..., Any], seed: int) -> Callable[[], None]:
        def run() -> None:
            order = random.Random(seed)
            for number in order.sample(ids, len(ids)):
                try:
                    verb(number)
                except Refusal as refusal:
                    assert refusal.code in (NOT_RUNNING, NOT_WAITING_FOR, BUSY)  # noqa: PT017

        return run

    def control(verb: Callable[..., Any]) -> Callable[[int], Any]:
        return lambda number: verb(actor=HOUSE, business_type=TYPE, business_ids=(number,))

    before = deadlocks()
    results = at_once(
        *(each(lambda n, b=b: complete(f"t.b{b}", n), b) for b in range(3)),
        each(control(actions.hold_instances), 11),
        each(control(actions.resume_instances), 12),
        each(control(actions.cancel_instances), 13),
    )
    assert results == [None] * 6
    assert deadlocks() == before
    assert queries.list_violations() == []
    assert ask("SELECT DISTINCT status FROM flow_instance") == [("cancelled",)]
    assert ask("SELECT count(*) FROM flow_token") == [(0,)]

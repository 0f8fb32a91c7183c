"""The timetable: gates are asked again after a rest, timers fire, broken invariants are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from qitao.base import clock
from qitao.flow import actions, jobs, queries
from qitao.flow.values import PASS, Verdict
from tests.flow.conftest import HOUSE, TYPE, Answers, publish, standing, start
from tests.flow.drawing import Drawing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def test_the_timetable_is_registered_on_the_engine_s_own_queue() -> None:
    names = {name: task.queue for name, task in app.tasks.items() if name.startswith("flow.")}
    assert names == dict.fromkeys(
        (
            "flow.run_jobs",
            "flow.run_due_jobs",
            "flow.drain_gates",
            "flow.fire_timers",
            "flow.hold_invariants",
        ),
        "flow",
    )


def test_a_gate_rests_before_it_is_asked_again(answers: Answers) -> None:
    drawing = Drawing().start().service("g", "test.gate").user("next").end()
    publish(drawing.chain("start", "g", "next", "end").xml)
    answers.say(Verdict.fail("t.NO"))
    with clock.frozen(NOW):
        start("demo", 1, 2, 3)
        assert len(answers.asked) == 1
    with clock.frozen(NOW + timedelta(seconds=49)):
        jobs.drain_gates_each_minute(0)
        assert len(answers.asked) == 1
    answers.say(PASS)
    with clock.frozen(NOW + timedelta(seconds=51)):
        jobs.drain_gates_each_minute(0)
    assert answers.asked == [(1, 2, 3)] * 3  # at the start, at the look, and by the verb
    assert standing(1, 2, 3) == [("next", "task")] * 3


def test_the_timetable_leaves_nothing_in_the_journal_where_nothing_is_to_do(
    answers: Answers,
) -> None:
    def entries() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM base_journal")
            count: int = cursor.fetchone()[0]
        return count

    def minute() -> int:
        before = entries()
        for task in (jobs.drain_gates_each_minute, jobs.run_jobs_each_ten_seconds):
            task(0)
        jobs.fire_timers(0)
        jobs.hold_invariants(0)
        return entries() - before

    drawing = Drawing().start().service("g", "test.gate").user("next").end()
    publish(drawing.chain("start", "g", "next", "end").xml)
    assert minute() == 0
    answers.say(Verdict.fail("t.NO"))
    with clock.frozen(NOW):
        start("demo", 1, 2, 3)
        assert minute() == 0
    with clock.frozen(NOW + timedelta(seconds=51)):
        assert minute() == 0
        assert {row.asked_at for row in queries.list_tokens(TYPE, (1, 2, 3))} == {clock.now()}
        assert minute() == 0
    answers.gate = lambda ids: {
        n: Verdict.fail("t.NO" if n > 1 else "t.NEVER", lacks=n) for n in ids
    }
    with clock.frozen(NOW + timedelta(seconds=102)):
        assert minute() == 1  # one of three says something else
        told = queries.list_tokens(TYPE, (1, 2, 3))
        assert [(row.code, row.evidence["lacks"]) for row in told] == [
            ("t.NEVER", 1),
            ("t.NO", 2),
            ("t.NO", 3),
        ]
    with clock.frozen(NOW + timedelta(seconds=153)):
        assert minute() == 0
    assert [row.code for row in queries.list_log(TYPE, 1) if row.code] == ["t.NO", "t.NEVER"]
    answers.say(PASS)
    with clock.frozen(NOW + timedelta(seconds=204)):
        assert minute() == 1
    assert standing(1, 2, 3) == [("next", "task")] * 3


def test_a_look_at_a_gate_undoes_what_its_step_wrote(answers: Answers) -> None:
    def note(ids: tuple[int, ...]) -> dict[int, Verdict]:
        actions.run_gates(actor=HOUSE, step="test.none")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE flow_instance SET business_id = business_id + 100")
        return {n: Verdict.fail("t.NO") for n in ids}

    drawing = Drawing().start().service("g", "test.gate").user("next").end()
    publish(drawing.chain("start", "g", "next", "end").xml)
    answers.say(Verdict.fail("t.NO"))
    start("demo", 1)
    answers.gate = note
    later = clock.now() + timedelta(minutes=1)
    assert actions.look_at_gates(asked_before=later).same == 1
    assert standing(1) == [("g", "gate")]


def test_timers_and_jobs_run_by_the_clock(answers: Answers) -> None:
    drawing = Drawing().start().service("s", "test.post").user("a").user("late").end()
    drawing.timer("t", "a", "PT1H").chain("start", "s", "a", "end").chain("t", "late", "end")
    publish(drawing.xml)
    with clock.frozen(NOW):
        start("demo", 1)
        jobs.run_jobs_each_ten_seconds(0)
        assert standing(1) == [("a", "task")]
        jobs.fire_timers(0)
        assert standing(1) == [("a", "task")]
    with clock.frozen(NOW + timedelta(hours=1)):
        jobs.fire_timers(0)
    assert standing(1) == [("late", "task")]
    jobs.hold_invariants(0)
    assert queries.list_incidents() == []


def test_one_business_object_never_stands_twice_in_one_call(answers: Answers) -> None:
    drawing = Drawing().start().fork("f", "j").service("s1", "test.post").end()
    drawing.service("s2", "test.post").chain("start", "f", "s1", "j", "end").chain("f", "s2", "j")
    publish(drawing.xml)
    start("demo", 1, 2)
    jobs.run_jobs()
    assert sorted(ids for ids, _ in answers.called) == [(1, 2), (1, 2)]
    assert len({key for _, keys in answers.called for key in keys.values()}) == 4
    assert standing(1, 2) == []

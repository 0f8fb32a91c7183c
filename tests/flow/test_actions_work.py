"""Jobs with lease, time limit, retry and dead letter; boundary timers."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from qitao.base import clock
from qitao.flow import actions, checks, jobs, queries
from qitao.flow.actions.work import JobAnswer, Taken
from qitao.flow.models import Incident, Job, Timer, Token
from qitao.flow.values import PASS, Outcome, Verdict
from tests.flow.conftest import HOUSE, TYPE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing, line

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def served(step: str = "test.post") -> Drawing:
    drawing = Drawing().start().service("s", step, name="过账").user("next").end()
    return drawing.chain("start", "s", "next", "end")


def take(worker: str = "w1") -> Taken:
    return actions.take_jobs(actor=HOUSE, worker=worker)


def report(worker: str, taken: Taken, verdict: Verdict = PASS) -> object:
    answers = tuple(
        JobAnswer(job.id, job.attempts, verdict.outcome, verdict.code, dict(verdict.evidence))
        for job in taken.jobs
    )
    return actions.report_jobs(actor=HOUSE, worker=worker, answers=answers)


def test_a_service_is_run_outside_the_transaction_with_a_stable_key(answers: Answers) -> None:
    publish(served().xml)
    start("demo", 1, 2)
    assert standing(1) == [("s", "job")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, queue_name, status::text FROM procrastinate_jobs")
        assert cursor.fetchall() == [("flow.run_jobs", "flow", "todo")]
    assert jobs.run_batch("w") == 2
    ((ids, keys),) = answers.called
    assert ids == (1, 2)
    assert set(keys.values()) == set(Job.objects.values_list("key", flat=True))
    assert standing(1, 2) == [("next", "task"), ("next", "task")]
    assert jobs.run_batch("w") == 0


def test_unknown_is_asked_again_later_and_given_up_after_the_last_attempt(answers: Answers) -> None:
    publish(served().xml)
    answers.say_outside(Verdict.unknown("flow.STEP_ERROR", error="HTTP 503"))
    with clock.frozen(NOW):
        start("demo", 1)
        jobs.run_batch("w")
        job = Job.objects.get()
        assert (job.state, job.attempts) == ("queued", 1)
        assert timedelta(seconds=3.75) <= job.run_after - NOW <= timedelta(seconds=6.25)
        (row,) = queries.list_tokens(TYPE, (1,))
        assert (row.wait, row.verdict, row.code) == ("job", "unknown", "flow.STEP_ERROR")
        assert jobs.run_batch("w") == 0
    with clock.frozen(NOW + timedelta(minutes=1)):
        jobs.run_batch("w")
        assert Job.objects.get().run_after - clock.now() >= timedelta(seconds=7.5)
    with clock.frozen(NOW + timedelta(minutes=2)):
        jobs.run_batch("w")
        (dead,) = queries.list_jobs("dead")
        assert (dead.attempts, dead.last_error["code"]) == (3, "flow.STEP_ERROR")
        assert standing(1) == [("s", "incident")]
        (incident,) = queries.list_incidents()
        assert (incident.code, incident.evidence["attempts"]) == ("flow.JOB_DEAD", 3)
        assert queries.list_violations() == []
        assert jobs.run_batch("w") == 0
        answers.say_outside(PASS)
        outcome = actions.redrive(
            actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="接口恢复"
        )
        assert [(o.moved, o.wait) for o in outcome.outcomes] == [(False, "job")]
        assert queries.list_incidents() == []
        assert queries.list_violations() == []
        jobs.run_batch("w")
    assert standing(1) == [("next", "task")]
    assert len({keys[1] for _, keys in answers.called}) == 1


def test_a_known_no_of_a_service_is_an_incident_at_once(answers: Answers) -> None:
    publish(served().xml)
    answers.say_outside(Verdict.fail("t.CLOSED", period="2026-02"))
    start("demo", 1)
    jobs.run_batch("w")
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.wait, row.verdict, row.code) == ("incident", "fail", "t.CLOSED")
    assert row.evidence == {"period": "2026-02"}
    assert [incident.code for incident in queries.list_incidents()] == ["flow.STEP_FAILED"]
    assert queries.list_violations() == []


def test_an_error_event_catches_the_no_of_a_service(answers: Answers) -> None:
    drawing = served().error("oops", "s", "t.CLOSED").user("ask").chain("oops", "ask", "end")
    publish(drawing.xml)
    answers.say_outside(Verdict.fail("t.CLOSED"))
    start("demo", 1)
    jobs.run_batch("w")
    assert standing(1) == [("ask", "task")]
    assert queries.list_incidents() == []
    assert queries.list_violations() == []


def test_an_outside_gate_waits_with_its_reason_and_is_asked_again(answers: Answers) -> None:
    publish(served("test.outside").xml)
    answers.say_outside(Verdict.fail("t.LIMIT", open=5))
    start("demo", 1)
    jobs.run_batch("w")
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.wait, row.verdict, row.code, row.evidence) == (
        "gate",
        "fail",
        "t.LIMIT",
        {"open": 5},
    )
    assert queries.list_violations() == []
    answers.say_outside(PASS)
    assert actions.run_gates(actor=HOUSE).queued == 1
    assert queries.list_violations() == []
    jobs.run_batch("w")
    assert standing(1) == [("next", "task")]


def test_a_step_that_hangs_is_left_behind(answers: Answers) -> None:
    publish(served().xml)
    release = threading.Event()

    def hang(ids: tuple[int, ...], keys: object) -> Mapping[int, Verdict]:
        release.wait(30)
        return dict.fromkeys(ids, PASS)

    answers.outside = hang
    start("demo", 1)
    jobs.run_batch("w")
    release.set()
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.wait, row.verdict, row.code) == ("job", "unknown", "flow.STEP_TIMEOUT")


def test_a_step_that_raises_in_a_worker_is_unknown(answers: Answers) -> None:
    publish(served().xml)

    def broken(ids: tuple[int, ...], keys: object) -> Mapping[int, Verdict]:
        raise ConnectionError("refused by host")

    answers.outside = broken
    start("demo", 1)
    jobs.run_batch("w")
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.code, row.evidence["error"]) == ("flow.STEP_ERROR", "ConnectionError")


def test_an_expired_lease_is_taken_over_and_told(answers: Answers) -> None:
    publish(served().xml)
    with clock.frozen(NOW):
        start("demo", 1)
        first = take("w1")
        assert [job.attempts for job in first.jobs] == [1]
        assert take("w2").jobs == ()
    with clock.frozen(NOW + timedelta(seconds=30)):
        assert take("w2").jobs == ()
    with clock.frozen(NOW + timedelta(seconds=32)):
        second = take("w2")
        assert [job.attempts for job in second.jobs] == [2]
        assert second.jobs[0].key == first.jobs[0].key
        (incident,) = queries.list_incidents()
        assert incident.code == "flow.LEASE_EXPIRED"
        assert (incident.evidence["worker"], incident.evidence["attempt"]) == ("w1", 1)
        late = report("w1", first)
        assert (late.done, late.late) == (0, 1)  # type: ignore[attr-defined]
        assert standing(1) == [("s", "job")]
        assert {row.code for row in queries.list_incidents()} == {
            "flow.LEASE_EXPIRED",
            "flow.ANSWER_LATE",
        }
        done = report("w2", second)
        assert (done.done, done.late) == (1, 0)  # type: ignore[attr-defined]
        assert standing(1) == [("next", "task")]
        again = report("w2", second)
        assert (again.done, again.late) == (0, 1)  # type: ignore[attr-defined]
        assert standing(1) == [("next", "task")]
    incidents = tuple(row.id for row in queries.list_incidents())
    actions.resolve_incidents(actor=HOUSE, incidents=incidents, resolution="进程重启过")
    assert queries.list_incidents() == []


def test_a_job_that_kills_its_workers_is_given_up(answers: Answers) -> None:
    publish(served().xml)
    with clock.frozen(NOW):
        start("demo", 1)
        first = take("w1")
    for turn in range(1, 6):
        with clock.frozen(NOW + timedelta(minutes=turn)):
            again = take(f"w{turn + 1}")
            assert [job.attempts for job in again.jobs] == ([turn + 1] if turn < 3 else [])
    assert standing(1) == [("s", "incident")]
    (dead,) = queries.list_jobs("dead")
    assert (dead.attempts, dead.last_error["code"]) == (3, "flow.LEASE_EXPIRED")
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.verdict, row.code) == ("unknown", "flow.LEASE_EXPIRED")
    assert "flow.JOB_DEAD" in {incident.code for incident in queries.list_incidents()}
    assert not queries.has_due_jobs(NOW + timedelta(hours=1))
    assert queries.list_violations() == []
    late = report("w1", first)
    assert (late.done, late.late) == (0, 1)  # type: ignore[attr-defined]
    actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="接口恢复")
    jobs.run_batch("w")
    assert standing(1) == [("next", "task")]


def test_a_lost_job_of_a_held_instance_is_taken_over_after_the_resume(answers: Answers) -> None:
    publish(served().xml)
    with clock.frozen(NOW):
        start("demo", 1)
        take("w1")
        actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    with clock.frozen(NOW + timedelta(minutes=1)):
        assert not queries.has_due_jobs(clock.now())
        assert take("w2").jobs == ()
        actions.resume_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
        assert [job.attempts for job in take("w2").jobs] == [2]


def test_a_job_of_a_held_instance_waits_for_the_resume(answers: Answers) -> None:
    publish(served().xml)
    start("demo", 1)
    taken = take("w")
    actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    report("w", taken)
    assert standing(1) == [("s", "job")]
    assert take("w").jobs == ()
    actions.resume_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    assert jobs.run_batch("w") == 1
    assert standing(1) == [("next", "task")]


def test_an_incident_that_holds_a_token_cannot_be_closed_by_hand(answers: Answers) -> None:
    publish(served().xml)
    answers.say_outside(Verdict.fail("t.CLOSED"))
    start("demo", 1)
    jobs.run_batch("w")
    (incident,) = queries.list_incidents()
    closed = actions.resolve_incidents(actor=HOUSE, incidents=(incident.id,), resolution="x")
    assert closed.incidents == ()
    actions.cancel_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    assert queries.list_incidents() == []
    assert Job.objects.get().state == "cancelled"


def timed(*, interrupts: bool) -> Drawing:
    drawing = Drawing().start().user("a", verb="t.a").end()
    drawing.timer("late", "a", "PT2H", interrupts=interrupts).user("chase", verb="t.chase")
    drawing.end("chased")
    return drawing.chain("start", "a", "end").chain("late", "chase", "chased")


def test_an_interrupting_timer_moves_the_token_away(answers: Answers) -> None:
    publish(timed(interrupts=True).xml)
    with clock.frozen(NOW):
        start("demo", 1)
    with clock.frozen(NOW + timedelta(hours=1, minutes=59)):
        assert actions.fire_timers(actor=HOUSE).count == 0
    with clock.frozen(NOW + timedelta(hours=2)):
        assert actions.fire_timers(actor=HOUSE).count == 1
        assert actions.fire_timers(actor=HOUSE).count == 0
    assert standing(1) == [("chase", "task")]
    assert queries.list_violations() == []
    fired = next(row for row in queries.list_log(TYPE, 1) if row.cause == "timer")
    assert (fired.from_node, fired.to_node, fired.waited) == ("a", "late", timedelta(hours=2))


def test_a_timer_that_does_not_interrupt_fires_once_beside_the_work(answers: Answers) -> None:
    publish(timed(interrupts=False).xml)
    with clock.frozen(NOW):
        start("demo", 1)
    with clock.frozen(NOW + timedelta(hours=3)):
        assert actions.fire_timers(actor=HOUSE).count == 1
        assert actions.fire_timers(actor=HOUSE).count == 0
        assert standing(1) == [("a", "task"), ("chase", "task")]
        complete("t.a", 1)
        assert standing(1) == [("chase", "task")]
        complete("t.chase", 1)
    assert standing(1) == []
    assert Timer.objects.count() == 0


def test_a_timer_goes_with_its_token(answers: Answers) -> None:
    publish(timed(interrupts=True).xml)
    with clock.frozen(NOW):
        start("demo", 1)
        complete("t.a", 1)
    assert Timer.objects.count() == 0
    with clock.frozen(NOW + timedelta(days=1)):
        assert actions.fire_timers(actor=HOUSE).count == 0


def test_a_timer_that_came_due_on_hold_fires_after_the_resume(answers: Answers) -> None:
    publish(timed(interrupts=True).xml)
    with clock.frozen(NOW):
        start("demo", 1)
        actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    with clock.frozen(NOW + timedelta(hours=3)):
        assert actions.fire_timers(actor=HOUSE).count == 0
        actions.resume_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
        assert actions.fire_timers(actor=HOUSE).count == 1


def test_a_timer_interrupts_a_job_and_its_answer_changes_nothing(answers: Answers) -> None:
    drawing = served().timer("late", "s", "PT1M").user("ask").chain("late", "ask", "end")
    publish(drawing.xml)
    with clock.frozen(NOW):
        start("demo", 1)
        taken = take("w")
    with clock.frozen(NOW + timedelta(minutes=1)):
        actions.fire_timers(actor=HOUSE)
        report("w", taken)
    assert standing(1) == [("ask", "task")]
    assert Job.objects.get().state == "cancelled"
    assert queries.list_violations() == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM flow_token",
        "UPDATE flow_task SET state = 'done'",
        "UPDATE flow_task SET state = 'cancelled'",
        "UPDATE flow_token SET wait = 'job', wait_ref = 1",
        "UPDATE flow_token SET wait = 'join', wait_ref = NULL",
        "UPDATE flow_token SET wait = 'gate', wait_ref = NULL",
        "UPDATE flow_token SET wait = 'incident', wait_ref = 1",
        "UPDATE flow_token SET wait = 'pass'",
        "UPDATE flow_instance SET status = 'completed'",
        "UPDATE flow_token SET wait_ref = wait_ref + 1",
        "INSERT INTO flow_join_arrival (instance_id, node_id, edge_id, token_id) "
        "SELECT instance_id, node_id, 1, id FROM flow_token",
    ],
)
def test_damage_by_hand_is_found_and_becomes_an_incident(answers: Answers, damage: str) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", 1)
    assert queries.list_violations() == []
    with connection.cursor() as cursor:
        cursor.execute(damage)
    found = [*checks.each_active_instance_has_a_token(), *checks.each_token_has_one_living_reason()]
    assert len(found) == 1
    jobs.hold_invariants(0)
    jobs.hold_invariants(0)
    assert [row.code for row in queries.list_incidents()] == ["flow.INVARIANT_BROKEN"]
    assert Incident.objects.count() == 1
    assert len(list(checks.no_process_incident_is_open())) == 1


def test_the_invariants_hold_all_the_time(answers: Answers) -> None:
    drawing = Drawing().start().fork("f", "j").user("a", verb="t.a").service("s", "test.post")
    drawing.service("g", "test.gate").end().chain("start", "f", "a", "j", "end")
    drawing.chain("f", "s", "j").chain("f", "g", "j")
    publish(drawing.xml)
    answers.say(Verdict.fail("t.NO"))
    start("demo", 1)
    assert queries.list_violations() == []
    jobs.run_batch("w")
    assert queries.list_violations() == []
    complete("t.a", 1)
    assert queries.list_violations() == []
    answers.say(PASS)
    assert jobs.drain_gates().asked == 0
    actions.run_gates(actor=HOUSE)
    assert standing(1) == []
    assert Token.objects.count() == 0
    assert queries.list_violations() == []


def test_an_answer_is_a_verdict() -> None:
    answer = JobAnswer(1, 1, Outcome.FAIL, "x", {"a": 1})  # type: ignore[arg-type]
    assert answer.verdict == Verdict.fail("x", a=1)

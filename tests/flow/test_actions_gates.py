"""Gates: pass, no and "could not find out" are three things; re-drive tells what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import connection

from qitao.base.refusal import Refusal
from qitao.flow import actions, queries
from qitao.flow.models import Incident, Instance, Token
from qitao.flow.rules.registry import STEPS
from qitao.flow.values import NOT_AT_GATE, PASS, REASON_MISSING, Entered, Verdict
from tests.flow.conftest import HOUSE, TYPE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing

pytestmark = pytest.mark.django_db


def gated(step: str = "test.gate") -> Drawing:
    drawing = Drawing().start().user("draft", verb="t.submit", state="draft")
    drawing.service("gate", step, name="检查", state="checking")
    drawing.user("next", verb="t.next", state="ready", name="下一步").end()
    return drawing.chain("start", "draft", "gate", "next", "end")


def redrive(*ids: int) -> list[tuple[int, bool, str, str, str]]:
    outcome = actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=ids, reason="库已修好")
    assert outcome.tag == "emergency"
    return [(o.business_id, o.moved, o.node, o.verdict, o.code) for o in outcome.outcomes]


def test_a_gate_that_passes_is_gone_through_at_once(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1, 2)
    complete("t.submit", 1, 2)
    assert standing(1, 2) == [("next", "task"), ("next", "task")]
    assert answers.asked == [(1, 2)]
    assert answers.entered[1:] == [
        (Entered(1, "checking", "gate"), Entered(2, "checking", "gate")),
        (Entered(1, "ready", "next"), Entered(2, "ready", "next")),
    ]


def test_fail_and_unknown_are_kept_apart_and_explained(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1, 2, 3, 4)
    answers.gate = lambda ids: {
        1: PASS,
        2: Verdict.fail("flow.STEP_FAILED", code="short"),
        3: Verdict.unknown("flow.STEP_TIMEOUT", limit=5),
    }
    complete("t.submit", 1, 2, 3, 4)
    rows = {row.business_id: row for row in queries.list_tokens(TYPE, (1, 2, 3, 4))}
    assert {number: (row.node, row.verdict, row.code) for number, row in rows.items()} == {
        1: ("next", "not_evaluated", ""),
        2: ("gate", "fail", "flow.STEP_FAILED"),
        3: ("gate", "unknown", "flow.STEP_TIMEOUT"),
        4: ("gate", "unknown", "flow.STEP_SILENT"),
    }
    assert rows[2].evidence == {"code": "short"}
    reasons = {why.business_id: why for why in queries.explain(TYPE, (1, 2, 3, 4))}
    assert reasons[1].reason == "等待办理「下一步」"
    assert reasons[3].reason == "查不到结果：「test.gate」5 秒内没有回答"
    assert reasons[4].reason == "查不到结果：「test.gate」没有给出这张单的结论"
    assert "不是业务不通过" in reasons[3].next
    english = queries.explain(TYPE, (4,), lang="en")[0]
    assert english.reason == "Not known: “test.gate” gave no answer for this one"
    loads = {load.node: load for load in queries.count_waiting_by_node()}
    assert (loads["gate"].count, loads["gate"].failed, loads["gate"].unknown) == (3, 1, 2)


def test_a_step_that_raises_is_unknown_and_the_verb_still_commits(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)

    def broken(ids: tuple[int, ...]) -> Mapping[int, Verdict]:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE flow_instance SET variables = '{\"left\": 1}'")
            cursor.execute("SELECT 1 / 0")
        return {}

    answers.gate = broken
    complete("t.submit", 1)
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.verdict, row.code) == ("unknown", "flow.STEP_ERROR")
    assert row.evidence["error"] == "DivisionByZero"
    assert Instance.objects.get().variables == {}


def test_a_verb_inside_a_step_that_breaks_leaves_no_journal_entry(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)

    def half(ids: tuple[int, ...]) -> Mapping[int, Verdict]:
        start("demo", 77)
        raise ValueError("after the verb")

    answers.gate = half
    complete("t.submit", 1)
    assert standing(77) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT verb, parent IS NULL FROM base_journal WHERE verb LIKE 'flow.%' ORDER BY id"
        )
        assert cursor.fetchall() == [
            ("flow.publish_definition", True),
            ("flow.start_instances", True),
            ("flow.complete_tasks", True),
        ]


def test_a_step_that_is_too_slow_is_unknown_by_timeout(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)

    def slow(ids: tuple[int, ...]) -> Mapping[int, Verdict]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
        return {}

    answers.gate = slow
    complete("t.submit", 1)
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.verdict, row.code) == ("unknown", "flow.STEP_TIMEOUT")
    assert row.evidence["limit"] == 1.0
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize("answer", [None, [1], {1: True}, {1: "ok"}])
def test_nonsense_is_unknown(answers: Answers, answer: object) -> None:
    publish(gated().xml)
    start("demo", 1)
    answers.gate = lambda ids: answer  # type: ignore[return-value]
    complete("t.submit", 1)
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.verdict, row.code) == ("unknown", "flow.STEP_ERROR")


def test_a_step_that_is_no_longer_there_is_unknown(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)
    del STEPS["test.gate"]
    complete("t.submit", 1)
    (row,) = queries.list_tokens(TYPE, (1,))
    assert (row.verdict, row.code) == ("unknown", "flow.STEP_MISSING")


def test_redrive_reports_the_new_state_of_each(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1, 2, 3, 4)
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    complete("t.submit", 1, 2, 3)
    answers.gate = lambda ids: {1: PASS, 2: Verdict.fail("flow.STEP_FAILED")}
    assert redrive(1, 2, 3, 4, 99) == [
        (1, True, "next", "not_evaluated", ""),
        (2, False, "gate", "fail", "flow.STEP_FAILED"),
        (3, False, "gate", "unknown", "flow.STEP_SILENT"),
        (4, False, "draft", "not_evaluated", ""),
        (99, False, "", "", ""),
    ]
    tagged = [(row.cause, row.tag, row.to_node) for row in queries.list_log(TYPE, 1)][-1]
    assert tagged == ("redrive", "emergency", "next")
    waiting = queries.list_log(TYPE, 3)[-1]
    assert (waiting.cause, waiting.tag, waiting.code) == (
        "redrive",
        "emergency",
        "flow.STEP_SILENT",
    )


def test_redrive_again_is_harmless(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    complete("t.submit", 1)
    answers.say(PASS)
    assert redrive(1) == [(1, True, "next", "not_evaluated", "")]
    assert redrive(1) == [(1, False, "next", "not_evaluated", "")]


def test_redrive_and_waiver_want_a_reason(answers: Answers) -> None:
    for verb in (actions.redrive, actions.waive_gate):
        with pytest.raises(Refusal) as refused:
            verb(actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="  ")
        assert refused.value.code is REASON_MISSING


def test_a_held_instance_is_not_redriven(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    complete("t.submit", 1)
    actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    answers.say(PASS)
    outcome = actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="x")
    assert [(o.moved, o.status, o.node) for o in outcome.outcomes] == [(False, "held", "gate")]


def test_draining_the_gates_moves_what_may_go_on(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", *range(1, 31))
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    complete("t.submit", *range(1, 31))
    answers.gate = lambda ids: {n: PASS if n % 2 else Verdict.fail("flow.STEP_FAILED") for n in ids}
    first = actions.run_gates(actor=HOUSE, limit=10)
    assert (first.asked, first.moved) == (10, 5)
    second = actions.run_gates(actor=HOUSE, after=first.last_token)
    assert (second.asked, second.moved) == (20, 10)
    assert standing(*range(1, 31)) == [("gate", "gate")] * 15 + [("next", "task")] * 15
    rested = actions.run_gates(
        actor=HOUSE, asked_before=queries.list_tokens(TYPE, (2,))[0].asked_at
    )
    assert rested.asked == 0
    other = actions.run_gates(actor=HOUSE, step="test.other")
    assert other.asked == 0


def test_a_verdict_that_does_not_change_is_logged_once(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1)
    answers.say(Verdict.fail("flow.STEP_FAILED"))
    complete("t.submit", 1)
    for _ in range(3):
        actions.run_gates(actor=HOUSE)
    assert Token.objects.get().attempt == 4
    assert [row.verdict for row in queries.list_log(TYPE, 1) if row.verdict] == ["fail"]


def test_a_waiver_passes_the_gate_and_names_what_was_overruled(answers: Answers) -> None:
    publish(gated().xml)
    start("demo", 1, 2)
    answers.say(Verdict.fail("flow.STEP_FAILED", short=3))
    complete("t.submit", 1)
    with pytest.raises(Refusal) as refused:
        actions.waive_gate(actor=HOUSE, business_type=TYPE, business_ids=(1, 2), reason="客户急")
    assert refused.value.code is NOT_AT_GATE
    assert refused.value.evidence["ids"] == [2]
    assert standing(1) == [("gate", "gate")]
    actions.waive_gate(actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="客户急")
    assert standing(1) == [("next", "task")]
    waiver = next(row for row in queries.list_log(TYPE, 1) if row.cause == "waive")
    assert (waiver.verdict, waiver.code) == ("fail", "flow.STEP_FAILED")
    assert waiver.evidence == {"short": 3, "reason": "客户急"}


def test_an_error_event_takes_the_failure_that_it_names(answers: Answers) -> None:
    drawing = gated().error("short", "gate", "SHORT").error("any", "gate").user("buy", "ask")
    drawing.chain("short", "buy", "end").chain("any", "ask", "end")
    publish(drawing.xml)
    start("demo", 1, 2, 3)
    answers.gate = lambda ids: {
        1: Verdict.fail("SHORT"),
        2: Verdict.fail("OTHER"),
        3: Verdict.unknown("SHORT"),
    }
    complete("t.submit", 1, 2, 3)
    assert {n: standing(n) for n in (1, 2, 3)} == {
        1: [("buy", "task")],
        2: [("ask", "task")],
        3: [("gate", "gate")],
    }
    causes = [(row.cause, row.from_node, row.to_node) for row in queries.list_log(TYPE, 1)]
    assert causes[-2:] == [("error", "gate", "short"), ("error", "short", "buy")]


def test_an_endless_loop_is_an_incident_not_a_hang(answers: Answers) -> None:
    drawing = Drawing().start().service("g", "test.gate").xor("x", default="x_g").end()
    drawing.chain("start", "g", "x", "g").flow("x", "end", "n > 1")
    publish(drawing.xml)
    start("demo", 1, n=0)
    assert standing(1) == [("g", "incident")]
    (incident,) = queries.list_incidents()
    assert (incident.code, incident.node) == ("flow.HOP_LIMIT", "g")
    assert len(answers.asked) == 32
    assert queries.list_violations() == []
    Instance.objects.update(variables={"n": 5})
    outcome = actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="改好了")
    assert [(o.moved, o.status, o.node) for o in outcome.outcomes] == [(True, "completed", "")]
    assert Incident.objects.get().resolved_at is not None
    assert queries.list_violations() == []


def test_a_loop_of_gateways_alone_is_stopped_by_the_hop_limit(answers: Answers) -> None:
    """A publish refuses such a model; the engine stops it even so."""
    drawing = Drawing().start().user("a", verb="t.a").xor("x", default="x_y").xor("y").end()
    drawing.user("b").chain("start", "a", "x", "y", "b", "end").flow("x", "end", "n > 1")
    publish(drawing.xml)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE flow_edge SET target_id = (SELECT id FROM flow_node WHERE key = 'x') "
            "WHERE key = 'y_b'"
        )
        cursor.execute("SET session_replication_role = origin")
    start("demo", 1, 2)
    moved = complete("t.a", 1, 2, n=0)
    assert {s.wait for s in moved.stands} == {"incident"}
    assert {row.code for row in queries.list_incidents()} == {"flow.HOP_LIMIT"}
    assert queries.list_violations() == []


def test_a_second_gate_is_asked_in_the_same_breath(answers: Answers) -> None:
    drawing = Drawing().start().user("a", verb="t.a").service("g1", "test.gate")
    drawing.service("g2", "test.gate").end().chain("start", "a", "g1", "g2", "end")
    publish(drawing.xml)
    start("demo", 1)
    moved = complete("t.a", 1)
    assert [(s.node, s.wait) for s in moved.stands] == [("end", "end")]
    assert answers.asked == [(1,), (1,)]


def test_step_names_are_taken_once() -> None:
    from qitao.flow.rules.registry import step

    with pytest.raises(ValueError, match="cannot be local"):
        step("t.x", kind="service", local=True, timeout=timedelta(seconds=1))

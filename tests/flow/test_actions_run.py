"""Starting, completing, claiming, holding, cancelling: on real PostgreSQL."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from qitao.base import clock
from qitao.base.actor import EVERYWHERE, Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.flow import actions, queries
from qitao.flow.models import Instance, Job, Task, Timer, Token
from qitao.flow.values import (
    ALREADY_RUNNING,
    DEFINITION_MISSING,
    NOT_RUNNING,
    NOT_WAITING_FOR,
    TASK_CLAIMED,
    TASK_GONE,
    TASK_NEEDS_VERB,
    TASK_NOT_YOURS,
    VARIABLES_INVALID,
    Entered,
    TaskId,
)
from tests.flow.conftest import HOUSE, TYPE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing, line

pytestmark = pytest.mark.django_db


def person(number: int, *permissions: str) -> Actor:
    grants = dict.fromkeys(("flow.work_on_tasks", *permissions), (EVERYWHERE,))
    return Actor(UserId(number), f"user {number}", MappingProxyType(grants))


def test_a_line_of_tasks_runs_to_its_end(answers: Answers) -> None:
    publish(
        Drawing()
        .start()
        .user("a", verb="t.a", state="one")
        .user("b", verb="t.b", state="two")
        .end(state="done")
        .chain("start", "a", "b", "end")
        .xml
    )
    start("demo", 1, 2)
    assert standing(1) == [("a", "task")]
    moved = complete("t.a", 1)
    assert [(s.business_id, s.node, s.wait) for s in moved.stands] == [(1, "b", "task")]
    assert standing(2) == [("a", "task")]
    complete("t.b", 1)
    assert standing(1) == []
    assert Instance.objects.get(business_id=1).status == "completed"
    assert answers.entered == [
        (Entered(1, "one", "a"), Entered(2, "one", "a")),
        (Entered(1, "two", "b"),),
        (Entered(1, "done", "end"),),
    ]
    assert Task.objects.filter(state="open").count() == 1


def test_completing_what_does_not_wait_is_refused_whole(answers: Answers) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", 1, 2)
    complete("t.a", 2)
    with pytest.raises(Refusal) as refused:
        complete("t.a", 1, 2)
    assert refused.value.code is NOT_WAITING_FOR
    assert refused.value.evidence["ids"] == [2]
    assert standing(1) == [("a", "task")]


def test_an_object_has_one_living_instance(answers: Answers) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", 1)
    with pytest.raises(Refusal) as refused:
        start("demo", 1, 2)
    assert refused.value.code is ALREADY_RUNNING
    assert refused.value.evidence["ids"] == [1]
    assert standing(2) == []
    complete("t.a", 1)
    start("demo", 1)
    assert standing(1) == [("a", "task")]


def test_a_process_that_is_not_published_cannot_start() -> None:
    with pytest.raises(Refusal) as refused:
        start("nowhere", 1)
    assert refused.value.code is DEFINITION_MISSING


@pytest.mark.parametrize(
    ("size", "expected"), [(5, "small"), (50, "medium"), (500, "large"), ("x", "large")]
)
def test_an_exclusive_gateway_takes_the_first_flow_whose_condition_holds(
    answers: Answers, size: object, expected: str
) -> None:
    drawing = Drawing().start().user("a", verb="t.a").xor("x", default="x_large")
    drawing.user("small", "medium", "large").end()
    drawing.chain("start", "a", "x").flow("x", "large").flow("x", "small", "size < 10")
    drawing.flow("x", "medium", "size < 100")
    for branch in ("small", "medium", "large"):
        drawing.flow(branch, "end")
    publish(drawing.xml)
    start("demo", 1)
    complete("t.a", 1, size=size)
    assert standing(1) == [(expected, "task")]


def test_no_path_is_an_incident_and_a_redrive_goes_on(answers: Answers) -> None:
    drawing = Drawing().start().xor("x").user("a", "b").end()
    drawing.chain("start", "x").flow("x", "a", "n = 1").flow("x", "b", "n = 2")
    drawing.chain("a", "end").chain("b", "end")
    published = publish(drawing.xml)
    assert [problem.code for problem in published.warnings] == ["DEFAULT_MISSING"]
    moved = start("demo", 1)
    assert [(s.node, s.wait) for s in moved.stands] == [("x", "incident")]
    (why,) = queries.explain(TYPE, (1,))
    assert why.code == "flow.NO_PATH"
    assert "没有一条分支的条件成立" in why.reason
    Instance.objects.update(variables={"n": 2})
    outcome = actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=(1,), reason="补资料")
    assert [(o.moved, o.node) for o in outcome.outcomes] == [(True, "b")]
    assert queries.list_incidents() == []
    assert queries.list_violations() == []


def test_parallel_branches_join_once(answers: Answers) -> None:
    drawing = Drawing().start().fork("f", "j").user("a", verb="t.a").user("b", verb="t.b")
    drawing.user("c", verb="t.c").end()
    drawing.chain("start", "f", "a", "j", "c", "end").chain("f", "b", "j")
    publish(drawing.xml)
    start("demo", 1)
    assert standing(1) == [("a", "task"), ("b", "task")]
    complete("t.a", 1)
    assert standing(1) == [("b", "task"), ("j", "join")]
    assert queries.list_violations() == []
    complete("t.b", 1)
    assert standing(1) == [("c", "task")]
    complete("t.c", 1)
    assert Instance.objects.get(business_id=1).status == "completed"


def test_two_ends_complete_an_instance_with_the_last(answers: Answers) -> None:
    drawing = Drawing().start().fork("f").user("a", verb="t.a").user("b", verb="t.b")
    drawing.end("end_a", "end_b")
    drawing.chain("start", "f", "a", "end_a").chain("f", "b", "end_b")
    publish(drawing.xml)
    start("demo", 1)
    complete("t.a", 1)
    assert Instance.objects.get(business_id=1).status == "active"
    complete("t.b", 1)
    assert Instance.objects.get(business_id=1).status == "completed"


def test_a_terminate_event_takes_all_other_tokens_with_it(answers: Answers) -> None:
    drawing = Drawing().start().fork("f").user("a", verb="t.a").user("b", verb="t.b").end()
    drawing.service("s", "test.post").terminate(state="stopped")
    drawing.timer("late", "b", "PT1H").user("chase")
    drawing.chain("start", "f", "a", "stop").chain("f", "b", "end").chain("f", "s", "end")
    drawing.chain("late", "chase", "end")
    publish(drawing.xml)
    start("demo", 1)
    complete("t.a", 1)
    assert Instance.objects.get(business_id=1).status == "terminated"
    assert Token.objects.count() == 0
    assert Timer.objects.count() == 0
    assert set(Task.objects.values_list("node__key", "state")) == {
        ("a", "done"),
        ("b", "cancelled"),
    }
    assert set(Job.objects.values_list("state", flat=True)) == {"cancelled"}
    assert answers.entered == [(Entered(1, "stopped", "stop"),)]


def test_hold_stops_everything_and_resume_goes_on(answers: Answers) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", 1)
    actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    with pytest.raises(Refusal) as refused:
        complete("t.a", 1)
    assert refused.value.code is NOT_RUNNING
    assert refused.value.evidence["status"] == "held"
    (why,) = queries.explain(TYPE, (1,))
    assert why.reason == "流程已暂停，停在「a」"
    actions.resume_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    complete("t.a", 1)
    with pytest.raises(Refusal) as refused:
        actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    assert refused.value.code is NOT_RUNNING


def test_cancel_leaves_nothing_that_waits(answers: Answers) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", 1, 2)
    actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(2,))
    actions.cancel_instances(actor=HOUSE, business_type=TYPE, business_ids=(1, 2))
    assert set(Instance.objects.values_list("status", flat=True)) == {"cancelled"}
    assert Token.objects.count() == 0
    assert set(Task.objects.values_list("state", flat=True)) == {"cancelled"}
    assert [row.cause for row in queries.list_log(TYPE, 1)] == ["start", "pass", "cancel"]


def test_a_claimed_task_is_done_by_its_claimer(answers: Answers) -> None:
    publish(line("a", permission="t.do").xml)
    start("demo", 1)
    ann, bob = person(7, "t.do"), person(8, "t.do")
    task = TaskId(Task.objects.get().id)
    with pytest.raises(Refusal) as refused:
        actions.claim_task(actor=person(9), task=task)
    assert refused.value.code is TASK_NOT_YOURS
    actions.claim_task(actor=ann, task=task)
    for attempt in (
        lambda: actions.claim_task(actor=bob, task=task),
        lambda: actions.finish_tasks(actor=bob, tasks=(task,)),
        lambda: actions.release_task(actor=bob, task=task),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code is TASK_CLAIMED
    boss = person(6, "flow.release_tasks_of_others")
    actions.release_task(actor=boss, task=task)
    actions.claim_task(actor=bob, task=task)
    actions.finish_tasks(actor=bob, tasks=(task,))
    with pytest.raises(Refusal) as refused:
        actions.finish_tasks(actor=bob, tasks=(task,))
    assert refused.value.code is TASK_GONE
    assert Instance.objects.get().status == "completed"


def test_a_task_of_a_verb_cannot_be_ticked_off(answers: Answers) -> None:
    publish(line("a", verb="t.release").xml)
    start("demo", 1)
    with pytest.raises(Refusal) as refused:
        actions.finish_tasks(actor=person(7), tasks=(TaskId(Task.objects.get().id),))
    assert refused.value.code is TASK_NEEDS_VERB
    assert refused.value.evidence["verb"] == "t.release"


@pytest.mark.parametrize(
    "variables",
    [{"a b": 1}, {"n": 1e30}, {"n": float("nan")}, {"s": "x" * 9000}, {"": 1}],
)
def test_variables_are_few_and_small(answers: Answers, variables: dict[str, object]) -> None:
    publish(line("a", verb="t.a").xml)
    with pytest.raises(Refusal) as refused:
        start("demo", 1, **variables)
    assert refused.value.code is VARIABLES_INVALID


def test_the_log_tells_how_long_each_step_waited_and_worked(answers: Answers) -> None:
    publish(line("a", permission="t.do").xml)
    began = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    ann = person(7, "t.do")
    with clock.frozen(began):
        start("demo", 1)
    task = TaskId(Task.objects.get().id)
    with clock.frozen(began + timedelta(minutes=30)):
        actions.claim_task(actor=ann, task=task)
        (figures,) = queries.list_step_figures(TYPE, (1,), at=began + timedelta(minutes=40))
    assert (figures.open, figures.waited, figures.worked) == (
        1,
        timedelta(minutes=30),
        timedelta(minutes=10),
    )
    with clock.frozen(began + timedelta(minutes=50)):
        actions.finish_tasks(actor=ann, tasks=(task,))
    last = queries.list_log(TYPE, 1)[-1]
    assert (last.from_node, last.to_node, last.cause, last.actor) == ("a", "end", "complete", 7)
    assert (last.waited, last.worked) == (timedelta(minutes=30), timedelta(minutes=20))
    (figures,) = queries.list_step_figures(TYPE, (1,), at=began)
    assert (figures.visits, figures.open, figures.total) == (1, 0, timedelta(minutes=50))
    (figures,) = queries.list_flow_figures("demo", since=began, until=began + timedelta(days=1))
    assert (figures.waited, figures.worked) == (timedelta(minutes=30), timedelta(minutes=20))


def test_ten_thousand_move_like_one(answers: Answers) -> None:
    publish(line("a", "b", verb="t.next").xml)
    ids = tuple(range(1, 2001))
    start("demo", *ids)
    moved = complete("t.next", *ids)
    assert {(s.node, s.wait) for s in moved.stands} == {("b", "task")}
    assert len(moved.stands) == 2000
    (load,) = queries.count_waiting_by_node()
    assert (load.node, load.count, load.failed, load.unknown) == ("b", 2000, 0, 0)
    assert queries.list_violations() == []


def of_one_plant(*permissions: str) -> Actor:
    scope = Scope(plants=frozenset({PlantId(1)}))
    grants = dict.fromkeys(("flow.work_on_tasks", *permissions), (scope,))
    return Actor(UserId(8), "user 8", MappingProxyType(grants))


def test_rights_of_one_plant_move_nothing(answers: Answers) -> None:
    """The engine's rows name no plant: the scoped way is the verb of the floor that owns them."""
    publish(line("a").xml)
    start("demo", 1)
    task = TaskId(Task.objects.get().id)
    scoped = of_one_plant(
        "flow.hold_instances",
        "flow.cancel_instances",
        "flow.redrive",
        "flow.waive_gate",
        "flow.run_gates",
        "flow.resolve_incident",
        "flow.start_instances",
        "flow.complete_by_verb",
    )
    objects: dict[str, Any] = {"business_type": TYPE, "business_ids": (1,)}
    for attempt in (
        lambda: actions.claim_task(actor=scoped, task=task),
        lambda: actions.release_task(actor=scoped, task=task),
        lambda: actions.finish_tasks(actor=scoped, tasks=(task,)),
        lambda: actions.hold_instances(actor=scoped, **objects),
        lambda: actions.resume_instances(actor=scoped, **objects),
        lambda: actions.cancel_instances(actor=scoped, **objects),
        lambda: actions.redrive(actor=scoped, reason="now", **objects),
        lambda: actions.waive_gate(actor=scoped, reason="now", **objects),
        lambda: actions.run_gates(actor=scoped),
        lambda: actions.resolve_incidents(actor=scoped, incidents=(), resolution="done"),
        lambda: actions.start_instances(actor=scoped, definition_key="demo", **objects),
        lambda: actions.complete_tasks(actor=scoped, verb="t.a", **objects),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code is OUT_OF_SCOPE
    assert standing(1) == [("a", "task")]
    assert Task.objects.get().claimed_by is None

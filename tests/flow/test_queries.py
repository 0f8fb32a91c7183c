"""What pages read: the picture of an instance, the load of nodes, the tasks of a person."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from qitao.base.actor import EVERYWHERE, Actor
from qitao.base.ids import UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.flow import queries
from qitao.flow.values import Verdict
from tests.flow.conftest import TYPE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing, line

pytestmark = pytest.mark.django_db


def test_an_instance_shows_its_drawing_tokens_and_path(answers: Answers) -> None:
    drawing = Drawing().start().user("a", verb="t.a").fork("f").user("b", "c").end("e1", "e2")
    drawing.chain("start", "a", "f", "b", "e1").chain("f", "c", "e2")
    xml = drawing.xml
    publish(xml)
    start("demo", 1, quantity=5)
    complete("t.a", 1)
    view = queries.get_instance_view(TYPE, 1)
    assert view.instance.xml == xml
    assert (view.instance.definition, view.instance.version) == ("demo", 1)
    assert view.instance.variables == {"quantity": 5}
    assert [token.node for token in view.tokens] == ["b", "c"]
    path = [(row.from_node, row.to_node, row.edge) for row in view.log]
    assert path[:3] == [
        (None, "start", None),
        ("start", "a", "start_a"),
        ("a", "f", "a_f"),
    ]
    assert set(path[3:]) == {("f", "b", "f_b"), ("f", "c", "f_c")}
    with pytest.raises(Refusal) as refused:
        queries.get_instance_view(TYPE, 2)
    assert refused.value.code is NOT_FOUND


def test_the_newest_instance_is_shown_the_log_keeps_all(answers: Answers) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", 1)
    complete("t.a", 1)
    start("demo", 1)
    view = queries.get_instance_view(TYPE, 1)
    assert view.instance.status == "active"
    assert [row.cause for row in view.log] == ["start", "pass", "complete", "start", "pass"]
    page = queries.list_log(TYPE, 1, after=view.log[2].id, limit=1)
    assert [row.id for row in page] == [view.log[3].id]


def test_loads_are_sorted_by_how_many_wait(answers: Answers) -> None:
    drawing = Drawing().start().user("a", verb="t.a").service("g", "test.gate").end()
    publish(drawing.chain("start", "a", "g", "end").xml)
    answers.say(Verdict.unknown("flow.STEP_TIMEOUT"))
    start("demo", *range(1, 6))
    complete("t.a", 1, 2)
    loads = [(load.node, load.count, load.unknown) for load in queries.count_waiting_by_node()]
    assert loads == [("a", 3, 0), ("g", 2, 2)]
    assert queries.count_waiting_by_node("other") == []
    gate = next(load.node_id for load in queries.count_waiting_by_node() if load.node == "g")
    waiting = queries.list_waiting(gate)
    assert [(row.business_id, row.code) for row in waiting] == [
        (1, "flow.STEP_TIMEOUT"),
        (2, "flow.STEP_TIMEOUT"),
    ]


def test_a_person_sees_the_tasks_of_their_permissions(answers: Answers) -> None:
    drawing = Drawing().start().user("a", permission="t.plan").user("b", permission="t.store")
    publish(drawing.end().chain("start", "a", "b", "end").xml)
    start("demo", 1, 2)
    planner = Actor(UserId(5), "p", MappingProxyType({"t.plan": (EVERYWHERE,)}))
    keeper = Actor(UserId(6), "k", MappingProxyType({"t.store": (EVERYWHERE,)}))
    assert [task.business_id for task in queries.list_open_tasks(planner)] == [1, 2]
    assert queries.list_open_tasks(keeper) == []
    assert standing(1) == [("a", "task")]

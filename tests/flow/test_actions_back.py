"""The way back to an earlier task."""

from datetime import timedelta

import pytest

from qitao.base.refusal import Refusal
from qitao.flow import actions, queries
from qitao.flow.models import Task
from qitao.flow.values import NOT_RUNNING, NOT_WAITING_FOR, Entered
from tests.flow.conftest import HOUSE, TYPE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing

pytestmark = pytest.mark.django_db


def back(*ids: int) -> None:
    actions.reopen_tasks(actor=HOUSE, business_type=TYPE, business_ids=ids, verb="t.b", to="t.a")


@pytest.fixture
def line(answers: Answers) -> Answers:
    """Two tasks in a row, and two objects that wait at the second one."""
    publish(
        Drawing()
        .start()
        .user("a", verb="t.a", state="one", sla="PT1H")
        .user("b", verb="t.b", state="two")
        .end(state="done")
        .chain("start", "a", "b", "end")
        .xml
    )
    start("demo", 1, 2)
    complete("t.a", 1, 2)
    return answers


def test_a_token_goes_back_and_forth(line: Answers) -> None:
    back(1)
    assert (standing(1), standing(2)) == ([("a", "task")], [("b", "task")])
    assert line.entered[-1] == (Entered(1, "one", "a"),)
    token = queries.list_tokens(TYPE, (1,))[0]
    assert token.due is not None
    assert token.due - token.since == timedelta(hours=1)
    assert [t.verb for t in Task.objects.filter(token_id=token.token_id, state="open")] == ["t.a"]
    last = queries.list_log(TYPE, 1)[-1]
    assert (last.cause, last.from_node, last.to_node) == ("back", "b", "a")
    complete("t.a", 1)
    complete("t.b", 1)
    assert standing(1) == []


def test_all_go_back_or_none(line: Answers) -> None:
    complete("t.b", 2)
    with pytest.raises(Refusal) as refused:
        back(1, 2)
    assert refused.value.code is NOT_WAITING_FOR


def test_what_is_held_stays(line: Answers) -> None:
    actions.hold_instances(actor=HOUSE, business_type=TYPE, business_ids=(1,))
    with pytest.raises(Refusal) as refused:
        back(1)
    assert refused.value.code is NOT_RUNNING
    assert standing(1) == [("b", "task")]

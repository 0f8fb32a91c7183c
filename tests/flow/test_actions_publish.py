"""Publishing: versions, immutability, and refusals that name everything."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import IntegrityError

from qitao.base.refusal import Refusal
from qitao.flow import actions, queries
from qitao.flow.models import Definition, Node
from qitao.flow.values import MODEL_REFUSED
from tests.flow.conftest import HOUSE, Answers, complete, publish, standing, start
from tests.flow.drawing import Drawing, line

pytestmark = pytest.mark.django_db


def test_running_instances_stay_on_their_version(answers: Answers) -> None:
    first = publish(line("a", "b", verb="t.next").xml)
    start("demo", 1)
    second = publish(line("a", "c", verb="t.next").xml)
    assert (first.version, second.version, second.is_new) == (1, 2, True)
    start("demo", 2)
    complete("t.next", 1, 2)
    assert standing(1) == [("b", "task")]
    assert standing(2) == [("c", "task")]
    assert [(row.version, row.living) for row in queries.list_definitions()] == [(2, 1), (1, 1)]
    assert queries.count_running(first.definition) == 1


def test_the_same_model_is_not_published_twice(answers: Answers) -> None:
    drawing = line("a")
    first = publish(drawing.xml)
    again = publish(drawing.xml)
    assert (again.definition, again.version, again.is_new) == (first.definition, 1, False)


def test_the_xml_comes_back_as_it_went_in(answers: Answers) -> None:
    xml = "<?xml version='1.0'?>\n" + line("a").xml.replace(
        '<bpmn:userTask id="a"', '<!-- note -->\n  <bpmn:userTask other:x="1"   id="a"'
    )
    published = publish(xml)
    assert queries.get_definition(published.definition).xml == xml


def test_a_refused_model_leaves_nothing_and_names_everything(answers: Answers) -> None:
    drawing = Drawing().start().node("scriptTask", "s", name="脚本").service("x", "no.step").end()
    drawing.chain("start", "s", "x", "end")
    with pytest.raises(Refusal) as refused:
        publish(drawing.xml)
    assert refused.value.code is MODEL_REFUSED
    found = [
        (p["code"], p["element"], p["name"], p["type"]) for p in refused.value.evidence["problems"]
    ]
    assert ("ELEMENT_UNKNOWN", "s", "脚本", "scriptTask") in found
    assert ("STEP_UNKNOWN", "x", "x", "serviceTask") in found
    assert Definition.objects.count() == 0


def test_a_retired_version_starts_nothing_new(answers: Answers) -> None:
    first = publish(line("a").xml)
    second = publish(line("b").xml)
    actions.retire_definition(actor=HOUSE, definition=second.definition)
    start("demo", 1)
    assert standing(1) == [("a", "task")]
    actions.reinstate_definition(actor=HOUSE, definition=second.definition)
    start("demo", 2)
    assert standing(2) == [("b", "task")]
    assert first.version == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE flow_node SET name = 'x'",
        "DELETE FROM flow_edge",
        "UPDATE flow_definition SET xml = 'x'",
        "DELETE FROM flow_definition",
        "UPDATE flow_log SET cause = 'x'",
        "DELETE FROM flow_log",
        "TRUNCATE flow_log",
    ],
)
def test_what_is_published_or_logged_cannot_be_rewritten(answers: Answers, statement: str) -> None:
    publish(line("a").xml)
    start("demo", 1)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_properties_arrive_in_the_rows(answers: Answers) -> None:
    drawing = Drawing().start().user("a", sla="PT90M", post="planner", form="check").end()
    drawing.service("s", "test.post", attempts="9", backoff="PT1M", timeout="PT2S")
    drawing.chain("start", "a", "s", "end")
    publish(drawing.xml)
    a, s = Node.objects.get(key="a"), Node.objects.get(key="s")
    assert (a.sla.total_seconds(), a.post, a.form) == (5400, "planner", "check")
    assert (s.attempts, s.backoff.total_seconds(), s.timeout.total_seconds()) == (9, 60, 2)
    start("demo", 1)
    (row,) = queries.list_tokens("thing", (1,))
    assert row.due is not None
    assert (row.due - row.since).total_seconds() == 5400

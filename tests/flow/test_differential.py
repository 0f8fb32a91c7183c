"""The same model, the same tasks done in the same order: here and in SpiffWorkflow.

After every step the open tasks must be equal, and so must what was passed on the way.
"""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import timer as spiff_timer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from qitao.base import clock
from qitao.flow import actions, queries
from qitao.flow.models import Instance
from qitao.flow.values import PASS, Verdict
from tests.conftest import sized
from tests.flow.conftest import HOUSE, TYPE, Answers, complete, forgotten, publish, start
from tests.flow.random_models import Block, Sketch, oracle_models, sketch

STEPS_MAX = 30
BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
numbers = count(1)


class _Clock(datetime):
    """The oracle's clock, set by the test."""

    moment = BEGIN

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return cls.moment


@pytest.fixture(autouse=True)
def oracle_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spiff_timer, "datetime", _Clock)


class Oracle:
    """SpiffWorkflow running the model."""

    def __init__(self, drawn: Sketch) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.parse(io.BytesIO(drawn.theirs.xml.encode())))
        self.keys = {part.split('id="')[1].split('"')[0] for part in drawn.theirs.parts}
        key = drawn.theirs.key
        self.workflow = BpmnWorkflow(parser.get_spec(key), parser.get_subprocess_specs(key))
        self.passed: Counter[str] = Counter()
        self._go_on()

    def _go_on(self) -> None:
        self.workflow.do_engine_steps(did_complete_task=self._note)
        self.workflow.refresh_timers()
        self.workflow.do_engine_steps(did_complete_task=self._note)

    def _note(self, task: Any) -> None:
        if task.task_spec.bpmn_id in self.keys:
            self.passed[task.task_spec.bpmn_id] += 1

    def open(self) -> Counter[str]:
        tasks = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        return Counter(task.task_spec.bpmn_id for task in tasks)

    def complete(self, key: str, variables: dict[str, int]) -> None:
        (task,) = [
            task
            for task in self.workflow.get_tasks(state=TaskState.READY, manual=True)
            if task.task_spec.bpmn_id == key
        ]
        task.data.update(variables)
        task.run()
        self._note(task)
        self._go_on()

    def wait_an_hour(self) -> None:
        _Clock.moment += timedelta(hours=1, seconds=1)
        self._go_on()


class Ours:
    """Qitao running the model."""

    def __init__(self, drawn: Sketch, business: int) -> None:
        self.business = business
        publish(drawn.ours.xml)
        start(drawn.ours.key, business)

    def open(self) -> Counter[str]:
        rows = queries.list_tokens(TYPE, (self.business,))
        assert {row.wait for row in rows} <= {"task", "join"}
        return Counter(row.node for row in rows if row.wait == "task")

    def passed(self) -> Counter[str]:
        """Count how often each node was left, or, for an end, come to."""
        done: Counter[str] = Counter()
        seen: set[tuple[int | None, int]] = set()
        for row in queries.list_log(TYPE, self.business):
            if row.edge is None and row.cause in ("timer", "start"):
                continue
            assert (row.token_id, row.id) not in seen
            seen.add((row.token_id, row.id))
            if row.to_node and row.to_node.startswith("end"):
                done[row.to_node] += 1
        return done

    @property
    def ended(self) -> bool:
        return Instance.objects.get(business_id=self.business).ended_at is not None


def run_both(answers: Answers, drawn: Sketch, data: st.DataObject) -> None:
    business = next(numbers)
    _Clock.moment = BEGIN
    with clock.frozen(BEGIN):
        oracle, ours = Oracle(drawn), Ours(drawn, business)
    for _ in range(STEPS_MAX):
        assert ours.open() == oracle.open()
        assert queries.list_violations() == []
        assert ours.ended == oracle.workflow.completed
        if ours.ended:
            break
        if not _step(answers, drawn, data, oracle, ours):
            return
    ends = Counter({k: n for k, n in oracle.passed.items() if k.startswith("end")})
    assert ours.passed() == ends


def _step(answers: Answers, drawn: Sketch, data: st.DataObject, oracle: Oracle, ours: Ours) -> bool:
    """Do one drawn thing in both; False where only tasks are open of which there are several.

    Which of two tokens at one node is meant cannot be said to both engines alike.
    """
    choices = sorted(key for key, count in Counter(ours.open()).items() if count == 1)
    if drawn.timed.keys() & set(choices):
        choices.append("an hour passes")
    if not choices:
        return False
    key = data.draw(st.sampled_from(choices), label="step")
    if key == "an hour passes":
        oracle.wait_an_hour()
        with clock.frozen(_Clock.moment):
            while actions.fire_timers(actor=HOUSE).count:
                pass
        return True
    variables = {}
    if key in drawn.deciders:
        value = variables[drawn.deciders[key]] = data.draw(st.integers(0, 3), label="value")
        failing = key in drawn.risks and value == 1
        answers.risk = Verdict.fail(drawn.risks[key]) if failing else PASS
    oracle.complete(key, variables)
    with clock.frozen(_Clock.moment):
        complete(key, ours.business, **variables)
    return True


SETTINGS = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.mark.django_db
@settings(max_examples=25, **SETTINGS)
@given(block=oracle_models(timers=False), data=st.data())
def test_random_models_run_as_in_the_oracle(
    answers: Answers, block: Block, data: st.DataObject
) -> None:
    with forgotten():
        run_both(answers, sketch(block, f"random{next(numbers)}"), data)


@pytest.mark.django_db
@settings(max_examples=20, **SETTINGS)
@given(block=oracle_models(timers=True, max_leaves=5), data=st.data())
def test_random_models_with_timers_run_as_in_the_oracle(
    answers: Answers, block: Block, data: st.DataObject
) -> None:
    with forgotten():
        run_both(answers, sketch(block, f"timed{next(numbers)}"), data)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=sized(150, full=1500), **SETTINGS)
@given(block=oracle_models(timers=False, max_leaves=14), data=st.data())
def test_many_bigger_random_models(answers: Answers, block: Block, data: st.DataObject) -> None:
    with forgotten():
        run_both(answers, sketch(block, f"big{next(numbers)}"), data)


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=sized(120, full=1000), **SETTINGS)
@given(block=oracle_models(timers=True, max_leaves=8), data=st.data())
def test_many_random_models_with_timers(
    answers: Answers, block: Block, data: st.DataObject
) -> None:
    with forgotten():
        run_both(answers, sketch(block, f"timedbig{next(numbers)}"), data)

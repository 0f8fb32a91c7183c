"""Steps that answer as a test says, and the verbs as the house itself calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from qitao.base.actor import Actor
from qitao.flow import actions
from qitao.flow.rules.registry import ENTER_HOOKS, STEPS, on_enter, step
from qitao.flow.values import PASS, Entered, Verdict

HOUSE = Actor.system(cause="test")
TYPE = "thing"


@dataclass
class Answers:
    """What the steps of a test answer, what they were asked, and which states were announced."""

    gate: Callable[[tuple[int, ...]], Mapping[int, Verdict]] = lambda ids: dict.fromkeys(ids, PASS)
    outside: Callable[..., Mapping[int, Verdict]] = lambda ids, keys: dict.fromkeys(ids, PASS)
    risk: Verdict = PASS
    """What the step says that an error event may watch."""
    asked: list[tuple[int, ...]] = field(default_factory=list)
    called: list[tuple[tuple[int, ...], dict[int, str]]] = field(default_factory=list)
    entered: list[tuple[Entered, ...]] = field(default_factory=list)

    def say(self, verdict: Verdict) -> None:
        """Answer the local gate with this from now on."""
        self.gate = lambda ids: dict.fromkeys(ids, verdict)

    def say_outside(self, verdict: Verdict) -> None:
        """Answer the outside steps with this from now on."""
        self.outside = lambda ids, keys: dict.fromkeys(ids, verdict)


@pytest.fixture
def answers() -> Iterator[Answers]:
    """Register `test.gate` (local), `test.outside` (a gate by job), `test.post` (a service)."""
    told = Answers()
    steps, hooks = dict(STEPS), dict(ENTER_HOOKS)

    @step("test.gate", kind="gate", local=True, timeout=timedelta(seconds=1))
    def gate(ids: tuple[int, ...]) -> Mapping[int, Verdict]:
        told.asked.append(ids)
        return told.gate(ids)

    @step("test.risk", kind="gate", local=True, timeout=timedelta(seconds=1))
    def risk(ids: tuple[int, ...]) -> Mapping[int, Verdict]:
        return dict.fromkeys(ids, told.risk)

    def outside(ids: tuple[int, ...], *, keys: Mapping[int, str]) -> Mapping[int, Verdict]:
        told.called.append((ids, dict(keys)))
        return told.outside(ids, keys)

    step("test.outside", kind="gate", timeout=timedelta(seconds=1), attempts=3)(outside)
    step("test.post", kind="service", timeout=timedelta(seconds=1), attempts=3)(outside)

    @on_enter(TYPE)
    def enter(entered: Any) -> None:
        told.entered.append(tuple(entered))

    yield told
    STEPS.clear()
    STEPS.update(steps)
    ENTER_HOOKS.clear()
    ENTER_HOOKS.update(hooks)


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo what one example of many wrote, so that the next one does not wade through its rows."""
    from django.db import transaction

    undone = transaction.atomic()
    undone._from_testcase = True  # type: ignore[attr-defined]  # verbs may begin inside it
    with undone:
        yield
        transaction.set_rollback(True)


def start(key: str, *ids: int, **variables: Any) -> Any:
    return actions.start_instances(
        actor=HOUSE,
        definition_key=key,
        business_type=TYPE,
        business_ids=ids or (1,),
        variables=variables,
    )


def complete(verb: str, *ids: int, **variables: Any) -> Any:
    return actions.complete_tasks(
        actor=HOUSE,
        business_type=TYPE,
        business_ids=ids or (1,),
        verb=verb,
        variables=variables,
    )


def publish(xml: str) -> Any:
    return actions.publish_definition(actor=HOUSE, xml=xml)


def standing(*ids: int) -> list[tuple[str, str]]:
    """Return (node, wait) of every token, sorted."""
    from qitao.flow import queries

    return sorted((token.node, token.wait) for token in queries.list_tokens(TYPE, ids or (1,)))

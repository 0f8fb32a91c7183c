"""What the flow of an order asks of production: the kit gate, and the states it enters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.flow.rules.registry import on_enter, step
from qitao.flow.values import PASS, Entered, Verdict
from qitao.kitting import actions as kitting
from qitao.kitting.rules import check_interception
from qitao.kitting.values import KitStep, Source
from qitao.production.values import BUSINESS, ORDER_STATE, OrderState, sources_of

sql = SqlRoom(__package__)
KIT_TIMEOUT = timedelta(seconds=5)
CHANGES = [(source, target.value) for target in OrderState for source in sources_of(target)]
"""The declared changes of state."""


@dataclass(frozen=True, slots=True)
class _Facts:
    id: int
    interception: int
    waived: bool


@step("production.check_kit", kind="gate", local=True, timeout=KIT_TIMEOUT)
def check_kit(ids: Sequence[int]) -> Mapping[int, Verdict]:
    """Answer for each order whether its kit lets it pass: short stops it at level 1 only.

    An answer that could not be had is unknown and stops the order at every level, unless somebody
    let it pass.
    """
    facts = {row.id: row for row in sql.all("list_gate_facts", _Facts, orders=list(ids))}
    asked = [order for order in ids if order in facts and not facts[order].waived]
    answers: dict[int, Verdict] = {
        order: PASS for order in ids if order in facts and facts[order].waived
    }
    if asked:
        checked = kitting.check_kits(
            actor=Actor.system(cause="flow:check_kit"),
            sources=tuple(Source(BUSINESS, order) for order in asked),
        )
        for kit in checked.verdicts:
            level = facts[kit.source_id].interception
            answers[kit.source_id] = check_interception(level, KitStep.GATE, kit)
    return answers


@on_enter(BUSINESS)
def enter_states(entered: Sequence[Entered]) -> None:
    """Write the states that orders' tokens entered, by the declared transitions only.

    Refuses `ORDER_STATE` where a flow would make a change of state that is not declared.
    """
    wanted = {one.business_id: one.state for one in entered if one.state}
    refused = sql.all(
        "set_states",
        _Refused,
        orders=list(wanted),
        states=list(wanted.values()),
        sources=[source for source, _ in CHANGES],
        targets=[target for _, target in CHANGES],
        at=clock.now(),
    )
    if refused:
        first = refused[0]
        raise Refusal(ORDER_STATE, number=first.number, state=first.state, states=[first.wanted])


@dataclass(frozen=True, slots=True)
class _Refused:
    id: int
    number: str
    state: str
    wanted: str

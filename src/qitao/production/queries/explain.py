"""为什么卡住, first form: every gate in words, since when, whose turn, what to do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from qitao.base.actor import Actor, Permission
from qitao.base.ids import OrgUnitId
from qitao.base.sql import SqlRoom
from qitao.base.texts import say
from qitao.flow import queries as flow
from qitao.flow.rules.explain import Why
from qitao.flow.values import Outcome
from qitao.kitting.values import KIT_SHORT_VERDICT, KIT_UNKNOWN_VERDICT
from qitao.people import queries as people
from qitao.people.queries.grants import HoldingRole
from qitao.production import rules
from qitao.production.queries import gates
from qitao.production.queries.holding import list_found_bad
from qitao.production.queries.locks import read_order
from qitao.production.queries.rights import Want, list_wants
from qitao.production.queries.stuck import waiting_for
from qitao.production.queries.turns import find_hold, list_menders, may_at, name_roles, turn_of
from qitao.production.values import (
    BUSINESS,
    Gate,
    HoldOrder,
    OperationRow,
    OperationState,
    OrderRow,
    OrderState,
    WorkOrderId,
)

sql = SqlRoom("qitao.production")
AT_WORK = ("released", "in_production")
"""Steps at which it is the turn of the departments where the open operations are."""
CALM = ("permission", "operations", "received", "outside", "sent")
"""Gates that are open because the work is still to be done, or is somebody else's turn."""
KIT_WORDS = {
    KIT_SHORT_VERDICT: "refusal.KIT_SHORT",
    KIT_UNKNOWN_VERDICT: "refusal.KIT_UNKNOWN",
}
"""The gate before scheduling and the verbs after it say the same of a kit."""

REMEDIES = {
    "inspection_again": "quality.open_inspection",
    "inspection_failed": "quality.decide_disposition",
    "inspection_open": "quality.record_results",
}
"""What lets go of an inspection that holds back what follows."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One gate in words; `verb` is the next action, if a verb would mend it.

    An unmet gate also says since when, who can mend it, and whether the reader is one of them.
    """

    name: str
    title: str
    outcome: Outcome
    sentence: str
    todo: str
    verb: str
    evidence: dict[str, Any]
    since: datetime | None = None
    owners: tuple[str, ...] = ()
    mine: bool = False

    @property
    def waived(self) -> bool:
        """Whether it would stop the order, had nobody let it pass."""
        return "waived_by" in self.evidence

    @property
    def calm(self) -> bool:
        """Whether it stops nothing: the work simply goes on."""
        return self.name in CALM


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an order waits: for what, since when, whose turn, all gates, what to do.

    `owners` are the roles whose turn it is, `mine` tells whether it is the reader's turn. Whose
    turn it is not lacks nothing: a missing right is a cause only for who holds it elsewhere.
    """

    order: WorkOrderId
    node: str
    node_name: str
    waiting_for: str
    since: datetime
    asked_at: datetime | None
    outcome: Outcome
    verb: str
    permission: str
    may: bool
    reason: str
    todo: str
    causes: tuple[Cause, ...]
    owners: tuple[str, ...]
    mine: bool

    @property
    def stopping(self) -> tuple[Cause, ...]:
        """The gates that do not pass, unknown ones before failed ones."""
        stops = [cause for cause in self.causes if cause.outcome is not Outcome.PASS]
        return tuple(sorted(stops, key=lambda cause: cause.outcome is Outcome.FAIL))


def explain_order(actor: Actor, order: WorkOrderId, *, lang: str) -> list[Explanation]:
    """Explain each token of an order; an order that is over has none. Reads only."""
    whys = flow.explain(BUSINESS, (order,), lang=lang)
    if not whys:
        return []
    row = read_order(order)
    wants = {want.node: want for want in list_wants(order)}
    return [_explain(actor, row, why, lang, wants.get(why.node)) for why in whys]


def _explain(actor: Actor, row: OrderRow, why: Why, lang: str, want: Want | None) -> Explanation:
    held = row.state is OrderState.ON_HOLD
    if held:
        why = replace(why, verb="production.resume_order", permission=str(HoldOrder))
    steps = gates.list_open(row.id) if why.node in AT_WORK and not held else []
    units = {step.org_unit for step in steps}
    may = not why.permission or may_at(actor, Permission.read(why.permission), row, units)
    causes = [_hold(row, lang)] if held else []
    if why.permission and (may or actor.may(Permission.read(why.permission))):
        causes.append(_permission(row, why, may, units, lang))
    asked = _gates(row, why, steps)
    causes += _found_bad(row, asked, lang) if steps else []
    causes += [_cause(gate, lang) for gate in asked]
    if why.verdict in (Outcome.FAIL, Outcome.UNKNOWN):
        causes.insert(int(held), _flow_cause(row, why, lang))
    roles = list_menders() if any(cause.outcome is not Outcome.PASS for cause in causes) else []
    causes = [_with_turn(actor, row, why, cause, units, lang, roles) for cause in causes]
    if want is not None:
        causes.insert(0, _want(row, want, may, units, lang))
    stopping = [cause for cause in causes if cause.outcome is not Outcome.PASS]
    worst = stopping[0].outcome if stopping else Outcome.PASS
    owners, mine = _whose_turn(why, stopping, may, lang)
    return Explanation(
        order=row.id,
        node=why.node,
        node_name=(lang == "en" and why.node_name_en) or why.node_name,
        waiting_for=_waiting_for(why, held, lang),
        since=why.since,
        asked_at=why.asked_at,
        outcome=worst,
        verb=why.verb,
        permission=why.permission,
        may=may,
        reason=why.reason,
        todo=why.next,
        causes=tuple(causes),
        owners=owners,
        mine=mine,
    )


def _waiting_for(why: Why, held: bool, lang: str) -> str:
    node = OrderState.ON_HOLD if held else why.node
    return waiting_for(node, why.node_name, why.node_name_en, lang)


def _whose_turn(
    why: Why, stopping: Sequence[Cause], may: bool, lang: str
) -> tuple[tuple[str, ...], bool]:
    """Return whose turn it is: theirs who can mend what stops it, else theirs who do the step."""
    gates_shut = [cause for cause in stopping if cause.name != "permission"]
    first = min(gates_shut, key=lambda cause: cause.calm, default=None)
    if first is not None:
        return first.owners, first.mine
    if not why.permission:
        return (), False
    return name_roles([why.permission], lang), may


def _with_turn(
    actor: Actor,
    row: OrderRow,
    why: Why,
    cause: Cause,
    units: Collection[OrgUnitId | None],
    lang: str,
    roles: Sequence[HoldingRole],
) -> Cause:
    """Add to an unmet gate since when it is so and who can mend it."""
    if cause.outcome is Outcome.PASS:
        return cause
    if cause.name == "permission":
        return replace(cause, since=why.since, owners=tuple(cause.evidence["granters"]))
    turn = turn_of(
        actor,
        row,
        why,
        gate=cause.name,
        outcome=cause.outcome,
        evidence=cause.evidence,
        units=units,
        lang=lang,
        roles=roles,
    )
    return replace(cause, since=cause.since or turn.since, owners=turn.owners, mine=turn.mine)


def _gates(row: OrderRow, why: Why, steps: Sequence[OperationRow]) -> list[Gate]:
    """Return the gates of the verb that the token waits for: the very ones the verb will ask."""
    if row.state is OrderState.ON_HOLD:
        return []
    match why.node:
        case "scheduled":
            return gates.gates_release(row, gates.stored_kit(row.id))
        case "released" | "in_production":
            return [gate for step in steps for gate in _gates_of(step)] + [
                rules.gate_operations(row)
            ]
        case "completed":
            return [*gates.gates_receive(row), rules.gate_received(row)]
        case _:
            return []


def _gates_of(step: OperationRow) -> list[Gate]:
    if step.outside > 0:
        return [gates.gate_outside(step)]
    if step.outsourced_to is not None:
        return [*gates.gates_start(step), rules.gate_sent(step)]
    if step.state is OperationState.RUNNING:
        return gates.gates_report(step, step.good + step.scrap + step.rework)
    return gates.gates_start(step)


def _cause(gate: Gate, lang: str) -> Cause:
    passed = gate.outcome is Outcome.PASS
    waived = "_waived" if "waived_by" in gate.evidence else ""
    key = f"gate_passed.{gate.name}{waived}" if passed else f"refusal.{gate.code}"
    return Cause(
        name=gate.name,
        title=say(f"gate.{gate.name}", lang),
        outcome=gate.outcome,
        sentence=say(key, lang, **gate.evidence),
        todo="" if passed else say(key, lang, "next", **gate.evidence),
        verb="" if passed else gate.remedy,
        evidence=gate.evidence,
    )


def _found_bad(row: OrderRow, asked: Sequence[Gate], lang: str) -> list[Cause]:
    """The inspections that no gate names yet, since the operation they are of may go on itself."""
    told = {label for gate in asked for label in gate.evidence.get("inspections", ())}
    causes = []
    for each in list_found_bad(row.id):
        if each.label in told:
            continue
        evidence: dict[str, Any] = {
            "number": row.number,
            "inspection": each.number,
            "inspection_id": each.id,
            "inspection_kind": each.kind,
            "disposition": each.disposition,
            "operation": each.operation,
            "operation_en": each.operation_en,
        }
        causes.append(
            Cause(
                name=each.cause,
                title=say("gate.inspection", lang),
                outcome=Outcome.FAIL,
                sentence=say(f"gate_failed.{each.cause}", lang, **evidence),
                todo=say(f"gate_failed.{each.cause}", lang, "next", **evidence),
                verb=REMEDIES[each.cause],
                evidence=evidence,
                since=each.since,
            )
        )
    return causes


def _hold(row: OrderRow, lang: str) -> Cause:
    """A person has stopped the order: who, since when and why."""
    hold = find_hold(row.id)
    evidence: dict[str, Any] = {"number": row.number, "reason": hold.reason, "who": hold.who}
    key = "gate_failed.hold" if hold.who else "gate_failed.hold_unsigned"
    return Cause(
        name="hold",
        title=say("gate.hold", lang),
        outcome=Outcome.FAIL,
        sentence=say(key, lang, **evidence),
        todo=say("gate_failed.hold", lang, "next", **evidence),
        verb="production.resume_order",
        evidence=evidence,
    )


def _flow_cause(row: OrderRow, why: Why, lang: str) -> Cause:
    """The gate node itself: what it answered when it was asked last."""
    at_kit = why.node == "check_kit"
    key = KIT_WORDS.get(why.code) if at_kit else None
    evidence: dict[str, Any] = {"number": row.number, **why.evidence}
    if why.code == KIT_SHORT_VERDICT:
        evidence |= gates.tell_lacking(row.id)
    sentence = say(key, lang, **evidence) if key else why.reason
    todo = say(key, lang, "next", **evidence) if key else why.next
    return Cause(
        name="kit" if at_kit else "flow",
        title=say("gate.kit" if at_kit else "gate.flow", lang),
        outcome=Outcome(why.verdict),
        sentence=sentence,
        todo=todo,
        verb="production.redrive_orders",
        evidence=evidence,
    )


def _permission(
    row: OrderRow, why: Why, may: bool, units: Collection[OrgUnitId | None], lang: str
) -> Cause:
    evidence: dict[str, Any] = {"permission": why.permission, "number": row.number}
    if not may:
        evidence["granters"] = _granters(row, why.permission, units)
    key = "gate_passed.permission" if may else "refusal.PERMISSION_MISSING"
    return Cause(
        name="permission",
        title=say("gate.permission", lang),
        outcome=Outcome.PASS if may else Outcome.FAIL,
        sentence=say(key, lang, **evidence),
        todo="" if may else say(key, lang, "next", **evidence),
        verb="",
        evidence=evidence,
    )


def _want(
    row: OrderRow, want: Want, may: bool, units: Collection[OrgUnitId | None], lang: str
) -> Cause:
    """Who was refused the step for want of a right, or that nobody has it; who grants it."""
    of_post = bool(want.post) and (want.cause == "nobody" or not want.permission)
    owners = name_roles([want.permission], lang) if want.permission else ()
    granters = _granters(row, want.permission, units) if want.permission else []
    evidence: dict[str, Any] = {
        "number": row.number,
        "who": want.who,
        "verb": want.verb or None,
        "permission": want.permission or None,
        "post": want.post,
        "granters": granters or [say("people.no_granter", lang)],
        "owners": owners,
    }
    key = f"gate_failed.{want.cause}" + ("_post" if of_post else "")
    return Cause(
        name=want.cause,
        title=say("gate.permission", lang),
        outcome=Outcome.FAIL,
        sentence=say(key, lang, **evidence),
        todo=say(key, lang, "next", **evidence),
        verb="",
        evidence=evidence,
        since=want.since,
        owners=owners,
        mine=may and want.cause == "no_right",
    )


def _granters(row: OrderRow, permission: str, units: Collection[OrgUnitId | None]) -> list[str]:
    """Name those who can grant a permission in one of the departments whose turn it is."""
    found = people.list_granters_of(Permission.read(permission), plant=row.plant, org_units=units)
    return list(dict.fromkeys(granter.name for granter in found))

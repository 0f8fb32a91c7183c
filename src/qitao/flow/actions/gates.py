"""Asking gates again: in the course of the day, in an emergency, and passing one by decision."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue

from qitao.base import clock
from qitao.base.action import action, durably
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.base.refusal import Refusal
from qitao.flow import queries
from qitao.flow.actions.run import SHOWN_MAX, Advanced, check_count, stands
from qitao.flow.actions.settle import (
    AtGate,
    Move,
    ask,
    dump_evidence,
    look,
    push,
    ring,
    settle,
    sql,
)
from qitao.flow.rules.registry import STEPS
from qitao.flow.values import (
    DRAIN_MAX,
    EMERGENCY,
    NOT_AT_GATE,
    REASON_MISSING,
    REDRIVE_MAX,
    Entry,
    InstanceStatus,
    Redrive,
    RunGates,
    WaiveGate,
)


@dataclass(frozen=True, slots=True)
class GatesRun:
    """How many waiting tokens were asked for, and how many moved on."""

    asked: int
    moved: int
    queued: int
    last_token: int


@dataclass(frozen=True, slots=True)
class Redriven:
    """The outcome of a re-drive for one token: moved, or why it still waits."""

    business_id: int
    moved: bool
    from_node: str
    node: str
    node_name: str
    node_name_en: str
    state: str
    status: str
    wait: str
    verdict: str
    code: str
    evidence: dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class RedriveOutcome:
    """The new state of every business object that was re-driven."""

    tag: str
    reason: str
    moved: int
    waiting: int
    outcomes: tuple[Redriven, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A locked token of a business object."""

    token_id: int
    business_type: str
    business_id: int
    status: str
    step: str
    node_id: int
    node: str
    node_name: str
    node_name_en: str
    wait: str
    code: str


@action(permission=RunGates, shared=True)
def run_gates(
    *,
    actor: Actor,
    step: str = "",
    after: int = 0,
    asked_before: Moment | None = None,
    limit: int = DRAIN_MAX,
) -> GatesRun:
    """Ask the gates of waiting tokens again, those not asked since `asked_before`, in id order.

    Tokens that somebody else is moving are left out; outside gates get a job. `last_token` is where
    the next call goes on.
    """
    waiting = sql.all(
        "lock_gates",
        AtGate,
        step=step,
        after=after,
        asked_before=asked_before or clock.now() + timedelta(seconds=1),
        limit=min(limit, DRAIN_MAX),
    )
    moves, queued = ask_again(waiting, actor=actor)
    last = max((gate.token_id for gate in waiting), default=0)
    return GatesRun(len(waiting), len({move.token_id for move in moves}), queued, last)


@dataclass(frozen=True, slots=True)
class Looked:
    """How many waiting tokens were looked at, and how many of them would get the same answer."""

    asked: int
    same: int
    last_token: int


def look_at_gates(*, asked_before: datetime, after: int = 0, step: str = "") -> Looked:
    """Ask a batch of waiting gates in one transaction, and note when where the answer is the same.

    Not an `@action`: an answer that moves nothing and says nothing new is no deed, and an entry
    each minute would bury those that are. Any other answer is undone, whatever its step wrote too:
    `run_gates` asks those gates, which count as not asked. Outside gates are left to it as well.
    """
    return durably(lambda: _look(asked_before, after, step))


def _look(asked_before: datetime, after: int, step: str) -> Looked:
    waiting = sql.all(
        "lock_gates",
        AtGate,
        step=step,
        after=after,
        asked_before=asked_before,
        limit=DRAIN_MAX,
    )
    answers = look([gate for gate in waiting if _is_local(gate.step)])
    same = sql.run(
        "keep_verdicts",
        tokens=list(answers),
        verdicts=[answer.outcome.value for answer in answers.values()],
        codes=[answer.code for answer in answers.values()],
        evidences=[dump_evidence(answer) for answer in answers.values()],
        at=clock.now(),
    )
    return Looked(len(waiting), same, max((gate.token_id for gate in waiting), default=0))


def ask_again(
    waiting: Sequence[AtGate], *, actor: Actor, cause: str = "gate", tag: str = ""
) -> tuple[list[Move], int]:
    """Ask the local gates of locked tokens, queue a job for the outside ones; then settle."""
    outside = [gate.token_id for gate in waiting if not _is_local(gate.step)]
    local = [gate for gate in waiting if _is_local(gate.step)]
    if outside:
        sql.run("open_jobs", tokens=outside, at=clock.now())
        ring()
    moves = ask(local, actor=actor, cause=cause, tag=tag) if local else []
    return settle(moves, actor=actor, tag=tag), len(outside)


def _is_local(step: str) -> bool:
    """A step that is not known (any more) is answered at once, as unknown."""
    return step not in STEPS or STEPS[step].local


@action(permission=Redrive, shared=True)
def redrive(
    *,
    actor: Actor,
    business_type: str,
    business_ids: tuple[int, ...],
    reason: str,
    tag: str = EMERGENCY,
) -> RedriveOutcome:
    """Push waiting business objects again and report where each stands afterwards.

    Gates are asked again, jobs that back off or were given up are asked at once, parked tokens try
    again to go on. Nothing is forced: a gate that still says no keeps its token. The log and the
    journal carry the tag (应急处理) and the reason. Refuses `FLOW_REASON_MISSING`.
    """
    check_count(business_ids, REDRIVE_MAX)
    if not reason.strip():
        raise Refusal(REASON_MISSING)
    before = _lock(business_type, business_ids)
    active = [row for row in before if row.status == InstanceStatus.ACTIVE]
    _requeue(active, actor=actor, tag=tag)
    _go_on([r for r in active if r.wait == Entry.INCIDENT and not r.step], actor=actor, tag=tag)
    parked = [row for row in active if row.wait == Entry.INCIDENT and _is_local(row.step)]
    _ask_gates([row for row in active if row.wait == Entry.GATE], parked, actor=actor, tag=tag)
    outcomes = _outcomes(business_type, business_ids, before)
    moved = sum(outcome.moved for outcome in outcomes)
    return RedriveOutcome(tag, reason.strip(), moved, len(outcomes) - moved, outcomes)


def _lock(business_type: str, business_ids: tuple[int, ...]) -> list[Standing]:
    return sql.all(
        "lock_standing",
        Standing,
        business_type=business_type,
        business_ids=list(business_ids),
    )


def _requeue(active: list[Standing], *, actor: Actor, tag: str) -> None:
    """Ask at once what backs off or was given up; a worker does it after the commit."""
    tokens = [row.token_id for row in active if row.wait in (Entry.JOB, Entry.INCIDENT)]
    if not tokens:
        return
    queued = sql.values(
        "requeue_jobs", tokens=tokens, at=clock.now(), actor=actor.user, cause="redrive", tag=tag
    )
    if queued:
        ring()


def _go_on(parked: list[Standing], *, actor: Actor, tag: str) -> None:
    """Let tokens that had no way on, or had come too far at once, try again."""
    tokens = [row.token_id for row in parked]
    if tokens:
        settle(push(tokens, actor=actor, cause="redrive", tag=tag), actor=actor, tag=tag)


def _ask_gates(waiting: list[Standing], parked: list[Standing], *, actor: Actor, tag: str) -> None:
    back = [row.token_id for row in parked if row.step]
    if back:
        sql.run("unpark_gates", tokens=back, at=clock.now(), actor=actor.user)
    gates = [
        AtGate(row.token_id, row.business_type, row.business_id, row.step)
        for row in (*waiting, *(row for row in parked if row.step))
    ]
    if gates:
        ask_again(gates, actor=actor, cause="redrive", tag=tag)


def _outcomes(
    business_type: str, business_ids: tuple[int, ...], before: list[Standing]
) -> tuple[Redriven, ...]:
    """Compare where tokens stood with where they stand; ended instances are moves too."""
    came_from = {row.token_id: row for row in before}
    outcomes = [
        Redriven(
            business_id=token.business_id,
            moved=token.token_id not in came_from
            or came_from[token.token_id].node_id != token.node_id,
            from_node=came_from[token.token_id].node if token.token_id in came_from else "",
            node=token.node,
            node_name=token.node_name,
            node_name_en=token.node_name_en,
            state=token.state,
            status=token.status,
            wait=token.wait,
            verdict=token.verdict,
            code=token.code,
            evidence=dict(token.evidence),
        )
        for token in queries.list_tokens(business_type, business_ids)
    ]
    alive = {outcome.business_id for outcome in outcomes}
    rows = {row.business_id: row for row in before}
    gone = [number for number in dict.fromkeys(business_ids) if number not in alive]
    outcomes += [_ended(number, rows.get(number)) for number in gone]
    return tuple(sorted(outcomes, key=lambda outcome: outcome.business_id))


def _ended(business_id: int, row: Standing | None) -> Redriven:
    """Report an object that has no token: it came to its end just now, or was not running."""
    return Redriven(
        business_id=business_id,
        moved=row is not None,
        from_node=row.node if row else "",
        node="",
        node_name=row.node_name if row else "",
        node_name_en=row.node_name_en if row else "",
        state="",
        status=InstanceStatus.COMPLETED if row else "",
        wait="",
        verdict="",
        code="",
        evidence={},
    )


@action(permission=WaiveGate, shared=True)
def waive_gate(
    *,
    actor: Actor,
    business_type: str,
    business_ids: tuple[int, ...],
    reason: str,
    step: str = "",
) -> Advanced:
    """Let business objects pass the gate they wait at, by a person's decision, with a reason.

    All or nothing; refuses `FLOW_NOT_AT_GATE`, `FLOW_REASON_MISSING`. The log names the verdict
    that was overruled.
    """
    check_count(business_ids)
    if not reason.strip():
        raise Refusal(REASON_MISSING)
    waiting = [
        row
        for row in _lock(business_type, business_ids)
        if row.status == InstanceStatus.ACTIVE and row.wait == Entry.GATE and step in ("", row.step)
    ]
    missing = sorted(set(business_ids) - {row.business_id for row in waiting})
    if missing:
        raise Refusal(NOT_AT_GATE, business_type=business_type, ids=missing[:SHOWN_MAX])
    tokens = [row.token_id for row in waiting]
    sql.run(
        "log_waiver",
        tokens=tokens,
        at=clock.now(),
        actor=actor.user,
        reason=json.dumps({"reason": reason.strip()}, ensure_ascii=False),
    )
    moves = push(tokens, actor=actor, cause="waive")
    return Advanced(len(tokens), stands(settle(moves, actor=actor)))

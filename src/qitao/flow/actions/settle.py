"""What follows every move: tell the floors above, ask local gates, push on, until all is still."""

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import errors
from pydantic import JsonValue

from qitao.base import clock, faults, journal
from qitao.base.actor import Actor
from qitao.base.jobs import defer_once
from qitao.base.sql import SqlRoom, raw_connection
from qitao.flow.rules import verdicts
from qitao.flow.rules.registry import ENTER_HOOKS, STEPS, Step
from qitao.flow.values import (
    EVIDENCE_CHARS_MAX,
    HOP_LIMIT,
    HOPS_MAX,
    QUEUE,
    ROUNDS_MAX,
    Entered,
    Entry,
    Outcome,
    Verdict,
)

sql = SqlRoom(__package__.rpartition(".")[0])
RUN_JOBS = "flow.run_jobs"
TOO_SLOW = (errors.QueryCanceled, errors.LockNotAvailable)


@dataclass(frozen=True, slots=True)
class Move:
    """A token stopped, ended, or took on a new business state."""

    place: int
    token_id: int
    instance_id: int
    business_type: str
    business_id: int
    node: str
    step: str
    wait: str
    state: str | None


@dataclass(frozen=True, slots=True)
class AtGate:
    """A token that waits at a gate and is locked by this transaction."""

    token_id: int
    business_type: str
    business_id: int
    step: str


@dataclass(frozen=True, slots=True)
class Caught:
    """A token whose failed step an error event catches."""

    token_id: int
    boundary_id: int
    code: str


def settle(
    moves: Sequence[Move], *, actor: Actor, cause: str = "gate", tag: str = ""
) -> list[Move]:
    """Announce moves, ask the gates that tokens came to, push on; return all moves in order."""
    told = list(moves)
    for _ in range(ROUNDS_MAX):
        _announce(moves)
        gates = _came_to_gates(moves)
        if not gates:
            _ring(told)
            return told
        moves = ask(gates, actor=actor, cause=cause, tag=tag)
        told += moves
    endless = [gate.token_id for gate in _came_to_gates(moves)]
    park(endless, HOP_LIMIT, actor=actor, evidence={"rounds": ROUNDS_MAX})
    return told


def ask(gates: Sequence[AtGate], *, actor: Actor, cause: str = "gate", tag: str = "") -> list[Move]:
    """Ask local gates for locked tokens: those that pass move on, the others keep the reason."""
    moves: list[Move] = []
    by_step: dict[tuple[str, str], list[AtGate]] = defaultdict(list)
    for gate in gates:
        by_step[gate.step, gate.business_type].append(gate)
    for (name, _), waiting in by_step.items():
        answers = ask_step(name, sorted({gate.business_id for gate in waiting}))
        passed = [g.token_id for g in waiting if answers[g.business_id].outcome is Outcome.PASS]
        held = [g for g in waiting if answers[g.business_id].outcome is not Outcome.PASS]
        if passed:
            moves += push(passed, actor=actor, cause=cause, tag=tag)
        if held:
            kept = [(gate.token_id, answers[gate.business_id]) for gate in held]
            moves += hold_back(kept, actor=actor, cause=cause, tag=tag)
    return moves


def ask_step(name: str, ids: Sequence[int]) -> dict[int, Verdict]:
    """Run a local step inside a savepoint with its time limit; whatever breaks makes it unknown."""
    step = STEPS.get(name)
    if step is None:
        return dict.fromkeys(ids, verdicts.missing(name))
    started = time.monotonic()
    try:
        answers = _guarded(step, ids)
    except Exception as error:
        if faults.is_lost(error):
            raise
        cause, seconds = faults.cause_of(error), time.monotonic() - started
        if isinstance(cause, TOO_SLOW):
            return dict.fromkeys(ids, verdicts.late(name, step.retry.timeout, seconds))
        return dict.fromkeys(ids, verdicts.broken(name, cause, seconds))
    return verdicts.judge(name, ids, answers)


def look(gates: Sequence[AtGate]) -> dict[int, Verdict]:
    """Return, by token, what local gates would answer now; whatever their steps write is undone."""
    answers: dict[int, Verdict] = {}
    by_step: dict[tuple[str, str], list[AtGate]] = defaultdict(list)
    for gate in gates:
        by_step[gate.step, gate.business_type].append(gate)
    for (name, _), waiting in by_step.items():
        _plain("SAVEPOINT flow_look")
        with journal.unwritten():
            told = ask_step(name, sorted({gate.business_id for gate in waiting}))
        _plain("ROLLBACK TO SAVEPOINT flow_look; RELEASE SAVEPOINT flow_look")
        answers |= {gate.token_id: told[gate.business_id] for gate in waiting}
    return answers


def _guarded(step: Step, ids: Sequence[int]) -> Any:
    limit = int(step.retry.timeout.total_seconds() * 1000)
    _plain(f"SAVEPOINT flow_step; SET LOCAL statement_timeout = {limit}")
    try:
        with journal.forgettable():
            answers = step.function(tuple(ids))
    except Exception as error:
        if not faults.is_lost(error):
            _plain("ROLLBACK TO SAVEPOINT flow_step; RELEASE SAVEPOINT flow_step")
        raise
    _plain("SET LOCAL statement_timeout TO DEFAULT; RELEASE SAVEPOINT flow_step")
    return answers


def _plain(statements: str) -> None:
    """Send statements without parameters in one round trip."""
    raw_connection().execute(statements, prepare=False)


def push(tokens: Sequence[int], *, actor: Actor, cause: str, tag: str = "") -> list[Move]:
    """Move locked tokens on from their gate, job or incident."""
    return sql.all(
        "pass_tokens",
        Move,
        tokens=list(tokens),
        cause=cause,
        actor=actor.user,
        at=clock.now(),
        tag=tag,
        hops_max=HOPS_MAX,
    )


def hold_back(
    kept: Sequence[tuple[int, Verdict]], *, actor: Actor, cause: str, tag: str = ""
) -> list[Move]:
    """Write down why tokens stay; let an error event take those whose failure it catches."""
    caught = sql.all(
        "store_verdicts",
        Caught,
        tokens=[token for token, _ in kept],
        verdicts=[verdict.outcome.value for _, verdict in kept],
        codes=[verdict.code for _, verdict in kept],
        evidences=[dump_evidence(verdict) for _, verdict in kept],
        at=clock.now(),
        cause=cause,
        actor=actor.user,
        tag=tag,
    )
    moves: list[Move] = []
    for code in sorted({row.code for row in caught}):
        rows = [row for row in caught if row.code == code]
        moves += divert([(r.token_id, r.boundary_id) for r in rows], "error", code, actor=actor)
    return moves


def divert(pairs: Sequence[tuple[int, int]], cause: str, code: str, *, actor: Actor) -> list[Move]:
    """Move locked tokens out of their activities by (token, boundary event)."""
    return sql.all(
        "divert_tokens",
        Move,
        tokens=[token for token, _ in pairs],
        boundaries=[boundary for _, boundary in pairs],
        cause=cause,
        actor=actor.user,
        at=clock.now(),
        code=code,
        hops_max=HOPS_MAX,
    )


def park(
    tokens: Sequence[int], code: str, *, actor: Actor, evidence: Mapping[str, JsonValue]
) -> None:
    """Stop tokens that cannot go on; an incident tells why."""
    sql.run(
        "park_tokens",
        tokens=list(tokens),
        code=code,
        evidence=json.dumps(dict(evidence)),
        actor=actor.user,
        at=clock.now(),
    )


def dump_evidence(verdict: Verdict) -> str:
    """Write evidence as JSON; what is too long to keep is cut to its size."""
    text = json.dumps(dict(verdict.evidence), default=str, ensure_ascii=False)
    if len(text) > EVIDENCE_CHARS_MAX:
        return json.dumps({"cut": True, "chars": len(text)})
    return text


def _came_to_gates(moves: Iterable[Move]) -> list[AtGate]:
    last = {move.token_id: move for move in moves}
    return [
        AtGate(move.token_id, move.business_type, move.business_id, move.step)
        for move in last.values()
        if move.wait == Entry.GATE
    ]


def _announce(moves: Sequence[Move]) -> None:
    """Call the hooks of the floors above, once per business type, with the last state of each."""
    entered: dict[str, dict[int, Entered]] = defaultdict(dict)
    for move in moves:
        if move.state is not None:
            entered[move.business_type][move.business_id] = Entered(
                move.business_id, move.state, move.node
            )
    for business_type, latest in entered.items():
        hook = ENTER_HOOKS.get(business_type)
        if hook is not None:
            hook(tuple(latest.values()))


def ring() -> None:
    """Wake a worker; it finds its job once this transaction has committed."""
    defer_once(RUN_JOBS, queue=QUEUE)


def _ring(moves: Iterable[Move]) -> None:
    """Wake a worker where a job was opened."""
    if any(move.wait == Entry.JOB for move in moves):
        ring()

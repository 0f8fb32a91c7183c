"""Incidents: what a person must look at, opened once, closed with a word on what was done."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.flow.actions.run import check_count
from qitao.flow.actions.settle import sql
from qitao.flow.values import REASON_MISSING, IncidentId, ResolveIncident, RunJobs


@dataclass(frozen=True, slots=True)
class Resolved:
    """Incidents that were closed."""

    incidents: tuple[IncidentId, ...]


def write_incidents(
    rows: Sequence[tuple[int | None, int | None, str, dict[str, JsonValue]]], now: datetime
) -> list[int]:
    """Open incidents (instance, token, code, evidence) that are not open yet; return their ids."""
    return sql.values(
        "open_incidents",
        instances=[instance for instance, _, _, _ in rows],
        tokens=[token for _, token, _, _ in rows],
        codes=[code for _, _, code, _ in rows],
        evidences=[json.dumps(evidence, default=str) for _, _, _, evidence in rows],
        at=now,
    )


@action(permission=ResolveIncident, shared=True)
def resolve_incidents(
    *, actor: Actor, incidents: tuple[IncidentId, ...], resolution: str
) -> Resolved:
    """Close incidents that were looked into, with a word on what was done.

    One that holds a token cannot be closed: re-drive, or cancel, what it holds.
    """
    check_count(incidents)
    if not resolution.strip():
        raise Refusal(REASON_MISSING)
    closed = sql.values(
        "resolve_incidents",
        incidents=list(incidents),
        resolution=resolution.strip()[:500],
        actor=actor.user,
        at=clock.now(),
    )
    return Resolved(tuple(sorted(closed)))


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken invariant of the engine, at an instance or one of its tokens."""

    instance: int
    token: int | None
    evidence: dict[str, JsonValue]
    code: str


@action(permission=RunJobs, shared=True)
def record_violations(*, actor: Actor, violations: tuple[Violation, ...]) -> Resolved:
    """Open an incident for every broken invariant that has none yet."""
    rows = [(v.instance, v.token, v.code, v.evidence) for v in violations]
    return Resolved(tuple(IncidentId(number) for number in write_incidents(rows, clock.now())))

"""Boundary timers that fire."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.flow.actions.run import Advanced, stands
from qitao.flow.actions.settle import divert, settle, sql
from qitao.flow.values import BATCH_MAX, RunJobs


@dataclass(frozen=True, slots=True)
class _Due:
    token_id: int
    boundary_id: int


@action(permission=RunJobs, shared=True)
def fire_timers(*, actor: Actor, limit: int = BATCH_MAX) -> Advanced:
    """Fire the boundary timers that are due; tokens that somebody else is moving wait a round."""
    now = clock.now()
    locked = sql.all("lock_due_timers", _Due, at=now, limit=min(limit, BATCH_MAX))
    tokens = sorted({row.token_id for row in locked})
    due = sql.all("list_due_timers", _Due, tokens=tokens, at=now) if tokens else []
    if not due:
        return Advanced(0, ())
    pairs = [(row.token_id, row.boundary_id) for row in due]
    moves = settle(divert(pairs, "timer", "", actor=actor), actor=actor)
    return Advanced(len(due), stands(moves))

"""Holding, resuming and cancelling instances, many at once."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.flow.actions.run import SHOWN_MAX, check_count
from qitao.flow.actions.settle import sql
from qitao.flow.values import NOT_RUNNING, CancelInstances, HoldInstances, InstanceStatus


@dataclass(frozen=True, slots=True)
class Controlled:
    """Instances whose status changed, by their business objects."""

    status: InstanceStatus
    business_type: str
    business_ids: tuple[int, ...]


@action(permission=HoldInstances, shared=True)
def hold_instances(
    *, actor: Actor, business_type: str, business_ids: tuple[int, ...]
) -> Controlled:
    """Hold active instances: no task, gate, timer or job moves their tokens until resumed.

    All or nothing; refuses `FLOW_NOT_RUNNING` naming those that are not active.
    """
    return _control("hold_instances", InstanceStatus.HELD, actor, business_type, business_ids)


@action(permission=HoldInstances, shared=True)
def resume_instances(
    *, actor: Actor, business_type: str, business_ids: tuple[int, ...]
) -> Controlled:
    """Resume held instances; timers that came due meanwhile fire at once."""
    return _control("resume_instances", InstanceStatus.ACTIVE, actor, business_type, business_ids)


@action(permission=CancelInstances, shared=True)
def cancel_instances(
    *, actor: Actor, business_type: str, business_ids: tuple[int, ...]
) -> Controlled:
    """Cancel living instances: tokens, open tasks, timers and queued jobs go with them."""
    return _control(
        "cancel_instances", InstanceStatus.CANCELLED, actor, business_type, business_ids
    )


def _control(
    name: str,
    status: InstanceStatus,
    actor: Actor,
    business_type: str,
    business_ids: tuple[int, ...],
) -> Controlled:
    check_count(business_ids)
    done = sql.values(
        name,
        business_type=business_type,
        business_ids=list(business_ids),
        actor=actor.user,
        at=clock.now(),
    )
    missing = sorted(set(business_ids) - set(done))
    if missing:
        raise Refusal(NOT_RUNNING, status="", business_type=business_type, ids=missing[:SHOWN_MAX])
    return Controlled(status, business_type, tuple(sorted(done)))

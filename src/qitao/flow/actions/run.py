"""Starting instances and completing what waits for a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.flow import queries
from qitao.flow.actions.settle import Move, settle, sql
from qitao.flow.rules.names import told
from qitao.flow.rules.variables import check_variables
from qitao.flow.values import (
    ALREADY_RUNNING,
    BATCH_MAX,
    DEFINITION_MISSING,
    HOPS_MAX,
    NOT_RUNNING,
    NOT_WAITING_FOR,
    TASK_CLAIMED,
    TASK_GONE,
    TASK_NEEDS_VERB,
    TASK_NOT_YOURS,
    CompleteByVerb,
    InstanceStatus,
    ReleaseTasksOfOthers,
    StartInstances,
    TaskId,
    WorkOnTasks,
)

SHOWN_MAX = 20
"""Business ids that a refusal lists."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a token stands after a verb: why it waits there, or that it ended."""

    business_id: int
    node: str
    wait: str


@dataclass(frozen=True, slots=True)
class Advanced:
    """What a verb moved, one stand per token."""

    count: int
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A task and the person who has taken it, if any."""

    task: TaskId
    claimed_by: int | None


def stands(moves: Iterable[Move]) -> tuple[Stand, ...]:
    """Return where each token stands last."""
    last = {move.token_id: move for move in moves}
    return tuple(Stand(move.business_id, move.node, move.wait) for move in last.values())


def check_count(ids: Sequence[object], limit: int = BATCH_MAX) -> None:
    """Refuse `TOO_MANY` above a verb's limit."""
    if len(ids) > limit:
        raise Refusal(TOO_MANY, count=len(ids), limit=limit)


@action(permission=StartInstances, shared=True)
def start_instances(
    *,
    actor: Actor,
    definition_key: str,
    business_type: str,
    business_ids: tuple[int, ...],
    variables: dict[str, JsonValue] | None = None,
) -> Advanced:
    """Start one instance per business object on the newest version of a process.

    Refuses `FLOW_DEFINITION_MISSING`; `FLOW_ALREADY_RUNNING` where an object has a living instance.
    """
    check_count(business_ids)
    moves = sql.all(
        "start_instances",
        Move,
        key=definition_key,
        business_type=business_type,
        business_ids=list(business_ids),
        variables=check_variables(variables or {}),
        actor=actor.user,
        at=clock.now(),
        hops_max=HOPS_MAX,
    )
    missing = set(business_ids) - {move.business_id for move in moves}
    if missing:
        if queries.find_definition(definition_key) is None:
            raise Refusal(DEFINITION_MISSING, key=definition_key)
        raise Refusal(ALREADY_RUNNING, business_type=business_type, ids=sorted(missing)[:SHOWN_MAX])
    return Advanced(len(business_ids), stands(settle(moves, actor=actor)))


@action(permission=CompleteByVerb, shared=True)
def complete_tasks(
    *,
    actor: Actor,
    business_type: str,
    business_ids: tuple[int, ...],
    verb: str,
    variables: dict[str, JsonValue] | None = None,
    tag: str = "",
) -> Advanced:
    """Complete, for each business object, the task that waits for `verb`, and move its token on.

    Meant to be called inside the verb itself, which has checked what the business demands: all or
    nothing. Refuses `FLOW_NOT_WAITING_FOR`, `FLOW_TASK_CLAIMED`, `FLOW_NOT_RUNNING`.
    """
    check_count(business_ids)
    moves = sql.all(
        "complete_tasks",
        Move,
        business_type=business_type,
        business_ids=list(business_ids),
        verb=verb,
        actor=actor.user,
        at=clock.now(),
        variables=check_variables(variables or {}),
        tag=tag,
        hops_max=HOPS_MAX,
    )
    missing = set(business_ids) - {move.business_id for move in moves}
    if missing:
        refuse_missing(business_type, sorted(missing), verb)
    return Advanced(len(business_ids), stands(settle(moves, actor=actor, tag=tag)))


def refuse_missing(business_type: str, ids: list[int], verb: str) -> None:
    """Say why the tasks of these business objects could not be completed."""
    shown = ids[:SHOWN_MAX]
    tokens = queries.list_tokens(business_type, tuple(shown))
    facts = {"business_type": business_type, "ids": shown, "count": len(ids), "verb": verb}
    held = next((t for t in tokens if t.status != InstanceStatus.ACTIVE), None)
    if held is not None:
        raise Refusal(NOT_RUNNING, status=held.status, **facts)
    claimed = next((t for t in tokens if t.verb == verb and t.claimed_by is not None), None)
    if claimed is not None:
        raise Refusal(TASK_CLAIMED, **told(claimed), user=claimed.claimed_by, **facts)
    waiting_at = sorted({token.node_name for token in tokens})
    waiting_at_en = sorted({token.node_name_en or token.node_name for token in tokens})
    raise Refusal(NOT_WAITING_FOR, waiting_at=waiting_at, waiting_at_en=waiting_at_en, **facts)


@action(permission=WorkOnTasks, shared=True)
def finish_tasks(
    *, actor: Actor, tasks: tuple[TaskId, ...], variables: dict[str, JsonValue] | None = None
) -> Advanced:
    """Complete tasks that no verb of their own completes, all or nothing.

    Refuses `FLOW_TASK_NOT_YOURS` without the permission that the model names for the task,
    `FLOW_TASK_NEEDS_VERB`, `FLOW_TASK_CLAIMED`, `FLOW_TASK_GONE`, `FLOW_NOT_RUNNING`.
    """
    check_count(tasks)
    rows = queries.list_tasks(tasks)
    gone = sorted(set(tasks) - {row.id for row in rows if row.state == "open"})
    if gone:
        raise Refusal(TASK_GONE, ids=gone[:SHOWN_MAX])
    for row in rows:
        _check_own(actor, row)
    moves = sql.all(
        "finish_tasks",
        Move,
        tasks=list(tasks),
        actor=actor.user,
        at=clock.now(),
        variables=check_variables(variables or {}),
        hops_max=HOPS_MAX,
    )
    if not {row.token_id for row in rows} <= {move.token_id for move in moves}:
        raise Refusal(TASK_GONE, ids=list(tasks)[:SHOWN_MAX])
    return Advanced(len(tasks), stands(settle(moves, actor=actor)))


def _check_own(actor: Actor, row: queries.TaskRow) -> None:
    """Refuse a task that is not this person's to do, or not to be done this way."""
    if row.verb:
        raise Refusal(TASK_NEEDS_VERB, task=row.id, verb=row.verb, **told(row))
    if row.permission and not actor.may(Permission.read(row.permission)):
        raise Refusal(TASK_NOT_YOURS, task=row.id, permission=row.permission, **told(row))
    if row.claimed_by not in (None, actor.user):
        raise Refusal(TASK_CLAIMED, **told(row), user=row.claimed_by, ids=[row.business_id])
    if row.status != InstanceStatus.ACTIVE:
        raise Refusal(NOT_RUNNING, status=row.status, ids=[row.business_id])


@action(permission=WorkOnTasks, shared=True)
def claim_task(*, actor: Actor, task: TaskId) -> Claimed:
    """Take an open task, so that nobody else starts on it; waiting ends and working begins."""
    row = queries.get_task(task)
    if row.permission and not actor.may(Permission.read(row.permission)):
        raise Refusal(TASK_NOT_YOURS, task=task, permission=row.permission, **told(row))
    if sql.value("claim_task", task=task, actor=actor.user, at=clock.now()) is None:
        row = queries.get_task(task)
        if row.state != "open":
            raise Refusal(TASK_GONE, ids=[task])
        raise Refusal(TASK_CLAIMED, **told(row), user=row.claimed_by, ids=[row.business_id])
    return Claimed(task, actor.user)


@action(permission=WorkOnTasks, shared=True)
def release_task(*, actor: Actor, task: TaskId) -> Claimed:
    """Give a task back to everybody whose turn it is: one's own, or by right another's."""
    row = queries.get_task(task)
    anybody = actor.may(ReleaseTasksOfOthers)
    if sql.value("release_task", task=task, actor=actor.user, anybody=anybody) is None:
        if row.state != "open":
            raise Refusal(TASK_GONE, ids=[task])
        raise Refusal(TASK_CLAIMED, **told(row), user=row.claimed_by, ids=[row.business_id])
    return Claimed(task, None)

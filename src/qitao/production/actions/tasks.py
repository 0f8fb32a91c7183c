"""Tasks that a process gives to people and no verb of their own completes: taken, given back, done.

The engine knows no plant: here the right is asked for where the order is.
"""

from dataclasses import dataclass

from pydantic import JsonValue

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import UserId
from qitao.base.refusal import Refusal
from qitao.flow import actions as flow
from qitao.flow.rules.names import told
from qitao.flow.values import TASK_CLAIMED, TASK_NOT_YOURS, ReleaseTasksOfOthers, TaskId
from qitao.production.queries import tasks as queries
from qitao.production.queries.tasks import OrderTask
from qitao.production.values import TASK_OF_POST, DoTask, WorkOrderId


@dataclass(frozen=True, slots=True)
class TaskHeld:
    """A task and who works on it now."""

    order: WorkOrderId
    task: TaskId
    claimed_by: UserId | None


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task that is done; the order has gone on."""

    order: WorkOrderId
    task: TaskId


@action(permission=DoTask)
def claim_task(*, actor: Actor, task: TaskId) -> TaskHeld:
    """Take an order's task, so that nobody else starts on it.

    Refuses `FLOW_TASK_NOT_YOURS`, `TASK_OF_POST`, `FLOW_TASK_CLAIMED`.
    """
    row = _check_own(actor, task)
    flow.claim_task(actor=actor, task=task)
    return TaskHeld(row.order, task, actor.user)


@action(permission=DoTask)
def release_task(*, actor: Actor, task: TaskId) -> TaskHeld:
    """Give a task back to everybody whose turn it is: one's own, or by right another's.

    Refuses `FLOW_TASK_CLAIMED` where somebody else has it.
    """
    row = queries.get_order_task(task)
    actor.check_scope(DoTask, plant=row.plant)
    own = row.claimed_by in (None, actor.user)
    if not own and not actor.may(ReleaseTasksOfOthers, plant=row.plant):
        raise Refusal(TASK_CLAIMED, **told(row), user=row.claimed_by, ids=[row.order])
    flow.release_task(actor=actor, task=task)
    return TaskHeld(row.order, task, None)


@action(permission=DoTask)
def finish_task(
    *, actor: Actor, task: TaskId, answers: dict[str, JsonValue] | None = None
) -> TaskDone:
    """Finish an order's task with the answers that its form asks for; the process goes on.

    Conditions of the process read the answers by name. Refuses `FLOW_TASK_NOT_YOURS`,
    `TASK_OF_POST`, `FLOW_TASK_CLAIMED`, `FLOW_VARIABLES_INVALID`.
    """
    row = _check_own(actor, task)
    flow.finish_tasks(actor=actor, tasks=(task,), variables=answers)
    return TaskDone(row.order, task)


def _check_own(actor: Actor, task: TaskId) -> OrderTask:
    row = queries.get_order_task(task)
    actor.check_scope(DoTask, plant=row.plant)
    if not row.is_permitted(actor):
        raise Refusal(TASK_NOT_YOURS, task=task, permission=row.permission, **told(row))
    if not row.is_for(actor, queries.held_posts(actor)):
        raise Refusal(
            TASK_OF_POST, task=task, post=row.post_name, post_en=row.post_name_en, **told(row)
        )
    return row

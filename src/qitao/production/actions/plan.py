"""A planner takes an order from draft to the workshop: submit, schedule, release."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.production import queries, rules
from qitao.production.actions import moves
from qitao.production.actions.create import follow_recipe
from qitao.production.queries.gates import gates_release
from qitao.production.values import (
    NO_ROUTING,
    ORDER_INVALID,
    OrderState,
    PlanOrder,
    ReleaseOrder,
    WorkOrderId,
)

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """Where the order stands after the verb."""

    order: WorkOrderId
    number: str
    state: OrderState


@action(permission=PlanOrder)
def submit_order(*, actor: Actor, order: WorkOrderId) -> OrderMoved:
    """Hand a draft to planning: its needs are known to the kit check, which is asked at once.

    Guarantees that the order waits at 待排产, or at 齐套检查 with the gate's answer as its reason.
    """
    row = queries.lock_order(order)
    actor.check_scope(PlanOrder, plant=row.plant)
    rules.check_state(row, (OrderState.DRAFT,), verb="production.submit_order")
    moves.put_demands(actor, [order])
    moves.complete(actor, order, "submit_order")
    return OrderMoved(order, row.number, OrderState.AWAITING_SCHEDULE)


@action(permission=PlanOrder)
def schedule_order(
    *,
    actor: Actor,
    order: WorkOrderId,
    planned_start: Moment | None = None,
    planned_end: Moment | None = None,
) -> OrderMoved:
    """Give an order its planned start and end; without a start it is planned from now on.

    Refuses `ORDER_INVALID` where the end lies before the start.
    """
    row = queries.lock_order(order)
    actor.check_scope(PlanOrder, plant=row.plant)
    rules.check_state(row, (OrderState.AWAITING_SCHEDULE,), verb="production.schedule_order")
    start = planned_start or row.planned_start or clock.now()
    if planned_end is not None and planned_end < start:
        raise Refusal(ORDER_INVALID, number=row.number, start=start, end=planned_end)
    sql.run("plan_order", order=order, start=start, end=planned_end)
    moves.complete(actor, order, "schedule_order")
    return OrderMoved(order, row.number, OrderState.SCHEDULED)


@action(permission=ReleaseOrder)
def release_order(*, actor: Actor, order: WorkOrderId) -> OrderMoved:
    """Release one scheduled order to its work centres.

    Guarantees that the order's materials and operations are frozen and its material reserved as
    far as it is there. Refuses `NO_ROUTING` and `NO_BOM` where nothing says how or of what it is
    made now that its recipe has changed, `KIT_SHORT` and `KIT_UNKNOWN` when the plant intercepts
    at release and the kit is not known to be complete.
    """
    row = queries.lock_order(order)
    actor.check_scope(ReleaseOrder, plant=row.plant)
    rules.check_state(row, (OrderState.SCHEDULED,), verb="production.release_order")
    if not row.operations:
        raise Refusal(NO_ROUTING, number=row.number, material=row.material_code)
    if queries.recipe_changed(order, row.plant):
        follow_recipe(row)
        moves.put_demands(actor, [order])
    complete, verdict = moves.reserve_kit(actor, row)
    if not complete:
        rules.check_gates(gates_release(row, verdict))
    moves.complete(actor, order, "release_order")
    return OrderMoved(order, row.number, OrderState.RELEASED)

"""Steering orders that do not run straight: hold, cancel, priority, re-drive, waive."""

import json
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from qitao.base import clock, journal
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.flow import actions as flow
from qitao.flow.values import EMERGENCY
from qitao.kitting import actions as kitting
from qitao.kitting.values import PriorityChange as KitPriority
from qitao.kitting.values import Source
from qitao.production import queries, rules
from qitao.production.actions import moves, shop
from qitao.production.actions.plan import OrderMoved
from qitao.production.values import (
    BUSINESS,
    OPERATION_SOURCE,
    STILL_OUTSIDE,
    CancelOrder,
    HoldOrder,
    OrderRow,
    OrderState,
    RankOrder,
    RedriveOrder,
    WaiveGate,
    WorkOrderId,
)
from qitao.quality import actions as quality

sql = SqlRoom("qitao.production")
WAIVED = "waived"
ALIVE = tuple(
    state
    for state in OrderState
    if state not in (OrderState.CLOSED, OrderState.CANCELLED, OrderState.ON_HOLD)
)


@dataclass(frozen=True, slots=True)
class PrioritiesSet:
    """How many orders changed their priority."""

    orders: int


@dataclass(frozen=True, slots=True)
class PriorityChange:
    """A new priority for one order: 1 is most urgent, 9 least."""

    order: WorkOrderId
    priority: Annotated[int, Field(ge=1, le=9)]


@dataclass(frozen=True, slots=True)
class RedriveOutcome:
    """What became of one order: where it stands now and why it still waits, if it does."""

    order: WorkOrderId
    number: str
    moved: bool
    state: OrderState
    node: str
    node_name: str
    node_name_en: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrdersRedriven:
    """The outcome of a re-drive, order by order."""

    tag: str
    moved: int
    outcomes: tuple[RedriveOutcome, ...]


@action(permission=HoldOrder)
def hold_order(*, actor: Actor, order: WorkOrderId, reason: str) -> OrderMoved:
    """Put an order on hold with a reason; it keeps its place in the flow.

    Refuses `REASON_MISSING`, `ORDER_STATE` for an order that is over.
    """
    rules.check_reason(reason, verb="production.hold_order")
    row = queries.lock_order(order)
    actor.check_scope(HoldOrder, plant=row.plant)
    rules.check_state(row, ALIVE, verb="production.hold_order")
    sql.run("pause_operations", order=order, at=clock.now())
    sql.run("hold_order", order=order, reason=reason, at=clock.now())
    flow.hold_instances(actor=actor, business_type=BUSINESS, business_ids=(order,))
    return OrderMoved(order, row.number, OrderState.ON_HOLD)


@action(permission=HoldOrder)
def resume_order(*, actor: Actor, order: WorkOrderId) -> OrderMoved:
    """Take an order off hold: it goes on where it stood; what is at suppliers runs again."""
    row = queries.lock_order(order)
    actor.check_scope(HoldOrder, plant=row.plant)
    rules.check_state(row, (OrderState.ON_HOLD,), verb="production.resume_order")
    state = OrderState(row.held_from or OrderState.DRAFT)
    sql.run("resume_order", order=order, at=clock.now())
    shop.run_outside(order)
    flow.resume_instances(actor=actor, business_type=BUSINESS, business_ids=(order,))
    return OrderMoved(order, row.number, state)


@action(permission=CancelOrder)
def cancel_order(*, actor: Actor, order: WorkOrderId, reason: str) -> OrderMoved:
    """Cancel an order: its reservations, demands and open inspections are gone, its flow has ended.

    Refuses `REASON_MISSING`, and `MATERIAL_OUT` while material or finished pieces are with it,
    and `STILL_OUTSIDE` while pieces are at a supplier.
    """
    rules.check_reason(reason, verb="production.cancel_order")
    row = queries.lock_order(order)
    actor.check_scope(CancelOrder, plant=row.plant)
    allowed = [state for state in (*ALIVE, OrderState.ON_HOLD) if state is not OrderState.COMPLETED]
    rules.check_state(row, allowed, verb="production.cancel_order")
    rules.check_cancel(row)
    _check_nothing_outside(row)
    moves.let_go(actor, [order])
    sql.run("pause_operations", order=order, at=clock.now())
    sql.run("cancel_order", order=order, reason=reason, at=clock.now())
    flow.cancel_instances(actor=actor, business_type=BUSINESS, business_ids=(order,))
    quality.cancel_inspections(
        actor=actor,
        source_type=OPERATION_SOURCE,
        source_ids=tuple(queries.list_operation_ids(order)),
        reason=reason,
    )
    return OrderMoved(order, row.number, OrderState.CANCELLED)


def _check_nothing_outside(row: OrderRow) -> None:
    sent = queries.find_outside(row.id)
    if sent:
        raise Refusal(
            STILL_OUTSIDE,
            number=row.number,
            operation=sent.operation_name,
            operation_en=sent.operation_name_en,
            outside=sent.open,
            partners=sent.partners,
            due=sent.due,
        )


@action(permission=RankOrder)
def set_priorities(*, actor: Actor, changes: tuple[PriorityChange, ...]) -> PrioritiesSet:
    """Change the priorities of orders; the kit check nets by them from now on.

    Each order that changed has it in its own story.
    """
    ids = [change.order for change in changes]
    for plant in queries.list_plants(ids):
        actor.check_scope(RankOrder, plant=plant)
    changed = set(
        sql.values("set_priorities", orders=ids, priorities=[change.priority for change in changes])
    )
    for change in changes:
        if change.order in changed:
            given = json.dumps({"order": change.order, "priority": change.priority})
            journal.mention("production.set_priorities", f"{BUSINESS}:{change.order}", given)
    kitting.set_priorities(
        actor=actor,
        changes=tuple(
            KitPriority(Source(BUSINESS, change.order), change.priority) for change in changes
        ),
    )
    return PrioritiesSet(len(changed))


@action(permission=RedriveOrder)
def redrive_orders(
    *, actor: Actor, orders: tuple[WorkOrderId, ...], reason: str, tag: str = EMERGENCY
) -> OrdersRedriven:
    """Ask the gates of waiting orders again and tell what became of each.

    Guarantees an outcome per order: where it stands now and, if it still waits, why. Repeating it
    is harmless. The tag (应急处理) stays with the log entries. Refuses `REASON_MISSING`.
    """
    rules.check_reason(reason, verb="production.redrive_orders")
    for plant in queries.list_plants(orders):
        actor.check_scope(RedriveOrder, plant=plant)
    answers = flow.redrive(
        actor=actor,
        business_type=BUSINESS,
        business_ids=tuple(orders),
        reason=reason,
        tag=tag,
    )
    standing = {int(row.id): row for row in queries.list_standing(orders)}
    outcomes = tuple(
        RedriveOutcome(
            WorkOrderId(answer.business_id),
            standing[answer.business_id].number,
            answer.moved,
            OrderState(standing[answer.business_id].state),
            answer.node,
            answer.node_name,
            answer.node_name_en,
            answer.code,
        )
        for answer in answers.outcomes
        if answer.business_id in standing
    )
    return OrdersRedriven(tag, sum(outcome.moved for outcome in outcomes), outcomes)


@action(permission=WaiveGate)
def waive_gate(*, actor: Actor, order: WorkOrderId, reason: str) -> OrderMoved:
    """Let an order pass the kit gate, short or unknown as it may be, with a reason.

    Refuses `REASON_MISSING`. The waiver stays with the order and is shown on its page.
    """
    rules.check_reason(reason, verb="production.waive_gate")
    row = queries.lock_order(order)
    actor.check_scope(WaiveGate, plant=row.plant)
    sql.run(
        "insert_waiver",
        order=order,
        gate="kit",
        reason=reason,
        user=actor.user,
        user_name=actor.name,
    )
    if row.state is OrderState.AWAITING_SCHEDULE:
        flow.redrive(
            actor=actor,
            business_type=BUSINESS,
            business_ids=(order,),
            reason=reason,
            tag=WAIVED,
        )
    return OrderMoved(order, row.number, queries.lock_order(order).state)

"""A part of an order becomes an order of its own (拆分), before its release or while it runs.

What the first operation has begun stays with the order. The part of a running order is a copy of
what is frozen, not of today's BOM and routing; it takes over its share of what is reserved and
issued, and follows the flow as far as that lets it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from qitao.base import journal
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.quantity import ZERO, PositiveQuantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.production import queries, rules
from qitao.production.actions import material, moves
from qitao.production.actions.create import (
    carry_substitutes,
    copy_order,
    follow_recipe,
    insert_orders,
)
from qitao.production.actions.plan import schedule_order, submit_order
from qitao.production.queries import MaterialLine
from qitao.production.values import (
    BUSINESS,
    PART_NOT_RELEASED,
    CreateOrder,
    NewOrder,
    OrderRow,
    OrderState,
    WorkOrderId,
)
from qitao.stock import actions as stock
from qitao.stock import queries as stock_queries
from qitao.stock.values import BusinessRef, ReserveLine

sql = SqlRoom("qitao.production")
Lines = Mapping[int, MaterialLine]


@dataclass(frozen=True, slots=True)
class OrderSplit:
    """The order that kept the rest and the one that was split off."""

    order: WorkOrderId
    kept: PositiveQuantity
    new_order: WorkOrderId
    new_number: str
    new_quantity: PositiveQuantity


@action(permission=CreateOrder)
def split_order(*, actor: Actor, order: WorkOrderId, quantity: PositiveQuantity) -> OrderSplit:
    """Split a quantity off an order; the new order follows to the same step.

    Its number is the order's with the next free suffix. Both keep the substitutes that were chosen,
    lot and note. Of a released or running order what its first operations have not begun can
    leave: reports stay, the part has the same frozen operations and its share of the materials,
    takes over its share of what is reserved and of what was issued beyond the order's own need,
    scrap included, and waits where its flow stops it. Refuses `NOT_SPLITTABLE` for an order on hold
    or over, or where nothing would remain, `QUANTITY_TOO_FINE`, `SPLIT_ABOVE_REST`,
    `PART_NOT_RELEASED`; `NO_BOM`, `NO_ROUTING` before the release.
    """
    row = queries.lock_order(order)
    actor.check_scope(CreateOrder, plant=row.plant)
    rules.check_split(row, quantity)
    catalog.check_grain([(None, row.material, quantity)])
    if row.state in rules.RUNNING:
        return _split_running(actor, row, quantity)
    return _split_early(actor, row, quantity)


def _part(row: OrderRow, quantity: Decimal) -> NewOrder:
    found = queries.next_split(row.id)
    return NewOrder(
        row.plant,
        row.material,
        quantity,
        row.due_on,
        row.priority,
        found.number,
        found.lot_code,
        found.note,
        planned_start=row.planned_start,
        planned_end=row.planned_end,
    )


def _split_early(actor: Actor, row: OrderRow, quantity: Decimal) -> OrderSplit:
    """Split what is not released: both follow the BOM and routing that hold today."""
    order, kept, wanted = row.id, row.quantity - quantity, _part(row, quantity)
    sql.run("update_order", order=order, quantity=kept, due_on=row.due_on, note=None)
    follow_recipe(replace(row, quantity=kept))
    new = insert_orders(actor, (wanted,), splits=(order,))[0]
    carry_substitutes(new.order, queries.list_substituted(order))
    if row.state is not OrderState.DRAFT:
        moves.put_demands(actor, [order])
        submit_order(actor=actor, order=new.order)
        if row.state is OrderState.SCHEDULED and moves.awaits(new.order, "schedule_order"):
            schedule_order(actor=actor, order=new.order)
    return OrderSplit(order, kept, new.order, new.number, quantity)


def _split_running(actor: Actor, row: OrderRow, quantity: Decimal) -> OrderSplit:
    """Split what the first operations have not begun off an order whose recipe is frozen."""
    rules.check_split_rest(row, quantity, queries.list_firsts(row.id))
    kept = row.quantity - quantity
    new = copy_order(actor, row, _part(row, quantity))
    sql.run("split_operations", order=row.id, part=new.order, kept=kept, quantity=quantity)
    sql.run("split_materials", order=row.id, part=new.order, kept=kept, quantity=quantity)
    moved = _move_issued(actor, row, new.order, new.number)
    moves.put_demands(actor, [row.id, new.order])
    _share_reservations(actor, row, new.order)
    _follow(actor, new.order)
    part = queries.read_order(new.order)
    if moved and part.state is not OrderState.RELEASED:
        raise Refusal(PART_NOT_RELEASED, number=row.number, materials=moved)
    told = json.dumps({"order": row.id, "quantity": str(quantity)})
    journal.mention("production.split_order", f"{BUSINESS}:{new.order}", told)
    return OrderSplit(row.id, kept, new.order, new.number, quantity)


def _lines(order: WorkOrderId) -> Lines:
    return {line.line: line for line in queries.list_materials(order)}


def _move_issued(actor: Actor, row: OrderRow, part: WorkOrderId, number: str) -> list[str]:
    """Hand over what was issued beyond the order's own need; return the materials' codes.

    What went into scrap stays, and what is to replace it: the part shows that it lacks it.
    """
    old, new = _lines(row.id), _lines(part)
    wanted = {one.line: one.quantity for one in queries.list_surplus(row.id, part)}
    if wanted:
        material.hand_over(actor, row, (part, number), wanted, (old, new))
    return [old[line].code for line in wanted]


def _share_reservations(actor: Actor, row: OrderRow, part: WorkOrderId) -> None:
    """Put aside again what the order had: first for what it still needs itself, then for the part.

    The stock was given back in this very transaction, so nobody else can have taken it.
    """
    holder = BusinessRef(BUSINESS, row.id)
    had: dict[int, Decimal] = {}
    for one in stock_queries.list_reservations([holder]):
        had[one.holder_line] = had.get(one.holder_line, ZERO) + one.quantity
    if not had:
        return
    stock.release_reservations(actor=actor, holders=(holder,))
    stock.reserve(actor=actor, lines=tuple(_again(row, part, had)))


def _again(row: OrderRow, part: WorkOrderId, had: Mapping[int, Decimal]) -> Sequence[ReserveLine]:
    lines, left = [], dict(had)
    for order in (row.id, part):
        for line in _lines(order).values():
            quantity = min(left.get(line.line, ZERO), line.required - line.net)
            if quantity > 0:
                left[line.line] -= quantity
                holder = BusinessRef(BUSINESS, order, line.line)
                lines.append(ReserveLine(holder, line.material, row.plant, quantity))
    return lines


def _follow(actor: Actor, part: WorkOrderId) -> None:
    """Take the part along the flow as far as its gates and its own tasks let it."""
    moves.complete(actor, part, "submit_order")
    if not moves.awaits(part, "schedule_order"):
        return
    moves.complete(actor, part, "schedule_order")
    if moves.awaits(part, "release_order"):
        moves.reserve_kit(actor, queries.read_order(part))
        moves.complete(actor, part, "release_order")

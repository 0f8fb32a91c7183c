"""Orders come into being: number, copy of BOM and routing, a place in the flow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import ZERO, PositiveQuantity
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialId
from qitao.catalog.values.structure import Request
from qitao.people import queries as people
from qitao.production import queries, rules
from qitao.production.actions import moves
from qitao.production.queries import Recipe, Substituted
from qitao.production.values import (
    MATERIAL_NOT_MADE,
    NO_BOM,
    NO_ROUTING,
    ORDER_NUMBER_TAKEN,
    ORDERS_MAX,
    CreateOrder,
    NewOrder,
    OrderRow,
    OrderState,
    WorkOrderId,
)

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class OrderCreated:
    """One new order."""

    order: WorkOrderId
    number: str


@dataclass(frozen=True, slots=True)
class OrdersCreated:
    """The new orders, in the order in which they were asked for."""

    orders: tuple[OrderCreated, ...]


@dataclass(frozen=True, slots=True)
class OrderUpdated:
    """The order as it stands now."""

    order: WorkOrderId
    quantity: PositiveQuantity
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Made:
    """An order with what it makes: all that its recipe depends on."""

    order: WorkOrderId
    plant: PlantId
    material: int
    quantity: Decimal


@action(permission=CreateOrder)
def create_order(
    *,
    actor: Actor,
    plant: PlantId,
    material: MaterialId,
    quantity: PositiveQuantity,
    due_on: date | None = None,
    priority: int = 5,
    number: str | None = None,
    lot_code: str = "",
    note: str = "",
) -> OrderCreated:
    """Create one order as a draft, with the BOM and routing that hold today.

    Refuses `MATERIAL_NOT_MADE` for a bought or retired material, `NO_BOM` where nothing says what
    it is made of, `QUANTITY_TOO_FINE` for more decimals than its unit has, `ORDER_NUMBER_TAKEN` for
    a number in use.
    """
    wanted = NewOrder(plant, material, quantity, due_on, priority, number, lot_code, note)
    return insert_orders(actor, (wanted,))[0]


@action(permission=CreateOrder)
def create_orders(*, actor: Actor, orders: tuple[NewOrder, ...]) -> OrdersCreated:
    """Create many orders at once, all or none; the same rules as for one."""
    return OrdersCreated(tuple(insert_orders(actor, orders)))


@action(permission=CreateOrder)
def update_order(
    *,
    actor: Actor,
    order: WorkOrderId,
    quantity: PositiveQuantity | None = None,
    due_on: date | None = None,
    note: str | None = None,
    no_due_date: bool = False,
) -> OrderUpdated:
    """Change quantity, due date or note of an order that is not released yet.

    What is not given stays; `no_due_date` takes the due date away.
    Guarantees that operations, materials and the kit's demand follow the new quantity, by the BOM
    and routing that hold today. Refuses `QUANTITY_TOO_FINE`, `NO_BOM`, `NO_ROUTING`, and
    `ORDER_STATE` once the order is released: then split or cancel it.
    """
    row = queries.lock_order(order)
    actor.check_scope(CreateOrder, plant=row.plant)
    early = (OrderState.DRAFT, OrderState.AWAITING_SCHEDULE, OrderState.SCHEDULED)
    rules.check_state(row, early, verb="production.update_order")
    catalog.check_grain([(None, row.material, quantity or ZERO)])
    changed = replace(row, quantity=quantity or row.quantity, due_on=_due(row, due_on, no_due_date))
    sql.run(
        "update_order",
        order=order,
        quantity=changed.quantity,
        due_on=changed.due_on,
        note=note,
    )
    if changed.quantity != row.quantity:
        follow_recipe(changed)
    if row.state is not OrderState.DRAFT:
        moves.put_demands(actor, [order])
    return OrderUpdated(order, changed.quantity, changed.due_on)


def _due(row: OrderRow, due_on: date | None, no_due_date: bool) -> date | None:
    return None if no_due_date else due_on or row.due_on


def insert_orders(
    actor: Actor, orders: Sequence[NewOrder], *, splits: Sequence[int | None] | None = None
) -> list[OrderCreated]:
    """Write orders, their operations, materials and flow instances."""
    if len(orders) > ORDERS_MAX:
        raise Refusal(TOO_MANY, count=len(orders), limit=ORDERS_MAX)
    for plant in {order.plant for order in orders}:
        actor.check_scope(CreateOrder, plant=plant)
    recipes = queries.list_recipes(
        [order.material for order in orders], [order.plant for order in orders]
    )
    check_recipes(orders, recipes)
    catalog.check_grain(
        (n if len(orders) > 1 else None, order.material, order.quantity)
        for n, order in enumerate(orders, start=1)
    )
    versions = [(recipe.bom, recipe.routing) for recipe in recipes]
    rows = _insert(orders, versions, splits or [None] * len(orders))
    ids = [WorkOrderId(row.id) for row in rows]
    made = [Made(o, w.plant, w.material, w.quantity) for o, w in zip(ids, orders, strict=True)]
    copy_recipes(made, fresh=True)
    moves.start(actor, ids)
    return [OrderCreated(WorkOrderId(row.id), row.number) for row in rows]


def copy_order(actor: Actor, row: OrderRow, wanted: NewOrder) -> OrderCreated:
    """Write the head of an order that is made as another one is, and put it into the flow.

    Whatever let that one pass a gate (放行) counts for it too.
    """
    new = _insert([wanted], [(row.bom, row.routing)], [row.id])[0]
    sql.run("copy_waivers", order=row.id, part=new.id)
    moves.start(actor, [WorkOrderId(new.id)])
    return OrderCreated(WorkOrderId(new.id), new.number)


def check_recipes(orders: Sequence[NewOrder], recipes: Sequence[Recipe]) -> None:
    """Refuse what cannot be made, naming every material at fault."""
    found = {recipe.position for recipe in recipes}
    absent = [order.material for n, order in enumerate(orders, 1) if n not in found]
    bought = sorted({r.code for r in recipes if r.kind != "make" or not r.active})
    if absent or bought:
        raise Refusal(MATERIAL_NOT_MADE, materials=bought + [str(one) for one in absent])
    bare = sorted({recipe.code for recipe in recipes if recipe.bom is None})
    if bare:
        raise Refusal(NO_BOM, materials=bare)


@dataclass(frozen=True, slots=True)
class _Inserted:
    id: int
    number: str


def _insert(
    orders: Sequence[NewOrder],
    versions: Sequence[tuple[int | None, int | None]],
    splits: Sequence[int | None],
) -> list[_Inserted]:
    try:
        return sql.all(
            "insert_orders",
            _Inserted,
            plants=[order.plant for order in orders],
            numbers=[order.number for order in orders],
            materials=[order.material for order in orders],
            quantities=[order.quantity for order in orders],
            priorities=[order.priority for order in orders],
            dues=[order.due_on for order in orders],
            starts=[order.planned_start for order in orders],
            ends=[order.planned_end for order in orders],
            boms=[bom for bom, _ in versions],
            routings=[routing for _, routing in versions],
            lots=[order.lot_code for order in orders],
            notes=[order.note for order in orders],
            splits=list(splits),
            at=clock.now(),
        )
    except UniqueViolation as error:
        numbers = [order.number for order in orders if order.number]
        raise Refusal(ORDER_NUMBER_TAKEN, numbers=numbers[:10]) from error


def follow_recipe(row: OrderRow) -> None:
    """Point an unreleased order at the BOM and routing that hold today, and copy them.

    Guarantees that the substitutes chosen for it stay where that BOM allows them. Refuses `NO_BOM`,
    and `NO_ROUTING` where its operations would be gone; the order is left as it was.
    """
    recipe = queries.list_recipes([row.material], [row.plant])[0]
    if recipe.bom is None:
        raise Refusal(NO_BOM, materials=[row.material_code])
    if recipe.routing is None and row.operations:
        raise Refusal(NO_ROUTING, number=row.number, material=row.material_code)
    chosen = queries.list_substituted(row.id)
    sql.run("use_recipe", orders=[row.id], boms=[recipe.bom], routings=[recipe.routing])
    copy_recipes([Made(row.id, row.plant, row.material, row.quantity)])
    carry_substitutes(row.id, chosen)


def carry_substitutes(order: WorkOrderId, chosen: Sequence[Substituted]) -> None:
    """Put substitutes that were chosen before into the lines of an order, as its BOM allows."""
    if not chosen:
        return
    sql.run(
        "carry_substitutes",
        order=order,
        bom_lines=[line.bom_line for line in chosen],
        operations=[line.operation for line in chosen],
        originals=[line.original for line in chosen],
        materials=[line.material for line in chosen],
    )


def copy_recipes(made: Sequence["Made"], *, fresh: bool = False) -> None:
    """Copy routing and BOM into the orders' own operations and materials, anew unless `fresh`."""
    ids = [one.order for one in made]
    if not fresh:
        sql.run("delete_recipe", orders=ids)
    sql.run("insert_operations", orders=ids)
    days = people.list_days(one.plant for one in made)
    lines = catalog.list_components(
        [Request(MaterialId(one.material), one.quantity, days[one.plant]) for one in made]
    )
    if not lines:
        return
    sql.run(
        "insert_materials",
        orders=[made[line.request].order for line in lines],
        materials=[line.material_id for line in lines],
        bom_lines=[line.line_id for line in lines],
        operations=[line.operation_sequence for line in lines],
        quantities=[line.quantity for line in lines],
        backflush=[line.backflush for line in lines],
    )

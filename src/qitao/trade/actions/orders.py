"""Purchase orders: created, approved, closed, cancelled, taken over from another system."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import SYSTEM_USER, Actor
from qitao.base.ids import PlantId
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import PartnerId
from qitao.people import queries as people
from qitao.trade import queries, rules
from qitao.trade.actions.supply import put_supplies
from qitao.trade.values import (
    PURCHASE_NUMBER_TAKEN,
    ApprovePurchase,
    ClosePurchase,
    CreatePurchase,
    ImportedPurchase,
    ImportPurchases,
    NewPurchaseLine,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseState,
)

sql = SqlRoom("qitao.trade")
Number = Annotated[str, Field(min_length=1, max_length=60)]
Note = Annotated[str, Field(max_length=500)]


@dataclass(frozen=True, slots=True)
class PurchaseMoved:
    """Where the order stands now."""

    purchase_order: PurchaseOrderId
    number: str
    state: PurchaseState


@dataclass(frozen=True, slots=True)
class LinePromised:
    """When a line of an order is promised now."""

    purchase_order: PurchaseOrderId
    number: str
    line: int
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class PurchasesImported:
    """How many orders were new, changed, or as they were."""

    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number that a new order got."""

    id: PurchaseOrderId
    number: str


@dataclass(frozen=True, slots=True)
class Touched:
    """An order that an import wrote, and whether it is new."""

    order: PurchaseOrderId
    fresh: bool


@action(permission=CreatePurchase)
def create_purchase(
    *,
    actor: Actor,
    plant: PlantId,
    partner: PartnerId,
    lines: tuple[NewPurchaseLine, ...],
    number: Number | None = None,
    ordered_on: date | None = None,
    note: Note = "",
) -> PurchaseMoved:
    """Draft a purchase order; the kit check counts on it once it is approved.

    Without a number one is drawn. Refuses `PURCHASE_INVALID`, `QUANTITY_TOO_FINE`,
    `PURCHASE_NUMBER_TAKEN`, and `NOT_A_SUPPLIER` for a partner who sells nothing or is retired.
    """
    actor.check_scope(CreatePurchase, plant=plant)
    rules.check_supplier(catalog.get_partner(partner))
    rules.check_new(lines)
    catalog.check_grain((n, line.material, line.quantity) for n, line in enumerate(lines, start=1))
    row = sql.find(
        "insert_purchase",
        Numbered,
        plant=plant,
        number=number,
        partner=partner,
        ordered_on=ordered_on or people.day_in(plant),
        note=note,
        at=clock.now(),
        materials=[line.material for line in lines],
        quantities=[line.quantity for line in lines],
        expected=[line.expected_on for line in lines],
        prices=[line.unit_price for line in lines],
    )
    if row is None:
        raise Refusal(PURCHASE_NUMBER_TAKEN, number=number)
    return PurchaseMoved(row.id, row.number, PurchaseState.DRAFT)


@action(permission=ApprovePurchase)
def approve_purchase(*, actor: Actor, purchase_order: PurchaseOrderId) -> PurchaseMoved:
    """Approve a draft: from now on the kit check counts on what it brings.

    Refuses `PURCHASE_STATE` unless it is a draft, and `OWN_DRAFT` to whoever drafted it while the
    plant has somebody else who may approve.
    """
    row = queries.lock_purchase(purchase_order)
    actor.check_scope(ApprovePurchase, plant=row.plant)
    rules.check_state(row.number, row.state, (PurchaseState.DRAFT,))
    if actor.user != SYSTEM_USER and queries.find_drafter(purchase_order) == actor.user:
        others = people.is_held_by_another(ApprovePurchase, plant=row.plant, user=actor.user)
        rules.check_four_eyes(row.number, others=others)
    return _move(actor, purchase_order, row.number, PurchaseState.APPROVED)


@action(permission=CreatePurchase)
def promise_line(
    *, actor: Actor, purchase_line: PurchaseLineId, expected_on: date | None, note: Note = ""
) -> LinePromised:
    """Change the day on which a line is promised; an explicit null says that nobody knows it.

    Guarantees that the kit check of what waits for it counts on the new day. Refuses
    `PURCHASE_STATE` unless the order is a draft or approved.
    """
    row = queries.lock_line(purchase_line)
    actor.check_scope(CreatePurchase, plant=row.plant)
    rules.check_state(row.number, row.state, (PurchaseState.DRAFT, PurchaseState.APPROVED))
    sql.run("promise_line", line=purchase_line, expected_on=expected_on)
    put_supplies(actor, [row.order])
    return LinePromised(row.order, row.number, row.line, expected_on)


@action(permission=ClosePurchase)
def close_purchase(*, actor: Actor, purchase_order: PurchaseOrderId) -> PurchaseMoved:
    """Close an order; what has not come will not come any more.

    Refuses `PURCHASE_STATE` unless approved, `RECEIPT_WAITING` while goods await inspection.
    """
    row = queries.lock_purchase(purchase_order)
    actor.check_scope(ClosePurchase, plant=row.plant)
    rules.check_close(row)
    return _move(actor, purchase_order, row.number, PurchaseState.CLOSED)


@action(permission=ClosePurchase)
def cancel_purchase(*, actor: Actor, purchase_order: PurchaseOrderId) -> PurchaseMoved:
    """Cancel an order of which nothing has come. Refuses `PURCHASE_STATE`, `PURCHASE_RECEIVED`."""
    row = queries.lock_purchase(purchase_order)
    actor.check_scope(ClosePurchase, plant=row.plant)
    rules.check_cancel(row)
    return _move(actor, purchase_order, row.number, PurchaseState.CANCELLED)


def _move(actor: Actor, order: PurchaseOrderId, number: str, state: PurchaseState) -> PurchaseMoved:
    sql.run("set_purchase_state", order=order, state=state, at=clock.now())
    put_supplies(actor, [order])
    return PurchaseMoved(order, number, state)


@action(permission=ImportPurchases)
def import_purchases(*, actor: Actor, purchases: tuple[ImportedPurchase, ...]) -> PurchasesImported:
    """Take over orders of another system by their numbers, all or nothing, set-based.

    Their figures replace ours and post no stock: what was received came through the other system.
    Doing it again changes nothing. Refuses `PURCHASE_INVALID` with every faulty order,
    `QUANTITY_TOO_FINE` with every line that is finer than its material's unit.
    """
    stored = queries.list_plants_of_numbers([purchase.number for purchase in purchases])
    for plant in {*rules.check_import(purchases), *stored}:
        actor.check_scope(ImportPurchases, plant=plant)
    lines = [(purchase.number, line) for purchase in purchases for line in purchase.lines]
    catalog.check_grain(
        (f"{number}/{line.line}", line.material, figure)
        for number, line in lines
        for figure in (line.ordered, line.received, line.rejected, line.stocked)
    )
    touched = sql.all(
        "import_purchases",
        Touched,
        at=clock.now(),
        numbers=[p.number for p in purchases],
        plants=[p.plant for p in purchases],
        partners=[p.partner for p in purchases],
        states=[p.state for p in purchases],
        ordered_on=[p.ordered_on for p in purchases],
        line_numbers=[number for number, _ in lines],
        lines=[line.line for _, line in lines],
        materials=[line.material for _, line in lines],
        ordered=[line.ordered for _, line in lines],
        received=[line.received for _, line in lines],
        rejected=[line.rejected for _, line in lines],
        stocked=[line.stocked for _, line in lines],
        prices=[line.unit_price for _, line in lines],
        expected=[line.expected_on for _, line in lines],
    )
    put_supplies(actor, [row.order for row in touched])
    created = sum(row.fresh for row in touched)
    updated = len(touched) - created
    return PurchasesImported(created, updated, len(purchases) - created - updated)

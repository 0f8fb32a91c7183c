"""The verbs of purchasing: order, approve, receive, close; every change tells the kit check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from psycopg.errors import UniqueViolation
from pydantic import Field

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import ZERO, NonNegativeQuantity, PositiveQuantity, Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, PartnerId
from qitao.kitting import actions as kitting
from qitao.kitting.values import Source, Supply
from qitao.stock import actions as stock
from qitao.stock.values import BusinessRef, LotId, MoveKind, MoveLine
from qitao.trade import queries, rules
from qitao.trade.values import (
    PURCHASE,
    PURCHASE_NUMBER_TAKEN,
    PURCHASE_SLIP_TAKEN,
    ApprovePurchase,
    ClosePurchase,
    CreatePurchase,
    ImportedPurchase,
    ImportPurchases,
    LineRow,
    NewPurchaseLine,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseReceiptId,
    PurchaseState,
    ReceivePurchase,
)

sql = SqlRoom(__package__)
Number = Annotated[str, Field(min_length=1, max_length=60)]
Slip = Annotated[str, Field(min_length=1, max_length=80)]


@dataclass(frozen=True, slots=True)
class PurchaseMoved:
    """Where a purchase order stands now."""

    purchase_order: PurchaseOrderId
    number: str
    state: PurchaseState


@dataclass(frozen=True, slots=True)
class PurchaseReceived:
    """One receipt, and what its line still lacks."""

    receipt: PurchaseReceiptId
    purchase_order: PurchaseOrderId
    lot: LotId | None
    stocked: Quantity
    rest: Quantity


@dataclass(frozen=True, slots=True)
class PurchasesImported:
    """How many orders were new, changed, or as they were."""

    created: int
    updated: int
    unchanged: int


@action(permission=CreatePurchase)
def create_purchase(
    *,
    actor: Actor,
    plant: PlantId,
    partner: PartnerId,
    lines: tuple[NewPurchaseLine, ...],
    number: Number | None = None,
    note: Annotated[str, Field(max_length=500)] = "",
) -> PurchaseMoved:
    """Create a purchase order as a draft; the kit check counts on it once it is approved.

    Refuses `PURCHASE_INVALID` without lines, `PURCHASE_NUMBER_TAKEN`.
    """
    actor.check_scope(CreatePurchase, plant=plant)
    rules.check_lines(lines)
    try:
        row = sql.one(
            "insert_purchase", queries.Numbered, plant=plant, partner=partner, number=number,
            note=note, ordered_on=clock.now().date(),
        )  # fmt: skip
    except UniqueViolation as error:
        raise Refusal(PURCHASE_NUMBER_TAKEN, number=number) from error
    sql.run(
        "insert_lines",
        order=row.id,
        materials=[line.material for line in lines],
        quantities=[line.quantity for line in lines],
        prices=[line.unit_price for line in lines],
        expected=[line.expected_on for line in lines],
    )
    return PurchaseMoved(PurchaseOrderId(row.id), row.number, PurchaseState.DRAFT)


@action(permission=ApprovePurchase)
def approve_purchase(*, actor: Actor, purchase_order: PurchaseOrderId) -> PurchaseMoved:
    """Approve a draft: from now on its lines count as incoming supply."""
    return _move(actor, purchase_order, (PurchaseState.DRAFT,), PurchaseState.APPROVED)


@action(permission=ClosePurchase)
def close_purchase(*, actor: Actor, purchase_order: PurchaseOrderId) -> PurchaseMoved:
    """Close an approved order; what did not come is no longer expected."""
    return _move(actor, purchase_order, (PurchaseState.APPROVED,), PurchaseState.CLOSED)


@action(permission=ClosePurchase)
def cancel_purchase(*, actor: Actor, purchase_order: PurchaseOrderId) -> PurchaseMoved:
    """Cancel an order of which nothing was received. Refuses `PURCHASE_RECEIVED`."""
    rules.check_unreceived(queries.list_lines(purchase_order))
    alive = (PurchaseState.DRAFT, PurchaseState.APPROVED)
    return _move(actor, purchase_order, alive, PurchaseState.CANCELLED)


@action(permission=ReceivePurchase)
def receive_line(
    *,
    actor: Actor,
    purchase_line: PurchaseLineId,
    quantity: PositiveQuantity,
    slip: Slip,
    location: LocationId,
    rejected: NonNegativeQuantity = ZERO,
    lot_code: str = "",
    happened_at: datetime | None = None,
) -> PurchaseReceived:
    """Receive so much of a line by a delivery slip; what is not rejected goes into the store.

    Guarantees that a slip counts once per line and that stock and expected supply change
    together. Refuses `PURCHASE_STATE`, `RECEIPT_INVALID`, `RECEIPT_ABOVE_ORDER`,
    `PURCHASE_SLIP_TAKEN`.
    """
    row = queries.lock_line(purchase_line)
    actor.check_scope(ReceivePurchase, plant=row.plant)
    rules.check_receipt(row, quantity=quantity, rejected=rejected, lot_code=lot_code)
    lot = None
    if row.lot_tracked:
        lot = stock.get_or_create_lot(actor=actor, material=row.material, code=lot_code)
    at = happened_at or clock.now()
    try:
        receipt: int = sql.value(
            "insert_receipt", line=row.id, slip=slip, received=quantity, rejected=rejected,
            location=location, lot=lot, happened_at=at,
        )  # fmt: skip
    except UniqueViolation as error:
        raise Refusal(PURCHASE_SLIP_TAKEN, slip=slip) from error
    if quantity > rejected:
        _post(actor, row, receipt, quantity - rejected, location, lot, at)
    _put_supplies(actor, [row.order])
    return PurchaseReceived(
        PurchaseReceiptId(receipt),
        row.order,
        lot,
        quantity - rejected,
        max(row.ordered - row.received - quantity, ZERO),
    )


@action(permission=ImportPurchases)
def import_purchases(*, actor: Actor, purchases: tuple[ImportedPurchase, ...]) -> PurchasesImported:
    """Write purchase orders as another system knows them; its figures replace ours.

    No stock moves: what it has received stands in its own stock figures. Refuses
    `PURCHASE_INVALID` with every faulty line.
    """
    rules.check_imported(purchases)
    for plant in {one.plant for one in purchases}:
        actor.check_scope(ImportPurchases, plant=plant)
    lines = [(one.number, line) for one in purchases for line in one.lines]
    done = sql.one(
        "import_purchases",
        queries.ImportCounts,
        numbers=[one.number for one in purchases],
        plants=[one.plant for one in purchases],
        partners=[one.partner for one in purchases],
        states=[one.state for one in purchases],
        dates=[one.ordered_on for one in purchases],
    )
    changed = sql.values(
        "import_lines",
        numbers=[number for number, _ in lines],
        lines=[line.line for _, line in lines],
        materials=[line.material for _, line in lines],
        ordered=[line.ordered for _, line in lines],
        received=[line.received for _, line in lines],
        rejected=[line.rejected for _, line in lines],
        stocked=[line.stocked for _, line in lines],
        prices=[line.unit_price for _, line in lines],
        expected=[line.expected_on for _, line in lines],
    )
    touched = set(done.touched or ()) | set(changed)
    _put_supplies(actor, sorted(touched))
    updated = len(touched) - done.created
    return PurchasesImported(done.created, updated, len(purchases) - done.created - updated)


def _move(
    actor: Actor,
    order: PurchaseOrderId,
    allowed: Sequence[PurchaseState],
    state: PurchaseState,
) -> PurchaseMoved:
    row = queries.lock_purchase(order)
    actor.check_scope(ApprovePurchase, plant=row.plant)
    rules.check_state(row, allowed)
    sql.run("set_purchase_state", order=order, state=state, at=clock.now())
    _put_supplies(actor, [order])
    return PurchaseMoved(order, row.number, state)


def _put_supplies(actor: Actor, orders: Sequence[int]) -> None:
    """Tell the kit check what approved orders will still bring."""
    open_lines = queries.list_open_lines(orders)
    kitting.put_supplies(
        actor=actor,
        sources=tuple(Source(PURCHASE, order) for order in orders),
        supplies=tuple(
            Supply(
                Source(PURCHASE, line.order),
                line.line,
                line.number,
                line.plant,
                line.material,
                line.rest,
                line.expected_on,
            )
            for line in open_lines
        ),
    )


def _post(
    actor: Actor,
    row: LineRow,
    receipt: int,
    quantity: PositiveQuantity,
    location: LocationId,
    lot: LotId | None,
    at: datetime,
) -> None:
    move = MoveLine(
        kind=MoveKind.RECEIPT,
        material=row.material,
        quantity=quantity,
        source=queries.get_supplier_location(row.plant),
        target=location,
        lot=lot,
        document=BusinessRef(PURCHASE, row.order, row.line),
        happened_at=at,
        reason=f"purchase_receipt:{receipt}",
    )
    stock.post_moves(actor=actor, posting=f"purchase_receipt:{receipt}", lines=(move,))

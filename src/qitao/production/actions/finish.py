"""The end of an order: finished goods into the store, closing."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import HappenedAt
from qitao.base.quantity import ZERO, PositiveQuantity, Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationId
from qitao.people import queries as people
from qitao.production import queries, rules
from qitao.production.actions import moves
from qitao.production.actions.plan import OrderMoved
from qitao.production.queries.gates import gates_receive
from qitao.production.values import (
    BUSINESS,
    SLIP_TAKEN,
    CloseOrder,
    OrderRow,
    OrderState,
    ReceiptId,
    ReceiveOutput,
    WorkOrderId,
)
from qitao.stock import actions as stock
from qitao.stock.rules import check_serials, one_by_one, undone_by
from qitao.stock.values import BusinessRef, Code, LotId, MoveKind, MoveLine, NewLot, SerialId

sql = SqlRoom("qitao.production")
undone_by(
    BUSINESS,
    {
        MoveKind.ISSUE: "production.return_materials",
        MoveKind.RETURN: "production.issue_materials",
        MoveKind.OUTPUT: "production.undo_receipt",
    },
)


@dataclass(frozen=True, slots=True)
class OutputReceived:
    """A receipt of finished goods."""

    order: WorkOrderId
    receipt: int
    quantity: Quantity
    location: LocationId
    lot: LotId | None
    rest: Quantity


@action(permission=ReceiveOutput)
def receive_output(
    *,
    actor: Actor,
    order: WorkOrderId,
    quantity: PositiveQuantity | None = None,
    location: LocationId | None = None,
    lot_code: str | None = None,
    serials: tuple[Code, ...] = (),
    slip: str | None = None,
    happened_at: HappenedAt | None = None,
) -> OutputReceived:
    """Receive finished goods into the store; without a quantity all that is good and still out.

    Without a location they go where the product was put last, else to the plant's first store.
    Guarantees that a lot-tracked product gets a lot (the given code, the order's, or the order's
    number), from which the consumed lots can be traced, and that a serial-tracked one comes with
    the serial number of each piece. A new lot was made on the plant's day of this receipt; its
    shelf life counts from there. Refuses `INSPECTION_BLOCKS` while an inspection of the order is
    open or failed, `QUANTITY_TOO_FINE`, `RECEIPT_ABOVE_GOOD`, `NOTHING_TO_RECEIVE`,
    `PLACE_OF_ANOTHER_PLANT`, `SERIALS_COUNT`, `SERIALS_TAKEN`, `SLIP_TAKEN`.
    """
    row = queries.lock_order(order)
    actor.check_scope(ReceiveOutput, plant=row.plant)
    rules.check_state(
        row,
        (OrderState.IN_PRODUCTION, OrderState.COMPLETED),
        verb="production.receive_output",
    )
    rules.check_gates(gates_receive(row))
    taken = quantity if quantity is not None else row.good - row.received
    catalog.check_grain([(None, row.material, quantity or ZERO)])
    rules.check_receipt(row, taken)
    check_serials(serials, material=row.material_code, tracked=row.serial_tracked, quantity=taken)
    if location is not None:
        moves.check_places(row, [location])
    place = location or queries.get_store(row.plant, row.material)
    code = lot_code or queries.get_lot_code(order) or row.number
    receipt = _write(row, taken, place, code, slip, happened_at)
    lot = _lot(actor, row, code, happened_at)
    line = _line(row, receipt, place, lot, taken, happened_at)
    pieces = _pieces(actor, row, serials, lot)
    stock.post_moves(actor=actor, posting=f"receipt:{receipt}", lines=one_by_one(line, pieces))
    return OutputReceived(order, receipt, taken, place, lot, row.good - row.received - taken)


@action(permission=ReceiveOutput)
def undo_receipt(*, actor: Actor, receipt: ReceiptId, reason: str = "") -> OutputReceived:
    """Undo a receipt of finished goods by a counter-receipt: they are with the order again.

    Refuses `ORDER_STATE` once the order is closed, `STOCK_SHORT` where the goods have gone on, and
    `ALREADY_REVERSED` the second time.
    """
    found = queries.get_receipt(receipt)
    row = queries.lock_order(found.order)
    actor.check_scope(ReceiveOutput, plant=row.plant)
    rules.check_state(
        row,
        (OrderState.IN_PRODUCTION, OrderState.COMPLETED),
        verb="production.undo_receipt",
    )
    stock.reverse_moves(
        actor=actor, movements=tuple(found.movements), reason=reason or f"receipt:{receipt}"
    )
    counter = _write(row, -found.quantity, found.location, found.lot_code, None, None)
    return OutputReceived(
        row.id,
        counter,
        -found.quantity,
        found.location,
        found.lot,
        row.good - row.received + found.quantity,
    )


@action(permission=CloseOrder)
def close_order(*, actor: Actor, order: WorkOrderId) -> OrderMoved:
    """Close a completed order: what it still held is free again.

    Refuses `ORDER_STATE`, `OUTPUT_NOT_RECEIVED` where good pieces are not in the store yet.
    """
    row = queries.lock_order(order)
    actor.check_scope(CloseOrder, plant=row.plant)
    rules.check_state(row, (OrderState.COMPLETED,), verb="production.close_order")
    rules.check_gates([rules.gate_received(row)])
    moves.let_go(actor, [order])
    moves.complete(actor, order, "close_order")
    return OrderMoved(order, row.number, OrderState.CLOSED)


def _write(
    row: OrderRow,
    quantity: PositiveQuantity,
    location: LocationId,
    lot_code: str,
    slip: str | None,
    at: datetime | None,
) -> int:
    try:
        receipt: int = sql.value(
            "insert_receipt",
            order=row.id,
            quantity=quantity,
            location=location,
            lot_code=lot_code if row.lot_tracked else "",
            slip=slip,
            happened_at=at or clock.now(),
        )
    except UniqueViolation as error:
        raise Refusal(SLIP_TAKEN, slip=slip) from error
    return receipt


def _lot(actor: Actor, row: OrderRow, code: str, at: datetime | None) -> LotId | None:
    if not row.lot_tracked:
        return None
    made_on = (at or clock.now()).astimezone(people.zone_in(row.plant)).date()
    lot = NewLot(row.material, code, made_on=made_on)
    return stock.ensure_lots(actor=actor, lots=(lot,), plant=row.plant).lots[0]


def _pieces(
    actor: Actor, row: OrderRow, codes: tuple[Code, ...], lot: LotId | None
) -> tuple[SerialId, ...]:
    if not codes:
        return ()
    return stock.ensure_serials(actor=actor, material=row.material, codes=codes, lot=lot).serials


def _line(
    row: OrderRow,
    receipt: int,
    place: LocationId,
    lot: LotId | None,
    quantity: PositiveQuantity,
    at: datetime | None,
) -> MoveLine:
    return MoveLine(
        kind=MoveKind.OUTPUT,
        material=row.material,
        quantity=quantity,
        source=queries.get_location(row.plant, "production"),
        target=place,
        lot=lot,
        document=BusinessRef(BUSINESS, row.id),
        happened_at=at,
        reason=f"receipt:{receipt}",
    )

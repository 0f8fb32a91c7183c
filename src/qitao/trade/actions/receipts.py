"""Goods come in: received by slip, inspected where a plan asks for it, stocked or sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import HappenedAt
from qitao.base.quantity import ZERO, NonNegativeQuantity, PositiveQuantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationId
from qitao.quality import actions as quality
from qitao.quality import queries as inspections
from qitao.quality.values import InspectionId, InspectionKind, InspectionState, SourceRef
from qitao.stock import actions as stock
from qitao.stock.queries import list_pieces
from qitao.stock.rules import check_serials, check_there, one_by_one
from qitao.stock.values import (
    BusinessRef,
    Code,
    LotId,
    MoveKind,
    MoveLine,
    NewLot,
    SerialId,
    Short,
    StockStatus,
)
from qitao.trade import queries, rules
from qitao.trade.actions.supply import put_supplies
from qitao.trade.values import (
    PURCHASE,
    PURCHASE_SLIP_TAKEN,
    RECEIPT,
    LineRow,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseReceiptId,
    ReceiptRow,
    ReceiptState,
    ReceivePurchase,
)

sql = SqlRoom("qitao.trade")
LET_THROUGH = (InspectionState.PASSED, InspectionState.CONCEDED, InspectionState.CANCELLED)


@dataclass(frozen=True, slots=True)
class LineReceived:
    """The receipt, what it put to stock, what still waits for `inspection` or is to come."""

    receipt: PurchaseReceiptId
    purchase_order: PurchaseOrderId
    lot: LotId | None
    stocked: NonNegativeQuantity
    rest: NonNegativeQuantity
    state: ReceiptState
    inspection: InspectionId | None


@dataclass(frozen=True, slots=True)
class ReceiptSettled:
    """How much of a receipt went to stock and how much back to the supplier."""

    receipt: PurchaseReceiptId
    stocked: NonNegativeQuantity
    returned: NonNegativeQuantity


@action(permission=ReceivePurchase)
def receive_line(
    *,
    actor: Actor,
    purchase_line: PurchaseLineId,
    quantity: PositiveQuantity,
    slip: Code,
    location: LocationId,
    rejected: NonNegativeQuantity = ZERO,
    lot_code: Short = "",
    serials: tuple[Code, ...] = (),
    happened_at: HappenedAt | None = None,
) -> LineReceived:
    """Receive what a delivery slip brings of one line and post it from the supplier to stock.

    `rejected` of the quantity goes straight back and is not posted. Where an inspection plan for
    incoming goods fits the material, the goods wait in status quality for its result. A slip counts
    once per line. A serial-tracked material comes with the serial number of each accepted piece.
    Refuses `PURCHASE_SLIP_TAKEN`, `RECEIPT_ABOVE_ORDER`, `RECEIPT_INVALID`, `QUANTITY_TOO_FINE`,
    `SERIALS_COUNT`, `SERIALS_TAKEN`.
    """
    row = queries.lock_line(purchase_line, location)
    actor.check_scope(ReceivePurchase, plant=row.plant)
    supplier = rules.check_receipt(row, quantity, rejected)
    catalog.check_grain((row.line, row.material, each) for each in (quantity, rejected))
    accepted = quantity - rejected
    check_serials(
        serials, material=row.material_code, tracked=row.serial_tracked, quantity=accepted
    )
    plan = inspections.find_plan(
        kind=InspectionKind.INCOMING, plant=row.plant, material=row.material
    )
    waits = plan is not None and accepted > 0
    held_lot = _lot(actor, row, lot_code) if accepted > 0 else None
    receipt = sql.value(
        "insert_receipt",
        line=purchase_line,
        slip=slip,
        received=quantity,
        rejected=rejected,
        location=location,
        lot=held_lot,
        state=ReceiptState.WAITING if waits else ReceiptState.STOCKED,
        happened_at=happened_at or clock.now(),
    )
    if receipt is None:
        raise Refusal(PURCHASE_SLIP_TAKEN, slip=slip, number=row.number, line=row.line)
    if accepted > 0:
        move = MoveLine(
            kind=MoveKind.RECEIPT,
            material=row.material,
            quantity=accepted,
            source=supplier,
            target=location,
            lot=held_lot,
            status=StockStatus.AVAILABLE,
            target_status=StockStatus.QUALITY if waits else StockStatus.AVAILABLE,
            document=BusinessRef(PURCHASE, row.order, row.line),
            happened_at=happened_at,
        )
        pieces = _pieces(actor, row, serials, held_lot)
        stock.post_moves(
            actor=actor, lines=one_by_one(move, pieces), posting=f"purchase_receipt:{receipt}"
        )
    opened = None
    if waits:
        opened = quality.open_inspection(
            actor=actor,
            source=SourceRef(RECEIPT, receipt),
            label=f"{row.number}/{row.line} {slip}",
            plant=row.plant,
            kind=InspectionKind.INCOMING,
            quantity=accepted,
            material=row.material,
            lot=held_lot,
            plan=plan,
        )
    put_supplies(actor, [row.order])
    return LineReceived(
        PurchaseReceiptId(receipt),
        row.order,
        held_lot,
        ZERO if waits else accepted,
        row.ordered - row.received - quantity,
        ReceiptState.WAITING if waits else ReceiptState.STOCKED,
        opened.inspection if opened else None,
    )


def _lot(actor: Actor, row: LineRow, code: str) -> LotId | None:
    if not (row.lot_tracked and code):
        return None
    new = NewLot(row.material, code, supplier=row.partner)
    return stock.ensure_lots(actor=actor, lots=(new,), plant=row.plant).lots[0]


def _pieces(
    actor: Actor, row: LineRow, codes: tuple[Code, ...], lot: LotId | None
) -> tuple[SerialId, ...]:
    if not codes:
        return ()
    return stock.ensure_serials(actor=actor, material=row.material, codes=codes, lot=lot).serials


@action(permission=ReceivePurchase)
def stock_receipt(
    *,
    actor: Actor,
    receipt: PurchaseReceiptId,
    accepted: NonNegativeQuantity | None = None,
    serials: tuple[Code, ...] = (),
) -> ReceiptSettled:
    """Put inspected goods to stock, `accepted` of them (default: all), and send the rest back.

    Of serial-tracked goods `serials` names the accepted pieces, unless all or none are.
    Refuses `RECEIPT_NOT_PASSED` while the inspection is open, and for anything but a full return
    (`accepted` 0) where it failed and was not let through; `RECEIPT_STOCKED` the second time,
    `QUANTITY_TOO_FINE`.
    """
    row = queries.lock_receipt(receipt)
    actor.check_scope(ReceivePurchase, plant=row.plant)
    states = [one.state for one in inspections.list_inspections_of(RECEIPT, [receipt])]
    latest = states[0] if states else InspectionState.PASSED
    catalog.check_grain([(row.line_number, row.material, accepted or ZERO)])
    accepted = row.waiting if accepted is None else accepted
    rules.check_stocking(
        row,
        accepted,
        passed=latest in LET_THROUGH,
        open_still=InspectionState.OPEN in states,
    )
    returned = row.waiting - accepted
    good, bad = _parted(row, accepted, serials)
    moves = (
        *one_by_one(_release(row, accepted), good),
        *one_by_one(_send_back(row, returned), bad),
    )
    stock.post_moves(actor=actor, lines=moves, posting=f"purchase_receipt:{receipt}:settled")
    sql.run("settle_receipt", receipt=receipt, accepted=accepted, returned=returned)
    put_supplies(actor, [row.order])
    return ReceiptSettled(receipt, accepted, returned)


def _parted(
    row: ReceiptRow, accepted: Decimal, codes: Sequence[str]
) -> tuple[list[SerialId], list[SerialId]]:
    """Return the pieces that go to stock and those that go back; none where no serials are kept."""
    pieces = queries.list_pieces(row.id)
    if accepted == row.waiting or not accepted:
        chosen = [piece.code for piece in pieces if accepted]
    else:
        check_serials(codes, material=row.material_code, tracked=bool(pieces), quantity=accepted)
        chosen = list(codes)
    brought = {piece.id for piece in pieces}
    named = list_pieces(row.material, chosen)
    check_there(chosen, named, lambda piece: piece.id in brought, material=row.material_code)
    good = [piece.id for piece in pieces if piece.code in chosen]
    return good, [piece.id for piece in pieces if piece.code not in chosen]


def _release(row: ReceiptRow, quantity: Decimal) -> MoveLine | None:
    if quantity <= 0:
        return None
    return MoveLine(
        kind=MoveKind.STATUS,
        material=row.material,
        quantity=quantity,
        source=row.location,
        target=row.location,
        lot=row.lot,
        status=StockStatus.QUALITY,
        target_status=StockStatus.AVAILABLE,
        document=BusinessRef(PURCHASE, row.order),
    )


def _send_back(row: ReceiptRow, quantity: Decimal) -> MoveLine | None:
    if quantity <= 0:
        return None
    return MoveLine(
        kind=MoveKind.SUPPLIER_RETURN,
        material=row.material,
        quantity=quantity,
        source=row.location,
        target=row.supplier_place,
        lot=row.lot,
        status=StockStatus.QUALITY,
        target_status=StockStatus.AVAILABLE,
        document=BusinessRef(PURCHASE, row.order),
    )

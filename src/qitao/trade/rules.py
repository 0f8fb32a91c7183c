"""Pure decisions of purchasing: what may be ordered, received, stocked, closed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.catalog.values import SELLERS, LocationId
from qitao.catalog.values.items import PartnerItem
from qitao.trade.values import (
    IMPORT_LINES_MAX,
    LINES_MAX,
    NOT_A_SUPPLIER,
    OWN_DRAFT,
    PURCHASE_INVALID,
    PURCHASE_RECEIVED,
    PURCHASE_STATE,
    RECEIPT_ABOVE_ORDER,
    RECEIPT_INVALID,
    RECEIPT_NOT_COUNTED,
    RECEIPT_NOT_PASSED,
    RECEIPT_STOCKED,
    RECEIPT_UNDONE,
    RECEIPT_WAITING,
    RETURN_ABOVE_STOCKED,
    RETURN_INVALID,
    RETURN_NOT_INSPECTED,
    RETURN_UNDONE,
    SUPPLIER_PLACE_MISSING,
    ImportedPurchase,
    LineRow,
    NewPurchaseLine,
    PurchaseRow,
    PurchaseState,
    ReceiptRow,
    ReceiptState,
    ReturnRow,
    WaitingSlip,
)

Fault = dict[str, object]
FAULTS_MAX = 20
"""So many faults are named; all are counted."""


def check_new(lines: Sequence[NewPurchaseLine]) -> None:
    """Refuse `PURCHASE_INVALID` without lines, `TOO_MANY` above the limit."""
    if len(lines) > LINES_MAX:
        raise Refusal(TOO_MANY, limit=LINES_MAX, count=len(lines))
    faults = [_fault("quantity", line=n) for n, line in enumerate(lines, 1) if line.quantity <= 0]
    _refuse_faults(faults if lines else [_fault("no_lines")])


def check_supplier(partner: PartnerItem) -> None:
    """Refuse `NOT_A_SUPPLIER` for a customer, and for a partner out of use."""
    if partner.kind not in SELLERS or not partner.active:
        raise Refusal(NOT_A_SUPPLIER, name=partner.name, code=partner.code, active=partner.active)


def check_four_eyes(number: str, *, others: bool) -> None:
    """Refuse `OWN_DRAFT` to whoever drafted the order, where others may approve it."""
    if others:
        raise Refusal(OWN_DRAFT, number=number)


def check_state(number: str, state: PurchaseState, allowed: Iterable[PurchaseState]) -> None:
    """Refuse `PURCHASE_STATE` unless the order is in one of the allowed states."""
    wanted = list(allowed)
    if state not in wanted:
        raise Refusal(
            PURCHASE_STATE,
            number=number,
            purchase_state=state.value,
            purchase_states=[one.value for one in wanted],
        )


def check_receipt(row: LineRow, received: Decimal, rejected: Decimal) -> LocationId:
    """Return the place that stands for the supplier.

    Refuses `RECEIPT_INVALID` where more is rejected than came, `RECEIPT_ABOVE_ORDER` where more
    comes than was ordered, `SUPPLIER_PLACE_MISSING` and a receiving place in another plant.
    """
    check_state(row.number, row.state, (PurchaseState.APPROVED,))
    if not 0 <= rejected <= received or received <= 0 or row.receiving_plant != row.plant:
        raise Refusal(RECEIPT_INVALID, number=row.number, line=row.line, received=received)
    rest = row.ordered - row.received
    if received > rest:
        raise Refusal(
            RECEIPT_ABOVE_ORDER,
            number=row.number,
            line=row.line,
            material=row.material_code,
            rest=rest,
            received=received,
        )
    if row.supplier_place is None:
        raise Refusal(SUPPLIER_PLACE_MISSING, number=row.number)
    return row.supplier_place


def check_stocking(row: ReceiptRow, accepted: Decimal, *, passed: bool, open_still: bool) -> None:
    """Refuse `RECEIPT_STOCKED` the second time, `RECEIPT_UNDONE`, `RECEIPT_INVALID` for too much.

    Refuses `RECEIPT_NOT_PASSED` while an inspection is open, and for anything but a full return
    where it failed and was not let through.
    """
    if row.state is ReceiptState.UNDONE:
        raise Refusal(RECEIPT_UNDONE, slip=row.slip, number=row.number)
    if row.state is ReceiptState.STOCKED:
        raise Refusal(RECEIPT_STOCKED, slip=row.slip, number=row.number)
    if not 0 <= accepted <= row.waiting:
        raise Refusal(RECEIPT_INVALID, number=row.number, line=row.slip, received=accepted)
    if open_still or (accepted > 0 and not passed):
        raise Refusal(RECEIPT_NOT_PASSED, slip=row.slip, number=row.number)


def check_undo(row: ReceiptRow) -> None:
    """Refuse `RECEIPT_UNDONE` the second time, `PURCHASE_STATE` unless the order is approved.

    Refuses `RECEIPT_NOT_COUNTED` where the line counts less than the receipt brought: part was sent
    back since, or another system's figures have replaced ours.
    """
    if row.state is ReceiptState.UNDONE:
        raise Refusal(RECEIPT_UNDONE, slip=row.slip, number=row.number)
    check_state(row.number, row.purchase_state, (PurchaseState.APPROVED,))
    if row.line_received < row.received or row.line_stocked < row.stocked:
        raise Refusal(
            RECEIPT_NOT_COUNTED,
            slip=row.slip,
            number=row.number,
            line=row.line_number,
            stocked=row.line_stocked,
            quantity=row.stocked,
        )


def check_return(row: LineRow, quantity: Decimal, *, expected_again: bool) -> LocationId:
    """Return the place that stands for the supplier.

    Refuses `PURCHASE_STATE` for an order that brought nothing, or one that is closed where the
    goods are expected again, `RETURN_INVALID` for a place in another plant, and
    `RETURN_ABOVE_STOCKED` for more than the line counts as stocked.
    """
    open_only = (PurchaseState.APPROVED,)
    check_state(
        row.number, row.state, open_only if expected_again else (*open_only, PurchaseState.CLOSED)
    )
    if row.receiving_plant != row.plant:
        raise Refusal(RETURN_INVALID, number=row.number, line=row.line)
    if quantity > row.stocked:
        raise Refusal(
            RETURN_ABOVE_STOCKED,
            number=row.number,
            line=row.line,
            material=row.material_code,
            stocked=row.stocked,
            quantity=quantity,
        )
    if row.supplier_place is None:
        raise Refusal(SUPPLIER_PLACE_MISSING, number=row.number)
    return row.supplier_place


def check_not_waiting(waiting: WaitingSlip | None) -> None:
    """Refuse `RETURN_NOT_INSPECTED` where goods of a receipt still wait for their inspection."""
    if waiting is not None:
        raise Refusal(
            RETURN_NOT_INSPECTED, slip=waiting.slip, number=waiting.number, line=waiting.line
        )


def check_undo_return(row: ReturnRow) -> None:
    """Refuse `RETURN_UNDONE` the second time.

    Refuses `PURCHASE_STATE` or `RECEIPT_ABOVE_ORDER` where what was expected again is no more, or
    has come meanwhile.
    """
    if row.undone:
        raise Refusal(RETURN_UNDONE, number=row.number)
    if not row.expected_again:
        return
    check_state(row.number, row.purchase_state, (PurchaseState.APPROVED,))
    if row.quantity > row.rest:
        raise Refusal(
            RECEIPT_ABOVE_ORDER,
            number=row.number,
            line=row.line_number,
            material=row.material_code,
            rest=row.rest,
            received=row.quantity,
        )


def check_close(row: PurchaseRow) -> None:
    """Refuse `PURCHASE_STATE` unless approved, `RECEIPT_WAITING` while goods await inspection."""
    check_state(row.number, row.state, (PurchaseState.APPROVED,))
    if row.waiting:
        raise Refusal(RECEIPT_WAITING, number=row.number)


def check_cancel(row: PurchaseRow) -> None:
    """Refuse `PURCHASE_STATE` once closed, `PURCHASE_RECEIVED` once anything has come."""
    check_state(row.number, row.state, (PurchaseState.DRAFT, PurchaseState.APPROVED))
    if row.received:
        raise Refusal(PURCHASE_RECEIVED, number=row.number)


def check_import(purchases: Sequence[ImportedPurchase]) -> frozenset[PlantId]:
    """Return the plants of imported orders.

    Refuses `TOO_MANY` above the limit and `PURCHASE_INVALID` with every faulty order.
    """
    count = sum(len(purchase.lines) for purchase in purchases)
    if count > IMPORT_LINES_MAX:
        raise Refusal(TOO_MANY, limit=IMPORT_LINES_MAX, count=count)
    faults = [fault for purchase in purchases for fault in _faults(purchase)]
    numbers = Counter(purchase.number for purchase in purchases)
    faults += [_fault("number_twice", number=n) for n, count in numbers.items() if count > 1]
    _refuse_faults(faults)
    return frozenset(purchase.plant for purchase in purchases)


def _faults(purchase: ImportedPurchase) -> Iterable[Fault]:
    number = purchase.number
    if len({line.line for line in purchase.lines}) < len(purchase.lines):
        yield _fault("line_twice", number=number)
    for line in purchase.lines:
        if line.ordered <= 0 or min(line.received, line.rejected, line.stocked) < 0:
            yield _fault("figures", number=number, line=line.line)
        if line.rejected + line.stocked > line.received:
            yield _fault("balance", number=number, line=line.line)


def _fault(code: str, **evidence: object) -> Fault:
    return {"code": code, **evidence}


def _refuse_faults(faults: Sequence[Fault]) -> None:
    if faults:
        raise Refusal(PURCHASE_INVALID, purchase_faults=faults[:FAULTS_MAX], count=len(faults))

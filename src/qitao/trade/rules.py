"""Pure decisions of purchasing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.trade.values import (
    IMPORT_LINES_MAX,
    LINES_MAX,
    PURCHASE_INVALID,
    PURCHASE_RECEIVED,
    PURCHASE_STATE,
    RECEIPT_ABOVE_ORDER,
    RECEIPT_INVALID,
    ImportedPurchase,
    LineRow,
    NewPurchaseLine,
    PurchaseRow,
    PurchaseState,
)


def check_lines(lines: Sequence[NewPurchaseLine]) -> None:
    """Refuse `PURCHASE_INVALID` without lines, `TOO_MANY` above the limit."""
    if not lines:
        raise Refusal(PURCHASE_INVALID, problems=["—"])
    if len(lines) > LINES_MAX:
        raise Refusal(TOO_MANY, count=len(lines), limit=LINES_MAX)


def check_state(row: PurchaseRow | LineRow, allowed: Iterable[PurchaseState]) -> None:
    """Refuse `PURCHASE_STATE` unless the order is in one of the allowed states."""
    wanted = list(allowed)
    if row.state not in wanted:
        raise Refusal(
            PURCHASE_STATE,
            number=row.number,
            purchase_state=str(row.state),
            purchase_states=[state.value for state in wanted],
        )


def check_unreceived(lines: Sequence[LineRow]) -> None:
    """Refuse `PURCHASE_RECEIVED` where something came already: then close the order instead."""
    came = sum((line.received for line in lines), Decimal(0))
    if came > 0:
        raise Refusal(PURCHASE_RECEIVED, number=lines[0].number, received=came)


def check_receipt(row: LineRow, *, quantity: Decimal, rejected: Decimal, lot_code: str) -> None:
    """Refuse a receipt on an order that is not approved, above the order, or without its lot."""
    check_state(row, (PurchaseState.APPROVED,))
    if rejected > quantity or (row.lot_tracked and not lot_code):
        raise Refusal(
            RECEIPT_INVALID, number=row.number, material=row.material_code, rejected=rejected
        )
    rest = row.ordered - row.received
    if quantity > rest:
        raise Refusal(RECEIPT_ABOVE_ORDER, number=row.number, rest=rest, wanted=quantity)


def check_imported(purchases: Sequence[ImportedPurchase]) -> None:
    """Refuse `PURCHASE_INVALID` with every line whose figures do not fit together."""
    count = sum(len(one.lines) for one in purchases)
    if count > IMPORT_LINES_MAX:
        raise Refusal(TOO_MANY, count=count, limit=IMPORT_LINES_MAX)
    problems = [
        f"{one.number}/{line.line}: {line.received} < {line.rejected} + {line.stocked}"
        for one in purchases
        for line in one.lines
        if line.received < line.rejected + line.stocked
    ]
    if problems:
        raise Refusal(PURCHASE_INVALID, problems=problems[:100])

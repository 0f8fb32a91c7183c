"""Decisions of the ledger without a database: how its answers become refusals."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from qitao.base.quantity import spoken
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.stock.values import (
    ALREADY_REVERSED,
    MOVE_LINES_INVALID,
    PERIOD_CLOSED,
    POSTING_CONFLICT,
    STOCK_SHORT,
)

SHOWN_MAX = 5
_OF_ONE_KIND = {"period_closed": PERIOD_CLOSED, "reversed_before": ALREADY_REVERSED}


def check_count(lines: Sequence[object], limit: int) -> None:
    """Refuse `TOO_MANY` above the limit."""
    if len(lines) > limit:
        raise Refusal(TOO_MANY, limit=limit, count=len(lines))


def check_outcome(outcome: str, faults: Sequence[Mapping[str, Any]], posting: str) -> None:
    """Refuse what the posting function refused, with all its evidence at once."""
    if outcome == "short":
        raise Refusal(STOCK_SHORT, shown=_shown(faults, _tell_short), shortages=list(faults))
    if outcome == "conflict":
        raise Refusal(POSTING_CONFLICT, posting=posting)
    if outcome == "refused":
        kinds = {fault["fault"] for fault in faults}
        code = _OF_ONE_KIND.get(kinds.pop(), MOVE_LINES_INVALID) if len(kinds) == 1 else None
        raise Refusal(
            code or MOVE_LINES_INVALID,
            count=len(faults),
            shown=_shown(faults, _tell_fault),
            lines=list(faults),
        )


def _shown(faults: Sequence[Mapping[str, Any]], tell: Any) -> str:
    more = "; …" if len(faults) > SHOWN_MAX else ""
    return "; ".join(tell(fault) for fault in faults[:SHOWN_MAX]) + more


def _tell_short(fault: Mapping[str, Any]) -> str:
    where = " · ".join(
        str(fault[part]) for part in ("material_code", "location_code", "lot_code") if fault[part]
    )
    return f"{where}: {spoken(Decimal(fault['have']))} < {spoken(Decimal(fault['want']))}"


def _tell_fault(fault: Mapping[str, Any]) -> str:
    what = fault["serial_code"] or fault["lot_code"] or fault["material_code"] or fault["material"]
    return f"#{fault['line']} {what} [{fault['fault']}]"

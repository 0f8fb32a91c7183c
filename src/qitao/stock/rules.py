"""Decisions of the ledger without a database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from qitao.base.quantity import spoken
from qitao.base.refusal import INVALID, TOO_MANY, Refusal
from qitao.catalog.values import QUANTITY_TOO_FINE
from qitao.stock.values import (
    ALREADY_REVERSED,
    MOVE_LINES_INVALID,
    PERIOD_CLOSED,
    PERIOD_NOT_LAST,
    PERIOD_NOT_NEXT,
    PERIOD_NOT_OVER,
    POSTING_CONFLICT,
    REVERSAL_OF_REVERSAL,
    SERIAL_NOT_TRACKED,
    SERIALS_COUNT,
    SERIALS_NOT_THERE,
    SERIALS_TWICE,
    STOCK_SHORT,
    UNDO_ELSEWHERE,
    MoveKind,
    MoveLine,
    PeriodId,
    PeriodRow,
    PeriodState,
    Piece,
    SerialId,
    StockStatus,
)

Fault = Mapping[str, Any]
SHOWN_MAX = 5
CODES_MAX = 10
ONE = Decimal(1)
UNDOING: dict[tuple[str, MoveKind], str] = {}
"""The verb that undoes a movement of another floor's document, by document type and kind."""
_OF_ONE_KIND = {
    "PERIOD_CLOSED": PERIOD_CLOSED,
    "REVERSED_BEFORE": ALREADY_REVERSED,
    "QUANTITY_TOO_FINE": QUANTITY_TOO_FINE,
}


def check_count(lines: Sequence[object], limit: int) -> None:
    """Refuse `TOO_MANY` above the limit, `INVALID` for none at all."""
    if not lines:
        raise Refusal(INVALID, problems=["lines: 0"])
    if len(lines) > limit:
        raise Refusal(TOO_MANY, limit=limit, count=len(lines))


def check_outcome(outcome: str, faults: Sequence[Fault], posting: str) -> None:
    """Refuse what the posting function refused, with all its evidence at once."""
    if outcome == "short":
        raise Refusal(
            STOCK_SHORT,
            places=_places(faults, partial(_tell_short, unit="unit")),
            places_en=_places(faults, partial(_tell_short, unit="unit_en")),
            shortages=list(faults),
        )
    if outcome == "conflict":
        raise Refusal(POSTING_CONFLICT, posting=posting)
    if outcome == "refused":
        codes = {fault["code"] for fault in faults}
        only = codes.pop() if len(codes) == 1 else None
        code = _OF_ONE_KIND.get(only or "", MOVE_LINES_INVALID)
        places = _places(faults, _tell_fault)
        raise Refusal(code, count=len(faults), places=places, faults=list(faults))


def _places(faults: Sequence[Fault], tell: Callable[[Fault], str]) -> list[str]:
    more = ["…"] if len(faults) > SHOWN_MAX else []
    return [tell(fault) for fault in faults[:SHOWN_MAX]] + more


def _tell_short(fault: Fault, unit: str) -> str:
    parts = (fault["material_code"], fault["location_code"], fault["lot_code"])
    where = " · ".join(str(part) for part in parts if part)
    have, want = spoken(Decimal(fault["have"])), spoken(Decimal(fault["want"]))
    return f"{where} {have} < {want} {fault[unit]}"


def _tell_fault(fault: Fault) -> str:
    named = (fault["serial_code"], fault["lot_code"], fault["material_code"], fault["material"])
    what = next((part for part in named if part), "")
    return f"{fault['line']}: {what}"


def check_reversible(kinds: Mapping[int, MoveKind], wanted: Sequence[int]) -> None:
    """Refuse `INVALID` for unknown or doubled movements, `REVERSAL_OF_REVERSAL` for a reversal."""
    unknown = [number for number in wanted if number not in kinds]
    if unknown or len(set(wanted)) < len(wanted):
        raise Refusal(INVALID, problems=[f"movement {number}" for number in unknown or wanted])
    undone = [number for number, kind in kinds.items() if kind == MoveKind.REVERSAL]
    if undone:
        raise Refusal(REVERSAL_OF_REVERSAL, movements=undone)


def undone_by(document_type: str, verbs: Mapping[MoveKind, str]) -> None:
    """Say which verb undoes movements of a floor's documents: its own figures go back with them."""
    UNDOING.update({(document_type, kind): verb for kind, verb in verbs.items()})


def check_serials(codes: Sequence[str], *, material: str, tracked: bool, quantity: Decimal) -> None:
    """Refuse `SERIALS_COUNT` unless a tracked material comes with one serial a piece.

    Refuses `SERIALS_TWICE` for a code given twice, `SERIAL_NOT_TRACKED` where none are kept.
    """
    if codes and not tracked:
        raise Refusal(SERIAL_NOT_TRACKED, material=material, codes=list(codes[:CODES_MAX]))
    if tracked and len(codes) != quantity:
        raise Refusal(SERIALS_COUNT, material=material, quantity=quantity, count=len(codes))
    twice = [code for code, count in Counter(codes).items() if count > 1]
    if twice:
        shown = twice[:CODES_MAX]
        places = [f"{_lines_of(code, codes)}: {code}" for code in shown]
        raise Refusal(SERIALS_TWICE, material=material, codes=shown, places=places)


def check_there(
    codes: Sequence[str], found: Sequence[Piece], lies: Callable[[Piece], bool], *, material: str
) -> None:
    """Refuse `SERIALS_NOT_THERE` for named pieces that do not lie there, with where they are."""
    known = {piece.code: piece for piece in found}
    away = [
        f"{number}: {_tell(code, known.get(code))}"
        for number, code in enumerate(codes, start=1)
        if code not in known or not lies(known[code])
    ]
    if away:
        raise Refusal(SERIALS_NOT_THERE, material=material, codes=away[:CODES_MAX])


def _tell(code: str, piece: Piece | None) -> str:
    """Return a code with the place where its piece lies instead."""
    if piece is None or not piece.location_code:
        return f"{code} (—)"
    held = "" if piece.status == StockStatus.AVAILABLE else f", {piece.status}"
    return f"{code} ({piece.location_code}{held})"


def _lines_of(code: str, codes: Sequence[str]) -> str:
    return ", ".join(str(line) for line, each in enumerate(codes, start=1) if each == code)


def one_by_one(line: MoveLine | None, pieces: Sequence[SerialId]) -> tuple[MoveLine, ...]:
    """Return a line as the ledger takes it: whole, or a line a piece where serials are kept."""
    if line is None:
        return ()
    return tuple(replace(line, serial=piece, quantity=ONE) for piece in pieces) or (line,)


def find_undoing(document_type: str | None, kind: str) -> str | None:
    """Return the verb that alone undoes such movements; None where the ledger itself does."""
    return UNDOING.get((document_type or "", MoveKind(kind)))


def check_own(moves: Iterable[tuple[int, str | None, str]]) -> None:
    """Refuse `UNDO_ELSEWHERE` where (movement, document type, kind) has a verb of its own."""
    for movement, document, kind in moves:
        verb = find_undoing(document, kind)
        if verb is not None:
            raise Refusal(UNDO_ELSEWHERE, movement=movement, document=document, verb=verb)


def check_closing(last: PeriodRow | None, ends_at: datetime, now: datetime) -> None:
    """Refuse an end that is not over yet, or that does not follow the last period."""
    if ends_at > now:
        raise Refusal(PERIOD_NOT_OVER, ends_at=ends_at)
    if last is None:
        return
    reopened = last.state == PeriodState.OPEN
    if (reopened and ends_at != last.ends_at) or (not reopened and ends_at <= last.ends_at):
        raise Refusal(PERIOD_NOT_NEXT, last_ends_at=last.ends_at)


def check_reopening(period: PeriodId, last: PeriodRow | None) -> None:
    """Refuse unless the period is the last one and closed."""
    if last is None or last.id != period or last.state != PeriodState.CLOSED:
        raise Refusal(PERIOD_NOT_LAST, last_ends_at=last and last.ends_at)

"""Which place, lot and piece an issue takes, and where a return goes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from qitao.base.quantity import PositiveQuantity
from qitao.base.refusal import BUSY, INVALID, Refusal
from qitao.catalog.values import LocationId, MaterialId
from qitao.people import queries as people
from qitao.production import queries
from qitao.production.actions import moves
from qitao.production.queries import MaterialLine, Pick
from qitao.production.values import (
    LOT_EXPIRED,
    LOT_UNKNOWN,
    MATERIAL_SHORT,
    RETURN_ABOVE_ISSUED,
    OrderRow,
)
from qitao.stock import queries as stock
from qitao.stock.rules import ONE, check_serials, check_there
from qitao.stock.values import SERIALS_COUNT, Code, LotId, Piece, SerialId

Known = dict[int, MaterialLine]


@dataclass(frozen=True, slots=True)
class IssueLine:
    """So much of one material line of the order; what is not given of place and lot is chosen.

    `serials` names the pieces of a serial-tracked material, as many as the quantity; else the
    oldest are taken. `lot_code` names the lot by what stands on it, as a scanner reads it.
    """

    line: int
    quantity: PositiveQuantity
    location: LocationId | None = None
    lot: LotId | None = None
    serials: tuple[Code, ...] = ()
    lot_code: Code | None = None


def find_lots(lines: Sequence[IssueLine], known: Known) -> tuple[IssueLine, ...]:
    """Return the lines with the lots that they name by code; refuses `LOT_UNKNOWN`."""
    named = [(get_known(known, one.line).material, one.lot_code) for one in lines if one.lot_code]
    if not named:
        return tuple(lines)
    found = {(row.material, row.code): row.lot for row in queries.list_named_lots(named)}
    return tuple(_with_lot(one, found, known) if one.lot_code else one for one in lines)


def _with_lot(
    one: IssueLine, found: Mapping[tuple[MaterialId, str], LotId], known: Known
) -> IssueLine:
    material = known[one.line]
    lot = found.get((material.material, one.lot_code or ""))
    if lot is None or one.lot not in (None, lot):
        raise Refusal(LOT_UNKNOWN, material=material.code, lot=one.lot_code)
    return replace(one, lot=lot)


def choose(
    row: OrderRow, wanted: Sequence[IssueLine], known: Known, prefer: Sequence[LocationId]
) -> list[Pick]:
    """Choose what an issue takes: named pieces and places as they are, the rest by rule.

    The rule is: the order's own reservations, then shelf life, then the walk. Refuses
    `MATERIAL_SHORT` with every line that cannot be filled.
    """
    _check_places(row, wanted)
    named = _named(row, wanted, known)
    rest = [line for line in wanted if not line.serials]
    _check_lots(row, [*(line.lot for line in rest), *(pick.lot for pick in named)])
    fixed = named + [
        Pick(
            line.line, get_known(known, line.line).material, line.lot, line.location, line.quantity
        )
        for line in rest
        if line.location is not None
    ]
    free = [line for line in rest if line.location is None]
    of_lot = _plan(row, [line for line in free if line.lot is not None], known, prefer, fixed)
    of_any = _plan(row, [line for line in free if line.lot is None], known, prefer, fixed + of_lot)
    picks = fixed + of_lot + of_any
    _check_complete(wanted, picks, known)
    return _in_pieces(picks, known)


def choose_returns(row: OrderRow, lines: Sequence[IssueLine], known: Known) -> list[Pick]:
    """Choose what comes back and where to: named pieces and lots, else what was issued last.

    Refuses `RETURN_ABOVE_ISSUED` for more of a named lot than is with the order.
    """
    _check_places(row, lines)
    named = [
        (line, _find_pieces(get_known(known, line.line), line, lambda _: True))
        for line in lines
        if line.serials
    ]
    of_lots = {line.line for line in lines if line.lot is not None}
    picks = queries.plan_returns(
        order=row.id,
        wanted=[
            (line, None if line in of_lots else quantity) for line, quantity in sums(lines).items()
        ],
        named=[(line.line, piece.id) for line, pieces in named for piece in pieces],
    )
    out = {pick.serial for pick in picks}
    for line, pieces in named:
        material = known[line.line].code
        check_there(line.serials, pieces, lambda piece: piece.id in out, material=material)
    _check_lots_out(lines, picks, known)
    codes = {piece.id: piece.code for _, pieces in named for piece in pieces}
    picks = _placed(picks, lines, codes)
    _check_complete(lines, picks, known)
    return picks


def sums(lines: Iterable[IssueLine | Pick]) -> dict[int, Decimal]:
    """Return how much is asked or taken of each line, which may be named more than once."""
    found: dict[int, Decimal] = {}
    for one in lines:
        found[one.line] = found.get(one.line, Decimal(0)) + one.quantity
    return found


def get_known(known: Known, line: int) -> MaterialLine:
    """Return one of the order's lines; refuse `INVALID` for another."""
    if line not in known:
        raise Refusal(INVALID, problems=f"line {line}", known=sorted(known))
    return known[line]


def _check_places(row: OrderRow, lines: Sequence[IssueLine]) -> None:
    """Refuse `PLACE_OF_ANOTHER_PLANT`: an order draws from its own plant only."""
    moves.check_places(row, sorted({line.location for line in lines if line.location is not None}))


def _check_lots(row: OrderRow, lots: Iterable[LotId | None]) -> None:
    """Refuse `LOT_EXPIRED` for a given lot that is past its shelf life in the plant."""
    given = sorted({lot for lot in lots if lot is not None})
    expired = queries.list_expired_lots(given, people.day_in(row.plant)) if given else []
    if expired:
        raise Refusal(LOT_EXPIRED, number=row.number, lots=expired)


def _find_pieces(one: MaterialLine, line: IssueLine, lies: Callable[[Piece], bool]) -> list[Piece]:
    """Return the pieces that a line names; refuse those that do not lie there."""
    check_serials(
        line.serials, material=one.code, tracked=one.serial_tracked, quantity=line.quantity
    )
    found = stock.list_pieces(one.material, line.serials)
    check_there(line.serials, found, lies, material=one.code)
    return found


def _named(row: OrderRow, wanted: Sequence[IssueLine], known: Known) -> list[Pick]:
    """Take the pieces that are named, from where they lie in the order's plant."""
    picks = []
    for line in wanted:
        if not line.serials:
            continue
        one = get_known(known, line.line)
        found = _find_pieces(one, line, partial(_is_here, row=row, line=line))
        picks += [
            Pick(line.line, one.material, piece.lot, piece.location, ONE, piece.id)
            for piece in found
            if piece.location is not None
        ]
    return picks


def _is_here(piece: Piece, row: OrderRow, line: IssueLine) -> bool:
    """Tell whether a piece lies free in the order's plant, at the place and of the lot named."""
    return (
        piece.status == "available"
        and piece.plant == row.plant
        and line.location in (None, piece.location)
        and line.lot in (None, piece.lot)
    )


def _plan(
    row: OrderRow,
    wanted: Sequence[IssueLine],
    known: Known,
    prefer: Sequence[LocationId],
    taken: Sequence[Pick],
) -> list[Pick]:
    asked: dict[tuple[int, LotId | None], Decimal] = {}
    for one in wanted:
        asked[one.line, one.lot] = asked.get((one.line, one.lot), Decimal(0)) + one.quantity
    if not asked:
        return []
    return queries.plan_picks(
        order=row.id,
        plant=row.plant,
        wanted=[
            (line, get_known(known, line).material, lot, quantity)
            for (line, lot), quantity in asked.items()
        ],
        prefer=prefer,
        taken=taken,
    )


def _in_pieces(picks: Sequence[Pick], known: Known) -> list[Pick]:
    """Turn what is taken of serial-tracked materials into its pieces, the oldest first."""
    whole = [p for p in picks if p.serial is not None or not known[p.line].serial_tracked]
    open_still = [p for p in picks if p.serial is None and known[p.line].serial_tracked]
    if not open_still:
        return whole
    for pick in open_still:
        if pick.quantity % 1:
            code = known[pick.line].code
            raise Refusal(SERIALS_COUNT, material=code, quantity=pick.quantity, count=0)
    wanted: dict[tuple[MaterialId, LotId | None, LocationId], Decimal] = {}
    for pick in open_still:
        key = pick.material, pick.lot, pick.location
        wanted[key] = wanted.get(key, Decimal(0)) + pick.quantity
    named = [pick.serial for pick in whole if pick.serial is not None]
    shelves = {key: iter(stock.lock_pieces(*key, int(q), named)) for key, q in wanted.items()}
    parts = []
    for pick in open_still:
        shelf = shelves[pick.material, pick.lot, pick.location]
        for _ in range(int(pick.quantity)):
            serial = next(shelf, None)
            if serial is None:  # somebody else is taking the last ones now
                raise Refusal(BUSY, verb="production.issue_materials")
            parts.append(replace(pick, quantity=ONE, serial=serial))
    return whole + parts


def _check_complete(wanted: Sequence[IssueLine], picks: Sequence[Pick], known: Known) -> None:
    """Refuse `MATERIAL_SHORT` with every line that could not be filled."""
    short, taken = [], sums(picks)
    for line, quantity in sums(wanted).items():
        have = taken.get(line, Decimal(0))
        if have < quantity:
            short.append(_said(known[line], quantity - have))
    if short:
        raise Refusal(MATERIAL_SHORT, materials=short, count=len(short))


def _said(line: MaterialLine, short: Decimal) -> dict[str, str]:
    """Return what `[material.not_there]` says of a line."""
    return {
        "code": "not_there",
        "material": line.code,
        "name": line.name,
        "name_en": line.name_en,
        "unit": line.unit,
        "unit_en": line.unit_en,
        "short": f"{short.normalize():f}",
    }


def _check_lots_out(lines: Sequence[IssueLine], picks: Sequence[Pick], known: Known) -> None:
    """Refuse `RETURN_ABOVE_ISSUED` where more of a named lot comes back than is with the order."""
    asked: dict[tuple[int, LotId], Decimal] = {}
    for line in lines:
        if line.lot is not None:
            key = line.line, line.lot
            asked[key] = asked.get(key, Decimal(0)) + line.quantity
    for (number, lot), wanted in asked.items():
        out = sum((p.quantity for p in picks if (p.line, p.lot) == (number, lot)), Decimal(0))
        if wanted > out:
            code = f"{known[number].code} / {stock.get_lot(lot).code}"
            raise Refusal(RETURN_ABOVE_ISSUED, material=code, issued=out, wanted=wanted)


def _placed(
    picks: Sequence[Pick], lines: Sequence[IssueLine], codes: dict[SerialId, str]
) -> list[Pick]:
    """Share what comes back among the given lines at the places they name, those of a lot first."""
    placed = []
    rest = [pick.quantity for pick in picks]
    for line in sorted(lines, key=lambda line: (not line.serials, line.lot is None)):
        open_still = line.quantity
        for n, pick in enumerate(picks):
            fits = (
                pick.line == line.line
                and line.lot in (None, pick.lot)
                and (
                    not line.serials
                    or (pick.serial is not None and codes.get(pick.serial) in line.serials)
                )
            )
            part = min(rest[n], open_still) if fits else Decimal(0)
            if part > 0:
                place = line.location or pick.location
                placed.append(replace(pick, location=place, quantity=part))
                rest[n] -= part
                open_still -= part
    return placed

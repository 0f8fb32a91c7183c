"""Single pieces by their serial numbers: made known before they come in, found where they lie."""

from collections import Counter
from dataclasses import dataclass, replace

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialId
from qitao.stock import queries, rules
from qitao.stock.values import (
    SERIAL_NOT_TRACKED,
    SERIALS_MAX,
    SERIALS_TAKEN,
    Code,
    KeepLots,
    LotId,
    MoveLine,
    SerialId,
)

sql = SqlRoom("qitao.stock")
SHOWN_MAX = 10


@dataclass(frozen=True, slots=True)
class SerialsCreated:
    """New single pieces, in the order of their codes."""

    serials: tuple[SerialId, ...]


@action(permission=KeepLots)
def create_serials(
    *, actor: Actor, material: MaterialId, codes: tuple[Code, ...], lot: LotId | None = None
) -> SerialsCreated:
    """Make single pieces known, not in stock yet. Refuses `SERIALS_TAKEN` with the taken codes."""
    _check_codes(codes)
    ids = sql.values("create_serials", material=material, lot=lot, codes=list(codes))
    if len(ids) < len(codes):
        taken = sql.values("list_taken_serials", material=material, codes=list(codes))
        new = len(taken) == len(ids)
        raise Refusal(SERIAL_NOT_TRACKED if new else SERIALS_TAKEN, codes=taken[:SHOWN_MAX])
    return SerialsCreated(tuple(ids))


@action(permission=KeepLots)
def ensure_serials(
    *, actor: Actor, material: MaterialId, codes: tuple[Code, ...], lot: LotId | None = None
) -> SerialsCreated:
    """Return the pieces that are about to come in, those that are new made known.

    Refuses `SERIALS_TAKEN` for one that is in stock, or that went anywhere but back to where it
    came from (a receipt undone, a return to the supplier) or off by an adjustment.
    """
    _check_codes(codes)
    sql.run("create_serials", material=material, lot=lot, codes=list(codes))
    found = queries.list_pieces(material, codes)
    if len(found) < len(codes):
        raise Refusal(SERIAL_NOT_TRACKED, codes=list(codes[:SHOWN_MAX]))
    taken = [piece.code for piece in found if not piece.outside]
    if taken:
        raise Refusal(SERIALS_TAKEN, codes=taken[:SHOWN_MAX])
    return SerialsCreated(tuple(piece.id for piece in found))


def by_piece(
    actor: Actor, line: MoveLine, codes: tuple[Code, ...], *, coming_in: bool = False
) -> tuple[MoveLine, ...]:
    """Return a line a piece for the pieces named, the line as it is where none are.

    Pieces that come in are made known; others have to lie where the line takes them. Refuses
    `SERIALS_COUNT`, `SERIALS_TWICE`, `SERIAL_NOT_TRACKED`, `SERIALS_TAKEN`, `SERIALS_NOT_THERE`.
    """
    if not codes:
        return (line,)
    rules.check_count(codes, SERIALS_MAX)
    material = catalog.get_material(line.material)
    rules.check_serials(
        codes, material=material.code, tracked=material.serial_tracked, quantity=line.quantity
    )
    if coming_in:
        made = ensure_serials(actor=actor, material=line.material, codes=codes, lot=line.lot)
        return rules.one_by_one(line, made.serials)
    found = queries.list_pieces(line.material, codes)
    rules.check_there(codes, found, lambda piece: piece.lies_at(line), material=material.code)
    return tuple(
        replace(line, serial=piece.id, lot=piece.lot, quantity=rules.ONE) for piece in found
    )


def _check_codes(codes: tuple[Code, ...]) -> None:
    rules.check_count(codes, SERIALS_MAX)
    twice = [code for code, count in Counter(codes).items() if count > 1]
    if twice:
        raise Refusal(SERIALS_TAKEN, codes=twice[:SHOWN_MAX])

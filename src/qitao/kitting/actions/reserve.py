"""Put aside what the kit check gave: check and reservation in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.kitting import queries
from qitao.kitting.actions.check import check_sources
from qitao.kitting.actions.feed import check_plants
from qitao.kitting.values import CoveredLine, KitState, KitVerdict, ReserveKits, Source
from qitao.stock import actions as stock
from qitao.stock.values import BusinessRef, ReserveLine


@dataclass(frozen=True, slots=True)
class KitsReserved:
    """How many reservations were made, and the sources whose kit is not complete with reasons."""

    reservations: int
    complete: int
    incomplete: tuple[KitVerdict, ...]


@action(permission=ReserveKits)
def reserve_kits(*, actor: Actor, sources: tuple[Source, ...]) -> KitsReserved:
    """Check the named sources and put aside what the check gives them, best rank first.

    Where the plant allots all or nothing, a source gets all of its lines or none. Nothing is
    reserved for an unknown kit. Stock that somebody else took meanwhile is not reserved twice: the
    source is checked again and comes back as incomplete.
    """
    check_plants(actor, ReserveKits, sources)
    verdicts = check_sources(sources)
    lines = queries.list_covered(sources)
    reservations, missed = 0, set[Source]()
    for whole in (True, False):
        asked = tuple(_line(line) for line in lines if line.whole is whole)
        done = stock.reserve(actor=actor, lines=asked, whole=whole)
        reservations += done.reservations
        missed |= {Source(one.holder.type, one.holder.id) for one in done.short}
    if missed:
        verdicts = _again(verdicts, missed)
    incomplete = tuple(v for v in verdicts if v.state is not KitState.COMPLETE)
    return KitsReserved(reservations, len(verdicts) - len(incomplete), incomplete)


def _line(line: CoveredLine) -> ReserveLine:
    return ReserveLine(
        holder=BusinessRef(line.source_type, line.source_id, line.line),
        material=line.material,
        plant=line.plant,
        quantity=line.covered,
    )


def _again(verdicts: Sequence[KitVerdict], missed: set[Source]) -> list[KitVerdict]:
    kept = [verdict for verdict in verdicts if verdict.source not in missed]
    return kept + check_sources(tuple(sorted(missed, key=lambda s: (s.type, s.id))))

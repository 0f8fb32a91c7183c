"""A storekeeper found less than the picking list said: where, how much, why."""

from dataclasses import dataclass
from enum import StrEnum

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.quantity import NonNegativeQuantity, PositiveQuantity
from qitao.catalog.values import LocationId
from qitao.production import queries
from qitao.production.actions import moves, picking
from qitao.production.values import IssueMaterial, WorkOrderId
from qitao.stock.values import LotId


class ShortReason(StrEnum):
    """Why less was taken than planned."""

    NOT_THERE = "not_there"
    FEWER = "fewer"
    DAMAGED = "damaged"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ShortPick:
    """One line of the list: so much was planned from a place, so much was found."""

    line: int
    location: LocationId
    planned: PositiveQuantity
    found: NonNegativeQuantity
    reason: ShortReason
    lot: LotId | None = None


@dataclass(frozen=True, slots=True)
class ShortPicksNoted:
    """Of which order how many short picks were noted."""

    order: WorkOrderId
    picks: int


@action(permission=IssueMaterial)
def note_short_picks(
    *, actor: Actor, order: WorkOrderId, picks: tuple[ShortPick, ...]
) -> ShortPicksNoted:
    """Note in the journal that less was found than planned, so that the place gets counted.

    Moves nothing: what was found is issued by its own verb. Refuses `NOT_FOUND`, `INVALID` for a
    line that the order does not have, `PLACE_OF_ANOTHER_PLANT`.
    """
    row = queries.lock_order(order)
    actor.check_scope(IssueMaterial, plant=row.plant)
    known = {line.line: line for line in queries.list_materials(order)}
    for pick in picks:
        picking.get_known(known, pick.line)
    moves.check_places(row, sorted({pick.location for pick in picks}))
    return ShortPicksNoted(order, len(picks))

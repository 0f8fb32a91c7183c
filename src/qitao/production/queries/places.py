"""Whose the places are that a verb is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and whose it is."""

    id: LocationId
    code: str
    plant: PlantId


def list_places(places: Sequence[LocationId]) -> list[PlaceRow]:
    """Return each place with its plant; refuse `NOT_FOUND`."""
    found = sql.all("list_places", PlaceRow, places=list(places))
    missing = set(places) - {row.id for row in found}
    if missing:
        raise Refusal(NOT_FOUND, kind="location", id=min(missing))
    return found

"""What the places and lots are that a verb is given: whose, and how old."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId
from qitao.stock.values import LotId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place and whose it is."""

    id: LocationId
    code: str
    plant: PlantId


@dataclass(frozen=True, slots=True)
class NamedLot:
    """A lot by the code that stands on it."""

    material: MaterialId
    code: str
    lot: LotId


def list_named_lots(wanted: Collection[tuple[MaterialId, str]]) -> list[NamedLot]:
    """Return the lots of (material, code); those that do not exist are left out."""
    pairs = sorted(set(wanted))
    materials, codes = [each[0] for each in pairs], [each[1] for each in pairs]
    return sql.all("list_named_lots", NamedLot, materials=materials, codes=codes)


def list_expired_lots(lots: Sequence[LotId], on_day: date) -> list[str]:
    """Return the codes of those lots that are past their shelf life."""
    return sql.values("list_expired_lots", lots=list(lots), on_day=on_day)


def list_places(places: Sequence[LocationId]) -> list[PlaceRow]:
    """Return each place with its plant; refuse `NOT_FOUND`."""
    found = sql.all("list_places", PlaceRow, places=list(places))
    missing = set(places) - {row.id for row in found}
    if missing:
        raise Refusal(NOT_FOUND, kind="location", id=min(missing))
    return found

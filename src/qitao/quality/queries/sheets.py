"""Many inspections at once, as a terminal takes them along."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from qitao.base.sql import SqlRoom
from qitao.quality.values import RESULTS_MAX, InspectionId

sql = SqlRoom("qitao.quality")


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One thing to look at in one of several inspections."""

    inspection: InspectionId
    number: int
    name: str
    kind: str
    unit: str
    nominal: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    instrument: str
    method: str
    name_en: str
    instrument_en: str
    method_en: str


@dataclass(frozen=True, slots=True)
class FoundOf:
    """What was found of one characteristic on one piece of one of several inspections."""

    inspection: InspectionId
    piece: int
    characteristic: int
    value: Decimal | None
    good: bool


def list_characteristics_of(inspections: Collection[InspectionId]) -> list[AskedOf]:
    """Return what several inspections ask to look at."""
    return sql.all(
        "list_characteristics_of", AskedOf, inspections=sorted(inspections), limit=RESULTS_MAX
    )


def list_results_of(inspections: Collection[InspectionId]) -> list[FoundOf]:
    """Return what was found so far in several inspections."""
    return sql.all("list_results_of", FoundOf, inspections=sorted(inspections), limit=RESULTS_MAX)

"""One material on its way: who needs it, and what brings it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.catalog.values import MaterialId
from qitao.kitting.values import PAGE_MAX

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class Needing:
    """A source that needs a material: how much, and how much of that it lacks."""

    source_type: str
    source_id: int
    label: str
    priority: int
    due_on: date | None
    quantity: Decimal
    short: Decimal


@dataclass(frozen=True, slots=True)
class Bringing:
    """A source that brings a material, and when it is expected."""

    source_type: str
    source_id: int
    label: str
    quantity: Decimal
    expected_on: date | None


def list_needing(
    material: MaterialId, *, plants: Collection[PlantId] | None, limit: int
) -> list[Needing]:
    """Return who needs a material in some plants, best rank first."""
    return sql.all("list_needing", Needing, **_given(material, plants, limit))


def list_bringing(
    material: MaterialId, *, plants: Collection[PlantId] | None, limit: int
) -> list[Bringing]:
    """Return what brings a material to some plants, the soonest first."""
    return sql.all("list_bringing", Bringing, **_given(material, plants, limit))


def _given(
    material: MaterialId, plants: Collection[PlantId] | None, limit: int
) -> dict[str, object]:
    bounds = None if plants is None else list(plants)
    return {"material": material, "plants": bounds, "limit": min(limit, PAGE_MAX)}

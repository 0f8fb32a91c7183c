"""What the codes in rows of the upper floors stand for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qitao.base.ids import PlantId, UserId
from qitao.base.sql import SqlRoom
from qitao.catalog.queries import find_known
from qitao.catalog.values import LocationId
from qitao.links.rules.units import CalledUnit

sql = SqlRoom("qitao.links")
UNITS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class _User:
    username: str
    id: UserId


@dataclass(frozen=True, slots=True)
class KnownOperation:
    """An operation of a work order; none where the order has no operations."""

    number: str
    sequence: int | None
    name: str | None
    plant_id: PlantId


@dataclass(frozen=True, slots=True)
class _Place:
    plant_id: PlantId
    id: LocationId


def find_users(usernames: Collection[str]) -> dict[str, UserId]:
    """Return the ids of people by user name."""
    rows = sql.all("list_known_users", _User, usernames=sorted(set(usernames)))
    return {row.username: row.id for row in rows}


def list_operations(numbers: Collection[str]) -> list[KnownOperation]:
    """Return the operations of work orders by number."""
    return sql.all("list_known_operations", KnownOperation, numbers=sorted(set(numbers)))


def find_adjustment_places(plants: Sequence[int]) -> dict[PlantId, LocationId]:
    """Return where opening stock of each plant comes from."""
    rows = sql.all("list_adjustment_places", _Place, plants=sorted(set(plants)))
    return {row.plant_id: row.id for row in rows}


def find_plants(codes: Collection[str]) -> dict[str, PlantId]:
    """Return the ids of plants by code."""
    known = find_known({"plant": {(code,) for code in codes}})
    return {key[0]: PlantId(fact.id) for key, fact in known.get("plant", {}).items()}


def list_called_units(words: Collection[str]) -> list[CalledUnit]:
    """Return the units that folded words may mean."""
    if not words:
        return []
    return sql.all("list_called_units", CalledUnit, words=sorted(words), limit=UNITS_MAX)

"""Rows as people write them, and what the codes in given rows stand for."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_type_hints

from qitao.base.sql import SqlRoom
from qitao.catalog.rules import Fact, Key, Known
from qitao.catalog.values.flat import (
    BomEntryRow,
    RoutingEntryRow,
    gather_boms,
    gather_routings,
)
from qitao.catalog.values.rows import BomRow, RoutingRow

sql = SqlRoom("qitao.catalog")
Row = TypeVar("Row")

KNOWN_NOUNS = (
    "unit",
    "material_group",
    "material",
    "partner",
    "plant",
    "org_unit",
    "location",
    "work_centre",
    "machine",
    "scrap_reason",
)
USES_SHOWN_MAX = 20
ROWS = {
    "unit": "list_unit_rows",
    "unit_conversion": "list_unit_conversion_rows",
    "material_group": "list_material_group_rows",
    "material": "list_material_rows",
    "partner": "list_partner_rows",
    "supplier_item": "list_supplier_item_rows",
    "location": "list_location_rows",
    "work_centre": "list_work_centre_rows",
    "machine": "list_machine_rows",
    "scrap_reason": "list_scrap_reason_rows",
    "bom": "list_bom_rows",
    "bom_substitute": "list_substitute_rows",
    "routing": "list_routing_rows",
}
VERSIONS = {"bom": "list_ids_of_boms", "routing": "list_ids_of_routings"}


@dataclass(frozen=True, slots=True)
class _KnownRow:
    noun: str
    beside: str
    code: str
    id: int
    fact: str
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """One `from_unit` is `factor` `to_unit`; `material` None means in general."""

    from_unit: str
    to_unit: str
    material: str | None
    factor: Any


@dataclass(frozen=True, slots=True)
class UsedBy:
    """Something that still stands on a row."""

    noun: str
    used: str
    by_noun: str
    by_code: str


@dataclass(frozen=True, slots=True)
class Above:
    """A place (or group) and the one above it."""

    plant: str
    code: str
    parent: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored version: its id and state."""

    id: int
    material: str
    plant: str
    version: str
    state: str


def find_known(named: dict[str, set[Key]]) -> Known:
    """Return what each named key stands for; keys that stand for nothing are missing."""
    params: dict[str, list[str]] = {
        noun: sorted({key[-1] for key in named.get(noun, ())}) for noun in KNOWN_NOUNS
    }
    params["bom_material"] = sorted({key[0] for key in named.get("bom", ())})
    known: dict[str, dict[Key, Fact]] = defaultdict(dict)
    for row in sql.all("list_known", _KnownRow, **params):
        key = (row.beside, row.code) if row.beside else (row.code,)
        known[row.noun][key] = Fact(row.id, row.fact, row.active, row.revision)
    return known


def list_conversions(materials: Iterable[str]) -> list[Conversion]:
    """Return the general conversions and those of some materials."""
    return sql.all("list_conversions", Conversion, materials=sorted(set(materials)))


def list_uses(ids: dict[str, list[int]]) -> list[UsedBy]:
    """Return what still stands on rows (ids by noun) that are to be retired."""
    nouns = ("unit", "material", "location", "work_centre", "partner")
    params = {noun: ids.get(noun, []) for noun in nouns}
    return sql.all("list_uses", UsedBy, **params, limit=USES_SHOWN_MAX)


def list_above(*, groups: Collection[str] = (), locations: Collection[str] = ()) -> list[Above]:
    """Return the parents above some groups or locations, all the way up."""
    return sql.all("list_tree_above", Above, groups=list(groups), locations=list(locations))


@cache
def _enums(row: Hashable) -> tuple[tuple[str, type[StrEnum]], ...]:
    hints = get_type_hints(row)
    return tuple(
        (name, hint)
        for name, hint in hints.items()
        if isinstance(hint, type) and issubclass(hint, StrEnum)
    )


def typed(rows: list[Row], row: Any) -> list[Row]:
    """Turn the words of kinds and states into their enums, as a validated row has them."""
    for name, kind in _enums(row):
        for one in rows:
            object.__setattr__(one, name, kind(getattr(one, name)))
    return rows


def list_rows(noun: str, row: type[Row], **keys: Sequence[str] | None) -> list[Row]:
    """Return the rows of a noun as people write them; each key column narrows, None does not.

    Keys of several columns narrow column by column, so that a few more rows may come.
    """
    return typed(sql.all(ROWS[noun], row, **keys), row)


def list_boms(materials: Sequence[str] | None) -> list[BomRow]:
    """Return all BOM versions of some materials (None: of all) as people write them."""
    return gather_boms(list_rows("bom", BomEntryRow, material=materials))


def list_routings(materials: Sequence[str] | None) -> list[RoutingRow]:
    """Return all routing versions of some materials (None: of all) as people write them."""
    return gather_routings(list_rows("routing", RoutingEntryRow, material=materials))


def find_stored(kind: str, materials: Iterable[str]) -> dict[tuple[str, str, str], Stored]:
    """Return id and state of the `bom` or `routing` versions by material, plant, version."""
    found = sql.all(VERSIONS[kind], Stored, materials=sorted(set(materials)))
    return {(row.material, row.plant, row.version): row for row in found}

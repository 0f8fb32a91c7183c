"""What the explosion is asked and answers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from qitao.catalog.values import BomId, BomLineId, MaterialId


@dataclass(frozen=True, slots=True)
class Request:
    """So much of a material, made of what is valid on a day."""

    material: MaterialId
    quantity: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class Node:
    """One occurrence of a material in a tree; `places` are the line numbers that lead to it."""

    request: int
    level: int
    path: list[MaterialId]
    places: list[int]
    line_id: BomLineId | None
    material_id: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    kind: str
    unit: str
    quantity: Decimal
    phantom: bool
    has_bom: bool


@dataclass(frozen=True, slots=True)
class Need:
    """What one request needs of one material over all its levels; `level` is the deepest."""

    request: int
    material_id: MaterialId
    kind: str
    quantity: Decimal
    level: int


@dataclass(frozen=True, slots=True)
class Component:
    """What one order draws: `bom_id` is the order's own BOM, `line_id` the line that says so."""

    request: int
    level: int
    bom_id: BomId
    line_id: BomLineId
    material_id: MaterialId
    quantity: Decimal
    operation_sequence: int | None
    backflush: bool
    position: str
    places: list[int]


@dataclass(frozen=True, slots=True)
class Substitute:
    """A material that may stand in on a line: `ratio` of it for one of the component."""

    line_id: BomLineId
    material_id: MaterialId
    code: str
    name: str
    ratio: Decimal
    priority: int


@dataclass(frozen=True, slots=True)
class Use:
    """A BOM line above a material: `component` is the code of the line's own component."""

    level: int
    material_id: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    kind: str
    bom_id: BomId
    version: str
    line_id: BomLineId
    line_no: int
    component_id: MaterialId
    component: str
    quantity: Decimal
    base_quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A material that goes into another, or may stand in for one that does."""

    parent: MaterialId
    child: MaterialId
    parent_code: str
    child_code: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity of a material in its own unit; `line` is where it stands, if it is one of many."""

    line: int | str | None
    material: str
    quantity: Decimal
    unit: str
    unit_en: str
    decimals: int

    def evidence(self) -> dict[str, Any]:
        """Return it as a fault's evidence, in the words of the ledger."""
        return {
            "material_code": self.material,
            "quantity": self.quantity,
            "unit": self.unit,
            "unit_en": self.unit_en,
            "decimals": self.decimals,
        }

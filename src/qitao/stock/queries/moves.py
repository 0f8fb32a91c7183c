"""Movements: what happened, the latest first."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from qitao.base.ids import PlantId
from qitao.base.paging import Ask, page
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId
from qitao.stock.values import LIST_MAX, LotId, MoveKind, MovementId, SerialId

sql = SqlRoom("qitao.stock")
LATEST = Ask(sort="id", falling=True)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One movement with the names of what it moved."""

    id: MovementId
    kind: MoveKind
    posting: str
    line: int
    material: MaterialId
    material_code: str
    material_name: str
    material_name_en: str
    unit: str
    lot: LotId | None
    lot_code: str
    serial: SerialId | None
    serial_code: str
    quantity: Decimal
    source: LocationId
    source_code: str
    target: LocationId
    target_code: str
    source_kind: str
    target_kind: str
    source_status: str
    target_status: str
    document_type: str | None
    document_id: int | None
    document_line: int | None
    reverses: MovementId | None
    reversed_by: MovementId | None
    reason: str
    happened_at: datetime
    recorded_at: datetime
    call: UUID | None
    actor: int


@dataclass(frozen=True, slots=True)
class MoveFilter:
    """Which movements are wanted; what is None does not filter."""

    material: MaterialId | None = None
    lot: LotId | None = None
    serial: SerialId | None = None
    kinds: tuple[MoveKind, ...] | None = None
    document_type: str | None = None
    document: int | None = None
    posting: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    ids: tuple[MovementId, ...] | None = None

    def bound(self) -> dict[str, Any]:
        """Return the parameters of the SQL file."""
        lists = {name: value and list(value) for name, value in (("ids", self.ids),)}
        kinds = None if self.kinds is None else [str(kind) for kind in self.kinds]
        return asdict(self) | lists | {"kinds": kinds}


ALL = MoveFilter()


def list_moves(
    wanted: MoveFilter = ALL, ask: Ask = LATEST, *, plants: Collection[PlantId] | None = None
) -> list[MoveRow]:
    """Return movements in or out of the plants asked for (None: all), the latest first."""
    shown = None if plants is None else list(plants)
    return page(sql, "list_moves", MoveRow, ask, plants=shown, **wanted.bound())


def list_moves_at(
    location: LocationId, *, before: MovementId | None = None, limit: int = LIST_MAX
) -> list[MoveRow]:
    """Return the latest movements in or out of one place, below the movement `before`."""
    ids = sql.values("list_moves_at", location=location, before=before, limit=min(limit, LIST_MAX))
    if not ids:
        return []
    return list_moves(MoveFilter(ids=tuple(ids)), Ask("id", falling=True, limit=len(ids)))

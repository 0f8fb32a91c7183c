"""Movements: what happened, the latest first."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from qitao.base.ids import PlantId
from qitao.base.paging import Ask, page
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import LocationId, LocationKind, MaterialId
from qitao.stock.values import LIST_MAX, LotId, MoveKind, MovementId, SerialId

sql = SqlRoom("qitao.stock")
LATEST = Ask(sort="id", falling=True)
MEANT_MAX = 2_000
"""So many keys of one kind are looked up; behind more, a walk from the ledger's end meets some."""
VIRTUAL = [str(kind) for kind in LocationKind if kind.is_virtual]
NOUNS = ("material", "place", "virtual", "lot", "serial", "actor")


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
    plant: PlantId | None
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


@dataclass(frozen=True, slots=True)
class _Meant:
    noun: str
    id: int


ALL = MoveFilter()
NO_WORDS: dict[str, Any] = dict.fromkeys(
    ("patterns", "typed", "actors", "document_types", "documents")
)


def list_moves(
    wanted: MoveFilter = ALL, ask: Ask = LATEST, *, plants: Collection[PlantId] | None = None
) -> list[MoveRow]:
    """Return movements in or out of the plants asked for (None: all), the latest first."""
    shown = None if plants is None else list(plants)
    return page(sql, "list_moves", MoveRow, ask, plants=shown, **NO_WORDS, **wanted.bound())


def search_moves(
    text: str,
    wanted: MoveFilter = ALL,
    ask: Ask = LATEST,
    *,
    documents: Sequence[tuple[str, int]] = (),
    plants: Collection[PlantId] | None = None,
) -> list[MoveRow]:
    """Return the latest movements of what a text means, and of the documents that it names.

    It means materials by any part of code, name or pinyin, places, lots and serial numbers by the
    beginning, and people. What it means is looked up by key; where that is very much, or a place
    keeps no balance, the ledger is walked from its end, where some is met soon.
    """
    words = text.lower().split()
    typed = {"typed": text.strip(), "patterns": [containing(word) for word in words]}
    meant = sql.all(
        "find_meant",
        _Meant,
        **typed,
        search=" ".join(words),
        virtual=VIRTUAL,
        limit=MEANT_MAX,
    )
    ids = {noun: [row.id for row in meant if row.noun == noun] for noun in NOUNS}
    named: dict[str, Any] = {
        "actors": ids["actor"],
        "document_types": [noun for noun, _ in documents],
        "documents": [number for _, number in documents],
    }
    shown = None if plants is None else list(plants)
    if ids["virtual"] or len(meant) >= MEANT_MAX:
        params = wanted.bound() | typed | named
        return page(sql, "list_moves", MoveRow, ask, plants=shown, **params)
    keys = {f"{noun}s": ids[noun] for noun in ("material", "lot", "serial", "place")}
    found = sql.values(
        "match_moves",
        **wanted.bound() | named | keys,
        plants=shown,
        before=ask.after[1] if ask.after else None,
        limit=ask.limit,
    )
    if not found:
        return []
    return list_moves(MoveFilter(ids=tuple(found)), Ask("id", falling=True, limit=len(found)))


def list_moves_at(
    location: LocationId, *, before: MovementId | None = None, limit: int = LIST_MAX
) -> list[MoveRow]:
    """Return the latest movements in or out of one place, below the movement `before`."""
    ids = sql.values("list_moves_at", location=location, before=before, limit=min(limit, LIST_MAX))
    if not ids:
        return []
    return list_moves(MoveFilter(ids=tuple(ids)), Ask("id", falling=True, limit=len(ids)))

"""Lots and single pieces: what is left, where they came from, where they went."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from qitao.base.ids import PlantId
from qitao.base.paging import FIRST, Ask, page
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId, PartnerId
from qitao.stock.values import TRACE_STEPS_MAX, LotId, MovementId, SerialId, StockStatus

sql = SqlRoom("qitao.stock")
LOTS_FOUND_MAX = 100


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot and what is left of it; `held` is not available, `plants` are where it lies."""

    id: LotId
    material: MaterialId
    material_code: str
    material_name: str
    material_name_en: str
    unit: str
    code: str
    made_on: date | None
    expires_on: date | None
    supplier: PartnerId | None
    supplier_name: str
    supplier_code: str
    note: str
    created_at: datetime
    on_hand: Decimal
    reserved: Decimal
    held: Decimal
    plants: list[PlantId] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LotStep:
    """One step of a family: `lot` is next to `via`, through one document."""

    via: LotId
    lot: LotId
    lot_code: str
    material: MaterialId
    material_code: str
    material_name: str
    material_name_en: str
    document_type: str
    document_id: int
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class LotEnd:
    """Where a lot came in from outside or went outside."""

    lot: LotId
    movement: MovementId
    kind: str
    quantity: Decimal
    happened_at: datetime
    document_type: str | None
    document_id: int | None
    source_kind: str
    target_kind: str


@dataclass(frozen=True, slots=True)
class SerialStep:
    """What an order took beside a piece that it made, or made of a piece that it took."""

    forward: bool
    document_type: str
    document_id: int
    serial: SerialId | None
    serial_code: str
    lot: LotId | None
    lot_code: str
    material_code: str
    material_name: str
    material_name_en: str
    unit: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class SerialRow:
    """A single piece and where it is; without a location it is not in stock."""

    id: SerialId
    material: MaterialId
    material_code: str
    material_name: str
    material_name_en: str
    code: str
    lot: LotId | None
    lot_code: str
    location: LocationId | None
    location_code: str
    plant: PlantId | None
    status: StockStatus
    created_at: datetime


def list_lots(
    ask: Ask = FIRST,
    *,
    plants: Collection[PlantId] | None = None,
    material: MaterialId | None = None,
    code: str | None = None,
    ids: Sequence[LotId] | None = None,
    expires_before: date | None = None,
    empty: bool = True,
) -> list[LotRow]:
    """Return lots with what is left of them; `empty=False` leaves out used-up ones.

    `plants` leaves out lots that never lay there.
    """
    return page(
        sql,
        "list_lots",
        LotRow,
        ask,
        plants=None if plants is None else list(plants),
        material=material,
        code=code,
        ids=None if ids is None else list(ids),
        expires_before=expires_before,
        empty=empty,
    )


@dataclass(frozen=True, slots=True)
class LotHit:
    """A lot that a typed word may mean."""

    id: LotId
    code: str
    material_name: str
    material_name_en: str
    unit: str
    on_hand: Decimal


def find_lots(
    search: str,
    *,
    materials: Collection[MaterialId] = (),
    plants: Collection[PlantId] | None = None,
    limit: int = LOTS_FOUND_MAX,
) -> list[LotHit]:
    """Return the lots whose code begins so, then those of the materials that the word may mean.

    `plants` leaves out lots that never lay there.
    """
    return sql.all(
        "find_lots",
        LotHit,
        typed=search.strip(),
        materials=list(materials),
        plants=None if plants is None else list(plants),
        looked_at=LOTS_FOUND_MAX,
        limit=min(limit, LOTS_FOUND_MAX),
    )


def get_lot(lot: LotId, *, plants: Collection[PlantId] | None = None) -> LotRow:
    """Return one lot with what is left of it in the plants asked for, or refuse `NOT_FOUND`."""
    found = list_lots(ids=(lot,), plants=plants)
    if not found:
        raise Refusal(NOT_FOUND, noun="lot", id=lot)
    return found[0]


def trace_lot(
    lot: LotId, *, forward: bool, plants: Collection[PlantId] | None = None
) -> list[LotStep]:
    """Return every step of a lot's family: what it went into, or what it was made of.

    The family ends, where `plants` are given, at lots that never lay there.
    """
    known = None if plants is None else list(plants)
    return sql.all(
        "trace_lot", LotStep, lot=lot, forward=forward, plants=known, limit=TRACE_STEPS_MAX
    )


def list_lot_ends(
    lots: Sequence[LotId], *, plants: Collection[PlantId] | None = None
) -> list[LotEnd]:
    """Return where the lots came from outside (suppliers) and went outside (customers, scrap)."""
    known = None if plants is None else list(plants)
    return sql.all("list_lot_ends", LotEnd, lots=list(lots), plants=known, limit=TRACE_STEPS_MAX)


def list_serials(
    ask: Ask = FIRST,
    *,
    material: MaterialId | None = None,
    code: str | None = None,
    lot: LotId | None = None,
    location: LocationId | None = None,
    plants: Collection[PlantId] | None = None,
) -> list[SerialRow]:
    """Return single pieces and where they are, those in the plants asked for."""
    return page(
        sql,
        "list_serials",
        SerialRow,
        ask,
        ids=None,
        material=material,
        code=code,
        lot=lot,
        location=location,
        plants=None if plants is None else list(plants),
    )


def get_serial(serial: SerialId) -> SerialRow:
    """Return one single piece, in stock or not; refuse `NOT_FOUND`."""
    usual: dict[str, Any] = dict.fromkeys(("material", "code", "lot", "location", "plants"))
    found = page(sql, "list_serials", SerialRow, FIRST, ids=[serial], **usual)
    if not found:
        raise Refusal(NOT_FOUND, noun="serial", id=serial)
    return found[0]


def list_serial_family(
    serial: SerialId, *, plants: Collection[PlantId] | None = None
) -> list[SerialStep]:
    """Return what the order that made a piece took, and what the order that took it made.

    An order of several pieces knows what all of them took, not which took which. `plants` leaves
    out what was done elsewhere.
    """
    known = None if plants is None else list(plants)
    return sql.all(
        "list_serial_family", SerialStep, serial=serial, plants=known, limit=TRACE_STEPS_MAX
    )

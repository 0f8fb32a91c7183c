"""Inspections, their results, and non-conformances."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import MaterialId
from qitao.quality.queries.plans import characteristics
from qitao.quality.values import (
    PAGE_MAX,
    RESULTS_MAX,
    Characteristic,
    Disposition,
    Found,
    InspectionId,
    InspectionKind,
    InspectionRow,
    InspectionState,
    NonConformanceId,
)
from qitao.stock.values import LotId

sql = SqlRoom("qitao.quality")


@dataclass(frozen=True, slots=True)
class Listed:
    """One inspection as lists and its own page show it."""

    id: InspectionId
    number: str
    source_type: str
    source_id: int
    source_line: int
    source_label: str
    source_label_en: str
    plant: PlantId
    kind: InspectionKind
    plan_code: str | None
    plan_version: int | None
    plan_name: str | None
    plan_name_en: str
    material_code: str | None
    material_name: str | None
    material_name_en: str | None
    lot_code: str | None
    operation_name: str
    operation_name_en: str
    quantity: Decimal
    sample_size: int
    accept_number: int
    blocking: bool
    state: InspectionState
    since: datetime
    opened_at: datetime
    judged_at: datetime | None
    inspector: str | None
    pieces_faulty: int
    rest_good: bool
    disposition: Disposition | None
    disposition_reason: str
    disposition_by: str | None
    disposed_at: datetime | None
    repeats: str | None
    repeated_by: str | None
    material: MaterialId | None
    lot: LotId | None
    repeats_id: InspectionId | None
    repeated_by_id: InspectionId | None


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """An inspection with what it asks for and what was found."""

    inspection: Listed
    characteristics: tuple[Characteristic, ...]
    results: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class NonConformanceRow:
    """One non-conformance."""

    id: NonConformanceId
    number: str
    inspection: InspectionId | None
    inspection_number: str | None
    source_type: str
    source_id: int | None
    source_label: str
    source_label_en: str
    plant: PlantId
    material_code: str | None
    material_name: str | None
    material_name_en: str | None
    lot_code: str | None
    quantity: Decimal
    severity: str
    description: str
    state: str
    raised_by_name: str
    raised_at: datetime
    cause: str
    correction: str
    closed_by_name: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class LockedNonConformance:
    """A non-conformance under its lock."""

    id: NonConformanceId
    number: str
    plant: PlantId
    state: str


def list_inspections(
    *,
    plants: Sequence[PlantId] | None = None,
    states: Sequence[InspectionState] = (),
    kinds: Sequence[InspectionKind] = (),
    ids: Sequence[InspectionId] | None = None,
    words: str = "",
    number: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: InspectionId | None = None,
    limit: int = 50,
) -> list[Listed]:
    """Return inspections opened from `since` and before `until`, the newest first.

    `number` is what their number begins with; `words` stand in it, or in what they are of. `ids`
    leaves only some of them.
    """
    return _list(
        plants=None if plants is None else list(plants),
        states=[state.value for state in states] or None,
        kinds=[kind.value for kind in kinds] or None,
        ids=None if ids is None else list(ids),
        words=containing(words) if words else None,
        number=_beginning(number),
        since=since,
        until=until,
        before=before,
        limit=min(limit, PAGE_MAX),
    )


def _beginning(number: str) -> str | None:
    return containing(number.upper())[1:] if number else None


def list_inspections_of(source_type: str, source_ids: Sequence[int]) -> list[Listed]:
    """Return the inspections of business rows, the newest first."""
    return _list(source_type=source_type, source_ids=list(source_ids))


def list_inspections_by_id(inspections: Sequence[InspectionId]) -> list[Listed]:
    """Return some inspections; those that do not exist are left out."""
    return _list(ids=list(inspections))


def _list(**given: object) -> list[Listed]:
    usual: dict[str, object] = dict.fromkeys(
        ("ids", "plants", "states", "kinds", "source_type", "source_ids", "words", "before")
    )
    usual |= {"since": None, "until": None, "number": None}
    rows = sql.all("list_inspections", Listed, **(usual | {"limit": PAGE_MAX} | given))
    return [
        replace(
            row,
            kind=InspectionKind(row.kind),
            state=InspectionState(row.state),
            disposition=Disposition(row.disposition) if row.disposition else None,
        )
        for row in rows
    ]


def get_inspection(inspection: InspectionId) -> InspectionSheet:
    """Return an inspection with its characteristics and results; refuse `NOT_FOUND`."""
    found = _list(ids=[inspection])
    if not found:
        raise Refusal(NOT_FOUND, inspection=inspection)
    asked = characteristics("list_inspection_characteristics", inspection=inspection)
    return InspectionSheet(found[0], asked, tuple(list_recorded(inspection)))


def list_recorded(inspection: InspectionId) -> list[Found]:
    """Return what was found so far."""
    return sql.all("list_results", Found, inspection=inspection, limit=RESULTS_MAX)


def lock_inspection(inspection: InspectionId) -> InspectionRow:
    """Lock one inspection, then read it and whether it was repeated; refuse `NOT_FOUND`."""
    sql.value("lock_inspection", inspection=inspection)
    row = sql.one("read_inspection", InspectionRow, inspection=inspection)
    return replace(
        row,
        kind=InspectionKind(row.kind),
        state=InspectionState(row.state),
        disposition=Disposition(row.disposition) if row.disposition else None,
    )


def lock_nonconformance(nonconformance: NonConformanceId) -> LockedNonConformance:
    """Lock one non-conformance; refuse `NOT_FOUND`."""
    return sql.one("lock_nonconformance", LockedNonConformance, nonconformance=nonconformance)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An inspection's number."""

    id: int
    number: str


def name_inspections(inspections: Sequence[int]) -> dict[int, str]:
    """Return the numbers of inspections by id."""
    if not inspections:
        return {}
    rows = sql.all("name_inspections", _Numbered, ids=list(inspections))
    return {row.id: row.number for row in rows}


def list_nonconformances(
    *,
    plants: Sequence[PlantId] | None = None,
    state: str | None = None,
    inspection: InspectionId | None = None,
    number: str = "",
    before: NonConformanceId | None = None,
    limit: int = 50,
) -> list[NonConformanceRow]:
    """Return non-conformances whose number begins so, the newest first, behind `before`."""
    return sql.all(
        "list_nonconformances",
        NonConformanceRow,
        plants=None if plants is None else list(plants),
        state=state,
        inspection=inspection,
        number=_beginning(number),
        before=before,
        limit=min(limit, PAGE_MAX),
    )

"""BOMs and routings as flat tables, one line of a file each: how people keep them in a sheet."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from qitao.base.quantity import NonNegativeQuantity, PositiveQuantity
from qitao.catalog.values import RevisionState
from qitao.catalog.values.rows import (
    BomLineRow,
    BomRow,
    MachineRef,
    MaterialRef,
    Name,
    Note,
    Number,
    Order,
    PartnerRef,
    PlantRef,
    Rate,
    RoutingMachineRow,
    RoutingOperationRow,
    RoutingRow,
    UnitRef,
    Version,
    Words,
    WorkCentreRef,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BomEntryRow:
    """One line of a BOM with the head of its version; the head is read off the first line."""

    material: MaterialRef
    version: Version = "1"
    effective_from: date = date(2000, 1, 1)
    effective_to: date | None = None
    base_quantity: PositiveQuantity = Decimal(1)
    note: Note = ""
    state: RevisionState = RevisionState.DRAFT
    line_no: Number
    component: MaterialRef
    quantity: PositiveQuantity
    unit: UnitRef | None = None
    fixed: bool = False
    scrap_rate: Rate = Decimal(0)
    phantom: bool | None = None
    operation_sequence: Number | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    backflush: bool | None = None
    position: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingEntryRow:
    """One operation of a routing with the head of its version; one more line per machine."""

    material: MaterialRef
    plant: PlantRef
    version: Version = "1"
    effective_from: date = date(2000, 1, 1)
    effective_to: date | None = None
    note: Note = ""
    state: RevisionState = RevisionState.DRAFT
    sequence: Number
    name: Name
    work_centre: WorkCentreRef
    name_en: Words = ""
    setup_minutes: NonNegativeQuantity = Decimal(0)
    run_minutes: NonNegativeQuantity = Decimal(0)
    partner: PartnerRef | None = None
    parallel_group: Order | None = None
    inspection_required: bool = False
    reporting_point: bool = True
    instruction: str = ""
    machine: MachineRef | None = None
    machine_setup_minutes: NonNegativeQuantity | None = None
    machine_run_minutes: NonNegativeQuantity | None = None
    preference: Order | None = None


def _names(row_type: Any, leaving: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(row_type) if field.name not in leaving)


BOM_HEAD = _names(BomRow, ("lines",))
BOM_KEY = ("material", "version")
BOM_LINE = _names(BomLineRow, ())
ROUTING_HEAD = _names(RoutingRow, ("operations",))
ROUTING_KEY = ("material", "plant", "version")
OPERATION = _names(RoutingOperationRow, ("machines",))


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _by(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda row: tuple(getattr(row, name) for name in names)


def gather_boms(entries: Sequence[BomEntryRow]) -> list[BomRow]:
    """Return one BOM per version; entries of one version must stand together."""
    boms = []
    for _, group in groupby(entries, _by(BOM_KEY)):
        lines = list(group)
        kept = tuple(
            BomLineRow(**_values(line, BOM_LINE)) for line in lines if line.line_no is not None
        )
        boms.append(BomRow(**_values(lines[0], BOM_HEAD), lines=kept))
    return boms


def gather_routings(entries: Sequence[RoutingEntryRow]) -> list[RoutingRow]:
    """Return one routing per version; entries of one version and operation must stand together."""
    routings = []
    for _, group in groupby(entries, _by(ROUTING_KEY)):
        lines = list(group)
        operations = tuple(
            _operation(list(same))
            for sequence, same in groupby(lines, _by(("sequence",)))
            if sequence != (None,)
        )
        routings.append(RoutingRow(**_values(lines[0], ROUTING_HEAD), operations=operations))
    return routings


def _operation(entries: list[RoutingEntryRow]) -> RoutingOperationRow:
    machines = tuple(
        RoutingMachineRow(
            machine=entry.machine,
            setup_minutes=entry.machine_setup_minutes,
            run_minutes=entry.machine_run_minutes,
            preference=1 if entry.preference is None else entry.preference,
        )
        for entry in entries
        if entry.machine is not None
    )
    return RoutingOperationRow(**_values(entries[0], OPERATION), machines=machines)

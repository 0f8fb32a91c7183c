"""What must hold within BOM and routing versions, all faults at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from qitao.catalog.rules.references import Known
from qitao.catalog.rules.rows import check_seller, check_span
from qitao.catalog.values import RevisionState
from qitao.catalog.values.faults import Fault
from qitao.catalog.values.rows import BomLineRow, BomRow, RoutingOperationRow, RoutingRow

Conversions = frozenset[tuple[str, str, str | None]]


def check_boms(rows: Sequence[BomRow], known: Known, conversions: Conversions) -> list[Fault]:
    """A BOM has lines, each numbered once, none of the material itself, all units convertible."""
    faults = []
    for place, row in enumerate(rows):
        faults += check_span(place, row, "effective_from", "effective_to")
        faults += _numbered_once(place, row.lines, "line_no")
        if not row.lines and row.state != RevisionState.DRAFT:
            faults.append(Fault(place, "lines", "NO_LINES"))
        for part, line in enumerate(row.lines):
            faults += check_span(place, line, "valid_from", "valid_to", part)
            if line.component == row.material:
                itself = {"value": line.component}
                faults.append(Fault(place, "component", "MADE_OF_ITSELF", itself, part))
            if not _converts(line, known, conversions):
                unit = known["material"][line.component,].fact
                evidence = {"value": line.unit, "material": line.component, "unit": unit}
                faults.append(Fault(place, "unit", "NO_CONVERSION", evidence, part))
        if row.state == RevisionState.ACTIVE:
            faults += _retired_parts(place, "component", "material", row.lines, known)
    return faults


def _converts(line: BomLineRow, known: Known, conversions: Conversions) -> bool:
    stored = known.get("material", {}).get((line.component,))
    if stored is None or line.unit is None or line.unit == stored.fact:
        return True
    pairs = ((line.unit, stored.fact), (stored.fact, line.unit))
    return any((*pair, owner) in conversions for pair in pairs for owner in (line.component, None))


def _numbered_once(
    place: int, parts: Sequence[BomLineRow] | Sequence[RoutingOperationRow], field: str
) -> list[Fault]:
    seen: set[int] = set()
    faults = []
    for part, line in enumerate(parts):
        number = getattr(line, field)
        if number in seen:
            faults.append(Fault(place, field, "TWICE", {"value": number}, part))
        seen.add(number)
    return faults


def _retired_parts(
    place: int, field: str, noun: str, parts: Iterable[Any], known: Known, *beside: str
) -> list[Fault]:
    faults = []
    for part, line in enumerate(parts):
        code = getattr(line, field)
        fact = known.get(noun, {}).get((*beside, code))
        if fact is not None and not fact.active:
            faults.append(Fault(place, field, "RETIRED", {"noun": noun, "value": code}, part))
    return faults


def check_routings(rows: Sequence[RoutingRow], known: Known) -> list[Fault]:
    """A routing has operations, each numbered once, on machines of their own work centre.

    The last operation of an active one is a reporting point: it tells what the order has made.
    """
    faults = []
    for place, row in enumerate(rows):
        faults += check_span(place, row, "effective_from", "effective_to")
        faults += _numbered_once(place, row.operations, "sequence")
        if not row.operations and row.state != RevisionState.DRAFT:
            faults.append(Fault(place, "operations", "NO_LINES"))
        for part, operation in enumerate(row.operations):
            faults += check_seller(place, operation.partner, known, part=part)
            faults += _machines_elsewhere(place, part, row.plant, operation, known)
        if row.state == RevisionState.ACTIVE:
            faults += _retired_parts(
                place, "work_centre", "work_centre", row.operations, known, row.plant
            )
            faults += _silent_end(place, row.operations)
    return faults


def _silent_end(place: int, operations: Sequence[RoutingOperationRow]) -> list[Fault]:
    parts = range(len(operations))
    last = max(parts, key=lambda part: operations[part].sequence, default=None)
    if last is None or operations[last].reporting_point:
        return []
    evidence = {"value": operations[last].sequence}
    return [Fault(place, "reporting_point", "LAST_NOT_REPORTED", evidence, last)]


def _machines_elsewhere(
    place: int, part: int, plant: str, operation: RoutingOperationRow, known: Known
) -> list[Fault]:
    faults = []
    for allowed in operation.machines:
        fact = known.get("machine", {}).get((allowed.machine,))
        if fact is not None and fact.fact != f"{plant}/{operation.work_centre}":
            evidence = {"value": allowed.machine, "work_centre": operation.work_centre}
            faults.append(Fault(place, "machine", "MACHINE_ELSEWHERE", evidence, part))
    return faults

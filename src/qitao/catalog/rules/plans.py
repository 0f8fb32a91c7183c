"""What saving versions comes down to: which are written, published, retired, left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from qitao.catalog.rules.references import Known
from qitao.catalog.values import RevisionState
from qitao.catalog.values.faults import NOTHING_SAVED, Fault, Saved
from qitao.catalog.values.rows import BomRow, RoutingRow, SubstituteRow

Row = TypeVar("Row", BomRow, RoutingRow)
Version = tuple[str, str, str]


@dataclass(slots=True)
class Plan(Generic[Row]):
    """What is to be done with each given version."""

    write: list[Row] = field(default_factory=list)
    publish: list[Version] = field(default_factory=list)
    retire: list[Version] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    saved: Saved = NOTHING_SAVED


def plan_boms(
    rows: Sequence[BomRow], known: Known, stored: Mapping[Version, BomRow]
) -> Plan[BomRow]:
    """Compare given BOMs with the stored ones (a line without a unit means the material's own)."""
    plan: Plan[BomRow] = Plan()
    for place, row in enumerate(rows):
        lines = tuple(
            line if line.unit else replace(line, unit=known["material"][line.component,].fact)
            for line in sorted(row.lines, key=lambda line: line.line_no)
        )
        key = (row.material, "", row.version)
        _plan_one(plan, place, key, replace(row, lines=lines), stored.get(key))
    return plan


def plan_routings(
    rows: Sequence[RoutingRow], stored: Mapping[Version, RoutingRow]
) -> Plan[RoutingRow]:
    """Compare given routings with the stored ones."""
    plan: Plan[RoutingRow] = Plan()
    for place, row in enumerate(rows):
        operations = tuple(
            replace(
                operation,
                machines=tuple(
                    sorted(operation.machines, key=lambda one: (one.preference, one.machine))
                ),
            )
            for operation in sorted(row.operations, key=lambda operation: operation.sequence)
        )
        key = (row.material, row.plant, row.version)
        _plan_one(plan, place, key, replace(row, operations=operations), stored.get(key))
    return plan


def _plan_one(plan: Plan[Row], place: int, key: Version, row: Row, stored: Row | None) -> None:
    """A new version is written; a draft takes the content; a published one is never rewritten."""
    state = RevisionState.DRAFT if stored is None else RevisionState(stored.state)
    same = stored is not None and replace(row, state=stored.state) == stored
    if not same and state != RevisionState.DRAFT:
        evidence = {"value": row.version, "revision_state": str(state)}
        plan.faults.append(Fault(place, "version", "ALREADY_PUBLISHED", evidence))
        return
    if not same:
        plan.write.append(row)
    moved = row.state not in (state, RevisionState.DRAFT)
    if moved and row.state == RevisionState.ACTIVE and state == RevisionState.RETIRED:
        plan.faults.append(Fault(place, "state", "RETIRED_FOR_GOOD", {"value": row.version}))
    elif moved:
        (plan.publish if row.state == RevisionState.ACTIVE else plan.retire).append(key)
    created = stored is None
    plan.saved += Saved(
        int(created), int(not created and (not same or moved)), int(same and not moved)
    )


def check_substitutes(rows: Sequence[SubstituteRow], stored: Sequence[BomRow]) -> list[Fault]:
    """A substitute stands in on a line that is there, for another material than its own."""
    lines = {
        (bom.material, bom.version, line.line_no): line.component
        for bom in stored
        for line in bom.lines
    }
    faults = []
    for place, row in enumerate(rows):
        component = lines.get((row.material, row.version, row.line_no))
        if component is None:
            faults.append(Fault(place, "line_no", "NO_SUCH_LINE", {"value": row.line_no}))
        elif component == row.substitute:
            evidence = {"value": row.substitute}
            faults.append(Fault(place, "substitute", "STANDS_IN_FOR_ITSELF", evidence))
    return faults

"""Does an inspection hold a business row back? The verb and the flow's gate ask the same."""

from collections.abc import Sequence
from dataclasses import replace

from qitao.base.sql import SqlRoom
from qitao.flow.values import PASS, Verdict
from qitao.quality import rules
from qitao.quality.values import (
    INSPECTION_FAILED_VERDICT,
    INSPECTION_OPEN_VERDICT,
    Blocking,
    Disposition,
    InspectionKind,
    InspectionState,
)

sql = SqlRoom("qitao.quality")


def blocking_inspections(source_type: str, source_ids: Sequence[int]) -> list[Blocking]:
    """Return the inspections that hold the named business rows back, by row, oldest first."""
    rows = sql.all("list_blocking", Blocking, source_type=source_type, source_ids=list(source_ids))
    return [row for row in map(_typed, rows) if _blocks(row)]


def _typed(row: Blocking) -> Blocking:
    return replace(
        row,
        kind=InspectionKind(row.kind),
        state=InspectionState(row.state),
        disposition=Disposition(row.disposition) if row.disposition else None,
    )


def _blocks(row: Blocking) -> bool:
    return rules.blocks(
        kind=row.kind,
        state=row.state,
        disposition=row.disposition,
        repeated=False,
        blocking=True,
    )


def gate_inspections(source_type: str, source_ids: Sequence[int]) -> dict[int, Verdict]:
    """Answer for each named business row whether its inspections let it pass."""
    blocking: dict[int, list[Blocking]] = {}
    for row in blocking_inspections(source_type, source_ids):
        blocking.setdefault(row.source_id, []).append(row)
    return {source: _verdict(blocking.get(source, [])) for source in source_ids}


def _verdict(rows: Sequence[Blocking]) -> Verdict:
    if not rows:
        return PASS
    failed = [row for row in rows if row.state is InspectionState.FAILED]
    code = INSPECTION_FAILED_VERDICT if failed else INSPECTION_OPEN_VERDICT
    labels = [row.label for row in failed or rows]
    return Verdict.fail(code, inspections="、".join(labels), count=len(labels))

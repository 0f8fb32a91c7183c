"""After a failed inspection: what comes next, and the second inspection."""

from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import plain
from qitao.production.queries import lists as production
from qitao.production.queries.turns import name_roles
from qitao.production.values import OPERATION_SOURCE, OperationId, ViewOrder
from qitao.quality import actions, queries, rules
from qitao.quality.queries import Listed
from qitao.quality.values import (
    DecideDisposition,
    Disposition,
    InspectionId,
    InspectionKind,
    InspectionState,
    OpenInspection,
    SourceRef,
    ViewQuality,
)
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit


@page(permission=OpenInspection)
def reinspect(visit: Visit, inspection: int) -> HttpResponseBase:
    """Open the second inspection of what was reworked, or of what replaces scrapped pieces."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND, inspection=inspection)
    row = queries.get_inspection(InspectionId(inspection)).inspection
    if not visit.actor.may(ViewQuality, plant=row.plant):
        raise Refusal(NOT_FOUND, inspection=inspection)
    opened = actions.open_inspection(
        actor=visit.actor,
        source=SourceRef(row.source_type, row.source_id, row.source_line),
        label=row.source_label,
        plant=row.plant,
        kind=row.kind,
        quantity=row.quantity,
        material=row.material,
        lot=row.lot,
        operation_sequence=_sequence_of(row),
        operation_name=row.operation_name,
        operation_name_en=row.operation_name_en,
        blocking=row.blocking,
        repeats=row.id,
    )
    visit.tell("ui.quality.opened", number=opened.number)
    return visit.go("quality:inspection", opened.inspection)


def _sequence_of(row: Listed) -> int | None:
    if row.source_type != OPERATION_SOURCE:
        return None
    operation = production.find_operation(OperationId(row.source_id))
    return operation.sequence if operation else None


def find_repeated(source: SourceRef, kind: InspectionKind) -> InspectionId | None:
    """Return the failed inspection that a new one of this kind makes good, None for a first one."""
    for row in queries.list_inspections_of(source.type, [source.id]):
        if row.kind is kind and row.source_line == source.line and _must_repeat(row):
            return row.id
    return None


def _may_repeat(row: Listed) -> bool:
    return rules.may_repeat(row.state, row.disposition, repeated=row.repeated_by is not None)


def _must_repeat(row: Listed) -> bool:
    """Tell whether what follows is held until a second inspection passes."""
    left = row.disposition is Disposition.SCRAP and row.kind is not InspectionKind.FIRST_PIECE
    return _may_repeat(row) and not left


def after(visit: Visit, row: Listed) -> dict[str, Any]:
    """Return what the page of an inspection says of what comes next, and by whom."""
    undecided = row.state is InspectionState.FAILED and row.disposition is None
    again, needed = _may_repeat(row), _must_repeat(row)
    scrapped_first = needed and row.disposition is Disposition.SCRAP
    turn = DecideDisposition if undecided else OpenInspection
    return {
        "again": again,
        "needed": needed,
        "then": "scrap_first" if scrapped_first else row.disposition,
        "may_open": visit.actor.may(OpenInspection, plant=row.plant),
        "turn": plain(name_roles([turn], visit.lang), visit.lang) if undecided or needed else "",
        "raised": queries.list_nonconformances(
            plants=visit.plants_of(ViewQuality), inspection=row.id, limit=1
        ),
        "order": order_of(visit, row.source_type, row.source_id),
    }


def order_of(visit: Visit, source_type: str, source: int | None) -> str:
    """Return the number of the order that something is of, where the reader may open it."""
    if source_type != OPERATION_SOURCE or source is None:
        return ""
    row = production.find_operation(OperationId(source))
    return row.number if row and visit.actor.may(ViewOrder, plant=row.plant) else ""

"""The pack: all that a tablet takes along of its work centre, in one answer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, TypeVar

from django.urls import reverse
from django.utils import timezone

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.paging import Ask
from qitao.base.refusal import Refusal
from qitao.catalog import queries as catalog
from qitao.catalog.values import ViewCatalog, WorkCentreId
from qitao.catalog.values.items import WorkCentreItem
from qitao.production.queries import lists, stations
from qitao.production.queries.lists import OperationView
from qitao.production.queries.machines import list_running_on
from qitao.production.values import (
    OPERATION_SOURCE,
    IssueMaterial,
    OperationId,
    ReportOutput,
    UndoReport,
    WorkOrderId,
)
from qitao.quality import queries as quality
from qitao.quality.queries import Listed
from qitao.quality.queries.sheets import list_characteristics_of, list_results_of
from qitao.quality.values import InspectionId, InspectionState, RecordResults
from qitao.web.shell import marks, units
from qitao.web.shell.visit import Visit

Row = TypeVar("Row")
EVERY = Ask(limit=200)
OPERATIONS_MAX = 60
INSPECTIONS_MAX = 60
REPORTS_EACH = 3
LOTS_EACH = 4
LEFT_OUT = ("plant", "org_unit", "setup_minutes", "run_minutes", "worked_seconds")


def of(visit: Visit) -> dict[str, Any]:
    """Return the pack of a person; `?work_centre=`, `?operation=` and `?scan=` say what is wanted.

    `at` is the journal's position from before anything was read; `hit` the operation that a scan
    means, which is packed too.
    """
    actor, centre = visit.actor, visit.number_of("work_centre")
    cut: dict[str, int] = {}
    work = _first(_work(visit, centre), OPERATIONS_MAX, cut, "work")
    hit = _scanned(actor, visit.text("scan"))
    rows = {row.id: row for row in (*work, *filter(None, (_wanted(visit), hit)))}
    operations = list(rows.values())
    centres, machines = _centres(actor, centre, cut), _machines(operations, visit.lang, cut)
    inspections, meant = _inspections(visit, cut)
    inspected = {each["code"] for each in inspections}
    return {
        "at": visit.at,
        "now": clock.now(),
        "zone": timezone.get_current_timezone_name(),
        "lang": visit.lang,
        "user": {"id": actor.user, "name": actor.name},
        "may": {
            "report": actor.may(ReportOutput),
            "undo": actor.may(UndoReport),
            "issue": actor.may(IssueMaterial),
            "inspect": actor.may(RecordResults),
        },
        "centre": centre,
        "centres": [
            {"id": row.id, "name": marks.named(row.name, row.name_en, visit.lang)}
            for row in centres
        ],
        "work": [row.id for row in work],
        "hit": hit.id if hit else None,
        "operations": _operations(operations, visit.lang),
        "machines": machines,
        "cut": cut,
        "reasons": [
            {"id": row.id, "name": marks.named(row.name, row.name_en, visit.lang)}
            for row in catalog.list_scrap_reasons(EVERY, active=True)
        ],
        "inspections": inspections,
        "hit_inspection": meant,
        "drawings": _drawings(actor, {row.material_code for row in operations} | inspected),
    }


def _first(rows: list[Row], most: int, cut: dict[str, int], name: str) -> list[Row]:
    """Return the first of them, one more being asked for, and note in `cut` that there are more."""
    if len(rows) > most:
        cut[name] = most
    return rows[:most]


def _drawings(actor: Actor, codes: set[str | None]) -> dict[str, dict[str, Any]]:
    """Return the drawings of the packed work by the material's code."""
    if not actor.may(ViewCatalog):
        return {}
    found = catalog.list_drawings([code for code in codes if code])
    return {
        each.code: {"url": reverse("catalog:file", args=[each.digest]), **asdict(each)}
        for each in found
    }


def _work(visit: Visit, centre: int | None) -> list[OperationView]:
    if not visit.actor.may(ReportOutput):
        return []
    return lists.list_own_work(visit.actor, work_centre=centre, limit=OPERATIONS_MAX + 1)


def _centres(actor: Actor, named: int | None, cut: dict[str, int]) -> list[WorkCentreItem]:
    """Return the centres where this person may report, in the plant looked at, and the named."""
    if not actor.may(ReportOutput):
        return []
    one_more = replace(EVERY, limit=EVERY.limit + 1)
    shown = actor.plants_shown(ReportOutput)
    rows = catalog.list_work_centres(one_more, plants=actor.plants_of(ReportOutput), active=True)
    return [
        row
        for row in _first(rows, EVERY.limit, cut, "centres")
        if (shown is None or row.plant_id in shown or row.id == named)
        and actor.may(ReportOutput, plant=row.plant_id, org_unit=row.org_unit_id)
    ]


def _wanted(visit: Visit) -> OperationView | None:
    """Return the operation that is open on the screen; one that is finished may be opened again."""
    number = visit.number_of("operation")
    row = lists.find_operation(OperationId(number)) if number else None
    if row is None:
        return None
    try:
        visit.actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    except Refusal:
        return None
    return row


def _scanned(actor: Actor, code: str) -> OperationView | None:
    """Find what a scan means: `WO-1` (its first open operation) or `WO-1/20`."""
    if not code:
        return None
    number, _, sequence = code.partition("/")
    for row in lists.list_own_work(actor, number=number):
        if sequence in ("", str(row.sequence)):
            return row
    return None


def _operations(rows: Sequence[OperationView], lang: str) -> list[dict[str, Any]]:
    """Return the operations with their last reports and what their orders still have to get."""
    issue = _to_issue({row.order for row in rows}, lang)
    reports: dict[OperationId, list[dict[str, Any]]] = defaultdict(list)
    for report in stations.list_last_reports({row.id for row in rows}, each=REPORTS_EACH):
        reports[report.operation].append(asdict(report))
    ids = {row.id for row in rows}
    most, held = stations.list_most(ids), stations.list_held(ids)
    return [
        {name: value for name, value in _told(row, lang).items() if name not in LEFT_OUT}
        | {
            "most": most.get(row.id),
            "held": held.get(row.id, []),
            "unit": units.word(row.unit, lang),
            "issue": issue[row.order],
            "reports": reports[row.id],
        }
        for row in rows
    ]


def _to_issue(orders: set[WorkOrderId], lang: str) -> dict[WorkOrderId, list[dict[str, Any]]]:
    """Return what orders still have to get, each line with the first lots that lie there."""
    lots: dict[tuple[WorkOrderId, int], list[dict[str, Any]]] = defaultdict(list)
    for lot in stations.list_lots_to_issue(orders, each=LOTS_EACH):
        told = {"code": lot.code, "expires_on": lot.expires_on, "quantity": lot.quantity}
        lots[lot.order, lot.line].append(told)
    issue: dict[WorkOrderId, list[dict[str, Any]]] = defaultdict(list)
    for line in stations.list_to_issue(orders):
        more = {"unit": units.word(line.unit, lang), "lots": lots[line.order, line.line]}
        issue[line.order].append(_told(line, lang) | more)
    return issue


def _told(row: Any, lang: str) -> dict[str, Any]:
    """Return a row's fields, its names in the language of the screen."""
    values = asdict(row)
    for english in [name for name in values if name.endswith("_en")]:
        name, said = english.removesuffix("_en"), values.pop(english)
        values[name] = marks.named(values[name], said or "", lang)
    return values


def _machines(
    rows: Sequence[OperationView], lang: str, cut: dict[str, int]
) -> list[dict[str, Any]]:
    """Return the machines of the packed operations' work centres, each with what runs there."""
    centres = {WorkCentreId(row.work_centre) for row in rows}
    one_more = replace(EVERY, limit=EVERY.limit + 1)
    found = catalog.list_machines(one_more, work_centres=centres, active=True)
    machines = _first(found, EVERY.limit, cut, "machines")
    running = {one.machine: one for one in list_running_on([row.id for row in machines])}
    return [
        {
            "id": row.id,
            "centre": row.work_centre_id,
            "code": row.code,
            "name": marks.named(row.name, row.name_en, lang),
            "ready": row.state == "ready",
            "busy": _told(running[row.id], lang) if row.id in running else None,
        }
        for row in machines
    ]


def _inspections(visit: Visit, cut: dict[str, int]) -> tuple[list[dict[str, Any]], int | None]:
    """Return the open inspections whose results this person may record, with all they ask for.

    Of more than are taken along the newest, the one that is open on the screen, and the one that a
    scan means, which is named.
    """
    actor = visit.actor
    if not actor.may(RecordResults):
        return [], None
    newest = _open_inspections(actor, limit=INSPECTIONS_MAX + 1)
    rows = {row.id: row for row in _first(newest, INSPECTIONS_MAX, cut, "inspections")}
    number, code = visit.number_of("inspection"), visit.text("scan")
    if number and number not in rows:
        found = quality.list_inspections_by_id([InspectionId(number)])
        rows |= {row.id: row for row in found if _may_record(actor, row)}
    hits = _open_inspections(actor, words=code) if code else []
    hit = next((row for row in hits if row.number.upper() == code.upper()), None)
    if hit is not None:
        rows[hit.id] = hit
    return _sheets(list(rows.values()), visit.lang), hit.id if hit else None


def _open_inspections(actor: Actor, **wanted: Any) -> list[Listed]:
    named = "words" in wanted
    plants = actor.plants_of(RecordResults) if named else actor.plants_shown(RecordResults)
    return quality.list_inspections(
        plants=None if plants is None else sorted(plants), states=[InspectionState.OPEN], **wanted
    )


def _may_record(actor: Actor, row: Listed) -> bool:
    return row.state is InspectionState.OPEN and actor.may(RecordResults, plant=row.plant)


def _sheets(rows: Sequence[Listed], lang: str) -> list[dict[str, Any]]:
    ids = [row.id for row in rows]
    asked: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for each in list_characteristics_of(ids):
        asked[each.inspection].append(
            asdict(each) | marks.asked(each, lang) | {"unit": units.word(each.unit, lang)}
        )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in list_results_of(ids):
        found[one.inspection].append(asdict(one))
    return [
        {
            "id": row.id,
            "number": row.number,
            "label": marks.named(row.source_label, row.source_label_en, lang),
            "operation": row.source_id if row.source_type == OPERATION_SOURCE else None,
            "kind": row.kind,
            "material": marks.named(row.material_name or "", row.material_name_en or "", lang),
            "code": row.material_code,
            "sample": row.sample_size,
            "opened_at": row.opened_at,
            "asked": asked[row.id],
            "found": found[row.id],
        }
        for row in rows
    ]

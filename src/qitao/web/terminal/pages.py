"""报工 terminal: choose an operation by tap or scan; start, report, pause, finish, undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import queries as catalog
from qitao.catalog.values import MachineState, WorkCentreId
from qitao.catalog.values.items import MachineItem, WorkCentreItem
from qitao.production import actions
from qitao.production.queries import lists
from qitao.production.queries.lists import OperationView
from qitao.production.queries.machines import Running, list_running_on
from qitao.production.values import (
    IssueMaterial,
    OperationId,
    OperationState,
    ReportOutput,
    UndoReport,
    WorkOrderId,
)
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

FRAME = "terminal/frame.html"
CENTRE_COOKIE = "work_centre"
CENTRE_SECONDS = 365 * 24 * 3600
EVERY = Ask(limit=200)
REPORTS_SHOWN = 3
DEEDS = deeds_of(
    actions.start_operation,
    actions.pause_operation,
    actions.report_output,
    actions.finish_operation,
    actions.reopen_operation,
)


@dataclass(frozen=True, slots=True)
class Station:
    """A machine where an operation may be started, with what else runs there."""

    machine: MachineItem
    busy: Running | None

    @property
    def is_free(self) -> bool:
        """Whether an operation may be started there now."""
        return self.machine.state == MachineState.READY and self.busy is None


@page(permission=ReportOutput)
def terminal(visit: Visit) -> HttpResponseBase:
    """Show the work of a work centre, running first; a scan opens its operation at once."""
    scanned = visit.query.get("scan", "").strip() or visit.query.get("order", "").strip()
    centre = _centre(visit)
    work = lists.list_own_work(visit.actor, work_centre=centre)
    if scanned:
        hit = _scanned(lists.list_own_work(visit.actor), scanned)
        if hit is not None:
            return visit.go("terminal:operation", hit.id)
    answer = visit.show(
        "terminal/work.html",
        live=("production", "quality"),
        frame=FRAME,
        work=work,
        centres=_centres(visit),
        centre=centre,
        missed=scanned,
    )
    if "work_centre" in visit.query:
        answer.set_cookie(CENTRE_COOKIE, str(centre or ""), max_age=CENTRE_SECONDS, samesite="Lax")
    return answer


def _centres(visit: Visit) -> list[WorkCentreItem]:
    """Return the work centres where this person may report."""
    actor = visit.actor
    rows = catalog.list_work_centres(EVERY, plants=actor.plants_of(ReportOutput), active=True)
    return [
        row for row in rows if actor.may(ReportOutput, plant=row.plant_id, org_unit=row.org_unit_id)
    ]


def _centre(visit: Visit) -> int | None:
    """Return the chosen work centre: this visit's, else the one that the tablet remembers."""
    wanted = visit.query.get("work_centre", visit.request.COOKIES.get(CENTRE_COOKIE, ""))
    return int(wanted) if wanted.isdecimal() and len(wanted) < 19 else None


def _scanned(work: list[OperationView], code: str) -> OperationView | None:
    """Find what a scan means: `WO-1` (its first open operation) or `WO-1/20`."""
    number, _, sequence = code.upper().partition("/")
    for row in work:
        if row.number.upper() == number and sequence in ("", str(row.sequence)):
            return row
    return None


def _seen(visit: Visit, operation: OperationId) -> OperationView:
    """Return an operation of a plant and department where this person may report."""
    row = lists.find_operation(operation)
    if row is None:
        raise Refusal(NOT_FOUND, operation=operation)
    visit.actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    return row


@page(permission=ReportOutput)
def operation(visit: Visit, operation: int) -> HttpResponseBase:
    """Show one operation with keypad, reasons and the last reports.

    `?rework=1` turns the keypad to what comes out of rework.
    """
    row = _seen(visit, OperationId(operation))
    machines = catalog.list_machines(EVERY, work_centre=WorkCentreId(row.work_centre), active=True)
    stations = _stations(row, machines)
    reports = lists.list_reports(order=row.order, limit=50)
    own = [report for report in reports if report.operation == row.id and not report.reverses]
    return visit.show(
        "terminal/operation.html",
        live=(f"operation:{row.id}", f"work_order:{row.order}", "quality"),
        frame=FRAME,
        op=row,
        stations=stations,
        chosen=_chosen(row, stations),
        reasons=catalog.list_scrap_reasons(EVERY, active=True),
        reports=own[:REPORTS_SHOWN],
        may_undo=visit.actor.may(UndoReport),
        may_issue=visit.actor.may(IssueMaterial),
        issuable=_is_issuable(row),
        over=row.state == OperationState.FINISHED,
        reworking=row.rework > 0 and visit.query.get("rework") == "1",
    )


def _stations(row: OperationView, machines: Sequence[MachineItem]) -> list[Station]:
    """Return the machines of the operation's work centre, each with what else runs there."""
    running = list_running_on([machine.id for machine in machines])
    others = {one.machine: one for one in running if one.operation != row.id}
    return [Station(machine, others.get(machine.id)) for machine in machines]


def _chosen(row: OperationView, stations: Sequence[Station]) -> int | None:
    """Return the machine to begin with: the operation's own, else the first, that is free."""
    free = [each.machine.id for each in stations if each.is_free]
    return row.machine if row.machine in free else next(iter(free), None)


def _is_issuable(row: OperationView) -> bool:
    """Tell whether material is still to be issued by hand."""
    lines = lists.list_order_materials(row.order)
    return any(line.required > line.issued - line.returned for line in lines if not line.backflush)


@page(permission=ReportOutput)
def operation_deed(visit: Visit, operation: int, verb: str) -> HttpResponseBase:
    """Carry out one verb at the operation and stay there."""
    row = _seen(visit, OperationId(operation))
    if verb == "report_output" and visit.posted:
        return _report(visit, row)
    if verb == "undo_report":
        carry_out(visit, UNDO, verb)
    elif verb == "issue_materials":
        carry_out(visit, ISSUE, verb, order=WorkOrderId(row.order))
    else:
        carry_out(visit, DEEDS, verb, operation=row.id)
    return visit.go("terminal:operation", operation)


UNDO = deeds_of(actions.undo_report)
ISSUE = deeds_of(actions.issue_materials)


def _report(visit: Visit, row: OperationView) -> HttpResponseBase:
    """Report what was typed; an empty field is zero, the operator is who is signed in."""
    more: dict[str, Any] = {"operation": row.id, "operator": visit.actor.user}
    for name in ("good", "scrap", "rework"):
        if not visit.text(name):
            more[name] = 0
    if not visit.text("scrap"):
        more["scrap_reason"] = None
    given = visit.given(actions.report_output, **more)
    result = actions.report_output(actor=visit.actor, **given)
    told = "reported_rework" if given["rework"] else "reported"
    told = "reworked" if given.get("is_rework") else told
    visit.tell(
        f"ui.terminal.{told}",
        good=given["good"],
        scrap=given["scrap"],
        sent=given["rework"],
        rest=result.rest,
        rework=result.rework,
    )
    return visit.go("terminal:operation", row.id)

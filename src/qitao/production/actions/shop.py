"""What happens at the machine: start, pause, report, finish, undo."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import SYSTEM_USER, Actor
from qitao.base.clock import HappenedAt
from qitao.base.ids import UserId
from qitao.base.quantity import ZERO, NonNegativeQuantity, Quantity
from qitao.base.refusal import BUSY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import MachineId, ScrapReasonId
from qitao.production import queries, rules
from qitao.production.actions import material, moves
from qitao.production.queries import ReportRow
from qitao.production.queries.gates import (
    gate_inspected,
    gate_outside,
    gates_report,
    gates_start,
)
from qitao.production.values import (
    MACHINE_BUSY,
    MACHINE_NOT_HERE,
    OPERATION_SOURCE,
    REPORT_UNDONE,
    REPORT_USED,
    SLIP_TAKEN,
    OperationId,
    OperationRow,
    OperationState,
    OrderState,
    PeriodKind,
    ReportId,
    ReportOutput,
    UndoReport,
    WorkOrderId,
)
from qitao.quality import actions as quality
from qitao.quality.values import InspectionKind, SourceRef
from qitao.stock.values import Reason

sql = SqlRoom("qitao.production")
AT_WORK = (OrderState.RELEASED, OrderState.IN_PRODUCTION)


@dataclass(frozen=True, slots=True)
class OperationMoved:
    """Where the operation and its order stand after the verb."""

    operation: OperationId
    order: WorkOrderId
    state: OperationState
    order_state: OrderState


@dataclass(frozen=True, slots=True)
class OutputReported:
    """What the operation has made so far, this report included."""

    report: ReportId
    operation: OperationId
    order: WorkOrderId
    good: Quantity
    scrap: Quantity
    rework: Quantity
    rest: Quantity
    state: OperationState


@action(permission=ReportOutput)
def start_operation(
    *,
    actor: Actor,
    operation: OperationId,
    machine: MachineId | None = None,
    kind: PeriodKind = PeriodKind.RUN,
    happened_at: HappenedAt | None = None,
) -> OperationMoved:
    """Start or resume an operation at a machine; the order's first start puts it into production.

    Refuses `OPERATION_STATE`, `MACHINE_NOT_HERE`, `MACHINE_BUSY`, `INSPECTION_BLOCKS`, and
    `KIT_SHORT` or `KIT_UNKNOWN` where the plant intercepts at start.
    """
    row = queries.lock_operation(operation)
    actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    _check_at_work(row, "production.start_operation")
    rules.check_operation(row, (OperationState.WAITING, OperationState.PAUSED))
    rules.check_gates(gates_start(row))
    begin(actor, row, machine, kind, happened_at)
    return OperationMoved(operation, row.order, OperationState.RUNNING, OrderState.IN_PRODUCTION)


@action(permission=ReportOutput)
def pause_operation(
    *,
    actor: Actor,
    operation: OperationId,
    happened_at: HappenedAt | None = None,
) -> OperationMoved:
    """Pause a running operation; its time stops counting."""
    row = queries.lock_operation(operation)
    actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    rules.check_operation(row, (OperationState.RUNNING,))
    at = happened_at or clock.now()
    sql.run("end_operation", operation=operation, state=OperationState.PAUSED, at=at)
    return OperationMoved(operation, row.order, OperationState.PAUSED, row.order_state)


@action(permission=ReportOutput)
def report_output(
    *,
    actor: Actor,
    operation: OperationId,
    good: NonNegativeQuantity,
    scrap: NonNegativeQuantity = ZERO,
    rework: NonNegativeQuantity = ZERO,
    scrap_reason: ScrapReasonId | None = None,
    is_rework: bool = False,
    machine: MachineId | None = None,
    operator: UserId | None = None,
    happened_at: HappenedAt | None = None,
    slip: str | None = None,
    note: str = "",
    finish: bool = False,
) -> OutputReported:
    """Report good, scrapped and to-be-reworked pieces of an operation.

    Guarantees that backflushed material leaves the store in the same transaction, and that a slip
    (a paper's serial) counts once. An operation that was not started is started by its first
    report. `is_rework` tells what came out of rework: its material was taken before, and what needs
    more rework stays in it. `finish` ends the operation with this report. Refuses
    `NOTHING_REPORTED`, `QUANTITY_TOO_FINE`, `SCRAP_REASON_MISSING`, `PREDECESSOR_SHORT`,
    `QUANTITY_ABOVE_REST` for more than a first operation may make, `REWORK_ABOVE_OPEN`,
    `INSPECTION_BLOCKS`, `PIECES_LEFT` for `finish` without a `note` that says why, `SLIP_TAKEN`,
    `MATERIAL_SHORT`, and `STILL_OUTSIDE` while pieces are at a supplier: what comes back is taken
    back.
    """
    row = queries.lock_operation(operation)
    actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    _check_at_work(row, "production.report_output")
    rules.check_gates([gate_outside(row)])
    report = book_output(
        actor,
        row,
        good=good,
        scrap=scrap,
        rework=rework,
        scrap_reason=scrap_reason,
        is_rework=is_rework,
        machine=machine,
        operator=operator,
        at=happened_at or clock.now(),
        slip=slip,
        note=note,
        finish=finish,
    )
    told = _counted(row, good, scrap, rework, is_rework=is_rework)
    state = OperationState.FINISHED if finish else OperationState.RUNNING
    return _reported(told, report, state)


@action(permission=ReportOutput)
def finish_operation(
    *,
    actor: Actor,
    operation: OperationId,
    reason: Reason = "",
    happened_at: HappenedAt | None = None,
) -> OperationMoved:
    """Finish an operation; the last one completes the order.

    Those before it that are no reporting points are finished with it. Refuses `PIECES_LEFT` where
    pieces that came to it, or that the order asks of a first one, were not reported or wait for
    rework, and no reason is given, `OPERATION_STATE` for one that needs an inspection and was not
    begun, `INSPECTION_BLOCKS` where the order would be complete but an inspection is open or
    failed, and `STILL_OUTSIDE` while pieces are at a supplier.
    """
    row = queries.lock_operation(operation)
    actor.check_scope(ReportOutput, plant=row.plant, org_unit=row.org_unit)
    _check_at_work(row, "production.finish_operation")
    rules.check_operation(row, [state for state in OperationState if state != "finished"])
    rules.check_gates([gate_outside(row)])
    rules.check_finish(row, reason)
    state = _finish(actor, row, happened_at or clock.now())
    return OperationMoved(operation, row.order, OperationState.FINISHED, state)


@action(permission=UndoReport)
def reopen_operation(
    *,
    actor: Actor,
    operation: OperationId,
    reason: Reason,
    happened_at: HappenedAt | None = None,
) -> OperationMoved:
    """Open an operation again that was finished by mistake; it is paused, its reports stay.

    An order that was completed by it is in production again. Refuses `REASON_MISSING`,
    `OPERATION_STATE` unless it is finished, and `OPERATION_USED` where its pieces were reported
    later, sent out or received.
    """
    rules.check_reason(reason, verb="production.reopen_operation")
    row = queries.lock_operation(operation)
    actor.check_scope(UndoReport, plant=row.plant, org_unit=row.org_unit)
    rules.check_state(row, (*AT_WORK, OrderState.COMPLETED), verb="production.reopen_operation")
    rules.check_operation(row, (OperationState.FINISHED,))
    rules.check_reopen(row, sql.value("count_taken", operation=row.id, order=row.order))
    state = _reopen(actor, row, happened_at)
    return OperationMoved(operation, row.order, state, OrderState.IN_PRODUCTION)


@action(permission=UndoReport)
def undo_report(
    *,
    actor: Actor,
    report: ReportId,
    reason: str = "",
    happened_at: HappenedAt | None = None,
) -> OutputReported:
    """Undo a report by a counter-report; backflushed material goes back to where it came from.

    A finished operation is paused again, so that its pieces can be reported anew, and an order that
    was completed by it is in production again. One whose pieces are at a supplier again runs: the
    days there are its working time.
    Refuses `REPORT_UNDONE` for a report that was undone or is itself a counter-report, and
    `REPORT_USED` where later operations or receipts already took the pieces.
    """
    found = queries.lock_report(report)
    row = queries.lock_operation(found.operation)
    actor.check_scope(UndoReport, plant=row.plant, org_unit=row.org_unit)
    if found.undone or found.reverses is not None:
        raise Refusal(REPORT_UNDONE, number=row.number, report=report)
    _check_unused(row, found)
    rules.check_state(row, (*AT_WORK, OrderState.COMPLETED), verb="production.undo_report")
    counter = _write_report(
        row,
        good=-found.good,
        scrap=-found.scrap,
        rework=-found.rework,
        scrap_reason=found.scrap_reason,
        is_rework=found.is_rework,
        machine=found.machine,
        operator=found.operator,
        happened_at=max(happened_at or clock.now(), found.happened_at),
        slip=None,
        note=reason,
        reverses=report,
    )
    material.undo_backflush(actor, row, report)
    state = _reopen(actor, row)
    told = _counted(row, -found.good, -found.scrap, -found.rework, is_rework=found.is_rework)
    return _reported(told, counter, state)


def _counted(
    row: OperationRow, good: Decimal, scrap: Decimal, rework: Decimal, *, is_rework: bool
) -> OperationRow:
    """Return the operation as a report leaves it; what comes out of rework was in it before."""
    new = -good - scrap if is_rework else rework
    return replace(row, good=row.good + good, scrap=row.scrap + scrap, rework=row.rework + new)


def _reported(told: OperationRow, report: ReportId, state: OperationState) -> OutputReported:
    return OutputReported(
        report=report,
        operation=told.id,
        order=told.order,
        good=told.good,
        scrap=told.scrap,
        rework=told.rework,
        rest=max(told.quantity - told.good, ZERO),
        state=state,
    )


def book_output(
    actor: Actor,
    row: OperationRow,
    *,
    good: Decimal,
    at: datetime,
    scrap: Decimal = ZERO,
    rework: Decimal = ZERO,
    scrap_reason: int | None = None,
    is_rework: bool = False,
    machine: MachineId | None = None,
    operator: int | None = None,
    slip: str | None = None,
    note: str = "",
    finish: bool = False,
) -> ReportId:
    """Check and write a report of what an operation made, here or at a supplier."""
    catalog.check_grain((None, row.material, quantity) for quantity in (good, scrap, rework))
    rules.check_operation(row, [state for state in OperationState if state != "finished"])
    if is_rework:
        rework = ZERO
        rules.check_reworked(row, good=good, scrap=scrap, scrap_reason=scrap_reason)
    else:
        rules.check_report(row, good=good, scrap=scrap, rework=rework, scrap_reason=scrap_reason)
    told = _counted(row, good, scrap, rework, is_rework=is_rework)
    rules.check_gates(gates_report(row, told.good + told.scrap + told.rework))
    if row.state is not OperationState.RUNNING:
        rules.check_gates(gates_start(row))
        begin(actor, row, machine, PeriodKind.RUN, at)
    elif machine is not None and machine != row.machine:
        _check_machine(machine, row)
    report = _write_report(
        row,
        good=good,
        scrap=scrap,
        rework=rework,
        scrap_reason=scrap_reason,
        is_rework=is_rework,
        machine=machine or row.machine,
        operator=operator or (actor.user if actor.user != SYSTEM_USER else None),
        happened_at=at,
        slip=slip,
        note=note,
        reverses=None,
        finish=finish,
    )
    if not is_rework and row.backflushes:
        material.backflush(actor, row, report, made=good + scrap + rework, happened_at=at)
    if finish:
        rules.check_finish(replace(told, state=OperationState.RUNNING), note)
        _go_on(actor, row, at)
    return report


def _check_at_work(row: OperationRow, verb: str) -> None:
    rules.check_state(row, AT_WORK, verb=verb)


def _check_machine(machine: int, row: OperationRow) -> None:
    """Refuse a machine of another work centre, one that is down, or one that runs another order."""
    found = queries.get_machine(machine, row.id)
    if not found.here or found.state != "ready":
        raise Refusal(MACHINE_NOT_HERE, machine=found.code, state=found.state, **row.told)
    if found.busy_with:
        raise Refusal(MACHINE_BUSY, machine=found.code, number=found.busy_with)


def begin(
    actor: Actor,
    row: OperationRow,
    machine: MachineId | None,
    kind: PeriodKind,
    happened_at: datetime | None,
) -> None:
    """Start or resume an operation; refuse a machine that is not here or not free."""
    begun = sql.run(
        "begin_operation",
        operation=row.id,
        machine=machine,
        kind=kind,
        operator=actor.user if actor.user != SYSTEM_USER else None,
        at=happened_at or clock.now(),
    )
    if not begun:
        wanted = machine or row.machine or 0
        _check_machine(wanted, row)
        raise Refusal(BUSY, machine=wanted)  # it was free again when we asked why
    if row.order_state is OrderState.RELEASED:
        moves.complete(actor, row.order, "start_operation")
    if row.inspection_required and row.state is OperationState.WAITING:
        _open_inspection(actor, row)


def _open_inspection(actor: Actor, row: OperationRow) -> None:
    """Ask the inspector for the operation: until it passes, the next one is blocked."""
    quality.open_inspection(
        actor=actor,
        source=SourceRef(OPERATION_SOURCE, row.id),
        label=f"{row.number} / {row.sequence} {row.name}",
        plant=row.plant,
        kind=InspectionKind.FINAL if row.is_last else InspectionKind.IN_PROCESS,
        quantity=row.quantity,
        material=row.material,
        operation_sequence=row.sequence,
        operation_name=row.name,
        operation_name_en=row.name_en,
        blocking=True,
    )


def _write_report(
    row: OperationRow,
    *,
    good: Decimal,
    scrap: Decimal,
    rework: Decimal,
    scrap_reason: int | None,
    is_rework: bool,
    machine: int | None,
    operator: int | None,
    happened_at: datetime,
    slip: str | None,
    note: str,
    reverses: int | None,
    finish: bool = False,
) -> ReportId:
    try:
        report = sql.value(
            "add_report",
            order=row.order,
            operation=row.id,
            is_last=row.is_last,
            good=good,
            scrap=scrap,
            rework=rework,
            scrap_reason=scrap_reason,
            is_rework=is_rework,
            machine=machine,
            operator=operator,
            happened_at=happened_at,
            slip=slip,
            note=note,
            reverses=reverses,
            finish=finish,
        )
    except UniqueViolation as error:
        raise Refusal(SLIP_TAKEN, slip=slip) from error
    return ReportId(report)


def _finish(actor: Actor, row: OperationRow, at: datetime) -> OrderState:
    sql.run("end_operation", operation=row.id, state=OperationState.FINISHED, at=at)
    if row.order_state is OrderState.RELEASED and row.state is OperationState.WAITING:
        moves.complete(actor, row.order, "start_operation")
    return _go_on(actor, row, at)


def _go_on(actor: Actor, row: OperationRow, at: datetime) -> OrderState:
    """Let the order go on behind a finished operation: the last one completes it."""
    sql.run("finish_silent", order=row.order, operation=row.id, at=at)
    if sql.value("count_open_operations", order=row.order):
        return OrderState.IN_PRODUCTION
    rules.check_gates([gate_inspected(row.order, row.number)])
    moves.complete(actor, row.order, "finish_operation")
    return OrderState.COMPLETED


def _reopen(actor: Actor, row: OperationRow, happened_at: datetime | None = None) -> OperationState:
    """Open a finished operation again, and its completed order: pieces of it are missing now.

    One whose pieces are at a supplier again runs.
    """
    state = row.state
    if state is OperationState.FINISHED:
        state = OperationState.PAUSED
        sql.run("end_operation", operation=row.id, state=state, at=happened_at or clock.now())
        if row.order_state is OrderState.COMPLETED:
            moves.reopen(actor, row.order)
    if state is OperationState.PAUSED and run_outside(row.order, row.id):
        state = OperationState.RUNNING
    return state


def run_outside(order: WorkOrderId, operation: OperationId | None = None) -> int:
    """Let operations run again whose pieces are at suppliers; return how many there were."""
    return sql.run(
        "run_outside", order=order, operation=operation, kind=PeriodKind.RUN, at=clock.now()
    )


def _check_unused(row: OperationRow, report: ReportRow) -> None:
    """Refuse `REPORT_USED` where what would remain is less than what was already taken on."""
    left = _counted(row, -report.good, -report.scrap, -report.rework, is_rework=report.is_rework)
    if left.rework < 0:
        raise Refusal(REPORT_USED, **row.told, taken=report.rework - row.rework)
    taken = sql.value("count_taken", operation=row.id, order=row.order)
    if left.good < taken:
        raise Refusal(REPORT_USED, **row.told, taken=taken)

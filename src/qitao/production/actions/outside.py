"""Outsourced operations (外协): pieces go out to a supplier and come back as reported output.

Pieces between two operations are never stock: the operations' figures carry them, in the house as
well as at the supplier. So a dispatch posts nothing to the ledger; it says who has how many.
"""

from dataclasses import dataclass
from datetime import date

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import HappenedAt
from qitao.base.quantity import ZERO, NonNegativeQuantity, PositiveQuantity, Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import PartnerId, ScrapReasonId
from qitao.production import queries, rules
from qitao.production.actions import shop
from qitao.production.queries.gates import gate_outside, gates_start
from qitao.production.values import (
    DISPATCH_UNDONE,
    DISPATCH_USED,
    SLIP_TAKEN,
    DispatchId,
    OperationId,
    OperationState,
    OutsourceOperation,
    PeriodKind,
    ReportId,
    WorkOrderId,
)
from qitao.stock.values import Code, Reason

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class SentOut:
    """The dispatch, and how many pieces of the operation are outside now."""

    dispatch: DispatchId
    operation: OperationId
    order: WorkOrderId
    quantity: Quantity
    outside: NonNegativeQuantity


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The report of what came back, and how many pieces of the operation are still outside."""

    report: ReportId
    dispatch: DispatchId
    operation: OperationId
    order: WorkOrderId
    good: Quantity
    scrap: Quantity
    outside: NonNegativeQuantity
    state: OperationState


@action(permission=OutsourceOperation)
def send_out_operation(
    *,
    actor: Actor,
    operation: OperationId,
    quantity: PositiveQuantity,
    partner: PartnerId | None = None,
    expected_on: date | None = None,
    slip: Code | None = None,
    note: Reason = "",
    happened_at: HappenedAt | None = None,
) -> SentOut:
    """Send pieces of an outsourced operation to its supplier, or to another one.

    The first dispatch starts the operation: the days at the supplier are its working time. No stock
    moves. Refuses `NOT_OUTSOURCED`, `SENT_ABOVE_AVAILABLE` for more than is there to be sent,
    `NOT_AN_OUTSOURCER` for a partner that is no active supplier or outsourcer, `QUANTITY_TOO_FINE`,
    `OPERATION_STATE`, `INSPECTION_BLOCKS`, `SLIP_TAKEN`, and the kit's refusals at start.
    """
    row = queries.lock_operation(operation)
    actor.check_scope(OutsourceOperation, plant=row.plant, org_unit=row.org_unit)
    rules.check_state(row, shop.AT_WORK, verb="production.send_out_operation")
    rules.check_operation(row, [state for state in OperationState if state != "finished"])
    catalog.check_grain([(None, row.material, quantity)])
    usual = rules.check_send(row, quantity)
    supplier = catalog.get_partner(partner or usual)
    rules.check_outsourcer(row, supplier)
    at = happened_at or clock.now()
    if row.state is not OperationState.RUNNING:
        rules.check_gates(gates_start(row))
        shop.begin(actor, row, None, PeriodKind.RUN, at)
    try:
        dispatch: DispatchId = sql.value(
            "insert_dispatch",
            operation=operation,
            partner=supplier.id,
            quantity=quantity,
            expected_on=expected_on,
            slip=slip,
            note=note,
            happened_at=at,
            reverses=None,
        )
    except UniqueViolation as error:
        raise Refusal(SLIP_TAKEN, slip=slip) from error
    return SentOut(dispatch, operation, row.order, quantity, row.outside + quantity)


@action(permission=OutsourceOperation)
def take_back_operation(
    *,
    actor: Actor,
    dispatch: DispatchId,
    good: NonNegativeQuantity,
    scrap: NonNegativeQuantity = ZERO,
    scrap_reason: ScrapReasonId | None = None,
    slip: Code | None = None,
    note: Reason = "",
    happened_at: HappenedAt | None = None,
    finish: bool = False,
) -> TakenBack:
    """Take back what a supplier has made of a dispatch: it is reported as output.

    When nothing is outside any more the operation is paused, or finished with `finish`. A mistake
    is mended by `undo_report`: the pieces are at the supplier again. Refuses
    `TAKEN_BACK_ABOVE_SENT`, `STILL_OUTSIDE` for `finish` while more is outside, `DISPATCH_UNDONE`,
    and what `report_output` refuses.
    """
    row = queries.lock_operation(queries.get_dispatch(dispatch).operation)
    actor.check_scope(OutsourceOperation, plant=row.plant, org_unit=row.org_unit)
    rules.check_state(row, shop.AT_WORK, verb="production.take_back_operation")
    sent = queries.get_dispatch(dispatch)  # as it is under the order's lock
    if sent.undone:
        raise Refusal(DISPATCH_UNDONE, **row.told)
    left = rules.check_take_back(row, sent.partner_name, sent.open, good + scrap)
    if finish and left > 0:
        rules.check_gates([gate_outside(row)])
    at = happened_at or clock.now()
    report = shop.book_output(
        actor,
        row,
        good=good,
        scrap=scrap,
        scrap_reason=scrap_reason,
        at=at,
        slip=slip,
        note=note,
        finish=finish,
    )
    sql.run("insert_take_back", dispatch=dispatch, report=report)
    state = OperationState.FINISHED if finish else OperationState.RUNNING
    if left == 0 and not finish:
        state = OperationState.PAUSED
        sql.run("end_operation", operation=row.id, state=state, at=at)
    return TakenBack(report, dispatch, row.id, row.order, good, scrap, left, state)


@action(permission=OutsourceOperation)
def undo_send_out(*, actor: Actor, dispatch: DispatchId, reason: Reason = "") -> SentOut:
    """Undo a dispatch by a counter-entry: its pieces never left.

    Refuses `DISPATCH_USED` where pieces have come back (undo their reports first), and
    `DISPATCH_UNDONE` the second time.
    """
    row = queries.lock_operation(queries.get_dispatch(dispatch).operation)
    actor.check_scope(OutsourceOperation, plant=row.plant, org_unit=row.org_unit)
    sent = queries.get_dispatch(dispatch)
    if sent.undone:
        raise Refusal(DISPATCH_UNDONE, **row.told)
    if sent.back > 0:
        raise Refusal(
            DISPATCH_USED,
            **row.told,
            partner=sent.partner_name,
            back=sent.back,
        )
    sql.value(
        "insert_dispatch",
        operation=row.id,
        partner=sent.partner,
        quantity=-sent.quantity,
        expected_on=None,
        slip=None,
        note=reason,
        happened_at=clock.now(),
        reverses=dispatch,
    )
    left = row.outside - sent.quantity
    if left == 0 and row.state is OperationState.RUNNING:
        sql.run("end_operation", operation=row.id, state=OperationState.PAUSED, at=clock.now())
    return SentOut(dispatch, row.id, row.order, -sent.quantity, left)

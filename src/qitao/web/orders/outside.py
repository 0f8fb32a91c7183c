"""Outsourced operations on the order's page: sent out, taken back, still outside."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.quantity import ZERO
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import queries as catalog
from qitao.production import actions
from qitao.production import queries as production
from qitao.production.queries import lists
from qitao.production.queries.lists import OperationView, OrderView
from qitao.production.values import (
    DispatchId,
    OperationId,
    OperationState,
    OrderState,
    OutsourceOperation,
    ViewOrder,
    WorkOrderId,
)
from qitao.web.shell import spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
FIELD = "ui.orders.out.field"
WORKING = (OrderState.RELEASED, OrderState.IN_PRODUCTION)
SENDING = deeds_of(actions.send_out_operation)
DEEDS = deeds_of(actions.take_back_operation, actions.undo_send_out)


@dataclass(frozen=True, slots=True)
class Sendable:
    """An outsourced operation with what of it can be sent out now."""

    op: OperationView
    rest: Decimal
    fields: list[spots.Shown]


def inside(visit: Visit, row: OrderView) -> dict[str, Any]:
    """Return what the tab shows of outsourced operations, and what may be done with them."""
    steps = [step for step in lists.list_operations(row.id) if step.outsourced_to]
    if not steps:
        return {"dispatches": (), "sendable": {}}
    sent = production.list_dispatches(row.id)
    may = row.state in WORKING and visit.actor.may(OutsourceOperation, plant=PlantId(row.plant))
    return {
        "dispatches": sent,
        "may_outsource": may,
        "reasons": catalog.list_scrap_reasons(EVERY, active=True) if may else (),
        "sendable": {
            step.id: Sendable(step, rest, _fields(visit, rest))
            for step in steps
            if may and step.state != OperationState.FINISHED
            if (rest := step.available - _outside(step, sent)) > 0
        },
    }


def _outside(step: OperationView, sent: list[production.DispatchView]) -> Decimal:
    return sum((one.open for one in sent if one.operation == step.id), ZERO)


def _fields(visit: Visit, rest: Decimal) -> list[spots.Shown]:
    shown = [
        Spot("quantity", "number", required=True, start=rest),
        Spot("expected_on", "day"),
        Spot("slip", help="ui.orders.out.slip_help"),
        Spot("note"),
    ]
    return spots.shown(visit, shown, None, FIELD)


@page(permission=ViewOrder)
def send_out(visit: Visit, order: int, operation: int) -> HttpResponseBase:
    """Send pieces of an outsourced operation out."""
    number = lists.get_number(WorkOrderId(order))
    _check_of(WorkOrderId(order), OperationId(operation))
    carry_out(visit, SENDING, "send_out_operation", operation=OperationId(operation))
    return visit.go_back("orders:order", number)


@page(permission=ViewOrder)
def dispatch_deed(visit: Visit, order: int, dispatch: int, verb: str) -> HttpResponseBase:
    """Take back what came of a dispatch, or undo it."""
    number = lists.get_number(WorkOrderId(order))
    _check_of(WorkOrderId(order), production.get_dispatch(DispatchId(dispatch)).operation)
    more: dict[str, Any] = {"dispatch": DispatchId(dispatch)}
    if verb == "take_back_operation" and not visit.text("good"):
        more["good"] = 0
    carry_out(visit, DEEDS, verb, **more)
    return visit.go_back("orders:order", number)


def _check_of(order: WorkOrderId, operation: OperationId) -> None:
    """Refuse `NOT_FOUND` for an operation of another order."""
    if operation not in production.list_operation_ids(order):
        raise Refusal(NOT_FOUND, noun="operation", id=operation)

"""One order: where it stands, why it waits, what to do; and everything that belongs to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationKind, MaterialId
from qitao.flow import queries as flow
from qitao.production import actions
from qitao.production import queries as production
from qitao.production.queries import lists
from qitao.production.queries.explain import explain_order
from qitao.production.queries.figures import (
    list_operation_times,
    list_step_figures,
    sum_times,
)
from qitao.production.queries.gates import list_waivers
from qitao.production.queries.lists import OrderView
from qitao.production.values import (
    BUSINESS,
    OPERATION_SOURCE,
    OperationId,
    OrderState,
    ReceiptId,
    ReceiveOutput,
    ReportOutput,
    UndoReport,
    ViewOrder,
    WorkOrderId,
)
from qitao.quality import queries as quality
from qitao.quality.values import OpenInspection
from qitao.web.orders import gantt, history, materials, offers, outside, strip
from qitao.web.shell import marks, meeting
from qitao.web.shell.charts import times_chart
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.meeting import Held, Holding
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

STORES_MAX = 500
RECEIVING = (OrderState.IN_PRODUCTION, OrderState.COMPLETED)
WORKING = (OrderState.RELEASED, OrderState.IN_PRODUCTION)
RECEIPT_DEEDS = deeds_of(actions.undo_receipt)
OPERATION_DEEDS = deeds_of(actions.reopen_operation)
PLANNED = (Spot("quantity", "number"), Spot("due_on", "day"), Spot("note"))
"""What people plan of an order and may change until its release."""
TABS = ("operations", "materials", "quality", "flow", "log", "changes")


@page(permission=ViewOrder)
def order(visit: Visit, number: str) -> HttpResponse:
    """Show an order: head, step strip, reason card, and one tab."""
    row = lists.get_order(visit.actor, number)
    standing = explain_order(visit.actor, row.id, lang=visit.lang)
    figures = list_step_figures(row.id, at=clock.now())
    course = flow.get_course(BUSINESS, row.id, standing=[each.node for each in standing])
    over = row.state in (OrderState.CLOSED, OrderState.CANCELLED)
    wanted = visit.query.get("tab", "")
    tab = wanted if wanted in TABS else TABS[0]
    offered = offers.list_offers(visit.actor, row, standing)
    inside = INSIDE[tab](visit, row)
    if "view" in inside:
        inside["picture"] = history.picture_of(inside["view"], standing, visit.lang)
    return visit.show(
        "orders/order.html",
        live=_followed(row),
        order=row,
        standing=[
            (
                each,
                offers.whose_turn(each, visit.lang),
                offers.tone_of(each),
                offers.what_now(each, visit.lang),
            )
            for each in standing
        ],
        steps=strip.steps_of(figures, standing, course, visit.lang),
        offers=offered,
        first=offers.first_offer(offered, standing),
        holding=_holding(visit, row, offered),
        tabs=TABS,
        tab=tab,
        over=over,
        working=row.state in WORKING and visit.actor.may(ReportOutput, plant=PlantId(row.plant)),
        figures=figures,
        waivers=list_waivers(row.id),
        **_stores(row, offered),
        **inside,
    )


def _followed(row: OrderView) -> tuple[str, ...]:
    """An order at work changes by its operations, whose ids this page need not know."""
    shop = ("production",) if row.state in WORKING else ()
    return (f"work_order:{row.id}", "flow", "kitting", "quality", *shop)


@page(permission=ViewOrder)
def order_deed(visit: Visit, order: int, verb: str) -> HttpResponseBase:
    """Carry out one verb on an order and come back to its page."""
    number = lists.get_number(WorkOrderId(order))
    if verb == "redrive_orders" and visit.posted:
        _redrive(visit, WorkOrderId(order))
    else:
        if verb == "update_order":
            meeting.meet(
                visit, f"{BUSINESS}:{order}", lambda: _held(lists.get_order(visit.actor, number))
            )
        carry_out(visit, offers.DEEDS, verb, order=WorkOrderId(order), **_cleared(visit, verb))
    return visit.go_back("orders:order", number)


def _holding(visit: Visit, row: OrderView, offered: list[offers.Offer]) -> Holding | None:
    changes = any(offer.verb == "update_order" and offer.may for offer in offered)
    return meeting.hold(visit, _held(row)) if changes else None


def _held(row: OrderView) -> Held:
    """Return what the panel shows that changes an order."""
    return Held(f"{BUSINESS}:{row.id}", row, PLANNED, "ui.field")


def _cleared(visit: Visit, verb: str) -> dict[str, Any]:
    """An emptied date field takes the due date away."""
    shown = verb == "update_order" and "due_on" in visit.typed
    return {"no_due_date": True} if shown and not visit.text("due_on") else {}


@page(permission=ViewOrder)
def move_materials(visit: Visit, order: int, verb: str) -> HttpResponseBase:
    """Issue, top up or return material by the quantities typed beside the lines."""
    number = lists.get_number(WorkOrderId(order))
    lines = materials.lines_of(visit) if visit.posted else ()
    carry_out(visit, materials.DEEDS, verb, order=WorkOrderId(order), lines=lines)
    return visit.go_back("orders:order", number)


@page(permission=ViewOrder)
def undo_receipt(visit: Visit, order: int, receipt: int) -> HttpResponseBase:
    """Undo a receipt of finished goods and come back to the order's page."""
    number = lists.get_number(WorkOrderId(order))
    _check_of(WorkOrderId(order), ReceiptId(receipt))
    carry_out(visit, RECEIPT_DEEDS, "undo_receipt", receipt=ReceiptId(receipt))
    return visit.go_back("orders:order", number)


def _check_of(order: WorkOrderId, receipt: ReceiptId) -> None:
    """Refuse `NOT_FOUND` for the receipt of another order."""
    if production.get_receipt(receipt).order != order:
        raise Refusal(NOT_FOUND, noun="order_receipt", id=receipt)


@page(permission=ViewOrder)
def reopen(visit: Visit, order: int, operation: int) -> HttpResponseBase:
    """Open an operation again that was finished by mistake and come back to the order's page."""
    number = lists.get_number(WorkOrderId(order))
    found = lists.find_operation(OperationId(operation))
    if found is None or found.order != order:
        raise Refusal(NOT_FOUND, noun="order_operation", id=operation)
    carry_out(visit, OPERATION_DEEDS, "reopen_operation", operation=found.id)
    return visit.go_back("orders:order", number)


def _stores(row: OrderView, offered: list[offers.Offer]) -> dict[str, Any]:
    """Return where finished goods may go and where they went last, where they may be received."""
    if not any(offer.verb == "receive_output" and offer.may for offer in offered):
        return {}
    plant = PlantId(row.plant)
    return {
        "stores": catalog.list_locations(
            Ask(limit=STORES_MAX), plants=[plant], kinds=[LocationKind.INTERNAL], active=True
        ),
        "store": production.get_store(plant, MaterialId(row.material)),
        "serial_tracked": catalog.get_material(MaterialId(row.material)).serial_tracked,
    }


def _redrive(visit: Visit, order: WorkOrderId) -> None:
    result = actions.redrive_orders(actor=visit.actor, orders=(order,), reason=visit.text("reason"))
    moved = any(outcome.moved for outcome in result.outcomes)
    visit.tell(
        "ui.orders.moved_on" if moved else "ui.orders.still_waits", tone="done" if moved else "warn"
    )


def _operations(visit: Visit, row: OrderView) -> dict[str, Any]:
    times = list_operation_times(row.id)
    operations = lists.list_operations(row.id)
    return {
        "operations": operations,
        "gantt": gantt.gantt_of(row, operations),
        "times": {each.operation: each for each in times},
        "whole": sum_times(times),
        "reports": lists.list_reports(order=row.id, limit=50),
        "may_report": visit.actor.may(ReportOutput, plant=PlantId(row.plant)),
        "receipts": production.list_receipts(row.id),
        **outside.inside(visit, row),
        "may_reopen": row.state in RECEIVING
        and visit.actor.may(UndoReport, plant=PlantId(row.plant)),
        "may_undo_receipt": row.state in RECEIVING
        and visit.actor.may(ReceiveOutput, plant=PlantId(row.plant)),
    }


def _quality(visit: Visit, row: OrderView) -> dict[str, Any]:
    operations = lists.list_operations(row.id)
    return {
        "operations": operations,
        "inspections": quality.list_inspections_of(
            OPERATION_SOURCE, [operation.id for operation in operations]
        ),
        "may_open": visit.actor.may(OpenInspection, plant=PlantId(row.plant)),
    }


def _flow(_visit: Visit, row: OrderView) -> dict[str, Any]:
    view = flow.get_instance_view(BUSINESS, row.id)
    return {"view": view}


def _log(visit: Visit, row: OrderView) -> dict[str, Any]:
    figures = list_step_figures(row.id, at=clock.now())
    told = [
        (
            marks.named(each.node_name, each.node_name_en, visit.lang),
            each.waited.total_seconds(),
            each.worked.total_seconds(),
        )
        for each in figures
    ]
    title = say("ui.orders.figures", visit.lang)
    return {
        "lines": history.lines_of(row.id, visit.lang),
        "chart": times_chart("figures", title, told, visit.lang) if told else None,
    }


INSIDE: dict[str, Callable[[Visit, OrderView], dict[str, Any]]] = {
    "operations": _operations,
    "materials": materials.inside,
    "quality": _quality,
    "flow": _flow,
    "log": _log,
    "changes": history.changes_of,
}

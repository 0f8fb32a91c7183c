"""The reads of production: orders, their operations, materials and reports; work to be done."""

from datetime import date, datetime
from typing import Any

from qitao.api.reads.history import histories
from qitao.api.reads.read import Read, before, by_actor
from qitao.api.values import CURSOR_MALFORMED
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.kitting.values import KitState
from qitao.production.queries import (
    explain,
    figures,
    lists,
    locks,
    outside,
    stand_ins,
    stuck,
    timeline,
)
from qitao.production.values import PAGE_MAX, OrderState, ViewOrder, WorkOrderId

FLOOR = "production"


def list_orders(
    ask: Ask,
    *,
    actor: Actor,
    states: tuple[OrderState, ...] | None = None,
    plant: int | None = None,
    search: str | None = None,
    kit: KitState | None = None,
    step: str | None = None,
    cause: stuck.Stuck | None = None,
    material: int | None = None,
    work_centre: int | None = None,
    priority_max: int | None = None,
    due_from: date | None = None,
    due_to: date | None = None,
    late: bool = False,
) -> list[lists.OrderListRow]:
    """Return orders within the plants that the caller may see, by due date where not asked else.

    `kit=short` also finds the partly covered; `cause` tells why an order stands still;
    `work_centre` finds orders that still have an operation there.
    """
    chosen = lists.OrderFilter(
        states=states,
        plant=plant,
        text=search,
        kit=kit,
        step=step,
        cause=cause,
        material=material,
        priority_max=priority_max,
        late=late,
        sort=ask.sort,
        due_from=due_from,
        due_to=due_to,
        work_centre=work_centre,
    )
    return lists.list_orders(actor, chosen, after=_order_behind(ask), limit=ask.limit)


def _order_behind(ask: Ask) -> lists.OrderCursor | None:
    """Return the order behind which the list goes on; refuse a cursor that names none."""
    if ask.after is None:
        return None
    due_on = ask.after[0]
    try:
        due = lists.FAR if due_on is None else date.fromisoformat(due_on)
    except (TypeError, ValueError) as error:
        raise Refusal(CURSOR_MALFORMED) from error
    return lists.OrderCursor(due, before(ask))


def list_operations(actor: Actor, order: WorkOrderId) -> list[lists.OperationView]:
    """Return the operations of an order in sequence."""
    _check(actor, order)
    return lists.list_operations(order)


def list_operation_times(actor: Actor, order: WorkOrderId) -> list[figures.OperationTimes]:
    """Return how long each operation of an order waited and was worked on, in sequence."""
    _check(actor, order)
    return figures.list_operation_times(order)


def list_handling(actor: Actor, since: Moment, until: Moment) -> list[figures.Handling]:
    """Return how long orders took on average at each step that they left between two moments."""
    return figures.list_handling(actor, since=since, until=until)


def list_materials(actor: Actor, order: WorkOrderId) -> list[lists.MaterialView]:
    """Return the material lines of an order with what is reserved and on hand."""
    _check(actor, order)
    return lists.list_order_materials(order)


def list_stand_ins(actor: Actor, order: WorkOrderId) -> list[stand_ins.StandIn]:
    """Return what may take the place of an order's materials, line by line, best first."""
    _check(actor, order)
    return stand_ins.list_stand_ins(order)


def list_reports(ask: Ask, *, actor: Actor, order: WorkOrderId) -> list[lists.ReportView]:
    """Return the reports of an order, newest first."""
    _check(actor, order)
    return lists.list_reports(order=order, after=before(ask), limit=ask.limit)


def list_dispatches(actor: Actor, order: WorkOrderId) -> list[outside.DispatchView]:
    """Return what was sent out of an order's outsourced operations, newest first."""
    _check(actor, order)
    return outside.list_dispatches(order)


def list_timeline(ask: Ask, *, actor: Actor, order: WorkOrderId) -> list[timeline.StoryRow]:
    """Return what happened to an order, newest first: verbs, refusals, and steps of its flow."""
    _check(actor, order)
    after = None
    if ask.after:
        marks: tuple[Any, ...] = ask.after
        at, kind, last = marks
        try:
            after = timeline.StoryCursor(datetime.fromisoformat(at), str(kind), int(last))
        except (TypeError, ValueError) as error:
            raise Refusal(CURSOR_MALFORMED) from error
    return timeline.list_timeline(order, after=after, limit=ask.limit)


def explain_order(actor: Actor, order: WorkOrderId) -> list[explain.Explanation]:
    """Return why an order waits: each gate in words, since when, whose turn, what to do next."""
    _check(actor, order)
    return explain.explain_order(actor, order, lang=actor.lang)


def _check(actor: Actor, order: WorkOrderId) -> None:
    plants = locks.list_plants([order])
    if not plants:
        raise Refusal(NOT_FOUND, order=order)
    for plant in plants:
        actor.check_scope(ViewOrder, plant=PlantId(plant))


READS = (
    Read(
        FLOOR,
        "orders",
        ViewOrder,
        lists.OrderListRow,
        list_orders,
        sorts=lists.SORTS,
        scope=by_actor(),
        one_way=True,
        marks=("due_on", "id"),
        limit_max=PAGE_MAX - 1,
    ),
    Read(
        FLOOR,
        "operations",
        ViewOrder,
        lists.OperationView,
        list_operations,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "operation_times",
        ViewOrder,
        figures.OperationTimes,
        list_operation_times,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "handling",
        ViewOrder,
        figures.Handling,
        list_handling,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "materials",
        ViewOrder,
        lists.MaterialView,
        list_materials,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "stand_ins",
        ViewOrder,
        stand_ins.StandIn,
        list_stand_ins,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "reports",
        ViewOrder,
        lists.ReportView,
        list_reports,
        sorts=("-id",),
        scope=by_actor(),
        one_way=True,
        limit_max=PAGE_MAX - 1,
    ),
    Read(
        FLOOR,
        "explanation",
        ViewOrder,
        explain.Explanation,
        explain_order,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "timeline",
        ViewOrder,
        timeline.StoryRow,
        list_timeline,
        sorts=("-at",),
        scope=by_actor(),
        one_way=True,
        marks=("at", "kind", "id"),
        limit_max=PAGE_MAX - 1,
    ),
    Read(
        FLOOR,
        "dispatches",
        ViewOrder,
        outside.DispatchView,
        list_dispatches,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR, "work", ViewOrder, lists.OperationView, lists.list_work, sorts=(), scope=by_actor()
    ),
    *histories(FLOOR, ViewOrder),
)

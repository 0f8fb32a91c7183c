"""Reads for pages and the API: lists with filters and a cursor, and one order in full."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qitao.base import clock
from qitao.base.actor import Actor, Permission
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.flow import queries as flow
from qitao.flow.queries import NodeLoad
from qitao.people.rules import reach_of
from qitao.production.queries.locks import list_standing
from qitao.production.values import PAGE_MAX, OperationId, ReportOutput, ViewOrder, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class OrderListRow:
    """An order as lists show it; `kit_*` are None where the kit was never asked."""

    id: WorkOrderId
    number: str
    plant: int
    plant_code: str
    material: int
    material_code: str
    material_name: str
    material_name_en: str
    unit: str
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    received: Decimal
    state: str
    state_since: datetime
    priority: int
    due_on: date | None
    planned_start: datetime | None
    planned_end: datetime | None
    step: str | None
    step_name: str | None
    step_name_en: str | None
    step_since: datetime | None
    step_outcome: str | None
    step_code: str | None
    kit_state: str | None
    kit_lines: int | None
    kit_short: int | None
    kit_on: date | None
    operation: str | None
    operation_en: str | None
    created_at: datetime
    kit_waived: bool
    plant_day: date
    """Which day it is now at the plant: due dates are counted from it."""
    material_picture: str | None = None
    lacks: str | None = None
    """Where the kit stops the order: the material of which it lacks most."""
    lacks_en: str | None = None
    lacks_unit: str | None = None
    lacks_quantity: Decimal | None = None
    cause: str | None = None
    """Why it stands still (`Stuck`), and the step that tells it; None where it simply goes on."""
    cause_step: str | None = None
    cause_step_name: str | None = None
    cause_step_name_en: str | None = None


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list is narrowed to; None means everything. `late`: due before today at its plant."""

    states: tuple[str, ...] | None = None
    plant: int | None = None
    text: str | None = None
    kit: str | None = None
    step: str | None = None
    cause: str | None = None
    """Why they stand still: one of `Stuck`."""
    material: int | None = None
    priority_max: int | None = None
    late: bool = False
    sort: str = "due_on"
    """One of `SORTS`."""
    due_from: date | None = None
    due_to: date | None = None
    work_centre: int | None = None
    """Orders that still have an operation there."""


@dataclass(frozen=True, slots=True)
class OrderCursor:
    """Where the next page begins: the due date and id of the last order shown."""

    due_on: date
    id: int


PAGES = {
    "due_on": "page_by_due",
    "priority": "page_by_priority",
    "number": "page_by_number",
    "newest": "page_by_newest",
}
SORTS = tuple(PAGES)
FAR = date(9999, 12, 31)
MATCHES_MAX = 2_000
"""So many orders are looked up by id; where more match, a walk by due date meets some soon."""


@dataclass(frozen=True, slots=True)
class OrderView(OrderListRow):
    """One order in full."""

    material_spec: str = ""
    material_drawing: str | None = None
    lot_tracked: bool = False
    held_from: str | None = None
    hold_reason: str = ""
    bom_version: str | None = None
    routing_version: str | None = None
    frozen_at: datetime | None = None
    split_from: int | None = None
    split_from_number: str | None = None
    lot_code: str = ""
    note: str = ""
    released_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation with its figures and times."""

    id: OperationId
    order: WorkOrderId
    number: str
    plant: PlantId
    org_unit: OrgUnitId | None
    sequence: int
    name: str
    name_en: str
    work_centre: int
    work_centre_code: str
    work_centre_name: str
    work_centre_name_en: str
    machine: int | None
    machine_code: str | None
    machine_name: str | None
    machine_name_en: str | None
    state: str
    order_state: str
    material_code: str
    material_name: str
    material_name_en: str
    unit: str
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    rework: Decimal
    available: Decimal
    setup_minutes: Decimal
    run_minutes: Decimal
    worked_seconds: int
    running_since: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    inspection_required: bool
    outsourced_to: str | None
    parallel_group: int | None
    due_on: date | None
    priority: int


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One material line with what is there for it now."""

    id: int
    line: int
    material: int
    code: str
    name: str
    name_en: str
    spec: str
    unit: str
    lot_tracked: bool
    operation_sequence: int | None
    required: Decimal
    issued: Decimal
    returned: Decimal
    backflush: bool
    reserved: Decimal
    on_hand: Decimal


@dataclass(frozen=True, slots=True)
class MaterialSource:
    """A place where material of one line lies; `held` is put aside for this order."""

    line: int
    code: str
    name: str
    name_en: str
    lot_code: str
    quantity: Decimal
    held: Decimal


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report as people read it."""

    id: int
    operation: int
    sequence: int
    operation_name: str
    operation_name_en: str
    number: str
    good: Decimal
    scrap: Decimal
    rework: Decimal
    scrap_reason: str | None
    scrap_reason_en: str | None
    operator_name: str | None
    machine_code: str | None
    happened_at: datetime
    recorded_at: datetime
    undone: bool
    reverses: int | None
    note: str


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many orders stand in a state, and the longest wait among them."""

    state: str
    orders: int
    late: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class OutputHour:
    """Good and scrapped pieces of last operations in one hour of the plant's day.

    Of last operations that run in parallel a piece counts when the last of them has reported it.
    """

    hour: datetime
    good: Decimal
    scrap: Decimal


def _bound(plants: Collection[PlantId] | None) -> list[int] | None:
    return None if plants is None else list(plants)


def _kits(kit: str | None) -> list[str] | None:
    if kit is None:
        return None
    return ["short", "partial"] if kit == "short" else [kit]


def _match(text: str) -> list[int] | None:
    """Return the orders that a text names; None where they are too many to be listed first."""
    found: list[int] = sql.values("match_orders", text=text, limit=MATCHES_MAX)
    return found if len(found) <= MATCHES_MAX else None


def list_orders(
    actor: Actor,
    chosen: OrderFilter,
    *,
    after: OrderCursor | None = None,
    limit: int = 50,
) -> list[OrderListRow]:
    """Return a page of orders in the order asked for, within the plants that the actor looks at."""
    text = chosen.text.strip().upper() if chosen.text and chosen.text.strip() else None
    ids = _match(text) if text else None
    kits = _kits(chosen.kit)
    sort = chosen.sort if chosen.sort in SORTS else SORTS[0]
    found: list[int] = sql.values(
        "page_by_kit" if kits and sort == SORTS[0] else PAGES[sort],
        plants=_bound(actor.plants_shown(ViewOrder)),
        states=list(chosen.states) if chosen.states is not None else None,
        plant=chosen.plant,
        text=text if ids is None else None,
        ids=ids,
        late=chosen.late,
        due_from=chosen.due_from,
        due_to=chosen.due_to,
        at=clock.now(),
        kits=kits,
        step=chosen.step,
        cause=chosen.cause,
        material=chosen.material,
        priority_max=chosen.priority_max,
        work_centre=chosen.work_centre,
        after_due=after.due_on if after else None,
        after_id=after.id if after else None,
        limit=min(limit, PAGE_MAX),
    )
    return tell_orders(found)


def tell_orders(orders: Sequence[int]) -> list[OrderListRow]:
    """Return what lists and boards show of these orders, in the order given."""
    if not orders:
        return []
    return sql.all("tell_orders", OrderListRow, orders=list(orders), at=clock.now())


def get_order(actor: Actor, number: str) -> OrderView:
    """Return one order by its number; refuse `NOT_FOUND` (also outside the actor's plants)."""
    found = sql.find(
        "get_order",
        OrderView,
        number=number,
        plants=_bound(actor.plants_of(ViewOrder)),
        at=clock.now(),
    )
    if found is None:
        raise Refusal(NOT_FOUND, number=number)
    return found


def list_operations(order: WorkOrderId) -> list[OperationView]:
    """Return the operations of an order in sequence."""
    return sql.all("list_operations", OperationView, order=order)


def list_work(
    actor: Actor, *, work_centre: int | None = None, machine: int | None = None, limit: int = 60
) -> list[OperationView]:
    """Return the operations that can be worked on now, running ones first, then by urgency."""
    return _list_work(actor, ViewOrder, work_centre=work_centre, machine=machine, limit=limit)


def list_own_work(
    actor: Actor, *, work_centre: int | None = None, number: str | None = None, limit: int = 60
) -> list[OperationView]:
    """Return those operations of `list_work` at which a person may report, or of one order."""
    return _list_work(
        actor, ReportOutput, work_centre=work_centre, machine=None, number=number, limit=limit
    )


def list_next_work(actor: Actor, *, limit: int) -> list[OperationView]:
    """Return what a person does next: own running work, then the centre of the last own report.

    Leaves out what suppliers do.
    """
    return _list_work(actor, ReportOutput, operator=actor.user, limit=limit)


def _list_work(
    actor: Actor,
    permission: Permission,
    *,
    work_centre: int | None = None,
    machine: int | None = None,
    number: str | None = None,
    operator: int | None = None,
    limit: int,
) -> list[OperationView]:
    named = number or work_centre or machine
    plants = actor.plants_of(permission) if named else actor.plants_shown(permission)
    org_units = reach_of(actor, permission)
    return sql.all(
        "list_work",
        OperationView,
        plants=_bound(plants),
        org_units=None if org_units is None else list(org_units),
        work_centre=work_centre,
        machine=machine,
        numbers=None if number is None else [number, number.upper()],
        operator=operator,
        limit=min(limit, PAGE_MAX),
    )


def count_waiting(
    plants: Collection[PlantId] | None, *, definition_key: str = ""
) -> list[NodeLoad]:
    """Return how many orders of some plants wait at each step of their flow, fullest first.

    Without bounds all that waits is counted, whatever it is.
    """
    if plants is None:
        return flow.count_waiting_by_node(definition_key)
    return sql.all("count_waiting", NodeLoad, plants=list(plants), definition_key=definition_key)


def find_operation(operation: OperationId) -> OperationView | None:
    """Return one operation or None."""
    return sql.find("find_operation", OperationView, operation=operation)


def list_order_materials(order: WorkOrderId) -> list[MaterialView]:
    """Return the material lines of an order with what is reserved and on hand."""
    return sql.all("list_order_materials", MaterialView, order=order)


def list_sources(order: WorkOrderId) -> list[MaterialSource]:
    """Return where what an order still needs lies: at most two places a line, its own first."""
    return sql.all("list_sources", MaterialSource, order=order)


def list_reports(
    *,
    order: WorkOrderId | None = None,
    operator: int | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[ReportView]:
    """Return reports, newest first, of an order or of an operator."""
    return sql.all(
        "list_reports",
        ReportView,
        order=order,
        operator=operator,
        before=after,
        limit=min(limit, PAGE_MAX),
    )


def count_states(actor: Actor) -> list[StepCount]:
    """Return how many open orders stand in each state, and how many of them are late."""
    return sql.once(
        "count_states",
        StepCount,
        plants=_bound(actor.plants_shown(ViewOrder)),
        work_centre=None,
        org_unit=None,
        at=clock.this_minute(),
    )


def list_numbers(orders: Sequence[int]) -> dict[int, str]:
    """Return the numbers of orders by id."""
    return {row.id: row.number for row in list_standing(orders)}


def get_number(order: WorkOrderId) -> str:
    """Return the number of an order; refuse `NOT_FOUND`."""
    number = list_numbers([order]).get(order)
    if number is None:
        raise Refusal(NOT_FOUND, noun="work_order", id=order)
    return number

"""Orders and reports that come from another system or a log, in bulk and in their own time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.base.ids import PlantId, UserId
from qitao.base.quantity import ZERO, NonNegativeQuantity, PositiveQuantity
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import MachineId, MaterialId, ScrapReasonId, WorkCentreId
from qitao.flow import actions as flow
from qitao.production import queries
from qitao.production.actions import moves
from qitao.production.actions.create import Made, copy_recipes
from qitao.production.values import (
    BUSINESS,
    OPERATIONS_UNKNOWN,
    SLIPS_REPEATED,
    ImportOrder,
    OrderState,
    PeriodKind,
    WorkOrderId,
)

sql = SqlRoom("qitao.production")
IMPORT_MAX = 200_000
SHOWN_MAX = 10
WAY = (
    (OrderState.AWAITING_SCHEDULE, "submit_order"),
    (OrderState.SCHEDULED, "schedule_order"),
    (OrderState.RELEASED, "release_order"),
    (OrderState.IN_PRODUCTION, "start_operation"),
)
"""The verbs by which imported orders are taken along their flow to where they stand."""


@dataclass(frozen=True, slots=True)
class ImportedOperation:
    """An operation as the other system knows it; equal groups may run at the same time."""

    sequence: int
    name: Annotated[str, Field(min_length=1, max_length=200)]
    work_centre: WorkCentreId
    machine: MachineId | None = None
    parallel_group: int | None = None
    name_en: Annotated[str, Field(max_length=200)] = ""


@dataclass(frozen=True, slots=True)
class ImportedOrder:
    """An order as the other system knows it; without operations it follows BOM and routing."""

    number: Annotated[str, Field(min_length=1, max_length=60)]
    plant: PlantId
    material: MaterialId
    quantity: PositiveQuantity
    due_on: date | None = None
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    created_at: Moment | None = None
    note: str = ""
    operations: tuple[ImportedOperation, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedReport:
    """One report of the other system; `slip` is its own name for it and counts once."""

    slip: Annotated[str, Field(min_length=1, max_length=80)]
    number: str
    sequence: int
    good: NonNegativeQuantity = ZERO
    scrap: NonNegativeQuantity = ZERO
    scrap_reason: ScrapReasonId | None = None
    is_rework: bool = False
    kind: PeriodKind = PeriodKind.RUN
    operator: UserId | None = None
    machine: MachineId | None = None
    started_at: Moment | None = None
    finished_at: Moment | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: a row that was there already stays as it is."""

    created: int
    unchanged: int


@action(permission=ImportOrder)
def import_orders(
    *,
    actor: Actor,
    orders: tuple[ImportedOrder, ...],
    state: OrderState = OrderState.DRAFT,
) -> Imported:
    """Create orders that another system knows and take them to `state`, all or none.

    Guarantees that an order whose number is known already is left alone, so that a second run
    changes nothing. Only states on the way to 生产中 may be asked for. Refuses `QUANTITY_TOO_FINE`
    with every order that is finer than its product's unit.
    """
    _check_count(orders)
    for plant in {order.plant for order in orders}:
        actor.check_scope(ImportOrder, plant=plant)
    known = queries.list_known([order.number for order in orders])
    fresh = [order for order in orders if order.number not in known]
    catalog.check_grain((order.number, order.material, order.quantity) for order in fresh)
    if fresh:
        ids = _insert(fresh)
        moves.start(actor, ids)
        _advance(actor, ids, state)
    return Imported(len(fresh), len(orders) - len(fresh))


@action(permission=ImportOrder)
def import_reports(*, actor: Actor, reports: tuple[ImportedReport, ...]) -> Imported:
    """Write reports that another system knows, in their original time, all or none.

    Guarantees that a slip counts once, and that operations and orders add up to their reports.
    No stock moves: an import of history is not an issue of material. Refuses `SLIPS_REPEATED` where
    two rows have one slip, `QUANTITY_TOO_FINE` with every slip that is finer than its product's
    unit, `OPERATIONS_UNKNOWN` where a row names no operation of an order.
    """
    _check_count(reports)
    for plant in queries.list_plants_of_numbers([report.number for report in reports]):
        actor.check_scope(ImportOrder, plant=plant)
    _check_reports(reports)
    queries.lock_numbers([report.number for report in reports])
    inserted: int = sql.value(
        "import_reports",
        slips=[report.slip for report in reports],
        numbers=[report.number for report in reports],
        sequences=[report.sequence for report in reports],
        good=[report.good for report in reports],
        scrap=[report.scrap for report in reports],
        reasons=[report.scrap_reason for report in reports],
        reworks=[report.is_rework for report in reports],
        kinds=[report.kind for report in reports],
        operators=[report.operator for report in reports],
        machines=[report.machine for report in reports],
        starts=[report.started_at or report.finished_at for report in reports],
        ends=[report.finished_at or report.started_at for report in reports],
        notes=[report.note for report in reports],
        at=clock.now(),
    )
    return Imported(inserted, len(reports) - inserted)


def _check_count(rows: Sequence[object]) -> None:
    if len(rows) > IMPORT_MAX:
        raise Refusal(TOO_MANY, count=len(rows), limit=IMPORT_MAX)


def _check_reports(reports: Sequence[ImportedReport]) -> None:
    """Refuse reports that would be counted twice or be lost, naming the first ones."""
    counts = Counter(report.slip for report in reports)
    repeated = [slip for slip, count in counts.items() if count > 1]
    if repeated:
        raise Refusal(SLIPS_REPEATED, slips=repeated[:SHOWN_MAX], count=len(repeated))
    _check_grain(reports)
    targets = [(report.number, report.sequence) for report in reports]
    unknown = queries.list_unknown_operations(targets, SHOWN_MAX)
    if unknown:
        raise Refusal(OPERATIONS_UNKNOWN, operations=unknown)


def _check_grain(reports: Sequence[ImportedReport]) -> None:
    """Refuse `QUANTITY_TOO_FINE` with the slips that count part of a piece."""
    fine = [report for report in reports if report.good % 1 or report.scrap % 1]
    products = queries.list_products([report.number for report in fine]) if fine else {}
    catalog.check_grain(
        (report.slip, products[report.number], quantity)
        for report in fine
        if report.number in products
        for quantity in (report.good, report.scrap)
    )


def _insert(orders: Sequence[ImportedOrder]) -> list[WorkOrderId]:
    now = clock.now()
    recipes = queries.list_recipes(
        [order.material for order in orders], [order.plant for order in orders]
    )
    ids = [
        WorkOrderId(number)
        for number in sql.values(
            "import_orders",
            plants=[order.plant for order in orders],
            numbers=[order.number for order in orders],
            materials=[order.material for order in orders],
            quantities=[order.quantity for order in orders],
            priorities=[order.priority for order in orders],
            dues=[order.due_on for order in orders],
            boms=[recipe.bom for recipe in recipes],
            routings=[recipe.routing for recipe in recipes],
            notes=[order.note for order in orders],
            created=[order.created_at or now for order in orders],
        )
    ]
    pairs = list(zip(ids, orders, strict=True))
    copy_recipes(
        [
            Made(o, order.plant, order.material, order.quantity)
            for o, order in pairs
            if not order.operations
        ],
        fresh=True,
    )
    own = [(o, order, step) for o, order in pairs for step in order.operations]
    sql.run(
        "import_operations",
        orders=[o for o, _, _ in own],
        sequences=[step.sequence for _, _, step in own],
        names=[step.name for _, _, step in own],
        names_en=[step.name_en for _, _, step in own],
        work_centres=[step.work_centre for _, _, step in own],
        machines=[step.machine for _, _, step in own],
        quantities=[order.quantity for _, order, _ in own],
        groups=[step.parallel_group for _, _, step in own],
    )
    return ids


def _advance(actor: Actor, ids: Sequence[WorkOrderId], state: OrderState) -> None:
    """Take orders along their flow, verb by verb, each for all of them."""
    if state is OrderState.DRAFT:
        return
    moves.put_demands(actor, ids)
    for reached, verb in WAY:
        flow.complete_tasks(
            actor=actor,
            business_type=BUSINESS,
            business_ids=tuple(ids),
            verb=f"production.{verb}",
        )
        if reached is state:
            break

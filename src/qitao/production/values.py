"""Values of production: ids, states, limits, permissions, refusal codes, frozen rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NewType

from pydantic import Field

from qitao.base.actor import Permission
from qitao.base.clock import Moment
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.quantity import ZERO, PositiveQuantity
from qitao.base.refusal import RefusalCode
from qitao.catalog.values import MaterialId, PartnerId
from qitao.flow.values import Outcome

WorkOrderId = NewType("WorkOrderId", int)
OperationId = NewType("OperationId", int)
OrderMaterialId = NewType("OrderMaterialId", int)
ReportId = NewType("ReportId", int)
ReceiptId = NewType("ReceiptId", int)
DispatchId = NewType("DispatchId", int)
WallLinkId = NewType("WallLinkId", int)

BUSINESS = "work_order"
"""How flow, kitting, stock and quality name a work order as their source, holder and document."""
FLOW_KEY = "work_order"
OPERATION_SOURCE = "order_operation"

ORDERS_MAX = 10_000
LINES_MAX = 500
QUANTITY_MAX = Decimal("999999999999")
OVER_PERCENT_MAX = 100
PAGE_MAX = 200


class OrderState(StrEnum):
    """The declared states of a work order (W1); a state is never inferred from quantities."""

    DRAFT = "draft"
    AWAITING_SCHEDULE = "awaiting_schedule"
    SCHEDULED = "scheduled"
    RELEASED = "released"
    IN_PRODUCTION = "in_production"
    COMPLETED = "completed"
    CLOSED = "closed"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"


class OperationState(StrEnum):
    """The states of one operation."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class PeriodKind(StrEnum):
    """What a stretch of time at a machine was spent on."""

    SETUP = "setup"
    RUN = "run"
    BREAKDOWN = "breakdown"


class RequisitionKind(StrEnum):
    """Why material moves between the store and an order."""

    ISSUE = "issue"
    RETURN = "return"
    TOP_UP = "top_up"
    BACKFLUSH = "backflush"


@dataclass(frozen=True, slots=True)
class Gate:
    """One precondition of a verb with its answer: the verb and the explainer use the same.

    `code` is the refusal that a gate which does not pass raises; `remedy` the verb that mends it.
    """

    name: str
    outcome: Outcome
    evidence: dict[str, Any]
    code: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to be created; `number` is drawn where it is not given."""

    plant: PlantId
    material: MaterialId
    quantity: PositiveQuantity
    due_on: date | None = None
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    number: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    lot_code: str = ""
    note: Annotated[str, Field(max_length=500)] = ""
    planned_start: Moment | None = None
    planned_end: Moment | None = None


@dataclass(frozen=True, slots=True)
class PlantRules:
    """How a plant reports: a first operation may make so much more than ordered, the larger counts.

    `over_percent` is of the order's quantity, `over_pieces` in the product's own unit.
    """

    plant: PlantId
    over_percent: Decimal = ZERO
    over_pieces: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A work order under its lock, with what its rules ask for."""

    id: WorkOrderId
    number: str
    plant: PlantId
    material: MaterialId
    material_code: str
    lot_tracked: bool
    serial_tracked: bool
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    received: Decimal
    state: OrderState
    held_from: str | None
    priority: int
    due_on: date | None
    planned_start: datetime | None
    planned_end: datetime | None
    bom: int | None
    routing: int | None
    frozen_at: datetime | None
    interception: int
    operations: int
    operations_open: int
    issued_net: Decimal


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation under its order's lock, with its neighbours' figures."""

    id: OperationId
    order: WorkOrderId
    number: str
    plant: PlantId
    material: MaterialId
    order_state: OrderState
    sequence: int
    name: str
    name_en: str
    work_centre: int
    org_unit: OrgUnitId | None
    """The department of the work centre; None where the plant alone counts."""
    machine: int | None
    state: OperationState
    quantity: Decimal
    good: Decimal
    scrap: Decimal
    rework: Decimal
    running_since: datetime | None
    parallel_group: int | None
    inspection_required: bool
    reporting_point: bool
    previous_name: str
    previous_name_en: str
    previous_good: Decimal | None
    """Good pieces that all operations just before have made; None where there is none."""
    available: Decimal
    """Pieces that may be reported now; for a first operation good ones."""
    room: Decimal
    """What of the order's quantity is not reported yet, scrapped later included; below 0 above it.
    """
    over: Decimal
    """Pieces above the order's quantity that the plant lets a first operation make (超产允差)."""
    interception: int
    is_last: bool
    held_before: bool
    """Whether an earlier operation has a blocking inspection that is open or failed."""
    backflushes: bool
    """Whether any material of the order is consumed by reporting."""
    outsourced_to: PartnerId | None
    outside: Decimal
    """Pieces that are at a supplier now."""

    @property
    def told(self) -> dict[str, str]:
        """What refusals and gates say of it: the order and the operation, in both languages."""
        return {"number": self.number, "operation": self.name, "operation_en": self.name_en}


CreateOrder = Permission("production.create_order")
PlanOrder = Permission("production.plan_order")
RankOrder = Permission("production.set_priorities")
ReleaseOrder = Permission("production.release_order")
ReportOutput = Permission("production.report_output")
OutsourceOperation = Permission("production.outsource_operation")
UndoReport = Permission("production.undo_report")
IssueMaterial = Permission("production.issue_material")
SubstituteMaterial = Permission("production.substitute_material")
ReceiveOutput = Permission("production.receive_output")
CloseOrder = Permission("production.close_order")
HoldOrder = Permission("production.hold_order")
CancelOrder = Permission("production.cancel_order")
RedriveOrder = Permission("production.redrive_order")
WaiveGate = Permission("production.waive_gate")
ImportOrder = Permission("production.import_order")
DoTask = Permission("production.do_task")
SetPlantRules = Permission("production.set_plant_rules")
ShareBoard = Permission("production.share_board")
ViewOrder = Permission("production.view_order")

ORDER_STATE = RefusalCode("ORDER_STATE")
ORDER_ON_HOLD = RefusalCode("ORDER_ON_HOLD")
ORDER_NUMBER_TAKEN = RefusalCode("ORDER_NUMBER_TAKEN")
ORDER_INVALID = RefusalCode("ORDER_INVALID", 422)
NO_BOM = RefusalCode("NO_BOM")
NO_ROUTING = RefusalCode("NO_ROUTING")
MATERIAL_NOT_MADE = RefusalCode("MATERIAL_NOT_MADE")
KIT_SHORT = RefusalCode("KIT_SHORT")
KIT_UNKNOWN = RefusalCode("KIT_UNKNOWN")
OPERATION_STATE = RefusalCode("OPERATION_STATE")
OPERATION_USED = RefusalCode("OPERATION_USED")
OPERATIONS_OPEN = RefusalCode("OPERATIONS_OPEN")
PREDECESSOR_SHORT = RefusalCode("PREDECESSOR_SHORT")
QUANTITY_ABOVE_REST = RefusalCode("QUANTITY_ABOVE_REST")
REWORK_ABOVE_OPEN = RefusalCode("REWORK_ABOVE_OPEN")
PIECES_LEFT = RefusalCode("PIECES_LEFT", 422)
NOTHING_REPORTED = RefusalCode("NOTHING_REPORTED", 422)
SCRAP_REASON_MISSING = RefusalCode("SCRAP_REASON_MISSING", 422)
MACHINE_NOT_HERE = RefusalCode("MACHINE_NOT_HERE", 422)
MACHINE_BUSY = RefusalCode("MACHINE_BUSY")
INSPECTION_BLOCKS = RefusalCode("INSPECTION_BLOCKS")
NOT_OUTSOURCED = RefusalCode("NOT_OUTSOURCED")
NOT_AN_OUTSOURCER = RefusalCode("NOT_AN_OUTSOURCER", 422)
NOT_SENT_OUT = RefusalCode("NOT_SENT_OUT")
SENT_ABOVE_AVAILABLE = RefusalCode("SENT_ABOVE_AVAILABLE")
STILL_OUTSIDE = RefusalCode("STILL_OUTSIDE")
TAKEN_BACK_ABOVE_SENT = RefusalCode("TAKEN_BACK_ABOVE_SENT")
DISPATCH_USED = RefusalCode("DISPATCH_USED")
DISPATCH_UNDONE = RefusalCode("DISPATCH_UNDONE")
REPORT_UNDONE = RefusalCode("REPORT_UNDONE")
REPORT_USED = RefusalCode("REPORT_USED")
ISSUE_ABOVE_NEED = RefusalCode("ISSUE_ABOVE_NEED")
NOTHING_TO_ISSUE = RefusalCode("NOTHING_TO_ISSUE")
RETURN_ABOVE_ISSUED = RefusalCode("RETURN_ABOVE_ISSUED")
MATERIAL_SHORT = RefusalCode("MATERIAL_SHORT")
RECEIPT_ABOVE_GOOD = RefusalCode("RECEIPT_ABOVE_GOOD")
NOTHING_TO_RECEIVE = RefusalCode("NOTHING_TO_RECEIVE")
OUTPUT_NOT_RECEIVED = RefusalCode("OUTPUT_NOT_RECEIVED")
MATERIAL_OUT = RefusalCode("MATERIAL_OUT")
NOT_SPLITTABLE = RefusalCode("NOT_SPLITTABLE")
SPLIT_ABOVE_REST = RefusalCode("SPLIT_ABOVE_REST")
PART_NOT_RELEASED = RefusalCode("PART_NOT_RELEASED")
REASON_MISSING = RefusalCode("REASON_MISSING", 422)
TASK_OF_POST = RefusalCode("TASK_OF_POST", 403)
NOT_A_SUBSTITUTE = RefusalCode("NOT_A_SUBSTITUTE", 422)
SLIP_TAKEN = RefusalCode("SLIP_TAKEN")
SLIPS_REPEATED = RefusalCode("SLIPS_REPEATED", 422)
OPERATIONS_UNKNOWN = RefusalCode("OPERATIONS_UNKNOWN", 422)
PLANT_RULES_INVALID = RefusalCode("PLANT_RULES_INVALID", 422)
LOT_EXPIRED = RefusalCode("LOT_EXPIRED")
LOT_UNKNOWN = RefusalCode("LOT_UNKNOWN")
PLACE_OF_ANOTHER_PLANT = RefusalCode("PLACE_OF_ANOTHER_PLANT", 422)
WALL_LINK_GONE = RefusalCode("WALL_LINK_GONE", 410)
WALL_BUSY = RefusalCode("WALL_BUSY", 429)
PLANT_WITHOUT_LOCATION = RefusalCode("PLANT_WITHOUT_LOCATION")

TRANSITIONS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.DRAFT: frozenset(
        {OrderState.AWAITING_SCHEDULE, OrderState.ON_HOLD, OrderState.CANCELLED}
    ),
    OrderState.AWAITING_SCHEDULE: frozenset(
        {OrderState.SCHEDULED, OrderState.DRAFT, OrderState.ON_HOLD, OrderState.CANCELLED}
    ),
    OrderState.SCHEDULED: frozenset(
        {
            OrderState.RELEASED,
            OrderState.AWAITING_SCHEDULE,
            OrderState.ON_HOLD,
            OrderState.CANCELLED,
        }
    ),
    OrderState.RELEASED: frozenset(
        {OrderState.IN_PRODUCTION, OrderState.ON_HOLD, OrderState.CANCELLED}
    ),
    OrderState.IN_PRODUCTION: frozenset(
        {OrderState.COMPLETED, OrderState.ON_HOLD, OrderState.CANCELLED}
    ),
    OrderState.COMPLETED: frozenset(
        {OrderState.CLOSED, OrderState.IN_PRODUCTION, OrderState.ON_HOLD}
    ),
    OrderState.CLOSED: frozenset(),
    OrderState.ON_HOLD: frozenset(
        {
            OrderState.DRAFT,
            OrderState.AWAITING_SCHEDULE,
            OrderState.SCHEDULED,
            OrderState.RELEASED,
            OrderState.IN_PRODUCTION,
            OrderState.COMPLETED,
            OrderState.CANCELLED,
        }
    ),
    OrderState.CANCELLED: frozenset(),
}
"""The one visible set of allowed changes of state."""


def sources_of(target: OrderState) -> list[str]:
    """Return the states from which `target` may be entered."""
    return [source.value for source, targets in TRANSITIONS.items() if target in targets]

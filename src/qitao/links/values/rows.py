"""Rows of the nouns above the catalog as people write them; other nouns are named by code."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from qitao.base.quantity import NonNegativeQuantity, PositiveQuantity, Quantity
from qitao.catalog.values.faults import Ref
from qitao.catalog.values.rows import (
    LocationRef,
    MachineRef,
    MaterialRef,
    Name,
    Note,
    Number,
    OrgUnitRef,
    PartnerRef,
    PlantRef,
    ShortCode,
    Words,
    WorkCentreRef,
)
from qitao.people.values import Badge, Email, Lang, OrgKind, Phone, TimeZone, Username
from qitao.production.values import OrderState, PeriodKind
from qitao.stock.values import StockStatus
from qitao.trade.values import PurchaseState

OrderNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Slip = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
LotCode = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
OperationName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
UserRef = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True), Ref("user")]
PostRef = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), Ref("post")]
RoleRef = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), Ref("role")]
ScrapReasonRef = Annotated[ShortCode, Ref("scrap_reason")]
OrderRef = Annotated[OrderNumber, Ref("work_order")]
Priority = Annotated[int, Field(ge=1, le=9)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnitRow:
    """A company, plant, workshop or team."""

    code: ShortCode
    name: Name
    kind: OrgKind
    parent: OrgUnitRef | None = None
    name_en: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantRow:
    """A plant; without an org unit it gets one of its own."""

    code: ShortCode
    name: Name
    org_unit: OrgUnitRef | None = None
    time_zone: TimeZone = "Asia/Shanghai"
    name_en: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A person; a new one cannot sign in until he is given a password."""

    username: Annotated[Username, StringConstraints(to_lower=True)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    org_unit: OrgUnitRef | None = None
    email: Email = ""
    phone: Phone = ""
    badge: Badge | None = None
    lang: Lang = Lang.ZH


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRow:
    """Who holds which post, or directly which role: at a plant, at an org unit, or everywhere."""

    user: UserRef
    post: PostRef | None = None
    role: RoleRef | None = None
    plant: PlantRef | None = None
    org_unit: OrgUnitRef | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningStockRow:
    """What lay in a place when the plant began with Qitao; saving again posts the difference."""

    plant: PlantRef
    location: LocationRef
    material: MaterialRef
    lot: LotCode = ""
    status: StockStatus = StockStatus.AVAILABLE
    quantity: NonNegativeQuantity


@dataclass(frozen=True, slots=True, kw_only=True)
class StockBalanceRow:
    """What lies in a place now (goes out only)."""

    plant: str
    location: str
    material: str
    lot: str
    status: StockStatus
    quantity: Quantity
    reserved: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseEntryRow:
    """One line of a purchase order with the order's head, read off its first line."""

    number: OrderNumber
    plant: PlantRef
    partner: PartnerRef
    state: PurchaseState = PurchaseState.APPROVED
    ordered_on: date | None = None
    line: Number
    material: MaterialRef
    ordered: PositiveQuantity
    received: NonNegativeQuantity = Decimal(0)
    rejected: NonNegativeQuantity = Decimal(0)
    stocked: NonNegativeQuantity = Decimal(0)
    unit_price: NonNegativeQuantity = Decimal(0)
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEntryRow:
    """One operation of a work order with the order's head; without one it follows its routing."""

    number: OrderNumber
    plant: PlantRef
    material: MaterialRef
    quantity: PositiveQuantity
    state: OrderState = OrderState.DRAFT
    due_on: date | None = None
    priority: Priority = 5
    created_at: datetime | None = None
    note: Note = ""
    sequence: Number | None = None
    operation: OperationName = ""
    work_centre: WorkCentreRef | None = None
    machine: MachineRef | None = None
    parallel_group: Annotated[int, Field(ge=0, le=32_000)] | None = None
    operation_en: OperationName = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report of a work order's operation; `slip` is its own name and counts once.

    The operation goes by its sequence, else by its name.
    """

    slip: Slip
    number: OrderRef
    sequence: Number | None = None
    operation: OperationName = ""
    good: NonNegativeQuantity = Decimal(0)
    scrap: NonNegativeQuantity = Decimal(0)
    scrap_reason: ScrapReasonRef | None = None
    is_rework: bool = False
    kind: PeriodKind = PeriodKind.RUN
    operator: UserRef | None = None
    machine: MachineRef | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    note: Note = ""

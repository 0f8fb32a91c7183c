"""What purchasing speaks of: orders, lines, receipts, states, limits, permissions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from qitao.base.actor import Permission
from qitao.base.ids import PlantId
from qitao.base.quantity import NonNegativeQuantity, PositiveQuantity
from qitao.base.refusal import RefusalCode
from qitao.catalog.values import LocationId, MaterialId, PartnerId
from qitao.stock.values import LotId

PurchaseOrderId = NewType("PurchaseOrderId", int)
PurchaseLineId = NewType("PurchaseLineId", int)
PurchaseReceiptId = NewType("PurchaseReceiptId", int)
SupplierReturnId = NewType("SupplierReturnId", int)

PURCHASE = "purchase_order"
"""How kitting and stock name a purchase order as their source and document."""
RECEIPT = "purchase_receipt"
"""How quality names a receipt as the row that it inspects."""

LINES_MAX = 1_000
IMPORT_LINES_MAX = 200_000
PAGE_MAX = 200
DRAFTED_MAX = 1_000


class PurchaseState(StrEnum):
    """The declared states of a purchase order."""

    DRAFT = "draft"
    APPROVED = "approved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ReceiptState(StrEnum):
    """Whether received goods wait for the inspector, were stocked, or never counted after all."""

    WAITING = "waiting"
    STOCKED = "stocked"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class NewPurchaseLine:
    """One material to be bought, in the material's own unit."""

    material: MaterialId
    quantity: PositiveQuantity
    expected_on: date | None = None
    unit_price: NonNegativeQuantity = Decimal(0)


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One line of a purchase order as another system knows it; figures replace ours."""

    line: int
    material: MaterialId
    ordered: PositiveQuantity
    received: NonNegativeQuantity = Decimal(0)
    rejected: NonNegativeQuantity = Decimal(0)
    stocked: NonNegativeQuantity = Decimal(0)
    unit_price: NonNegativeQuantity = Decimal(0)
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportedPurchase:
    """A purchase order as another system knows it, by its natural number."""

    number: str
    plant: PlantId
    partner: PartnerId
    state: PurchaseState
    ordered_on: date | None
    lines: tuple[ImportedLine, ...]


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase order under its lock; `received` tells whether anything has come."""

    id: PurchaseOrderId
    number: str
    plant: PlantId
    partner: PartnerId
    state: PurchaseState
    received: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """A purchase line under its order's lock, with the place that stands for the supplier."""

    id: PurchaseLineId
    order: PurchaseOrderId
    number: str
    plant: PlantId
    partner: PartnerId
    state: PurchaseState
    line: int
    material: MaterialId
    material_code: str
    lot_tracked: bool
    serial_tracked: bool
    ordered: Decimal
    received: Decimal
    rejected: Decimal
    stocked: Decimal
    supplier_place: LocationId | None
    receiving_plant: PlantId | None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt under its order's lock; `line_received` and `line_stocked` are its line's."""

    id: PurchaseReceiptId
    line: PurchaseLineId
    line_number: int
    line_received: Decimal
    line_stocked: Decimal
    order: PurchaseOrderId
    number: str
    purchase_state: PurchaseState
    plant: PlantId
    slip: str
    received: Decimal
    material: MaterialId
    material_code: str
    lot: LotId | None
    location: LocationId
    supplier_place: LocationId
    waiting: Decimal
    state: ReceiptState

    @property
    def stocked(self) -> Decimal:
        """What of it the line counts as stocked."""
        return self.waiting if self.state is ReceiptState.STOCKED else Decimal(0)


@dataclass(frozen=True, slots=True)
class WaitingSlip:
    """A receipt whose goods wait for their inspection."""

    slip: str
    number: str
    line: int


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return to a supplier under its order's lock."""

    id: SupplierReturnId
    line: PurchaseLineId
    line_number: int
    material_code: str
    order: PurchaseOrderId
    number: str
    plant: PlantId
    quantity: Decimal
    expected_again: bool
    purchase_state: PurchaseState
    undone: bool
    rest: Decimal
    """What is still to come of the line."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """What one line of an order will still bring, waiting for inspection included."""

    order: PurchaseOrderId
    line: PurchaseLineId
    label: str
    plant: PlantId
    material: MaterialId
    quantity: Decimal
    expected_on: date | None


CreatePurchase = Permission("trade.create_purchase")
ApprovePurchase = Permission("trade.approve_purchase")
ReceivePurchase = Permission("trade.receive_purchase")
ReturnPurchase = Permission("trade.return_purchase")
ClosePurchase = Permission("trade.close_purchase")
ImportPurchases = Permission("trade.import_purchases")
ViewTrade = Permission("trade.view")

PURCHASE_STATE = RefusalCode("PURCHASE_STATE")
PURCHASE_INVALID = RefusalCode("PURCHASE_INVALID", 422)
PURCHASE_NUMBER_TAKEN = RefusalCode("PURCHASE_NUMBER_TAKEN")
NOT_A_SUPPLIER = RefusalCode("NOT_A_SUPPLIER")
OWN_DRAFT = RefusalCode("OWN_DRAFT", 403)
PURCHASE_SLIP_TAKEN = RefusalCode("PURCHASE_SLIP_TAKEN")
RECEIPT_INVALID = RefusalCode("RECEIPT_INVALID", 422)
RECEIPT_ABOVE_ORDER = RefusalCode("RECEIPT_ABOVE_ORDER")
RECEIPT_STOCKED = RefusalCode("RECEIPT_STOCKED")
RECEIPT_UNDONE = RefusalCode("RECEIPT_UNDONE")
RECEIPT_USED = RefusalCode("RECEIPT_USED")
RECEIPT_NOT_COUNTED = RefusalCode("RECEIPT_NOT_COUNTED")
RETURN_INVALID = RefusalCode("RETURN_INVALID", 422)
RETURN_ABOVE_STOCKED = RefusalCode("RETURN_ABOVE_STOCKED")
RETURN_NOT_INSPECTED = RefusalCode("RETURN_NOT_INSPECTED")
RETURN_SLIP_TAKEN = RefusalCode("RETURN_SLIP_TAKEN")
RETURN_UNDONE = RefusalCode("RETURN_UNDONE")
RECEIPT_NOT_PASSED = RefusalCode("RECEIPT_NOT_PASSED")
RECEIPT_WAITING = RefusalCode("RECEIPT_WAITING")
SUPPLIER_PLACE_MISSING = RefusalCode("SUPPLIER_PLACE_MISSING")
PURCHASE_RECEIVED = RefusalCode("PURCHASE_RECEIVED")

"""What the ledger speaks of: moves, accounts, lots, reservations, periods, and their refusals."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import Field

from qitao.base.actor import Permission
from qitao.base.clock import Moment
from qitao.base.ids import PlantId, UserId
from qitao.base.quantity import PositiveQuantity
from qitao.base.refusal import RefusalCode
from qitao.catalog.values import LocationId, MaterialId, PartnerId

Code = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^\S(.*\S)?$")]
Short = Annotated[str, Field(max_length=80)]
Reason = Annotated[str, Field(max_length=300)]
GivenReason = Annotated[str, Field(min_length=1, max_length=300)]
PostingKey = Annotated[str, Field(min_length=1, max_length=200)]

AccountId = NewType("AccountId", int)
MovementId = NewType("MovementId", int)
LotId = NewType("LotId", int)
SerialId = NewType("SerialId", int)
PeriodId = NewType("PeriodId", int)

APPEND_ONLY = ("stock_movement", "stock_entry", "stock_snapshot")
"""Tables in which the application's role may only insert and select."""

POST_LINES_MAX = 20_000
RESERVE_LINES_MAX = 100_000
HOLDERS_MAX = 100_000
SERIALS_MAX = 10_000
LOTS_MAX = 20_000
LIST_MAX = 500
AVAILABILITY_MAX = 200_000
TRACE_STEPS_MAX = 10_000


class StockStatus(StrEnum):
    """What may be done with stock: use it, wait for the inspector, or keep hands off."""

    AVAILABLE = "available"
    QUALITY = "quality"
    BLOCKED = "blocked"


class MoveKind(StrEnum):
    """Why a quantity moved."""

    OPENING = "opening"
    RECEIPT = "receipt"
    SUPPLIER_RETURN = "supplier_return"
    ISSUE = "issue"
    RETURN = "return"
    OUTPUT = "output"
    TRANSFER = "transfer"
    DELIVERY = "delivery"
    CUSTOMER_RETURN = "customer_return"
    SCRAP = "scrap"
    ADJUSTMENT = "adjustment"
    COUNT = "count"
    STATUS = "status"
    SPLIT = "split"
    REVERSAL = "reversal"


class PeriodState(StrEnum):
    """A closed period takes no more movements and has a frozen snapshot."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class BusinessRef:
    """A row of another floor by its noun, id and line: `work_order 5, line 2`."""

    type: Annotated[str, Field(min_length=1, max_length=40)]
    id: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One quantity of (material, lot) from one location and status to another.

    `quantity` is in the material's own unit. `document` is the business row the move belongs to
    (lots are traced along it); `holder` is whose reservation the move may use up.
    """

    kind: MoveKind
    material: MaterialId
    quantity: PositiveQuantity
    source: LocationId
    target: LocationId
    lot: LotId | None = None
    serial: SerialId | None = None
    status: StockStatus = StockStatus.AVAILABLE
    target_status: StockStatus | None = None
    holder: BusinessRef | None = None
    document: BusinessRef | None = None
    happened_at: Moment | None = None
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A single piece, where it lies (nowhere: it is not in stock), and whether it may come in.

    It may where it never did, went back where it came from, or was written off by an adjustment.
    """

    id: SerialId
    code: str
    lot: LotId | None
    location: LocationId | None
    location_code: str
    plant: PlantId | None
    status: StockStatus
    outside: bool

    def lies_at(self, line: MoveLine) -> bool:
        """Tell whether the piece lies where a line takes it from."""
        if line.lot is not None and line.lot != self.lot:
            return False
        return (self.location, self.status) == (line.source, line.status)


@dataclass(frozen=True, slots=True)
class ReserveLine:
    """One demand of a holder for a material of a plant; from one place or lot if named."""

    holder: BusinessRef
    material: MaterialId
    plant: PlantId
    quantity: PositiveQuantity
    location: LocationId | None = None
    lot: LotId | None = None


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot to be created; without an expiry it follows from the material's shelf life."""

    material: MaterialId
    code: Code
    made_on: date | None = None
    expires_on: date | None = None
    supplier: PartnerId | None = None
    supplier_code: Short = ""
    note: Reason = ""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A span of a plant's business time, `starts_at` null for the first one."""

    id: PeriodId
    plant: PlantId
    starts_at: datetime | None
    ends_at: datetime
    state: PeriodState
    closings: int
    changed_at: datetime
    changed_by: UserId


PostMoves = Permission("stock.post_moves")
ReverseMove = Permission("stock.reverse_move")
AdjustStock = Permission("stock.adjust")
TransferStock = Permission("stock.transfer")
ReserveStock = Permission("stock.reserve")
KeepLots = Permission("stock.keep_lots")
SetLotStatus = Permission("stock.set_lot_status")
ClosePeriod = Permission("stock.close_period")
ViewStock = Permission("stock.view")

STOCK_SHORT = RefusalCode("STOCK_SHORT")
STOCK_RESERVED = RefusalCode("STOCK_RESERVED")
MOVE_LINES_INVALID = RefusalCode("MOVE_LINES_INVALID", 422)
PERIOD_CLOSED = RefusalCode("PERIOD_CLOSED")
PERIOD_NOT_NEXT = RefusalCode("PERIOD_NOT_NEXT")
PERIOD_NOT_LAST = RefusalCode("PERIOD_NOT_LAST")
PERIOD_NOT_OVER = RefusalCode("PERIOD_NOT_OVER")
POSTING_CONFLICT = RefusalCode("POSTING_CONFLICT")
ALREADY_REVERSED = RefusalCode("ALREADY_REVERSED")
UNDO_ELSEWHERE = RefusalCode("UNDO_ELSEWHERE")
REVERSAL_OF_REVERSAL = RefusalCode("REVERSAL_OF_REVERSAL")
LOT_EXISTS = RefusalCode("LOT_EXISTS")
LOT_NOT_TRACKED = RefusalCode("LOT_NOT_TRACKED", 422)
SERIALS_COUNT = RefusalCode("SERIALS_COUNT", 422)
SERIALS_TWICE = RefusalCode("SERIALS_TWICE", 422)
SERIALS_NOT_THERE = RefusalCode("SERIALS_NOT_THERE")
SERIALS_TAKEN = RefusalCode("SERIALS_TAKEN")
SERIAL_NOT_TRACKED = RefusalCode("SERIAL_NOT_TRACKED", 422)
NO_COUNTERPART = RefusalCode("NO_COUNTERPART")

"""Reads and locks of purchasing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from qitao.base import audit
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.quantity import ZERO
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import LocationId, LocationKind, MaterialId, MaterialKind, PartnerId
from qitao.kitting.queries import ShortMaterial, list_shortages
from qitao.stock.values import LotId, MovementId, SerialId
from qitao.trade.values import (
    DRAFTED_MAX,
    LINES_MAX,
    PAGE_MAX,
    PURCHASE,
    LineRow,
    OpenLine,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseReceiptId,
    PurchaseRow,
    PurchaseState,
    ReceiptRow,
    ReceiptState,
    ReturnRow,
    SupplierReturnId,
    WaitingSlip,
)

sql = SqlRoom(__package__)
PARTS_MAX = 5_000


@dataclass(frozen=True, slots=True)
class PurchaseListed:
    """One order as a list shows it; `expected_on` is the earliest date of what is still open."""

    id: PurchaseOrderId
    number: str
    plant: PlantId
    partner: PartnerId
    partner_code: str
    partner_name: str
    state: PurchaseState
    state_since: datetime
    ordered_on: date | None
    note: str
    lines: int
    lines_open: int
    expected_on: date | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PurchaseLineRow:
    """One line of an order."""

    id: PurchaseLineId
    line: int
    material: MaterialId
    code: str
    name: str
    name_en: str
    unit: str
    ordered: Decimal
    received: Decimal
    rejected: Decimal
    stocked: Decimal
    unit_price: Decimal
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class ReceiptListed:
    """One receipt of an order."""

    id: PurchaseReceiptId
    line: PurchaseLineId
    slip: str
    received: Decimal
    rejected: Decimal
    location: str
    lot: str | None
    state: ReceiptState
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class ReturnListed:
    """One return of stocked goods to the supplier."""

    id: SupplierReturnId
    line: PurchaseLineId
    quantity: Decimal
    expected_again: bool
    location: str
    lot: str | None
    slip: str
    reason: str
    happened_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order with its lines, receipts and returns."""

    order: PurchaseListed
    lines: tuple[PurchaseLineRow, ...]
    receipts: tuple[ReceiptListed, ...]
    returns: tuple[ReturnListed, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """What one draft would bring of a material."""

    order: PurchaseOrderId
    number: str
    material: MaterialId
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Wanted:
    """A short material and the drafts that would bring it."""

    short: ShortMaterial
    drafts: tuple[Drafted, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether it is made here, so that nobody orders it."""
        return self.short.kind == MaterialKind.MAKE

    @property
    def rest(self) -> Decimal:
        """What nobody has ordered or drafted yet; nothing of what is not bought."""
        if self.short.kind != MaterialKind.BUY:
            return ZERO
        drafted = sum((draft.quantity for draft in self.drafts), ZERO)
        return max(ZERO, self.short.short + self.short.counted - self.short.incoming - drafted)


@dataclass(frozen=True, slots=True)
class LateLine:
    """A line of an approved order that should have come; `rest` is what is missing of it."""

    order: PurchaseOrderId
    number: str
    partner_name: str
    material: MaterialId
    code: str
    name: str
    name_en: str
    unit: str
    rest: Decimal
    expected_on: date


def find_drafter(order: PurchaseOrderId) -> int | None:
    """Return who drafted an order here; None for one that came from another system."""
    verb, subject = "trade.create_purchase", f"{PURCHASE}:{order}"
    made = audit.list_entries(Ask(limit=1), subject=subject, verb=verb)
    return made[0].actor if made else None


def lock_purchase(order: PurchaseOrderId) -> PurchaseRow:
    """Lock one order; refuse `NOT_FOUND`.

    Here as below the read is a statement of its own: one that waited for the lock does not see
    what was committed meanwhile.
    """
    sql.value("lock_purchase", order=order)
    row = sql.one("read_purchase", PurchaseRow, order=order)
    return replace(row, state=PurchaseState(row.state))


def lock_line(line: PurchaseLineId, location: LocationId | None = None) -> LineRow:
    """Lock a line's order; refuse `NOT_FOUND`."""
    sql.value("lock_line", line=line)
    row = sql.one("read_line", LineRow, line=line, location=location)
    return replace(row, state=PurchaseState(row.state))


def lock_receipt(receipt: PurchaseReceiptId) -> ReceiptRow:
    """Lock a receipt's order; refuse `NOT_FOUND`."""
    sql.value("lock_receipt", receipt=receipt)
    row = sql.one("read_receipt", ReceiptRow, receipt=receipt)
    return replace(
        row,
        state=ReceiptState(row.state),
        purchase_state=PurchaseState(row.purchase_state),
    )


def find_waiting(
    material: MaterialId, location: LocationId, lot: LotId | None
) -> WaitingSlip | None:
    """Return a receipt whose goods wait in a place for their inspection, of whichever order."""
    return sql.find("find_waiting", WaitingSlip, material=material, location=location, lot=lot)


@dataclass(frozen=True, slots=True)
class Piece:
    """A single piece of a serial-tracked material."""

    id: SerialId
    code: str


def find_shelf(
    plant: PlantId, material: MaterialId, kinds: Sequence[LocationKind]
) -> LocationId | None:
    """Return where a bought material was put last at a plant, in a place of one of the kinds."""
    found = sql.value("find_shelf", plant=plant, material=material, kinds=[*kinds])
    return None if found is None else LocationId(found)


def list_serial_receipts(receipts: Sequence[PurchaseReceiptId]) -> set[PurchaseReceiptId]:
    """Return those of the receipts that brought single pieces."""
    return set(sql.values("list_serial_receipts", receipts=list(receipts)))


def list_pieces(receipt: PurchaseReceiptId) -> list[Piece]:
    """Return the single pieces that a receipt brought; none where the material has no serials."""
    return sql.all("list_pieces", Piece, receipt=receipt)


def lock_return(supplier_return: SupplierReturnId) -> ReturnRow:
    """Lock a return's order; refuse `NOT_FOUND`."""
    sql.value("lock_return", supplier_return=supplier_return)
    row = sql.one("read_return", ReturnRow, supplier_return=supplier_return)
    return replace(row, purchase_state=PurchaseState(row.purchase_state))


def list_return_moves(supplier_return: SupplierReturnId) -> list[MovementId]:
    """Return the movements of a return."""
    return sql.values("list_return_moves", supplier_return=supplier_return)


def list_receipt_moves(receipt: PurchaseReceiptId) -> list[MovementId]:
    """Return the movements that a receipt stands for, those not reversed before."""
    return sql.values("list_receipt_moves", receipt=receipt)


def list_plants_of_numbers(numbers: Sequence[str]) -> list[PlantId]:
    """Return the plants of the purchase orders with these numbers, each once."""
    return sql.values("list_plants_of_numbers", numbers=sorted(set(numbers)))


def list_open_lines(orders: Sequence[PurchaseOrderId]) -> list[OpenLine]:
    """Return what orders will still bring."""
    return sql.all("list_open_lines", OpenLine, orders=list(orders))


DayRange = tuple[date | None, date | None]
"""A first day and a last, both among them; None is an open end."""
ANY_DAY: DayRange = (None, None)


def list_purchases(
    *,
    plants: Sequence[PlantId] | None = None,
    states: Sequence[PurchaseState] = (),
    words: str = "",
    ordered: DayRange = ANY_DAY,
    expected: DayRange = ANY_DAY,
    before: PurchaseOrderId | None = None,
    limit: int = 50,
) -> list[PurchaseListed]:
    """Return purchase orders, the newest first, behind `before`.

    `ordered` and `expected` are first and last days; expected is what a line still brings.
    """
    return _list(
        plants=None if plants is None else list(plants),
        states=[state.value for state in states] or None,
        words=containing(words) if words else None,
        ordered_from=ordered[0],
        ordered_to=ordered[1],
        expected_from=expected[0],
        expected_to=expected[1],
        before=before,
        limit=min(limit, PAGE_MAX),
    )


def _list(**given: object) -> list[PurchaseListed]:
    days = ("ordered_from", "ordered_to", "expected_from", "expected_to")
    usual: dict[str, object] = dict.fromkeys(("ids", "plants", "states", "words", "before", *days))
    rows = sql.all("list_purchases", PurchaseListed, **(usual | {"limit": PAGE_MAX} | given))
    return [replace(row, state=PurchaseState(row.state)) for row in rows]


def list_wanted(plant: PlantId, *, limit: int = PAGE_MAX) -> list[Wanted]:
    """Return a plant's short materials, those that hit most orders first, with their drafts."""
    short = list_shortages(plant, limit=limit)
    drafts = list_drafted(plant, [each.material for each in short])
    return [
        Wanted(each, tuple(draft for draft in drafts if draft.material == each.material))
        for each in short
    ]


def list_drafted(plant: PlantId, materials: Sequence[MaterialId]) -> list[Drafted]:
    """Return what drafts of a plant would bring of materials."""
    return sql.all(
        "list_drafted", Drafted, plant=plant, materials=list(materials), limit=DRAFTED_MAX
    )


def list_late_lines(plants: Sequence[PlantId] | None, day: date, *, limit: int) -> list[LateLine]:
    """Return what should have come before a day, the longest overdue first."""
    return sql.all(
        "list_late_lines",
        LateLine,
        plants=None if plants is None else list(plants),
        day=day,
        limit=min(limit, PAGE_MAX),
    )


def list_lines(order: PurchaseOrderId) -> list[PurchaseLineRow]:
    """Return the lines of an order."""
    return sql.all("list_lines", PurchaseLineRow, order=order, limit=LINES_MAX)


def get_purchase(order: PurchaseOrderId) -> Purchase:
    """Return an order with its lines and receipts; refuse `NOT_FOUND`."""
    found = _list(ids=[order])
    if not found:
        raise Refusal(NOT_FOUND, purchase_order=order)
    receipts = sql.all("list_receipts", ReceiptListed, order=order, limit=PAGE_MAX)
    return Purchase(
        found[0],
        tuple(list_lines(order)),
        tuple(replace(row, state=ReceiptState(row.state)) for row in receipts),
        tuple(sql.all("list_returns", ReturnListed, order=order, limit=PAGE_MAX)),
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """A purchase order, or what belongs to one, with the order's number."""

    noun: str
    id: int
    purchase: PurchaseOrderId
    number: str


def list_numbers(
    *, orders: Sequence[int] = (), receipts: Sequence[int] = (), returns: Sequence[int] = ()
) -> list[Numbered]:
    """Return the numbers of purchase orders, and of those that these belong to, at once."""
    return sql.all(
        "list_numbers",
        Numbered,
        orders=list(orders),
        receipts=list(receipts),
        returns=list(returns),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    noun: str
    id: int


def list_parts(orders: Sequence[int]) -> list[str]:
    """Return the subjects that some purchases' parts are: `purchase_line:7`."""
    rows = sql.all("list_parts", _Part, orders=list(orders), limit=PARTS_MAX)
    return [f"{row.noun}:{row.id}" for row in rows]

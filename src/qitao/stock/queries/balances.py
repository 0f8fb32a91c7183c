"""What lies where, now and before, and who has put it aside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.paging import FIRST, Ask, page
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import LocationId, MaterialId
from qitao.stock.values import (
    AVAILABILITY_MAX,
    LIST_MAX,
    RESERVE_LINES_MAX,
    AccountId,
    BusinessRef,
    LotId,
    MovementId,
    PeriodRow,
    StockStatus,
)

sql = SqlRoom("qitao.stock")


@dataclass(frozen=True, slots=True)
class Balance:
    """What lies of a material in one place, lot and status; `free` is what nobody holds."""

    id: AccountId
    material: MaterialId
    material_code: str
    material_name: str
    material_name_en: str
    spec: str
    unit: str
    plant: PlantId
    location: LocationId
    location_code: str
    location_name: str
    location_name_en: str
    lot: LotId | None
    lot_code: str
    expires_on: date | None
    status: StockStatus
    quantity: Decimal
    reserved: Decimal
    free: Decimal
    version: int


@dataclass(frozen=True, slots=True)
class Availability:
    """What a plant has of a material: `free` is held by nobody, `pickable` may be picked."""

    plant: PlantId
    material: MaterialId
    on_hand: Decimal
    reserved: Decimal
    free: Decimal
    pickable: Decimal
    quality: Decimal
    blocked: Decimal


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One change of a balance, with the movement that made it."""

    version: int
    delta: Decimal
    balance_after: Decimal
    happened_at: datetime
    recorded_at: datetime
    movement: MovementId
    kind: str
    posting: str
    document_type: str | None
    document_id: int | None
    reverses: MovementId | None
    reason: str
    actor: int


@dataclass(frozen=True, slots=True)
class PastBalance:
    """What lay in an account at a moment of business time, and what lies there now."""

    id: AccountId
    account: AccountId
    material: MaterialId
    material_code: str
    material_name: str
    material_name_en: str
    spec: str
    unit: str
    location: LocationId
    location_code: str
    location_name: str
    location_name_en: str
    lot: LotId | None
    lot_code: str
    status: StockStatus
    quantity: Decimal
    quantity_now: Decimal


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """What a holder has put aside in one account."""

    id: int
    holder_type: str
    holder_id: int
    holder_line: int
    account: AccountId
    material: MaterialId
    material_code: str
    location: LocationId
    location_code: str
    lot: LotId | None
    lot_code: str
    quantity: Decimal
    reserved_at: datetime


def list_balances(
    ask: Ask = FIRST,
    *,
    plants: Collection[PlantId] | None = None,
    material: MaterialId | None = None,
    location: LocationId | None = None,
    lot: LotId | None = None,
    status: StockStatus | None = None,
    search: str | None = None,
    empty: bool = False,
) -> list[Balance]:
    """Return balances in the plants asked for (None: all); `empty` shows accounts with nothing.

    `search`: every word must appear in the material's code, name, spec or pinyin.
    """
    words = (search or "").lower().split()
    return page(
        sql,
        "list_balances",
        Balance,
        ask,
        plants=None if plants is None else list(plants),
        material=material,
        location=location,
        lot=lot,
        status=status,
        search=" ".join(words) or None,
        patterns=[containing(word) for word in words],
        empty=empty,
    )


def list_availability(
    materials: Sequence[MaterialId], *, plants: Collection[PlantId] | None = None
) -> list[Availability]:
    """Return what each plant has of the materials; a material without any account is missing."""
    return sql.all(
        "list_availability",
        Availability,
        materials=list(materials),
        plants=None if plants is None else list(plants),
        limit=AVAILABILITY_MAX,
    )


def list_entries(
    account: AccountId, *, before: int | None = None, limit: int = LIST_MAX
) -> list[AccountEntry]:
    """Return the changes of one balance, the latest first, below version `before`."""
    return sql.all(
        "list_entries", AccountEntry, account=account, before=before, limit=min(limit, LIST_MAX)
    )


def list_stock_as_of(
    plant: PlantId,
    at: datetime,
    ask: Ask = FIRST,
    *,
    material: MaterialId | None = None,
    search: str | None = None,
) -> list[PastBalance]:
    """Return what lay in a plant at a moment of business time, by what is known today.

    `search`: every word must appear in the material's code, name, spec or pinyin.
    """
    words = (search or "").lower().split()
    return page(
        sql,
        "list_stock_as_of",
        PastBalance,
        ask,
        plant=plant,
        at=at,
        material=material,
        search=" ".join(words) or None,
        patterns=[containing(word) for word in words],
    )


def list_reservations(holders: Sequence[BusinessRef]) -> list[ReservationRow]:
    """Return what the holders have put aside (all of their lines)."""
    return sql.all(
        "list_reservations",
        ReservationRow,
        types=[holder.type for holder in holders],
        holders=[holder.id for holder in holders],
        account=None,
        material=None,
        limit=RESERVE_LINES_MAX,
    )


def list_material_reservations(
    material: MaterialId | None = None, *, account: AccountId | None = None
) -> list[ReservationRow]:
    """Return who holds some of a material, or of one account."""
    return sql.all(
        "list_reservations",
        ReservationRow,
        types=None,
        holders=None,
        account=account,
        material=material,
        limit=LIST_MAX,
    )


def list_periods(plant: PlantId) -> list[PeriodRow]:
    """Return the plant's periods, the latest first."""
    return sql.all("list_periods", PeriodRow, plant=plant, limit=LIST_MAX)

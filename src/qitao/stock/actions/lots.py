"""Lots: made known, split, set apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from pydantic import TypeAdapter

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import ZERO, PositiveQuantity, Quantity
from qitao.base.refusal import BUSY, NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, LocationKind, MaterialId
from qitao.people import queries as people
from qitao.stock import rules
from qitao.stock.actions.columns import columns_of
from qitao.stock.actions.moves import counterpart_of, write_posting
from qitao.stock.values import (
    LOT_EXISTS,
    LOT_NOT_TRACKED,
    LOTS_MAX,
    STOCK_RESERVED,
    BusinessRef,
    Code,
    GivenReason,
    KeepLots,
    LotId,
    MoveKind,
    MoveLine,
    MovementId,
    NewLot,
    Reason,
    SerialId,
    SetLotStatus,
    Short,
    StockStatus,
)

sql = SqlRoom("qitao.stock")
LOTS = TypeAdapter(tuple[NewLot, ...])
ONE = Decimal(1)
LOCK_ROUNDS_MAX = 5
"""A lot that is still carried on after so many looks is not held fast."""


@dataclass(frozen=True, slots=True)
class LotsKept:
    """The lots in the order asked, and how many of them are new."""

    lots: tuple[LotId, ...]
    created: int


@dataclass(frozen=True, slots=True)
class LotCreated:
    """A new lot."""

    lot: LotId


@dataclass(frozen=True, slots=True)
class LotSplit:
    """The new lot and the movements that filled it."""

    lot: LotId
    movements: tuple[MovementId, ...]


@dataclass(frozen=True, slots=True)
class LotMoved:
    """How much of a lot changed its status."""

    quantity: Quantity
    movements: tuple[MovementId, ...]


@dataclass(frozen=True, slots=True)
class LotAccount:
    """What lies of a lot in one place."""

    id: int
    material: MaterialId
    location: LocationId
    quantity: Decimal
    reserved: Decimal
    serial_tracked: bool
    plant: PlantId


@dataclass(frozen=True, slots=True)
class SerialPlace:
    """Where a single piece is."""

    id: SerialId
    location: LocationId


@action(permission=KeepLots)
def ensure_lots(
    *, actor: Actor, lots: tuple[NewLot, ...], plant: PlantId | None = None
) -> LotsKept:
    """Create the lots that do not exist yet; existing ones are left as they are.

    Shelf life counts from the day of production, else from today in `plant` (else in the house).
    Refuses `LOT_NOT_TRACKED` for a material that is not tracked by lot.
    """
    rules.check_count(lots, LOTS_MAX)
    today = timezone.localdate(clock.now()) if plant is None else people.day_in(plant)
    created = sql.run("ensure_lots", lots=LOTS.dump_json(lots).decode(), on_day=today)
    ids = sql.values(
        "list_lot_ids",
        materials=[lot.material for lot in lots],
        codes=[lot.code for lot in lots],
    )
    if None in ids:
        missing = [lot.code for lot, number in zip(lots, ids, strict=True) if number is None]
        raise Refusal(LOT_NOT_TRACKED, codes=missing[:10])
    return LotsKept(tuple(ids), created)


@action(permission=KeepLots)
def create_lot(*, actor: Actor, lot: NewLot, plant: PlantId | None = None) -> LotCreated:
    """Create one lot. Refuses `LOT_EXISTS` where the material has a lot of this code."""
    kept = ensure_lots(actor=actor, lots=(lot,), plant=plant)
    if not kept.created:
        raise Refusal(LOT_EXISTS, code=lot.code, lot=kept.lots[0])
    return LotCreated(kept.lots[0])


@action(permission=KeepLots)
def get_or_create_lot(
    *, actor: Actor, material: MaterialId, code: Code, plant: PlantId | None = None
) -> LotId:
    """Return the material's lot of this code, creating it where there is none."""
    return ensure_lots(actor=actor, lots=(NewLot(material, code),), plant=plant).lots[0]


@action(permission=KeepLots)
def edit_lot(
    *,
    actor: Actor,
    lot: LotId,
    expires_on: date | None = None,
    supplier_code: Short = "",
    note: Reason = "",
) -> LotCreated:
    """Set a lot's expiry, supplier code and note; former versions are kept.

    Needs the right in every plant where some of it lies.
    """
    for plant in sql.values("list_plants_of_lot", lot=lot):
        actor.check_scope(KeepLots, plant=plant)
    if not sql.run(
        "edit_lot", lot=lot, expires_on=expires_on, supplier_code=supplier_code, note=note
    ):
        raise Refusal(NOT_FOUND, noun="lot", id=lot)
    return LotCreated(lot)


@action(permission=KeepLots)
def split_lot(
    *,
    actor: Actor,
    lot: LotId,
    material: MaterialId,
    location: LocationId,
    quantity: PositiveQuantity,
    code: Code,
    status: StockStatus = StockStatus.AVAILABLE,
) -> LotSplit:
    """Move part of a lot into a new lot of its own, which remembers where it came from.

    Refuses `LOT_EXISTS` for a used code, `STOCK_SHORT` where less lies free there.
    """
    new: LotId | None = sql.value("copy_lot", lot=lot, code=code)
    if new is None:
        raise Refusal(LOT_EXISTS, code=code, lot=lot)
    outside = counterpart_of(location, LocationKind.PRODUCTION)
    document = BusinessRef("lot", new)

    def line(source: LocationId, target: LocationId, which: LotId) -> MoveLine:
        return MoveLine(
            MoveKind.SPLIT,
            material,
            quantity,
            source,
            target,
            which,
            None,
            status,
            document=document,
        )

    lines = (line(location, outside, lot), line(outside, location, new))
    posted = write_posting(actor, KeepLots, columns_of(lines), f"split:{new}")
    return LotSplit(new, posted.movements)


@action(permission=SetLotStatus)
def set_lot_status(
    *,
    actor: Actor,
    lot: LotId,
    status: StockStatus,
    reason: GivenReason,
    was: StockStatus = StockStatus.AVAILABLE,
    location: LocationId | None = None,
) -> LotMoved:
    """Set all that lies of a lot in the status `was` to another status, everywhere or in one place.

    Refuses `STOCK_RESERVED` with the places where somebody has put some of it aside.
    """
    accounts = _lock_accounts(lot, was, location)
    for plant in {account.plant for account in accounts}:
        actor.check_scope(SetLotStatus, plant=plant)
    held = [account for account in accounts if account.reserved > 0]
    if held:
        raise Refusal(
            STOCK_RESERVED,
            lot=lot,
            reserved=sum((account.reserved for account in held), ZERO),
            accounts=[account.id for account in held],
        )
    lines = tuple(
        MoveLine(
            MoveKind.STATUS,
            account.material,
            quantity,
            account.location,
            account.location,
            lot,
            serial,
            was,
            status,
            reason=reason,
        )
        for account in accounts
        for serial, quantity in _pieces(account, lot, was)
    )
    if not lines or status is was:
        return LotMoved(ZERO, ())
    posted = write_posting(actor, SetLotStatus, columns_of(lines), None)
    return LotMoved(sum((line.quantity for line in lines), ZERO), posted.movements)


def _lock_accounts(
    lot: LotId, status: StockStatus, location: LocationId | None
) -> Sequence[LotAccount]:
    """Lock what lies of a lot; what was moved on during the wait is looked for where it went to.

    Refuses `BUSY` where it goes on and on.
    """
    before: set[int] | None = None
    for _ in range(LOCK_ROUNDS_MAX):
        accounts = sql.all(
            "lock_lot_accounts", LotAccount, lot=lot, status=status, location=location
        )
        found = {account.id for account in accounts}
        if found == before:
            return accounts
        before = found
    raise Refusal(BUSY, verb="stock.set_lot_status")


def _pieces(
    account: LotAccount, lot: LotId, status: StockStatus
) -> Sequence[tuple[SerialId | None, Decimal]]:
    """Return what to move from an account: all at once, or piece by piece."""
    if not account.serial_tracked:
        return [(None, account.quantity)]
    places = sql.all(
        "list_serials_at", SerialPlace, lot=lot, status=status, locations=[account.location]
    )
    return [(place.id, ONE) for place in places]

"""What pages show: orders by rank with their kit, short materials, one kit with all its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import MaterialId, MaterialKind
from qitao.kitting.queries.verdicts import find_verdict, typed
from qitao.kitting.values import (
    HOLDERS_MAX,
    KIT_LINES_MAX,
    PAGE_MAX,
    SHORTAGES_MAX,
    STALE_AFTER_SECONDS,
    KitState,
    KitVerdict,
)
from qitao.people import queries as people

sql = SqlRoom("qitao.kitting")
FAR = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a material: `reserved` of `quantity` is put aside, the rest is its kit's."""

    material: MaterialId
    source_type: str
    source_id: int
    label: str
    priority: int | None
    due_on: date | None
    quantity: Decimal
    reserved: Decimal


@dataclass(frozen=True, slots=True)
class Substitute:
    """What could stand in: `ratio` of it does the work of one; so much of it is free."""

    material: MaterialId
    substitute: MaterialId
    code: str
    name: str
    name_en: str
    unit: str
    ratio: Decimal
    free: Decimal


@dataclass(frozen=True, slots=True)
class ShortMaterial:
    """A material that orders lack; `elsewhere` lies there but may not be picked for them.

    `short` is what all demand wants beyond own reservations, what is free, and what the plant
    counts as there (`counted`, a part of `incoming`).
    """

    material: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    kind: MaterialKind
    unit: str
    short: Decimal
    required: Decimal
    orders: int
    due_on: date | None
    needed_at: datetime | None
    coverage_on: date | None
    on_hand: Decimal
    reserved: Decimal
    elsewhere: Decimal
    incoming: Decimal
    counted: Decimal
    expected_on: date | None
    expected_from: str | None
    expected_type: str | None
    expected_id: int | None

    @property
    def needed_on(self) -> date | datetime | None:
        """When the first order wants it: its start where that is planned, else its due date."""
        return self.needed_at or self.due_on


@dataclass(frozen=True, slots=True)
class KitLine:
    """One line of a kit; `reserved` is put aside for it, `free` is what anybody may still have.

    `short` is what the line does not get now, `gap` its part of what the plant lacks: above `short`
    where other orders want the same.
    """

    line: int
    material: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    unit: str
    required: Decimal
    reserved: Decimal
    short: Decimal
    gap: Decimal
    coverage_on: date | None
    free: Decimal
    incoming: Decimal
    expected_on: date | None
    expected_from: str | None
    expected_type: str | None
    expected_id: int | None

    @property
    def covered(self) -> Decimal:
        """What the line has or gets, after all that others want before it."""
        return self.required - self.gap


@dataclass(frozen=True, slots=True)
class Kit:
    """One source's verdict, lines, and for what it lacks: who holds it and what could stand in."""

    verdict: KitVerdict
    lines: tuple[KitLine, ...]
    holders: tuple[Holder, ...]
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True, slots=True)
class KitCounts:
    """How many orders of a plant are in which state; `drawn` have nothing left to draw."""

    plant: PlantId
    complete: int = 0
    partial: int = 0
    short: int = 0
    unknown: int = 0
    drawn: int = 0

    @property
    def all(self) -> int:
        """All orders of the plant."""
        return self.complete + self.partial + self.short + self.unknown + self.drawn


def list_kits(
    plant: PlantId,
    *,
    states: Sequence[KitState] = (),
    source_types: Sequence[str] = (),
    words: str = "",
    drawn: bool | None = None,
    after: KitVerdict | None = None,
    limit: int = 50,
) -> list[KitVerdict]:
    """Return a plant's orders by rank, behind `after`; filtered by state and part of the label.

    `drawn` tells whether only those with nothing left to draw are wanted, or only the others.
    """
    rows = sql.all(
        "list_kits",
        KitVerdict,
        plant=plant,
        states=[state.value for state in states] or None,
        source_types=list(source_types) or None,
        drawn=drawn,
        words=containing(words) if words else None,
        after_priority=after.priority if after else None,
        after_on=(after.due_on or FAR) if after else None,
        after_id=after.source_id if after else None,
        after_type=after.source_type if after else None,
        limit=min(limit, PAGE_MAX),
        at=clock.now(),
        stale_after=STALE_AFTER_SECONDS,
    )
    return [typed(row) for row in rows]


def count_kits(plants: Sequence[PlantId]) -> dict[PlantId, KitCounts]:
    """Return how many of each plant's active orders are in which state."""
    counted = {row.plant: row for row in sql.once("count_kits", KitCounts, plants=list(plants))}
    return {plant: counted.get(plant) or KitCounts(plant) for plant in plants}


def list_shortages(
    plant: PlantId, *, words: str = "", offset: int = 0, limit: int = 50
) -> list[ShortMaterial]:
    """Return a plant's short materials, those that hit most orders first."""
    # What everybody's desk shows; searches, later pages and exports are few, and may be long.
    ask = sql.all if words or offset or limit > PAGE_MAX else sql.once
    return ask(
        "list_shortages",
        ShortMaterial,
        plant=plant,
        today=people.day_in(plant),
        words=containing(words) if words else None,
        offset=offset,
        limit=min(limit, SHORTAGES_MAX),
    )


def list_holders(plant: PlantId, materials: Sequence[MaterialId]) -> list[Holder]:
    """Return who holds each material, at most `HOLDERS_MAX` each, the largest first."""
    return sql.all(
        "list_holders", Holder, plant=plant, materials=list(materials), holders=HOLDERS_MAX
    )


def list_substitutes(
    plant: PlantId,
    materials: Sequence[MaterialId],
    *,
    source_type: str = "",
    source_id: int | None = None,
) -> list[Substitute]:
    """Return what could stand in for short materials, for everybody or for one source."""
    return sql.all(
        "list_substitutes",
        Substitute,
        plant=plant,
        materials=list(materials),
        today=people.day_in(plant),
        source_type=source_type,
        source_id=source_id,
    )


def list_shortages_of(source_type: str, source_id: int) -> list[KitLine]:
    """Return the lines of one source that have a gap, those first that are short now."""
    return _list_lines(source_type, source_id, short_only=True)


def _list_lines(source_type: str, source_id: int, *, short_only: bool) -> list[KitLine]:
    return sql.all(
        "list_kit_lines",
        KitLine,
        source_type=source_type,
        source_id=source_id,
        short_only=short_only,
        at=clock.now(),
        limit=KIT_LINES_MAX,
    )


def get_kit(source_type: str, source_id: int) -> Kit:
    """Return one source's kit, short lines first; refuse `NOT_FOUND` where it never had demand."""
    verdict = find_verdict(source_type, source_id)
    if verdict is None:
        raise Refusal(NOT_FOUND, source=f"{source_type}:{source_id}")
    lines = _list_lines(source_type, source_id, short_only=False)
    short = [line.material for line in lines if line.gap > 0]
    holders = [h for h in list_holders(verdict.plant, short) if h.source_id != source_id]
    stand_in = list_substitutes(verdict.plant, short, source_type=source_type, source_id=source_id)
    return Kit(verdict, tuple(lines), tuple(holders), tuple(stand_in))

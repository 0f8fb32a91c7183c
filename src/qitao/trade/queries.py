"""Reads and locks of purchasing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId
from qitao.trade.values import (
    PAGE_MAX,
    LineRow,
    PurchaseLineId,
    PurchaseOrderId,
    PurchaseRow,
    PurchaseState,
    ViewTrade,
)

sql = SqlRoom(__package__)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A new order's id and number."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many orders were new, and the ids of those whose head changed."""

    created: int
    touched: list[int] | None


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of an approved order that will still bring something."""

    order: int
    number: str
    line: int
    plant: PlantId
    material: MaterialId
    rest: Decimal
    expected_on: date | None


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """A purchase line as lists show it."""

    id: PurchaseLineId
    order: PurchaseOrderId
    number: str
    plant: int
    partner_code: str
    partner_name: str
    state: str
    ordered_on: date | None
    line: int
    material: int
    material_code: str
    material_name: str
    unit: str
    ordered: Decimal
    received: Decimal
    rejected: Decimal
    stocked: Decimal
    rest: Decimal
    unit_price: Decimal
    expected_on: date | None


def lock_purchase(order: PurchaseOrderId) -> PurchaseRow:
    """Lock one order and return it; refuse `NOT_FOUND`."""
    row = sql.one("lock_purchase", PurchaseRow, order=order)
    return replace(row, state=PurchaseState(row.state))


def lock_line(line: PurchaseLineId) -> LineRow:
    """Lock a line's order and return the line; refuse `NOT_FOUND`."""
    row = sql.one("lock_line", LineRow, line=line)
    return replace(row, state=PurchaseState(row.state))


def list_lines(order: PurchaseOrderId) -> list[LineRow]:
    """Return the lines of an order."""
    return sql.all("list_lines", LineRow, order=order)


def list_open_lines(orders: Sequence[int]) -> list[OpenLine]:
    """Return what approved orders will still bring."""
    return sql.all("list_open_lines", OpenLine, orders=list(orders))


def get_supplier_location(plant: PlantId) -> LocationId:
    """Return the plant's virtual supplier location; refuse `NOT_FOUND`."""
    found = sql.value("find_supplier_location", plant=plant)
    if found is None:
        raise Refusal(NOT_FOUND, plant=plant, kind="supplier")
    return LocationId(found)


def list_purchases(
    actor: Actor,
    *,
    states: tuple[str, ...] | None = None,
    material: int | None = None,
    text: str | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[PurchaseView]:
    """Return a page of purchase lines, newest first, within the plants that the actor may see."""
    plants = actor.plants_of(ViewTrade)
    return sql.all(
        "list_purchases",
        PurchaseView,
        plants=None if plants is None else list(plants),
        states=None if states is None else list(states),
        material=material,
        text=text.strip().upper() if text and text.strip() else None,
        before=after,
        limit=min(limit, PAGE_MAX),
    )

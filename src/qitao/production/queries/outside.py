"""Outsourced operations (外协): what is at which supplier, and when it is expected."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qitao.base.sql import SqlRoom
from qitao.catalog.values import PartnerId
from qitao.production.values import PAGE_MAX, DispatchId, OperationId, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """A dispatch as its verbs see it: `open` of its quantity is still at the supplier."""

    id: DispatchId
    operation: OperationId
    partner: PartnerId
    partner_name: str
    quantity: Decimal
    expected_on: date | None
    back: Decimal
    open: Decimal
    undone: bool


@dataclass(frozen=True, slots=True)
class DispatchView:
    """A dispatch as people see it."""

    id: DispatchId
    operation: OperationId
    sequence: int
    operation_name: str
    operation_name_en: str
    partner: PartnerId
    partner_name: str
    quantity: Decimal
    back: Decimal
    open: Decimal
    expected_on: date | None
    slip: str
    note: str
    happened_at: datetime
    undone: bool


def get_dispatch(dispatch: DispatchId) -> DispatchRow:
    """Return a dispatch; refuse `NOT_FOUND` for none, or for a counter-entry."""
    return sql.one("find_dispatch", DispatchRow, dispatch=dispatch)


@dataclass(frozen=True, slots=True)
class StillOutside:
    """What is at suppliers: how much, of which operation first, at whom, due and sent when."""

    open: Decimal
    partners: list[str]
    due: date | None
    since: datetime
    operation_name: str
    operation_name_en: str


def find_outside(order: WorkOrderId, operation: OperationId | None = None) -> StillOutside | None:
    """Return what of an order, or of one of its operations, is at suppliers; None for nothing."""
    return sql.find("find_outside", StillOutside, order=order, operation=operation)


def list_dispatches(order: WorkOrderId, operation: OperationId | None = None) -> list[DispatchView]:
    """Return what was sent out of an order, the newest first; so many as a page shows."""
    return sql.all(
        "list_dispatches", DispatchView, order=order, operation=operation, limit=PAGE_MAX
    )

"""Finished goods that came into the store, one receipt at a time."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId
from qitao.production.values import PAGE_MAX, ReceiptId, WorkOrderId
from qitao.stock.values import LotId, MovementId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt with the movements that brought the goods in."""

    id: ReceiptId
    order: WorkOrderId
    quantity: Decimal
    location: LocationId
    lot_code: str
    movements: list[MovementId]
    lot: LotId | None


def get_receipt(receipt: ReceiptId) -> ReceiptRow:
    """Return a receipt; refuse `NOT_FOUND` for none, or for a counter-receipt."""
    return sql.one("get_receipt", ReceiptRow, receipt=receipt)


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt as people see it; an undone one has a counter-receipt, which is not shown."""

    id: ReceiptId
    quantity: Decimal
    location_code: str
    lot_code: str
    slip: str
    happened_at: datetime
    undone: bool


def list_receipts(order: WorkOrderId) -> list[ReceiptView]:
    """Return the receipts of an order's finished goods, the newest first."""
    return sql.all("list_receipts", ReceiptView, order=order, limit=PAGE_MAX)

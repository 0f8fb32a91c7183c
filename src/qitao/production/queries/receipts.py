"""Finished goods that came into the store, one receipt at a time."""

from dataclasses import dataclass
from decimal import Decimal

from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId
from qitao.production.values import BUSINESS, ReceiptId, WorkOrderId
from qitao.stock.values import LotId, MovementId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt with the movement that brought the goods in."""

    id: ReceiptId
    order: WorkOrderId
    quantity: Decimal
    location: LocationId
    lot_code: str
    movement: MovementId
    lot: LotId | None


def get_receipt(receipt: ReceiptId) -> ReceiptRow:
    """Return a receipt; refuse `NOT_FOUND` for none, or for a counter-receipt."""
    return sql.one("get_receipt", ReceiptRow, receipt=receipt)


def find_receipt(movement: MovementId) -> ReceiptId | None:
    """Return the receipt that a movement belongs to, if it is one of finished goods."""
    found = sql.value("find_receipt", movement=movement, document_type=BUSINESS)
    return None if found is None else ReceiptId(found)

"""What may be read back of a purchase order: what was asked for, not what came."""

from qitao.base.versions import Part, Record, register
from qitao.trade.models import PurchaseLine, PurchaseOrder
from qitao.trade.values import ViewTrade

register(
    Record(
        "purchase_order",
        ViewTrade,
        (
            Part(PurchaseOrder, vocabulary={"state": "purchase_state"}),
            Part(PurchaseLine, "lines", owner="order_id", label=("line",)),
        ),
    ),
)

"""The verbs of purchasing."""

from qitao.trade.actions.orders import (
    PurchaseMoved,
    PurchasesImported,
    approve_purchase,
    cancel_purchase,
    close_purchase,
    create_purchase,
    import_purchases,
)
from qitao.trade.actions.receipts import (
    LineReceived,
    ReceiptSettled,
    receive_line,
    stock_receipt,
)
from qitao.trade.actions.returns import (
    GoodsReturned,
    ReceiptUndone,
    return_goods,
    undo_receipt,
    undo_return,
)

__all__ = [
    "GoodsReturned",
    "LineReceived",
    "PurchaseMoved",
    "PurchasesImported",
    "ReceiptSettled",
    "ReceiptUndone",
    "approve_purchase",
    "cancel_purchase",
    "close_purchase",
    "create_purchase",
    "import_purchases",
    "receive_line",
    "return_goods",
    "stock_receipt",
    "undo_receipt",
    "undo_return",
]

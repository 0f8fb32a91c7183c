"""The verbs of purchasing."""

from qitao.trade.actions.orders import (
    LinePromised,
    PurchaseMoved,
    PurchasesImported,
    approve_purchase,
    cancel_purchase,
    close_purchase,
    create_purchase,
    import_purchases,
    promise_line,
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
    "LinePromised",
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
    "promise_line",
    "receive_line",
    "return_goods",
    "stock_receipt",
    "undo_receipt",
    "undo_return",
]

"""The verbs of the ledger."""

from qitao.stock.actions.lots import (
    LotCreated,
    LotMoved,
    LotsKept,
    LotSplit,
    create_lot,
    edit_lot,
    ensure_lots,
    get_or_create_lot,
    set_lot_status,
    split_lot,
)
from qitao.stock.actions.moves import (
    Posted,
    PostOutcome,
    adjust_stock,
    post_moves,
    reverse_move,
    reverse_moves,
    transfer_stock,
)
from qitao.stock.actions.periods import PeriodClosed, PeriodOpened, close_period, reopen_period
from qitao.stock.actions.reservations import (
    Released,
    Reserved,
    ReserveShortage,
    release_reservations,
    reserve,
)
from qitao.stock.actions.serials import SerialsCreated, by_piece, create_serials, ensure_serials

__all__ = [
    "LotCreated",
    "LotMoved",
    "LotSplit",
    "LotsKept",
    "PeriodClosed",
    "PeriodOpened",
    "PostOutcome",
    "Posted",
    "Released",
    "ReserveShortage",
    "Reserved",
    "SerialsCreated",
    "adjust_stock",
    "by_piece",
    "close_period",
    "create_lot",
    "create_serials",
    "edit_lot",
    "ensure_lots",
    "ensure_serials",
    "get_or_create_lot",
    "post_moves",
    "release_reservations",
    "reopen_period",
    "reserve",
    "reverse_move",
    "reverse_moves",
    "set_lot_status",
    "split_lot",
    "transfer_stock",
]

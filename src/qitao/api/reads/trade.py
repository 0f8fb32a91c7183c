"""The reads of purchasing: orders, their lines and receipts."""

from collections.abc import Sequence

from qitao.api.reads.history import histories
from qitao.api.reads.read import Read, before, by_actor, plants_of
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.trade import queries
from qitao.trade.values import PAGE_MAX, PurchaseOrderId, PurchaseState, ViewTrade

FLOOR = "trade"


def list_purchases(
    ask: Ask,
    *,
    plants: Sequence[PlantId] | None = None,
    states: tuple[PurchaseState, ...] = (),
    search: str = "",
) -> list[queries.PurchaseListed]:
    """Return purchase orders, the newest first."""
    return queries.list_purchases(
        plants=None if plants is None else list(plants),
        states=states,
        words=search,
        before=before(ask),
        limit=ask.limit,
    )


def list_lines(actor: Actor, order: PurchaseOrderId) -> list[queries.PurchaseLineRow]:
    """Return the lines of a purchase order."""
    return list(_seen(actor, order).lines)


def list_receipts(actor: Actor, order: PurchaseOrderId) -> list[queries.ReceiptListed]:
    """Return the receipts of a purchase order."""
    return list(_seen(actor, order).receipts)


def _seen(actor: Actor, order: PurchaseOrderId) -> queries.Purchase:
    purchase = queries.get_purchase(order)
    actor.check_scope(ViewTrade, plant=purchase.order.plant)
    return purchase


READS = (
    Read(
        FLOOR,
        "purchases",
        ViewTrade,
        queries.PurchaseListed,
        list_purchases,
        sorts=("-id",),
        scope=plants_of(ViewTrade),
        one_way=True,
        limit_max=PAGE_MAX - 1,
    ),
    Read(
        FLOOR, "lines", ViewTrade, queries.PurchaseLineRow, list_lines, sorts=(), scope=by_actor()
    ),
    Read(
        FLOOR,
        "receipts",
        ViewTrade,
        queries.ReceiptListed,
        list_receipts,
        sorts=(),
        scope=by_actor(),
    ),
    *histories(FLOOR, ViewTrade),
)

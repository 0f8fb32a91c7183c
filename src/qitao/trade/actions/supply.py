"""What the kit check must know of purchases, told inside every verb that changes it."""

from collections.abc import Sequence

from qitao.base.actor import Actor
from qitao.kitting import actions as kitting
from qitao.kitting.values import Source, Supply
from qitao.trade import queries
from qitao.trade.values import PURCHASE, PurchaseOrderId


def put_supplies(actor: Actor, orders: Sequence[PurchaseOrderId]) -> None:
    """Tell the kit check what the orders will still bring; nothing unless they are approved."""
    kitting.put_supplies(
        actor=actor,
        sources=tuple(Source(PURCHASE, order) for order in orders),
        supplies=tuple(
            Supply(
                source=Source(PURCHASE, line.order),
                line=line.line,
                label=line.label,
                plant=line.plant,
                material=line.material,
                quantity=line.quantity,
                expected_on=line.expected_on,
            )
            for line in queries.list_open_lines(orders)
        ),
    )

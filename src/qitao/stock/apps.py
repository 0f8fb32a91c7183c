"""The floor `stock`."""

from qitao.base.apps import Floor


class StockFloor(Floor):
    """The ledger: what lies where, how it came there, who holds it."""

    name = "qitao.stock"
    label = "stock"

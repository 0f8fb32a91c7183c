"""The floor `trade`."""

from qitao.base.apps import Floor


class TradeFloor(Floor):
    """What was bought, what has come, what is still to come."""

    name = "qitao.trade"
    label = "trade"

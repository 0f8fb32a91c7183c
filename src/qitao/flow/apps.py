"""The floor's Django app."""

from qitao.base.apps import Floor


class FlowFloor(Floor):
    """The floor `flow`."""

    name = "qitao.flow"
    label = "flow"

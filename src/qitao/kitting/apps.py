"""The floor `kitting`."""

from qitao.base.apps import Floor


class KittingFloor(Floor):
    """Which orders have all their material, and what the others lack."""

    name = "qitao.kitting"
    label = "kitting"

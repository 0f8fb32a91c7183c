"""The floor `quality`."""

from qitao.base.apps import Floor


class QualityFloor(Floor):
    """What is inspected, what came of it, and what was decided."""

    name = "qitao.quality"
    label = "quality"

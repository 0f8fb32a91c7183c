"""The floor `production`."""

from qitao.base.apps import Floor


class ProductionFloor(Floor):
    """Work orders from draft to closed."""

    name = "qitao.production"
    label = "production"

"""The floor `catalog`."""

from qitao.base.apps import Floor


class CatalogFloor(Floor):
    """Master data: what things are, what they are made of, where and how."""

    name = "qitao.catalog"
    label = "catalog"

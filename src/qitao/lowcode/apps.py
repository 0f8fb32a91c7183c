"""The floor `lowcode`."""

from qitao.base.apps import Floor


class LowcodeFloor(Floor):
    """Templates, later fields, forms and views."""

    name = "qitao.lowcode"
    label = "lowcode"

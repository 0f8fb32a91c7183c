"""The floor `watch`."""

from qitao.base.apps import Floor


class WatchFloor(Floor):
    """Notices; later findings and alerts."""

    name = "qitao.watch"
    label = "watch"

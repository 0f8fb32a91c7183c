"""The floor `web`."""

from qitao.base.apps import Floor


class WebFloor(Floor):
    """The pages; it keeps no tables."""

    name = "qitao.web"
    label = "web"

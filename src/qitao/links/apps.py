"""The floor `links`."""

from qitao.base.apps import Floor


class LinksFloor(Floor):
    """What comes from outside and what goes out."""

    name = "qitao.links"
    label = "links"

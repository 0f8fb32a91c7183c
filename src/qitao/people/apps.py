"""The floor `people`."""

from qitao.base.apps import Floor


class PeopleFloor(Floor):
    """Who works here and what they may do."""

    name = "qitao.people"
    label = "people"

"""Whose imports a person may see."""

from qitao.base.ids import UserId
from qitao.links.values import ImportRows
from qitao.web.shell.visit import Visit


def only_own(visit: Visit) -> UserId | None:
    """Return whose imports may be seen: a right with bounds shows the own ones only."""
    return None if visit.actor.plants_of(ImportRows) is None else visit.actor.user

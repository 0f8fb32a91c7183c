"""Which inspections hold orders."""

from collections.abc import Collection

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.quality.values import InspectionId

sql = SqlRoom("qitao.production")
HOLDING_MAX = 2_000
"""So many of the newest inspections that could hold something are looked at."""


def list_holding(plants: Collection[PlantId] | None) -> list[InspectionId]:
    """Return the inspections for which orders of some plants (None: all) stand still."""
    wanted = None if plants is None else list(plants)
    return sql.values("list_holding", plants=wanted, limit=HOLDING_MAX)

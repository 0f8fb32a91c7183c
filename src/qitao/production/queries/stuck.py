"""Why orders stand still, and how many for each cause: what `production_stuck` says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.base.texts import find

sql = SqlRoom("qitao.production")
Stuck = Literal[
    "no_answer",
    "short",
    "failed",
    "refused",
    "inspection",
    "on_hold",
    "no_right",
    "nobody",
    "turn",
]
"""Why an order stands still: what `production_stuck` says."""


@dataclass(frozen=True, slots=True)
class StuckCount:
    """How many orders stand still for one cause, the longest since when; turns by their step."""

    cause: str
    node: str | None
    node_name: str | None
    node_name_en: str | None
    orders: int
    since: datetime


def count_stuck(
    plants: Collection[PlantId] | None, *, work_centre: int | None = None
) -> list[StuckCount]:
    """Return why orders stand still that still pass a place, what holds most of them first."""
    return sql.once(
        "count_stuck",
        StuckCount,
        plants=None if plants is None else list(plants),
        work_centre=work_centre,
    )


def waiting_for(node: str, name: str | None, name_en: str | None, lang: str) -> str:
    """Say what an order waits for; a step of the plant's own process goes by its name there."""
    return find(f"waiting_for.{node}", lang) or (lang == "en" and name_en) or name or node

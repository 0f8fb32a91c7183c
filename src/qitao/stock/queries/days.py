"""How the stock of a material went: its level day by day, read back from what lies there now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationKind, MaterialId

sql = SqlRoom("qitao.stock")
MOVES_READ_MAX = 100_000
"""So many of a material's latest movements are read; what went before is not told."""
VIRTUAL = [str(kind) for kind in LocationKind if kind.is_virtual]


@dataclass(frozen=True, slots=True)
class StockDay:
    """What lay in one kind of place at a day's end, and what the day had brought or taken.

    `day` is None where nothing changed. The levels hold back to `read_to`; None: all the way.
    """

    kind: LocationKind
    day: date | None
    delta: Decimal
    read_to: datetime | None
    quantity: Decimal


def list_stock_days(
    material: MaterialId,
    since: datetime,
    *,
    plants: Collection[PlantId] | None = None,
    limit: int = MOVES_READ_MAX,
) -> list[StockDay]:
    """Return the days since a moment on which a material's stock changed, by kind of place.

    A kind of place that keeps some without a change has one row; one without an account has none.
    """
    return sql.all(
        "list_stock_days",
        StockDay,
        material=material,
        since=since,
        plants=None if plants is None else list(plants),
        virtual=VIRTUAL,
        now=clock.now(),
        limit=min(limit, MOVES_READ_MAX),
    )

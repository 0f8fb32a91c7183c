"""The computation itself: what a few sources or asked-for lines would get."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.catalog.values import MaterialId
from qitao.kitting import rules, values
from qitao.kitting.queries.bounds import PLANT_SETTINGS, bounded
from qitao.kitting.rules import Fingerprint
from qitao.kitting.values import FoundLine, KitState, NetLine, PriorityChange, Source
from qitao.people import queries as people

sql = SqlRoom("qitao.kitting")
EXTRA_FROM = 9 * 10**18
"""Lines that nobody has ordered are ranked behind every source, in the order asked."""
LAST_PRIORITY = 32_767


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that is not demand yet: would there be so much of this?

    A draft's line has its source and its rank; one that nobody has ordered comes after all.
    """

    plant: PlantId
    material: MaterialId
    quantity: Decimal
    source: Source | None = None
    line: int = 0
    priority: int = LAST_PRIORITY
    rank_on: date = date.max


@dataclass(frozen=True, slots=True)
class Change:
    """What another ranking would do to one source."""

    source_type: str
    source_id: int
    label: str
    priority: int
    before: KitState
    after: KitState
    short_before: int
    short_after: int
    coverage_before: date | None
    coverage_after: date | None


def net_few(
    source_type: str, source_ids: Sequence[int], wanted: Sequence[Wanted] = ()
) -> list[NetLine]:
    """Net a few sources, and lines not ordered yet; raise `Unanswered` after `FEW_TIMEOUT_MS`.

    A single source takes a statement of its own: the hot path of gates and of other systems.
    """
    with bounded(values.FEW_TIMEOUT_MS):
        if len(source_ids) == 1 and not wanted:
            found = sql.all(
                "net_one",
                FoundLine,
                source_type=source_type,
                source_id=source_ids[0],
                at=clock.now(),
            )
            return rules.settle(source_type, source_ids[0], found)
        named = list(enumerate(wanted, 1))
        return sql.all(
            "net_few",
            NetLine,
            source_type=source_type,
            source_ids=list(source_ids),
            types=[line.source.type if line.source else "" for line in wanted],
            ids=[line.source.id if line.source else EXTRA_FROM + n for n, line in named],
            lines=[line.line for line in wanted],
            plants=[line.plant for line in wanted],
            priorities=[line.priority for line in wanted],
            ranks=[line.rank_on for line in wanted],
            materials=[line.material for line in wanted],
            quantities=[line.quantity for line in wanted],
            at=clock.now(),
        )


def preview_priorities(plant: PlantId, changes: Sequence[PriorityChange]) -> list[Change]:
    """Return every source of a plant whose answer would change, best rank first; write nothing.

    Raises `Unanswered` after `PLANT_TIMEOUT_MS`.
    """
    today = people.day_in(plant)
    with bounded(values.PLANT_TIMEOUT_MS, **PLANT_SETTINGS):
        rows = sql.all(
            "preview_priorities",
            Change,
            plant=plant,
            today=today,
            types=[change.source.type for change in changes],
            ids=[change.source.id for change in changes],
            priorities=[change.priority for change in changes],
            limit=values.PREVIEW_MAX,
        )
    return [replace(row, before=KitState(row.before), after=KitState(row.after)) for row in rows]


def fingerprint(plant: PlantId) -> Fingerprint:
    """Return what a plant's verdicts rest on, summed up; may raise `Unanswered`."""
    today = people.day_in(plant)
    with bounded(values.PLANT_TIMEOUT_MS, **PLANT_SETTINGS):
        return sql.one("fingerprint", Fingerprint, plant=plant, today=today)

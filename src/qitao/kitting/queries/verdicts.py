"""What is stored: verdicts, policies, who may be locked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.kitting.rules import SweepRow
from qitao.kitting.values import (
    STALE_AFTER_SECONDS,
    Allocation,
    CoveredLine,
    Interception,
    KitState,
    KitVerdict,
    Policy,
    Source,
)

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class LockedSource:
    """A source under its lock."""

    source_id: int
    revision: int


def typed(row: KitVerdict) -> KitVerdict:
    """Give the state its type."""
    return replace(row, state=KitState(row.state))


def list_verdicts(source_type: str, source_ids: Sequence[int]) -> list[KitVerdict]:
    """Return the stored verdicts of the named sources, best rank first."""
    rows = sql.all(
        "list_verdicts",
        KitVerdict,
        source_type=source_type,
        source_ids=list(source_ids),
        at=clock.now(),
        stale_after=STALE_AFTER_SECONDS,
    )
    return [typed(row) for row in rows]


def find_verdict(source_type: str, source_id: int) -> KitVerdict | None:
    """Return the stored verdict of one source, None where it never had demand."""
    rows = list_verdicts(source_type, [source_id])
    return rows[0] if rows else None


def get_policy(plant: PlantId) -> Policy:
    """Return how a plant checks its kits; the usual way where nothing was set."""
    row = sql.find("find_policy", Policy, plant=plant)
    if row is None:
        return Policy(plant)
    return replace(
        row,
        interception=Interception(row.interception),
        allocation=Allocation(row.allocation),
    )


def is_policy_set(plant: PlantId) -> bool:
    """Tell whether somebody has set how a plant checks its kits."""
    return sql.find("find_policy", Policy, plant=plant) is not None


def lock_sources(source_type: str, source_ids: Sequence[int]) -> list[LockedSource]:
    """Lock, in id order, those of the sources that nobody else is changing just now."""
    return sql.all(
        "lock_sources", LockedSource, source_type=source_type, source_ids=list(source_ids)
    )


def list_plants_of(sources: Sequence[Source]) -> list[PlantId]:
    """Return the plants of the named sources."""
    found: list[Any] = sql.values(
        "list_plants_of", types=[s.type for s in sources], ids=[s.id for s in sources]
    )
    return found


def list_plants_kitting() -> list[PlantId]:
    """Return the plants that have sources of demand."""
    found: list[Any] = sql.values("list_plants_kitting")
    return found


def list_covered(sources: Sequence[Source]) -> list[CoveredLine]:
    """Return what the last check gave to the lines of sources, best rank first."""
    return sql.all(
        "list_covered",
        CoveredLine,
        types=[s.type for s in sources],
        ids=[s.id for s in sources],
    )


def find_sweep(plant: PlantId) -> SweepRow | None:
    """Return how far a plant's verdicts have been looked after."""
    return sql.find("find_sweep", SweepRow, plant=plant)

"""New priorities tried before they are saved: the address carries them, the page shows what for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qitao.base.ids import PlantId
from qitao.kitting import queries, rules
from qitao.kitting.queries import Change, Unanswered
from qitao.kitting.values import (
    PRIORITY_FIRST,
    PRIORITY_LAST,
    KitState,
    KitVerdict,
    PriorityChange,
    Source,
)
from qitao.production.values import BUSINESS

MOVES_MAX = 20
"""Orders that are tried at another place at once."""
CHANGES_SHOWN = 50
MOVE = re.compile(r"(\d{1,18}):([1-9])")

Moves = Mapping[int, int]
"""Order → the priority that is tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried, and which orders would then be told otherwise; `cause`: no answer in time."""

    moved: tuple[KitVerdict, ...]
    changes: tuple[Change, ...] = ()
    cause: str = ""

    @property
    def text(self) -> str:
        """Return the moves as the address carries them."""
        return write({each.source_id: each.priority for each in self.moved})

    @property
    def short(self) -> int:
        """Return how many orders would lack something that they do not lack now."""
        return sum(c.short_after > c.short_before for c in self.changes)

    @property
    def complete(self) -> int:
        """Return how many orders would become complete."""
        return sum(c.after is KitState.COMPLETE for c in self.changes)

    @property
    def by_order(self) -> dict[int, Change]:
        """Return the changes of orders by their id."""
        return {c.source_id: c for c in self.changes if c.source_type == BUSINESS}


def read(text: str) -> dict[int, int]:
    """Read moves as the address carries them: `12:1,15:2`; what cannot be read is left out."""
    found = [MOVE.fullmatch(part) for part in text.split(",")[:MOVES_MAX]]
    return {int(each[1]): int(each[2]) for each in found if each}


def write(moves: Moves) -> str:
    """Write moves for the address."""
    return ",".join(f"{order}:{priority}" for order, priority in moves.items())


def try_out(plant: PlantId, moves: Moves) -> Trial | None:
    """Compute what other priorities would do in a plant, without saving; None where none is."""
    if not moves:
        return None
    stored = queries.list_verdicts(BUSINESS, list(moves))
    moved = tuple(
        replace(each, priority=moves[each.source_id])
        for each in sorted(stored, key=lambda each: list(moves).index(each.source_id))
        if each.plant == plant and each.active and each.priority != moves[each.source_id]
    )
    if not moved:
        return None
    try:
        changes = queries.preview_priorities(
            plant, [PriorityChange(each.source, each.priority) for each in moved]
        )
    except Unanswered as fault:
        return Trial(moved, cause=fault.cause)
    return Trial(moved, tuple(changes))


def placed(
    stored: Sequence[KitVerdict], trial: Trial | None, *, words: str, after: KitVerdict | None
) -> list[KitVerdict]:
    """Return the queue, behind `after`, with the moved orders at their new places."""
    if trial is None:
        return list(stored)
    ids = {each.source for each in trial.moved}
    found = [
        each
        for each in trial.moved
        if words.lower() in each.label.lower()
        and (after is None or rules.rank(each) > rules.rank(after))
    ]
    return sorted([each for each in stored if each.source not in ids] + found, key=rules.rank)


def moved_to(moves: Moves, order: int, *, before: int, behind: int, to: int) -> dict[int, int]:
    """Return the moves with one order more: before or behind another one, or to a priority.

    An order that is back where it was is no move any more.
    """
    wanted = [Source(BUSINESS, each) for each in (order, before, behind) if each]
    stored = {v.source_id: v for v in queries.list_verdicts(BUSINESS, [s.id for s in wanted])}
    own = stored.get(order)
    if own is None:
        return dict(moves)
    now = {key: replace(v, priority=moves.get(key, v.priority)) for key, v in stored.items()}
    priority = to or now[order].priority
    if before in now:
        priority = rules.priority_before(now[order], now[before])
    elif behind in now:
        priority = rules.priority_behind(now[order], now[behind])
    priority = min(max(priority, PRIORITY_FIRST), PRIORITY_LAST)
    others = {key: value for key, value in moves.items() if key != order}
    return others if priority == own.priority else others | {order: priority}

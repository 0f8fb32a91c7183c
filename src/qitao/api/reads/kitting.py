"""The reads of the kit check: verdicts by rank, short materials, one kit's lines."""

from typing import Any, cast

from qitao.api.reads.history import histories
from qitao.api.reads.read import Read, by_actor
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.kitting import queries
from qitao.kitting.queries import lists
from qitao.kitting.values import PAGE_MAX, KitState, KitVerdict, ViewKits

FLOOR = "kitting"
RANK = ("priority", "due_on", "source_id", "source_type")


class _Place:
    """Where a list by rank goes on: only what the query reads of the last verdict."""

    def __init__(self, marks: tuple[Any, ...]) -> None:
        self.priority, self.due_on, self.source_id, self.source_type = marks


def list_kits(
    ask: Ask,
    *,
    actor: Actor,
    plant: PlantId,
    states: tuple[KitState, ...] = (),
    source_types: tuple[str, ...] = (),
    search: str = "",
) -> list[KitVerdict]:
    """Return a plant's orders by rank, each with the verdict of the last kit check."""
    actor.check_scope(ViewKits, plant=plant)
    marks = cast("tuple[Any, ...] | None", ask.after)
    after = cast("KitVerdict", _Place(marks)) if marks else None
    return lists.list_kits(
        plant,
        states=states,
        source_types=source_types,
        words=search,
        after=after,
        limit=ask.limit,
    )


def list_shortages(
    actor: Actor, plant: PlantId, search: str = "", offset: int = 0
) -> list[lists.ShortMaterial]:
    """Return a plant's short materials, those that hit most orders first."""
    actor.check_scope(ViewKits, plant=plant)
    return lists.list_shortages(plant, words=search, offset=offset)


def list_lines(actor: Actor, source_type: str, source_id: int) -> list[lists.KitLine]:
    """Return every line of one order's kit, short ones first."""
    verdict = queries.find_verdict(source_type, source_id)
    if verdict is None:
        raise Refusal(NOT_FOUND, source=f"{source_type}:{source_id}")
    actor.check_scope(ViewKits, plant=verdict.plant)
    return list(lists.get_kit(source_type, source_id).lines)


READS = (
    Read(
        FLOOR,
        "kits",
        ViewKits,
        KitVerdict,
        list_kits,
        sorts=("priority",),
        scope=by_actor(),
        one_way=True,
        limit_max=PAGE_MAX - 1,
        marks=RANK,
    ),
    Read(
        FLOOR,
        "shortages",
        ViewKits,
        lists.ShortMaterial,
        list_shortages,
        sorts=(),
        scope=by_actor(),
    ),
    Read(FLOOR, "lines", ViewKits, lists.KitLine, list_lines, sorts=(), scope=by_actor()),
    *histories(FLOOR, ViewKits),
)

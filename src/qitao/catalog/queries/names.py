"""Names that few words tell apart (work centres, operations): found by letters as they are read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qitao.base.ids import PlantId
from qitao.base.pinyin import search_key
from qitao.base.sql import SqlRoom
from qitao.catalog.values import PAGE_MAX, WorkCentreId

sql = SqlRoom("qitao.catalog")
NAMES_MAX = 2_000
"""Work centres, and different names of operations, that are looked through."""


@dataclass(frozen=True, slots=True)
class CentreHit:
    """A work centre that a typed word may mean."""

    id: WorkCentreId
    code: str
    name: str
    name_en: str
    plant: str
    plant_en: str


@dataclass(frozen=True, slots=True)
class OperationHit:
    """The name of operations that a typed word may mean; `name` is what routings are found by."""

    name: str
    name_en: str


def find_work_centres(
    search: str, *, plants: Collection[PlantId] | None = None, limit: int = PAGE_MAX
) -> list[CentreHit]:
    """Return the work centres in use that a typed word may mean, the likeliest first."""
    words = search.lower().split()
    rows = sql.all("list_centre_names", CentreHit, plants=_ids(plants), limit=NAMES_MAX)
    ranked = [(_rank(words, row.code, row.name, row.name_en), row.code, row) for row in rows]
    return [row for rank, _, row in sorted(ranked, key=lambda each: each[:2]) if rank][:limit]


def find_operations(
    search: str, *, plants: Collection[PlantId] | None = None, limit: int = PAGE_MAX
) -> list[OperationHit]:
    """Return the names of operations that a typed word may mean; those of `plants` alone."""
    words = search.lower().split()
    rows = sql.all("list_operation_names", OperationHit, limit=NAMES_MAX)
    ranked = sorted(
        (_rank(words, "", row.name, row.name_en), row.name, row.name_en) for row in rows
    )
    found = [OperationHit(name, name_en) for rank, name, name_en in ranked if rank]
    if plants is not None:
        names = [row.name for row in found]
        within = set(sql.values("list_names_within", names=names, plants=list(plants)))
        found = [row for row in found if row.name in within]
    return found[:limit]


def _rank(words: Iterable[str], code: str, name: str, name_en: str) -> int:
    """Return how likely the words mean this, 1 the likeliest; 0 where one is not in it."""
    typed = list(words)
    letters = search_key(name)
    text = f"{code} {name} {name_en} {letters}".lower()
    if not typed or not all(word in text for word in typed):
        return 0
    first = typed[0]
    called = (code.lower(), name.lower(), name_en.lower())
    if first in called:
        return 1
    if any(each.startswith(first) for each in called):
        return 2
    return 3 if f" {letters}".find(f" {first}") >= 0 else 4


def _ids(ids: Collection[PlantId] | None) -> list[PlantId] | None:
    return None if ids is None else list(ids)

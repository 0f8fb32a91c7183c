"""Rows that lie within each other: parents are written first, circles are refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from qitao.base.refusal import Refusal
from qitao.catalog import queries, rules
from qitao.catalog.actions import saving
from qitao.catalog.actions.saving import Book
from qitao.catalog.values import TREE_CYCLE
from qitao.catalog.values.faults import NOTHING_SAVED, Saved

Place = tuple[str, str]


def save(book: Book, rows: Sequence[Any], parents: Mapping[Place, str | None]) -> Saved:
    """Save rows of a tree; `parents` names the code above each (plant, code)."""
    if any(parents.values()):
        saving.sql.run("lock_trees")
    saving.check(book, rows)
    waves = _waves(book, parents)
    by_place = dict(zip(parents, rows, strict=True))
    saved = NOTHING_SAVED
    for wave in waves:
        saved += saving.write(book, [by_place[place] for place in wave])
    return saved


def _waves(book: Book, parents: Mapping[Place, str | None]) -> list[list[Place]]:
    named = [parent for parent in parents.values() if parent is not None]
    lookup = "locations" if book.noun == "location" else "groups"
    above = queries.list_above(**{lookup: named}) if named else []
    waves, circle = rules.order_by_parent(
        {place: None if up is None else (place[0], up) for place, up in parents.items()},
        {(row.plant, row.code): (row.plant, row.parent) for row in above},
    )
    if circle:
        codes = [code for _, code in circle]
        raise Refusal(TREE_CYCLE, noun=book.noun, cycle=" → ".join(codes), codes=codes)
    return waves

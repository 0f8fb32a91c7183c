"""Units in rows: people write what a unit is called, not its code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qitao.catalog.rules import shape_of
from qitao.links.values.imports import RowFault
from qitao.links.values.nouns import Noun

AMBIGUOUS = "UNIT_AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class CalledUnit:
    """A unit with what it is called."""

    code: str
    name: str
    name_en: str
    active: bool


def unit_fields(noun: Noun) -> tuple[str, ...]:
    """Return the fields of a noun's rows that name a unit."""
    return tuple(each.field for each in shape_of(noun.row).references if each.noun == "unit")


def words_of(rows: Iterable[dict[str, Any]], fields: Sequence[str]) -> set[str]:
    """Return what stands for units in rows, folded as it is compared."""
    return {_folded(row[name]) for row in rows for name in fields if row.get(name)}


def meant(word: str, units: Sequence[CalledUnit]) -> tuple[str, ...]:
    """Return the codes that a word may mean: a code before any name, one in use before others."""
    if any(unit.code == word for unit in units):
        return (word,)
    folded = _folded(word)
    called = [each for each in units if folded in map(_folded, (each.name, each.name_en))]
    found = [each for each in units if _folded(each.code) == folded] or called
    return tuple(each.code for each in [each for each in found if each.active] or found)


def put_codes(
    rows: Sequence[dict[str, Any]], fields: Sequence[str], units: Sequence[CalledUnit], place: int
) -> list[RowFault]:
    """Write the codes of units where their names stand; return a fault where one may mean several.

    What no unit is called stays: the floor that saves the row says so.
    """
    faults = []
    known: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(rows):
        for name in fields:
            word = row.get(name)
            if not word:
                continue
            if word not in known:
                known[word] = meant(word, units)
            codes = known[word]
            if len(codes) == 1:
                row[name] = codes[0]
            elif codes:
                evidence = {"value": word, "names": list(codes)}
                faults.append(RowFault(place, number, name, AMBIGUOUS, word, evidence))
    return faults


def _folded(word: str) -> str:
    return word.strip().lower()

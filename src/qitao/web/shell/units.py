"""Units of measure in the visitor's language; rows name them by code, or by their Chinese name."""

from functools import lru_cache

from qitao.base import clock
from qitao.base.paging import Ask
from qitao.catalog import queries

KEPT_SECONDS = 5
EVERY = Ask(limit=500)


def word(unit: str, lang: str) -> str:
    """Return how people call a unit; one that nobody knows stays itself."""
    if not unit:
        return ""
    return _words(int(clock.now().timestamp()) // KEPT_SECONDS).get((unit, lang), unit)


@lru_cache(maxsize=1)
def _words(_period: int) -> dict[tuple[str, str], str]:
    """Return the words of all units, read anew every few seconds."""
    words: dict[tuple[str, str], str] = {}
    for unit in queries.list_units(EVERY):
        for named in (unit.name, unit.code):
            words[named, "zh"] = unit.name
            words[named, "en"] = unit.name_en or unit.code
    return words

"""Files that carry our own names: `material.csv` or 物料, with our columns, need no mapping."""

from collections.abc import Iterator, Sequence
from functools import cache

from qitao.base.texts import LANGS
from qitao.links.rules.rows import fields_of
from qitao.links.rules.words import name_of, title_of
from qitao.links.values.mapping import Cell, Mapping, MappingFault, Source, Step
from qitao.links.values.nouns import NOUNS

FORMER = {"图片": "image"}
"""Titles that columns had once: sheets that were exported then still come in."""


@cache
def nouns_by_name() -> dict[str, str]:
    """Return the noun that a file or sheet may be named after, in either language."""
    names: dict[str, str] = {}
    for noun in NOUNS:
        for name in (noun, *(name_of(noun, lang) for lang in LANGS)):
            names.setdefault(name.lower(), noun)
    return names


def fields_by_name(noun: str) -> dict[str, str]:
    """Return the field that a column may be named after, in either language."""
    names: dict[str, str] = {}
    for field in fields_of(NOUNS[noun].row):
        for name in (field, *(title_of(noun, field, lang) for lang in LANGS)):
            names.setdefault(name.lower(), field)
    for title, field in FORMER.items():
        if field in names:
            names.setdefault(title, field)
    return names


def _stem(source: Source, shown: str) -> str:
    name = source.sheet or source.file or shown
    return name.rsplit(".", 1)[0] if not source.sheet else name


def _incoming() -> list[str]:
    return [name for name, noun in NOUNS.items() if noun.comes_in]


def native_mapping(
    tables: Sequence[tuple[Source, str, tuple[str, ...]]],
) -> tuple[Mapping, list[MappingFault]]:
    """Return steps for tables (source, name, columns) named as we name them, in our order."""
    faults: list[MappingFault] = []
    steps = [step for table in tables for step in _step(*table, faults)]
    order = list(NOUNS)
    steps.sort(key=lambda step: order.index(step.noun))
    if not steps and not faults:
        faults.append(MappingFault(0, "", "NO_TABLES_OF_OURS", {"nouns": _incoming()}))
    return Mapping({"zh": "", "en": ""}, tuple(steps)), faults


def _step(
    source: Source, shown: str, columns: tuple[str, ...], faults: list[MappingFault]
) -> Iterator[Step]:
    stem = _stem(source, shown)
    noun = nouns_by_name().get(stem.strip().lower())
    if noun is None:
        unknown = {"value": stem, "nouns": _incoming()}
        faults.append(MappingFault(0, shown, "TABLE_UNKNOWN", unknown))
        return
    if not NOUNS[noun].comes_in:
        return
    names = fields_by_name(noun)
    cells = {}
    for column in columns:
        field = names.get(column.strip().lower())
        if field is None:
            evidence = {
                "value": column,
                "noun": noun,
                "fields": list(fields_of(NOUNS[noun].row)),
            }
            faults.append(MappingFault(0, shown, "COLUMN_UNKNOWN", evidence))
        else:
            cells[field] = Cell(column=column)
    yield Step(noun, cells, source)

"""Rows out of the house: CSV folders and workbooks that import again unchanged."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.conf import settings

from qitao.base.actor import Actor
from qitao.base.ids import PlantId, noun_of
from qitao.base.refusal import Refusal
from qitao.base.texts import find
from qitao.links.queries.known import find_plants
from qitao.links.queries.stored import stream_rows
from qitao.links.rules.cells import key_in_texts
from qitao.links.rules.formulas import guarded
from qitao.links.rules.rows import fields_of
from qitao.links.rules.words import name_of, title_of
from qitao.links.values import SHEET_FULL, ExportRows
from qitao.links.values.nouns import NOUNS, Noun

SHEET_ROWS_MAX = 1_048_575
SHEET_NAME_MAX = 31
IN_ROWS = {"constant_memory": True}
DIGITS_EXACT = 15
"""A spreadsheet keeps so many digits of a number; longer ones go out as text."""
Tell = Callable[[str, int], None]


def export_rows(actor: Actor, noun: Noun) -> Iterator[Any]:
    """Yield the rows of a noun that the actor may take out: of the plants where he may see them.

    Refuses `PERMISSION_MISSING`, and `OUT_OF_SCOPE` to a right with bounds for rows of all plants.
    """
    needed = (ExportRows, noun.view)
    for permission in needed:
        actor.check(permission)
    bounded = [permission for permission in needed if actor.plants_of(permission) is not None]
    if bounded and "plant" not in fields_of(noun.row):
        actor.check_everywhere(bounded[0])
    known: dict[str, PlantId] = {}
    for row in stream_rows(noun):
        if bounded and row.plant is None:
            continue  # it holds at all plants
        if bounded and row.plant not in known:
            known.update(find_plants([row.plant]))
        if all(actor.may(permission, plant=known[row.plant]) for permission in bounded):
            yield row


def may_export(actor: Actor, noun: Noun) -> bool:
    """Tell whether `export_rows` would give the actor any rows of a noun."""
    everywhere = "plant" in fields_of(noun.row)
    may = actor.may if everywhere else actor.reaches
    return all(may(permission) for permission in (ExportRows, noun.view))


def titles_of(noun: Noun, lang: str | None) -> list[str]:
    """Return the head of a noun's sheet: titles in a language, or (None) the fields' own names."""
    fields = list(fields_of(noun.row))
    return fields if lang is None else [title_of(noun.name, field, lang) for field in fields]


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """Give a place to write to; only what is written whole becomes the file."""
    begun = file.with_name(f".{file.name}.new")
    try:
        yield begun
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)


def write_csv(
    actor: Actor, folder: Path, nouns: Sequence[str], *, lang: str | None, tell: Tell
) -> list[Path]:
    """Write one CSV file per noun (UTF-8 with a mark, so that Excel reads Chinese).

    No text turns into a formula. A single noun may be given the name of its file.
    """
    alone = len(nouns) == 1 and folder.suffix.lower() == ".csv"
    (folder.parent if alone else folder).mkdir(parents=True, exist_ok=True)
    written = []
    for name in nouns:
        noun = NOUNS[name]
        title = name if lang is None else name_of(name, lang)
        file = folder if alone else folder / f"{title}.csv"
        with _whole(file) as begun, begun.open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(map(guarded, titles_of(noun, lang)))
            for count, row in enumerate(export_rows(actor, noun), 1):
                writer.writerow(map(guarded, words_of_row(noun, row, lang)))
                tell(name, count)
        written.append(file)
    return written


def write_xlsx(
    actor: Actor, file: Path, nouns: Sequence[str], *, lang: str | None, tell: Tell
) -> list[Path]:
    """Write one workbook with a sheet per noun, row by row in constant memory.

    Refuses `SHEET_FULL` where a noun has more rows than a sheet can hold; then no file is written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with _whole(file) as begun, xlsxwriter.Workbook(str(begun), IN_ROWS) as book:
        head = book.add_format({"bold": True, "bg_color": "#E7EDF5", "bottom": 1})
        for name in nouns:
            noun = NOUNS[name]
            title = name if lang is None else name_of(name, lang)
            sheet = book.add_worksheet(title[:SHEET_NAME_MAX])
            sheet.freeze_panes(1, 0)
            titles = titles_of(noun, lang)
            for place, words in enumerate(titles):
                sheet.set_column(place, place, max(10, min(40, len(words) * 2 + 2)))
                sheet.write_string(0, place, words, head)
            for count, row in enumerate(export_rows(actor, noun), 1):
                if count > SHEET_ROWS_MAX:
                    raise Refusal(SHEET_FULL, noun=title, limit=SHEET_ROWS_MAX)
                _write_row(sheet, count, row, noun, lang)
                tell(name, count)
    return [file]


def _write_row(sheet: Any, count: int, row: Any, noun: Noun, lang: str | None) -> None:
    for place, (name, words) in enumerate(
        zip(fields_of(noun.row), words_of_row(noun, row, lang), strict=True)
    ):
        value = getattr(row, name)
        number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        if number and len(words.strip("-0.").replace(".", "")) <= DIGITS_EXACT:
            sheet.write_number(count, place, float(value))
        elif words:
            sheet.write_string(count, place, words)


def words_of_row(noun: Noun, row: Any, lang: str | None) -> list[str]:
    """Return a row's cells as text: in a language's words, or plain codes."""
    return [_words(getattr(row, name), lang) for name in fields_of(noun.row)]


def _words(value: Any, lang: str | None) -> str:
    if value is None:
        return ""
    match value:
        case bool():
            return _yes_or_no(value, lang)
        case Decimal():
            return _plain(value)
        case StrEnum():
            key = key_in_texts(noun_of(type(value)), value, lang) if lang else None
            return (find(key, lang) if key and lang else None) or str(value)
        case datetime():
            return value.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _yes_or_no(value: bool, lang: str | None) -> str:
    if lang == "zh":
        return "是" if value else "否"
    if lang == "en":
        return "yes" if value else "no"
    return "true" if value else "false"


def _plain(value: Decimal) -> str:
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words

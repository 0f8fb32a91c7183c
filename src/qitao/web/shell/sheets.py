"""Rows as an Excel sheet that opens well: heads frozen, columns wide enough, numbers as numbers."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from qitao.base import clock

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH_MAX = 48
WIDTH_SAMPLE = 200


def answer(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> HttpResponse:
    """Return a download of one sheet."""
    return download(title, workbook(title, heads, rows))


def download(title: str, content: bytes) -> HttpResponse:
    """Return a workbook as a download that carries its title and the day."""
    response = HttpResponse(content, content_type=MIME)
    name = quote(f"{title}-{clock.now():%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Write one sheet; text that looks like a formula stays text."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True, "bottom": 1})
    formats: dict[type[date], Any] = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.write_row(0, 0, heads, bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, formats)
    for place, head in enumerate(heads):
        sheet.set_column(place, place, _width(head, [row[place] for row in rows[:WIDTH_SAMPLE]]))
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, number: int, place: int, value: Any, formats: dict[type[date], Any]) -> None:
    match value:
        case None | "":
            return
        case datetime() | date():
            sheet.write_datetime(number, place, value, formats[type(value)])
        case bool():
            sheet.write_boolean(number, place, value)
        case Decimal() | int() | float():
            sheet.write_number(number, place, value)
        case _:
            sheet.write_string(number, place, str(getattr(value, "value", value)))


def _width(head: str, values: Sequence[Any]) -> int:
    shown = [str(value) for value in (head, *values) if value is not None]
    longest = max(map(_breadth, shown))
    return min(longest + 2, WIDTH_MAX)


def _breadth(text: str) -> int:
    return sum(2 if char > "⺀" else 1 for char in text)


def _sheet_name(title: str) -> str:
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31] or "1"

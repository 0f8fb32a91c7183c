"""Rows as a file: an Excel sheet that opens well (heads frozen, columns wide enough, numbers as
numbers), or CSV that Excel reads as UTF-8."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from qitao.base import clock
from qitao.links.rules.formulas import guarded

XLSX, CSV = "xlsx", "csv"
FORMATS = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
WIDTH_MAX = 48
WIDTH_SAMPLE = 200


def answer(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], kind: str = XLSX
) -> HttpResponse:
    """Return a download of one sheet, or of a CSV file."""
    content = comma_separated(heads, rows) if kind == CSV else workbook(title, heads, rows)
    return download(title, content, kind)


def download(title: str, content: bytes, kind: str = XLSX) -> HttpResponse:
    """Return a file as a download that carries its title and the day."""
    response = HttpResponse(content, content_type=FORMATS[kind])
    name = quote(f"{title}-{clock.now():%Y%m%d}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def comma_separated(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Write CSV in UTF-8 with a mark, so that Excel reads Chinese; no text turns into a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(map(guarded, heads))
    writer.writerows([_plain(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case Decimal():
            return f"{value.normalize():f}"
        case date() | bool() | int() | float():
            return str(value)
    return guarded(str(getattr(value, "value", value)))


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

"""Reading tables from a folder of CSV files, one CSV file or a workbook."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.links.rules.formulas import unguarded
from qitao.links.rules.tables import Table
from qitao.links.values import ROWS_MAX, SOURCE_UNREADABLE
from qitao.links.values.mapping import Source

TEXTS = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", ";", "\t", "|")
PEEK_ROWS = 20
PEEK_BYTES = 256 * 1024
FILE_BYTES_MAX = 500 * 1024 * 1024


@dataclass(slots=True)
class Folder:
    """What was given: a folder, or one file; tables are read once."""

    path: Path
    _books: dict[Path, CalamineWorkbook] = field(default_factory=dict)
    _tables: dict[Source, Table | None] = field(default_factory=dict)

    def open_table(self, source: Source) -> Table | None:
        """Return a table, None where there is none; refuses `SOURCE_UNREADABLE`."""
        if source not in self._tables:
            self._tables[source] = self._read(source)
        return self._tables[source]

    def peek(self, source: Source) -> list[list[str | None]]:
        """Return the first rows of a table as they stand; refuses `SOURCE_UNREADABLE`."""
        file = self._find(source.file)
        if file is None:
            return []
        _check_size(file)
        if file.suffix.lower() in BOOKS:
            return self._cells(file, source, PEEK_ROWS) or []
        return [row for _, row in islice(_records(file, PEEK_BYTES), PEEK_ROWS)]

    def list_sources(self) -> Iterator[Source]:
        """Yield every table there is: each CSV file, each sheet."""
        for file in self._files():
            name = "" if file == self.path else file.name
            if file.suffix.lower() in BOOKS:
                yield from (Source(name, sheet) for sheet in self._book(file).sheet_names)
            else:
                yield Source(name)

    def _files(self) -> list[Path]:
        if self.path.is_file():
            return [self.path]
        kinds = TEXTS + BOOKS
        return sorted(one for one in self.path.iterdir() if one.suffix.lower() in kinds)

    def _find(self, name: str) -> Path | None:
        """Return the file of a name within the given folder (never outside it)."""
        if not name:
            return self.path if self.path.is_file() else None
        if self.path.is_file():
            return self.path if self.path.name == name else None
        file = (self.path / name).resolve()
        inside = file.is_relative_to(self.path.resolve())
        return file if inside and file.is_file() else None

    def _read(self, source: Source) -> Table | None:
        file = self._find(source.file)
        if file is None:
            return None
        _check_size(file)
        if file.suffix.lower() in BOOKS:
            return self._sheet(file, source)
        return table_of(file.name, list(_records(file)), source.header)

    def _book(self, file: Path) -> CalamineWorkbook:
        if file not in self._books:
            try:
                self._books[file] = CalamineWorkbook.from_path(str(file))
            except (CalamineError, OSError) as error:
                raise Refusal(SOURCE_UNREADABLE, file=file.name, detail=str(error)) from error
        return self._books[file]

    def _sheet(self, file: Path, source: Source) -> Table | None:
        cells = self._cells(file, source)
        if cells is None:
            return None
        several = len(self._book(file).sheet_names) > 1
        name = source.sheet or self._book(file).sheet_names[0]
        shown = f"{file.name} › {name}" if several else file.name
        return table_of(shown, list(enumerate(cells, 1)), source.header)

    def _cells(
        self, file: Path, source: Source, limit: int | None = None
    ) -> list[list[str | None]] | None:
        book = self._book(file)
        name = source.sheet or book.sheet_names[0]
        if name not in book.sheet_names:
            return None
        sheet = book.get_sheet_by_name(name)
        cells = sheet.to_python(skip_empty_area=False, nrows=limit)
        return [[_text(cell) for cell in row] for row in cells]


def _check_size(file: Path) -> None:
    if file.stat().st_size > FILE_BYTES_MAX:
        raise Refusal(SOURCE_UNREADABLE, file=file.name, detail=f"> {FILE_BYTES_MAX >> 20} MB")


def _records(file: Path, most: int = -1) -> Iterator[tuple[int, list[str | None]]]:
    """Yield a CSV file's records, each with the line on which it begins; `most` cuts its bytes."""
    text = _decoded(file, most)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(file, text))
    before = 0
    try:
        for count, row in enumerate(reader, 1):
            yield before + 1, [unguarded(cell) for cell in row]
            before = reader.line_num
            if count > ROWS_MAX:
                raise Refusal(TOO_MANY, limit=ROWS_MAX, count=count)
    except csv.Error as error:
        detail = f"{reader.line_num}: {error}"
        raise Refusal(SOURCE_UNREADABLE, file=file.name, detail=detail) from error


def _decoded(file: Path, most: int) -> str:
    """Read UTF-8, else GB 18030: what Chinese spreadsheets save."""
    with file.open("rb") as opened:
        raw = opened.read(most)
        if len(raw) == most:
            raw += opened.readline()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw[: len(raw) // 2 * 2].decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(SOURCE_UNREADABLE, file=file.name, detail="UTF-8, GB 18030")


def _delimiter(file: Path, text: str) -> str:
    if file.suffix.lower() == ".tsv":
        return "\t"
    head = text.split("\n", 1)[0]
    return max(DELIMITERS, key=head.count)


def table_of(name: str, numbered: Sequence[tuple[int, list[str | None]]], header: int) -> Table:
    """Cut the head off; blank rows and nameless columns carry nothing."""
    heads = next((row for _, row in numbered[header - 1 : header]), [])
    named = [(place, (head or "").strip()) for place, head in enumerate(heads)]
    kept = [(place, head) for place, head in named if head]
    rows, lines = [], []
    for line, row in numbered[header:]:
        cells = tuple(row[place] if place < len(row) else None for place, _ in kept)
        if any(cell is not None and cell.strip() for cell in cells):
            rows.append(cells)
            lines.append(line)
    return Table(name, tuple(head for _, head in kept), rows, lines)


def _text(cell: Any) -> str | None:
    """Write a spreadsheet's cell as a CSV file would: 15 digits, as the sheet shows them."""
    if cell is None or cell == "":
        return None
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell)

"""A mapping applied to tables: rows of a source become rows of a noun, still as text."""

import dataclasses
import string
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from qitao.links.values.imports import Batch
from qitao.links.values.mapping import Cell, Lookup, Rank, Source, Step, Where
from qitao.links.values.mapping import Mapping as ImportMapping

Texts: TypeAlias = Sequence[str | None]
LINE = "line"
"""In templates, the number of the row in its file."""
NTH = "nth"
"""In templates, how many rows so far have the same text around it: 1, 2, 3."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: names of its columns, rows of text, the line of each row."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Texts]
    lines: Sequence[int]


@dataclass(frozen=True, slots=True)
class TableFault:
    """A mapping that does not fit a table: which step, which field, which column."""

    line: int
    noun: str
    field: str
    code: str
    evidence: dict[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellFault:
    """A value that the mapping does not know: its place in the batch."""

    row: int
    field: str
    code: str
    value: str


@dataclass(slots=True)
class Mapped:
    """A batch as text, where each of its rows stands in the file, and what went wrong."""

    step: Step
    table: str
    batch: Batch
    lines: list[int]
    left_out: int
    faults: list[CellFault]


Make: TypeAlias = Callable[[Texts, int], tuple[str | None, bool]]


class Mapper:
    """Applies steps to tables that `open_table` finds (None: there is no such table)."""

    def __init__(
        self, mapping: ImportMapping, open_table: Callable[[Source], Table | None]
    ) -> None:
        self.mapping = mapping
        self.open_table = open_table
        self.faults: list[TableFault] = []
        self._lookups: dict[Lookup, dict[str, str | None]] = {}

    def apply(self, step: Step) -> Mapped | None:
        """Return the step's rows; None where the mapping does not fit (see `faults`)."""
        table = self._inline(step) if step.inline is not None else self._open(step, step.source)
        if table is None:
            return None
        before = len(self.faults)
        cells = step.columns or {name: Cell(column=name) for name in table.columns}
        makers = [(name, self._maker(step, table, name, cell)) for name, cell in cells.items()]
        keep = self._filter(step, table)
        if len(self.faults) > before:
            return None
        return self._run(step, table, makers, keep)

    def _run(
        self,
        step: Step,
        table: Table,
        makers: Sequence[tuple[str, Make]],
        keep: Callable[[Texts], bool],
    ) -> Mapped:
        columns = tuple(name for name, _ in makers)
        unique = [columns.index(name) for name in step.distinct]
        seen: set[tuple[str | None, ...]] = set()
        rows: list[tuple[str | None, ...]] = []
        mapped = Mapped(step, table.name, Batch(step.noun, columns, (), step.only_new), [], 0, [])
        for texts, line in zip(table.rows, table.lines, strict=True):
            if not keep(texts):
                mapped.left_out += 1
                continue
            made, faults = self._row(makers, texts, line, len(rows))
            key = tuple(made[place] for place in unique)
            if unique and key in seen:
                mapped.left_out += 1
                continue
            seen.add(key)
            rows.append(made)
            mapped.lines.append(line)
            mapped.faults += faults
        mapped.batch = Batch(step.noun, columns, tuple(rows), step.only_new)
        return mapped

    @staticmethod
    def _row(
        makers: Sequence[tuple[str, Make]], texts: Texts, line: int, number: int
    ) -> tuple[tuple[str | None, ...], list[CellFault]]:
        made: list[str | None] = []
        faults = []
        for name, make in makers:
            value, known = make(texts, line)
            made.append(value if known else None)
            if not known:
                faults.append(CellFault(number, name, "NOT_IN_MAPPING", value or ""))
        return tuple(made), faults

    def _inline(self, step: Step) -> Table:
        rows = step.inline or ()
        columns = tuple(dict.fromkeys(name for row in rows for name in row))
        texts = [tuple(self._filled(row.get(name)) for name in columns) for row in rows]
        return Table("", columns, texts, [step.line] * len(rows))

    def _filled(self, text: str | None) -> str | None:
        if text is None or text in self.mapping.empty:
            return None
        return string.Template(text).safe_substitute(self.mapping.parameters)

    def _open(self, step: Step, source: Source, name: str = "") -> Table | None:
        table = self.open_table(source)
        if table is None:
            evidence: dict[str, object] = {"file": source.file, "sheet": source.sheet}
            self.faults.append(TableFault(step.line, step.noun, name, "NO_TABLE", evidence))
        return table

    def _column(self, step: Step, table: Table, name: str, column: str) -> int:
        if column in table.columns:
            return table.columns.index(column)
        evidence: dict[str, object] = {
            "column": column,
            "file": table.name,
            "columns": list(table.columns),
        }
        self.faults.append(TableFault(step.line, step.noun, name, "NO_COLUMN", evidence))
        return 0

    def _clean(self, text: str | None) -> str | None:
        plain = text.strip() if text is not None else None
        return None if plain is None or plain in self.mapping.empty else plain

    def _filter(self, step: Step, table: Table) -> Callable[[Texts], bool]:
        tests = [(self._column(step, table, "where", one.column), one) for one in step.where]
        return lambda texts: all(_holds(one, self._clean(texts[place])) for place, one in tests)

    def _maker(self, step: Step, table: Table, name: str, cell: Cell) -> Make:
        origin = self._origin(step, table, name, cell)
        chain = [self._translate(step, name, lookup) for lookup in cell.lookup]

        def make(texts: Texts, line: int) -> tuple[str | None, bool]:
            value, known = origin(texts, line), True
            for translate in chain:
                if value is not None and known:
                    known, value = value in translate, translate.get(value, value)
            if value is not None and known and cell.map is not None:
                known = value in cell.map or cell.other is not None
                value = self._clean(cell.map.get(value, cell.other if known else value))
            if not known and cell.default is not None:
                known, value = True, None
            return (self._filled(cell.default) if value is None else value), known

        return make

    def _origin(
        self, step: Step, table: Table, name: str, cell: Cell
    ) -> Callable[[Texts, int], str | None]:
        if cell.column is not None:
            place = self._column(step, table, name, cell.column)
            return lambda texts, _: self._clean(texts[place])
        if cell.template is not None:
            return self._template(step, table, name, cell.template)
        if cell.rank is not None:
            return self._rank(step, table, name, cell.rank)
        constant = self._filled(cell.value)
        return lambda *_: constant

    def _template(
        self, step: Step, table: Table, name: str, template: str
    ) -> Callable[[Texts, int], str | None]:
        plain = {
            key: value.replace("{", "{{").replace("}", "}}")
            for key, value in self.mapping.parameters.items()
        }
        filled = string.Template(template).safe_substitute(plain)
        parts: list[tuple[str, str | int | None]] = []
        for literal, column, _, _ in string.Formatter().parse(filled):
            own = column is not None and column not in (LINE, NTH)
            place = self._column(step, table, name, column) if own and column else column
            parts.append((literal, place))
        places = [place for _, place in parts if isinstance(place, int)]
        numbered = any(place == NTH for _, place in parts)
        seen: Counter[str] = Counter()

        def fill(texts: Texts, line: int) -> str | None:
            cells: dict[object, str] = {p: self._clean(texts[p]) or "" for p in places}
            if cells and not any(cells.values()):
                return None
            cells |= {None: "", LINE: str(line), NTH: "{nth}"}
            words = "".join(literal + cells[place] for literal, place in parts)
            if numbered:
                seen[words] += 1
                words = words.replace("{nth}", str(seen[words]))
            return self._clean(words)

        return fill

    def _rank(
        self, step: Step, table: Table, name: str, rank: Rank
    ) -> Callable[[Texts, int], str | None]:
        of = [self._column(step, table, name, column) for column in rank.of]
        within = [self._column(step, table, name, column) for column in rank.within]
        seen: dict[Texts, dict[Texts, int]] = {}

        def number(texts: Texts, _: int) -> str:
            group = seen.setdefault(tuple(self._clean(texts[place]) for place in within), {})
            value = tuple(self._clean(texts[place]) for place in of)
            return str(group.setdefault(value, (len(group) + 1) * rank.step))

        return number

    def _translate(self, step: Step, name: str, lookup: Lookup) -> dict[str, str | None]:
        if lookup in self._lookups:
            return self._lookups[lookup]
        table = self._open(step, lookup.source, name)
        translated: dict[str, str | None] = {}
        if table is not None:
            key = self._column(step, table, name, lookup.key)
            value = self._column(step, table, name, lookup.value)
            for texts in table.rows:
                found = self._clean(texts[key])
                if found is not None:
                    translated.setdefault(found, self._clean(texts[value]))
        self._lookups[lookup] = translated
        return translated


def _holds(where: Where, value: str | None) -> bool:
    if where.empty is not None and where.empty != (value is None):
        return False
    if where.one_of is not None and value not in where.one_of:
        return False
    return value not in where.none_of

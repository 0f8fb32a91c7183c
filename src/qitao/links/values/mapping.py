"""A mapping: which file's columns become which noun's fields. The YAML form is in docs."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Any

DEFAULT_EMPTY = ("", "NULL", "null", "N/A", "#N/A")


@dataclass(frozen=True, slots=True)
class Source:
    """A table in the given folder or workbook; no file means the one that was given."""

    file: str = ""
    sheet: str = ""
    header: int = 1


@dataclass(frozen=True, slots=True)
class Lookup:
    """Translates a value by another table: the row whose `key` equals it gives `value`."""

    source: Source
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Rank:
    """Numbers the values of `of` in order of appearance, afresh for each value of `within`."""

    of: tuple[str, ...]
    within: tuple[str, ...] = ()
    step: int = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a field comes from (one of the first four) and what is done to it, in this order."""

    column: str | None = None
    value: str | None = None
    template: str | None = None
    rank: Rank | None = None
    lookup: tuple[Lookup, ...] = ()
    map: MappingOf[str, str] | None = None
    other: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Which rows are taken: all conditions must hold."""

    column: str
    one_of: frozenset[str] | None = None
    none_of: frozenset[str] = frozenset()
    empty: bool | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One table becomes rows of one noun; `line` is its place in the mapping.

    `ignore` names the columns that are known and left out.
    """

    noun: str
    columns: MappingOf[str, Cell]
    source: Source = Source()
    inline: tuple[MappingOf[str, str | None], ...] | None = None
    where: tuple[Where, ...] = ()
    distinct: tuple[str, ...] = ()
    only_new: bool = False
    line: int = 0
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What to do with a folder or workbook, step by step."""

    title: MappingOf[str, str]
    steps: tuple[Step, ...]
    parameters: MappingOf[str, str] = field(default_factory=dict)
    empty: tuple[str, ...] = DEFAULT_EMPTY
    dates: tuple[str, ...] = ()
    time_zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class MappingFault:
    """What is wrong in a mapping, and at which line of it."""

    line: int
    path: str
    code: str
    evidence: MappingOf[str, Any] = field(default_factory=dict)

    def flat(self) -> dict[str, Any]:
        """Return the fault as plain JSON."""
        return {**self.evidence, "line": self.line, "path": self.path, "code": self.code}

"""Rows of text become rows of a noun, or a fault for each bad cell."""

import dataclasses
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from qitao.links.rules import cells
from qitao.links.rules.cells import Unreadable
from qitao.links.values.imports import Batch, RowFault
from qitao.links.values.nouns import Noun

VALUE_SHOWN_MAX = 200
CODES = {
    "missing": "MISSING",
    "string_too_short": "MISSING",
    "string_too_long": "TOO_LONG",
    "string_pattern_mismatch": "WRONG_SHAPE",
    "greater_than": "TOO_SMALL",
    "greater_than_equal": "TOO_SMALL",
    "less_than": "TOO_LARGE",
    "less_than_equal": "TOO_LARGE",
    "decimal_max_places": "TOO_FINE",
    "decimal_max_digits": "TOO_LARGE",
    "decimal_whole_digits": "TOO_LARGE",
}
"""How pydantic's reasons are called here; any other is `UNFIT` with its own words."""
BOUNDS = ("max_length", "ge", "gt", "le", "lt", "decimal_places", "max_digits", "whole_digits")


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a noun: what kind of value it takes and whether it must be given."""

    name: str
    kind: Any
    required: bool
    optional: bool
    default: Any = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are read: shapes of dates, and whose wall clock."""

    dates: tuple[str, ...] = ()
    time_zone: str = "Asia/Shanghai"


@dataclass(slots=True)
class Typed:
    """The good rows of a batch with their places in it, the faults of others, those left alone."""

    rows: list[Any] = dataclasses.field(default_factory=list)
    places: list[int] = dataclasses.field(default_factory=list)
    faults: list[RowFault] = dataclasses.field(default_factory=list)
    left_alone: int = 0


@cache
def fields_of(row: Any) -> dict[str, Column]:
    """Return the fields of a row type by name."""
    hints = get_type_hints(row, include_extras=True)
    columns = {}
    for field in dataclasses.fields(row):
        kind, optional = _kind(hints[field.name])
        required = field.default is dataclasses.MISSING
        default = None if required else field.default
        columns[field.name] = Column(field.name, kind, required, optional, default)
    return columns


def _kind(hint: Any) -> tuple[Any, bool]:
    """Return the plain type under annotations, and whether it may be nothing."""
    if get_origin(hint) is Annotated:
        return _kind(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not type(None)]
        return _kind(inner[0])[0], len(inner) < len(get_args(hint))
    return hint, False


@cache
def _adapter(row: Any) -> TypeAdapter[Any]:
    return TypeAdapter(row)


def reader_of(column: Column, reading: Reading) -> Callable[[str], Any]:
    """Return how the text of a field is read."""
    kind, zone = column.kind, ZoneInfo(reading.time_zone)
    readers: dict[Any, Callable[[str], Any]] = {
        str: str,
        bool: cells.read_flag,
        Decimal: cells.read_number,
        int: cells.read_whole,
        date: lambda text: cells.read_date(text, reading.dates),
        datetime: lambda text: cells.read_moment(text, reading.dates, zone),
    }
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda text: cells.read_word(text, kind)
    return readers[kind]


def read_rows(
    noun: Noun, batch: Batch, place: int, reading: Reading
) -> tuple[list[dict[str, Any]], list[RowFault]]:
    """Return the given fields of each row as values, and a fault for each unreadable cell.

    An empty cell of a given column means the field's default, or nothing.
    """
    columns = fields_of(noun.row)
    readers = [(name, columns[name], reader_of(columns[name], reading)) for name in batch.columns]
    faults: list[RowFault] = []
    rows = []
    for number, texts in enumerate(batch.rows):
        given: dict[str, Any] = {}
        for (name, column, read), text in zip(readers, texts, strict=True):
            if text is None:
                if not column.required:
                    given[name] = column.default
                continue
            try:
                given[name] = read(text)
            except Unreadable as error:
                shown = text[:VALUE_SHOWN_MAX]
                faults.append(RowFault(place, number, name, error.code, shown, error.evidence))
        rows.append(given)
    return rows, faults


def build_rows(
    noun: Noun,
    rows: Sequence[Mapping[str, Any]],
    stored: Mapping[tuple[Any, ...], Any],
    unreadable: Sequence[RowFault],
    place: int,
    *,
    only_new: bool = False,
) -> Typed:
    """Return whole rows: what is not given stays as stored, or takes the field's default.

    A row with an unreadable cell is looked at too, so that all its bad cells are named at once.
    A key that an earlier row has is a fault; documents are looked at whole by their own floor.
    """
    adapter = _adapter(noun.row)
    names = tuple(fields_of(noun.row))
    typed = Typed(faults=list(unreadable))
    bad = {fault.row for fault in unreadable}
    known = {(fault.row, fault.field) for fault in unreadable}
    seen: set[tuple[Any, ...]] = set()
    for number, given in enumerate(rows):
        found = stored.get(key_of(noun, given))
        if only_new and found is not None:
            typed.left_alone += 1
            continue
        whole = {name: getattr(found, name) for name in names} if found is not None else {}
        try:
            row = adapter.validate_python({**whole, **given})
        except ValidationError as error:
            found_faults = (_fault(place, number, one) for one in error.errors())
            typed.faults += [one for one in found_faults if (number, one.field) not in known]
            continue
        key = key_of_row(noun, row)
        if number not in bad and not noun.group and key in seen:
            shown = " / ".join(str(each) for each in key if each is not None)
            evidence = {"value": shown}
            typed.faults.append(RowFault(place, number, noun.key[-1], "TWICE", shown, evidence))
        elif number not in bad:
            seen.add(key)
            typed.rows.append(row)
            typed.places.append(number)
    return typed


def _fault(place: int, number: int, error: Any) -> RowFault:
    field = str(error["loc"][0]) if error["loc"] else ""
    code = CODES.get(error["type"], "UNFIT")
    context = error.get("ctx", {})
    evidence = {"limit": next((context[name] for name in BOUNDS if name in context), None)}
    if code == "UNFIT":
        evidence["detail"] = error["msg"]
    given = error.get("input")
    value = "" if code == "MISSING" else str(given)[:VALUE_SHOWN_MAX]
    return RowFault(place, number, field, code, value, evidence)


def key_of_row(noun: Noun, row: Any) -> tuple[Any, ...]:
    """Return the key of a whole row."""
    return tuple(getattr(row, name) for name in noun.key)


def key_of(noun: Noun, given: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the key of a row from its given values; a missing field counts as its default."""
    columns = fields_of(noun.row)
    return tuple(given.get(name, columns[name].default) for name in noun.key)

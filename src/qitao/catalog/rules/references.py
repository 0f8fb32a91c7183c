"""Rows name other nouns by code: which they name, and which of these names stand for nothing."""

import types
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from qitao.catalog.values.faults import Fault, Ref

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names a row of `noun`; `beside` are the fields that complete its key."""

    field: str
    noun: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The references of a row type, and of the rows nested in it by field."""

    references: tuple[Reference, ...]
    nested: tuple[tuple[str, "Shape"], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a named row: its id, one fact of its noun (a unit, a kind), if in use."""

    id: int
    fact: str = ""
    active: bool = True
    revision: int = 1


Known: TypeAlias = Mapping[str, Mapping[Key, Fact]]


def _ref(hint: Any) -> Ref | None:
    if get_origin(hint) is Annotated:
        return next((part for part in hint.__metadata__ if isinstance(part, Ref)), None)
    if get_origin(hint) in (Union, types.UnionType):
        return next((found for part in get_args(hint) if (found := _ref(part))), None)
    return None


@cache
def shape_of(row_type: Hashable) -> Shape:
    """Read the references off the annotations of a row type."""
    hints = get_type_hints(row_type, include_extras=True)
    references, nested = [], []
    for column in fields(cast("Any", row_type)):
        hint = hints[column.name]
        if ref := _ref(hint):
            references.append(Reference(column.name, ref.noun, ref.beside))
        elif get_origin(hint) is tuple:
            nested.append((column.name, shape_of(get_args(hint)[0])))
    return Shape(tuple(references), tuple(nested))


def _shape(rows: Sequence[Any]) -> Shape:
    row_type: Any = type(rows[0])
    return shape_of(row_type)


def _walk(rows: Sequence[Any], shape: Shape) -> Iterator[tuple[int, int | None, Any, Any, Shape]]:
    """Yield place, place within, the row, the row that holds it, and its shape."""
    for place, row in enumerate(rows):
        yield place, None, row, row, shape
        for name, inner in shape.nested:
            for part, line in enumerate(getattr(row, name)):
                yield place, part, line, row, inner
                for deeper, innermost in inner.nested:
                    for leaf in getattr(line, deeper):
                        yield place, part, leaf, row, innermost


def _key(row: Any, holder: Any, reference: Reference) -> Key | None:
    code = getattr(row, reference.field)
    if code is None:
        return None
    beside = (getattr(row, name, None) or getattr(holder, name) for name in reference.beside)
    return (*beside, code)


def list_references(rows: Sequence[Any]) -> dict[str, set[Key]]:
    """Return the keys that rows of one type name, by noun."""
    named: dict[str, set[Key]] = {}
    if not rows:
        return named
    for _, _, row, holder, shape in _walk(rows, _shape(rows)):
        for reference in shape.references:
            key = _key(row, holder, reference)
            if key is not None:
                named.setdefault(reference.noun, set()).add(key)
    return named


def check_references(
    rows: Sequence[Any], known: Known, *, own: tuple[str, Collection[Key]] = ("", ())
) -> list[Fault]:
    """Return a fault for each name that stands for nothing; rows may name each other (`own`)."""
    faults: list[Fault] = []
    if not rows:
        return faults
    for place, part, row, holder, shape in _walk(rows, _shape(rows)):
        for reference in shape.references:
            key = _key(row, holder, reference)
            if key is None or key in known.get(reference.noun, {}):
                continue
            if reference.noun == own[0] and key in own[1]:
                continue
            evidence = {"noun": reference.noun, "value": key[-1], "beside": "/".join(key[:-1])}
            faults.append(Fault(place, reference.field, "UNKNOWN_REFERENCE", evidence, part))
    return faults


def check_once(rows: Sequence[Any], key: tuple[str, ...]) -> list[Fault]:
    """Return a fault for each row whose key an earlier row already has."""
    seen: dict[tuple[Any, ...], int] = {}
    faults = []
    for place, row in enumerate(rows):
        values = tuple(getattr(row, name) for name in key)
        first = seen.setdefault(values, place)
        if first != place:
            evidence = {"value": " / ".join(map(str, values)), "first_row": first}
            faults.append(Fault(place, key[-1], "TWICE", evidence))
    return faults

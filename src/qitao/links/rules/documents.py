"""Rows that make up documents: which stand together, and which row a fault means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qitao.catalog.rules import order_by_parent
from qitao.catalog.values.faults import Fault
from qitao.links.rules.rows import key_of_row
from qitao.links.values.nouns import Noun

PARENT = "parent"
"""The field by which rows of a noun lie within each other."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are saved together, with their places in the batch."""

    rows: tuple[Any, ...]
    places: tuple[int, ...]
    documents: tuple[tuple[int, ...], ...] = ()

    def place_of(self, row: int, part: int | None) -> int:
        """Return the place in the batch that a floor's fault means: a row, or a document's part."""
        if not self.documents:
            return self.places[row]
        parts = self.documents[row]
        return self.places[parts[min(part or 0, len(parts) - 1)]]

    def rows_of(self, place: int) -> set[int]:
        """Return all places that fall with a bad one: its document's, or only itself."""
        for first, after in self._spans() if self.documents else ():
            span = self.places[first:after]
            if place in span:
                return set(span)
        return {place}

    def _spans(self) -> Iterator[tuple[int, int]]:
        firsts = [parts[0] for parts in self.documents]
        yield from zip(firsts, [*firsts[1:], len(self.places)], strict=True)


def check_agreement(noun: Noun, rows: Sequence[Any]) -> Iterator[Fault]:
    """Yield a fault for each row that says of its document what an earlier row says otherwise."""
    for key, fields in noun.agree:
        firsts: dict[tuple[Any, ...], Any] = {}
        for place, row in enumerate(rows):
            first = firsts.setdefault(tuple(getattr(row, name) for name in key), row)
            for field in fields:
                value, before = getattr(row, field), getattr(first, field)
                if value != before:
                    evidence = {"value": str(value), "first": str(before), "names": list(key)}
                    yield Fault(place, field, "DIFFERS", evidence)


def split(noun: Noun, rows: Sequence[Any], places: Sequence[int], *, most: int) -> Iterator[Part]:
    """Yield parts of at most `most` rows; a document is never cut, its rows stand together.

    Rows that lie within others come after them, wherever they stand in the file.
    """
    if not noun.group:
        rows, places = _parents_first(noun, rows, places)
        for start in range(0, len(rows), most):
            end = start + most
            yield Part(tuple(rows[start:end]), tuple(places[start:end]))
        return
    grouped: dict[tuple[Any, ...], list[int]] = {}
    for number, row in enumerate(rows):
        key = tuple(getattr(row, name) for name in noun.group)
        grouped.setdefault(key, []).append(number)
    waiting: list[list[int]] = []
    count = 0
    for members in grouped.values():
        if waiting and count + len(members) > most:
            yield _part(noun, rows, places, waiting)
            waiting, count = [], 0
        waiting.append(_by_part(noun, rows, members))
        count += len(members)
    if waiting:
        yield _part(noun, rows, places, waiting)


def _parents_first(
    noun: Noun, rows: Sequence[Any], places: Sequence[int]
) -> tuple[Sequence[Any], Sequence[int]]:
    """Order rows by their depth; a circle stays as it is, for the floor to refuse."""
    if not any(getattr(row, PARENT, None) for row in rows):
        return rows, places
    keys: list[Any] = [key_of_row(noun, row) for row in rows]
    above = [
        (*key[:-1], row.parent) if row.parent else None for key, row in zip(keys, rows, strict=True)
    ]
    waves, _ = order_by_parent(dict(zip(keys, above, strict=True)), {})
    depths = {key: depth for depth, wave in enumerate(waves) for key in wave}
    order = sorted(range(len(rows)), key=lambda number: depths.get(keys[number], 0))
    return [rows[number] for number in order], [places[number] for number in order]


def _by_part(noun: Noun, rows: Sequence[Any], members: list[int]) -> list[int]:
    """Let rows of one part (an operation's machines) stand together, parts in order of coming."""
    order: dict[Any, int] = {}
    for number in members:
        order.setdefault(tuple(getattr(rows[number], name) for name in noun.part), len(order))
    return sorted(
        members, key=lambda number: order[tuple(getattr(rows[number], name) for name in noun.part)]
    )


def _part(
    noun: Noun, rows: Sequence[Any], places: Sequence[int], documents: list[list[int]]
) -> Part:
    numbers = [number for members in documents for number in members]
    starts: list[tuple[int, ...]] = []
    position = 0
    for members in documents:
        firsts: list[int] = []
        seen: set[Any] = set()
        for offset, number in enumerate(members):
            row = rows[number]
            key = tuple(getattr(row, name) for name in noun.part) if noun.part else offset
            if key not in seen:
                seen.add(key)
                firsts.append(position + offset)
        starts.append(tuple(firsts))
        position += len(members)
    return Part(
        tuple(rows[number] for number in numbers),
        tuple(places[number] for number in numbers),
        tuple(starts),
    )

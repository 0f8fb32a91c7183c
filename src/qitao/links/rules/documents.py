"""Rows that make up documents: which stand together, and which row a fault means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qitao.links.values.nouns import Noun


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


def split(noun: Noun, rows: Sequence[Any], places: Sequence[int], *, most: int) -> Iterator[Part]:
    """Yield parts of at most `most` rows; a document is never cut, its rows stand together."""
    if not noun.group:
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
        seen = set()
        for offset, number in enumerate(members):
            key = tuple(getattr(rows[number], name) for name in noun.part)
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

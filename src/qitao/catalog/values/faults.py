"""What is wrong with given rows: all faults at once, each with its place; words in texts.toml."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `row` counts from 0, `part` is the place in a nested list (a BOM's line)."""

    row: int
    field: str
    code: str
    evidence: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    part: int | None = None

    def flat(self) -> dict[str, Any]:
        """Return the fault as plain JSON, as a refusal carries it."""
        return {
            "row": self.row,
            "part": self.part,
            "field": self.field,
            "code": self.code,
            **self.evidence,
        }


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names a row of `noun` by its key; `beside` are the key's other fields."""

    noun: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving many rows did; equal rows are left alone and counted as unchanged."""

    created: int
    updated: int
    unchanged: int

    def __add__(self, other: "Saved") -> "Saved":
        return Saved(
            self.created + other.created,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
        )


NOTHING_SAVED = Saved(0, 0, 0)

"""What an import is given and what it answers."""

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from qitao.catalog.values.faults import NOTHING_SAVED, Saved
from qitao.links.values import ImportRunId

Text = Annotated[str, Field(max_length=4_000)]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one noun as text; `columns` names the fields that each row gives.

    `only_new` leaves rows alone whose key is stored already.
    """

    noun: Annotated[str, Field(max_length=60)]
    columns: tuple[Annotated[str, Field(max_length=60)], ...]
    rows: tuple[tuple[Text | None, ...], ...]
    only_new: bool = False


@dataclass(frozen=True, slots=True)
class RowFault:
    """A bad cell: batch and row count from 0; `value` is what stood there."""

    batch: int
    row: int
    field: str
    code: str
    value: str = ""
    evidence: dict[str, Any] = dataclasses.field(default_factory=dict)

    def flat(self) -> dict[str, Any]:
        """Return the fault as plain JSON, as a refusal carries it."""
        return {
            **self.evidence,
            "batch": self.batch,
            "row": self.row,
            "field": self.field,
            "code": self.code,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class BatchSaved:
    """What saving one batch did, counted in rows, or in documents where rows make them up."""

    noun: str
    rows: int
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did, batch by batch."""

    run: ImportRunId | None
    batches: tuple[BatchSaved, ...]

    @property
    def saved(self) -> Saved:
        """The sum over all batches."""
        total = NOTHING_SAVED
        for batch in self.batches:
            total += Saved(batch.created, batch.updated, batch.unchanged)
        return total


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a noun as they will be."""

    noun: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

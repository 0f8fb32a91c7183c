"""What should hold about inspections; a finding is where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass

from qitao.base.checks import FINDINGS_MAX, Finding, check
from qitao.base.sql import SqlRoom

sql = SqlRoom("qitao.quality")


@dataclass(frozen=True, slots=True)
class Misjudged:
    """A judged inspection whose results say otherwise."""

    id: int
    number: str
    state: str
    pieces_faulty: int
    found: int


@check
def judgements_follow_from_results() -> Iterator[Finding]:
    """Every judged inspection stands as its recorded results say."""
    for row in sql.all("list_misjudged", Misjudged, limit=FINDINGS_MAX):
        yield Finding(
            f"inspection:{row.id}",
            {
                "number": row.number,
                "state": row.state,
                "faulty": row.pieces_faulty,
                "found": row.found,
            },
        )

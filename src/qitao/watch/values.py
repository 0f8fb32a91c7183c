"""Values of notices: their kinds, what each is about, and up to where a person has seen it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from qitao.base.ids import PlantId


class NoticeKind(StrEnum):
    """What a notice is about; its words stand in texts.toml under `[notice.<kind>]`."""

    RETURNED = "returned"
    TASK = "task"
    FAILED = "failed"
    NO_ANSWER = "no_answer"
    SHORT = "short"
    REFUSED = "refused"
    INSPECTION = "inspection"
    OVERDUE = "overdue"
    APPROVAL = "approval"
    COMPLETE = "complete"


GROUPS_MAX = 200
"""So many groups of one source are read; the newest first."""
NOTICES_MAX = 60
"""So many notices a person is shown."""
BELL_MAX = 99
SILENT_MINUTES = 5
"""A gate that does not answer is given so long before anybody is told."""
WAITED_MINUTES = 10
"""An order that stood so long before its kit was complete had been waiting for it."""
COMPLETE_DAYS = 3
RETURNED_DAYS = 7
LATE_SECONDS = 60
"""What reaches the house so long after it happened was kept by the tablet meanwhile."""
ENTERED = (
    "production.finish_operation",
    "production.issue_materials",
    "production.pause_operation",
    "production.reopen_operation",
    "production.report_output",
    "production.start_operation",
    "production.undo_report",
    "quality.record_results",
)
"""What a terminal keeps without a network and sends later."""

NoticeKey = Annotated[str, Field(min_length=1, max_length=160)]


@dataclass(frozen=True, slots=True)
class Group:
    """All that is alike: so many orders or lines of one plant, for one reason.

    `since` is when the first of them came to it, `newest` the last; `number` names one of them,
    `target` the row that a page of its own shows; `others` are further materials that they lack.
    """

    kind: str
    plant: PlantId | None
    reference: str
    name: str
    name_en: str
    code: str
    unit: str
    figure: Decimal | None
    count: int
    number: str
    target: int | None
    others: int
    since: datetime
    newest: datetime

    @property
    def key(self) -> str:
        """What makes it the same notice from one look to the next."""
        return f"{self.kind}:{self.plant or ''}:{self.reference}"


@dataclass(frozen=True, slots=True)
class SeenMark:
    """Up to where a person has seen one notice, and how many it counted then."""

    key: str
    newest: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for one person."""

    group: Group
    unread: bool

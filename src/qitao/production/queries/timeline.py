"""流程日志: everything that happened to an order, refusals included, in one story (W9)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qitao.base.sql import SqlRoom
from qitao.production.values import PAGE_MAX, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One happening: a `verb` that was done, a `refusal`, or a `step` of the flow.

    `what` is a verb's name, or for a step the node that was entered, which is drawn as `name`;
    `about` the operation or inspection that it happened at, empty for the order as a whole;
    `evidence` what a verb was given, or why it was refused; `lasted_seconds` how long the order had
    been at the node `left_node`.
    """

    kind: str
    id: int
    at: datetime
    what: str
    name: str
    name_en: str
    about: str
    about_en: str
    who: str
    door: str
    cause: str
    tag: str
    code: str
    evidence: Any
    lasted_seconds: float | None
    left_node: str | None
    left_name: str | None
    left_name_en: str | None

    def __post_init__(self) -> None:
        if isinstance(self.evidence, str):
            object.__setattr__(self, "evidence", json.loads(self.evidence))


@dataclass(frozen=True, slots=True)
class StoryCursor:
    """Where the next page begins: the last happening shown."""

    at: datetime
    kind: str
    id: int


def list_timeline(
    order: WorkOrderId, *, after: StoryCursor | None = None, limit: int = PAGE_MAX
) -> list[StoryRow]:
    """Return the happenings of an order, its operations and their inspections, newest first."""
    return sql.all(
        "list_timeline",
        StoryRow,
        order=order,
        after_at=after.at if after else None,
        after_kind=after.kind if after else None,
        after_id=after.id if after else None,
        limit=min(limit, PAGE_MAX),
    )

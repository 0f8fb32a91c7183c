"""流程日志: everything that happened to an order, refusals included, in one story (W9)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qitao.base.sql import SqlRoom
from qitao.production.values import PAGE_MAX, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One happening: a verb that was done, one that was refused, or a step of the flow.

    `what` is a verb's name, or for a step the node that was entered; `waited_seconds` how long the
    token had waited where it came from.
    """

    kind: str
    id: int
    at: datetime
    what: str
    who: str
    door: str
    cause: str
    code: str
    evidence: Any
    waited_seconds: float | None


def list_timeline(order: WorkOrderId, *, limit: int = PAGE_MAX) -> list[StoryRow]:
    """Return the newest happenings of an order, newest first."""
    return sql.all("list_timeline", StoryRow, order=order, limit=min(limit, PAGE_MAX))

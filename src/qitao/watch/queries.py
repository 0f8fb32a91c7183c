"""The notices of one person: worked out from what stands, set against what was seen already."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from qitao.base import clock
from qitao.base.actor import Actor, Permission
from qitao.base.ids import PlantId, UserId
from qitao.base.sql import SqlRoom
from qitao.flow.values import ResolveIncident
from qitao.kitting.values import ViewKits
from qitao.production.queries.tasks import OrderTask, list_order_tasks
from qitao.production.values import (
    DoTask,
    HoldOrder,
    PlanOrder,
    RankOrder,
    RedriveOrder,
    ViewOrder,
)
from qitao.quality.values import DecideDisposition, ViewQuality
from qitao.trade.values import ApprovePurchase, ClosePurchase, CreatePurchase, ViewTrade
from qitao.watch import rules
from qitao.watch.values import (
    COMPLETE_DAYS,
    ENTERED,
    GROUPS_MAX,
    LATE_SECONDS,
    RETURNED_DAYS,
    SILENT_MINUTES,
    WAITED_MINUTES,
    Group,
    Notice,
    NoticeKind,
    SeenMark,
)

sql = SqlRoom(__package__)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told: whoever may look at it and can do something about it, both at its plant."""

    looks: Permission
    mends: tuple[Permission, ...]

    def hears(self, actor: Actor, plant: PlantId | None) -> bool:
        """Tell whether a person hears what concerns a plant; of None, what concerns any."""
        return actor.may(self.looks, plant=plant) and any(
            actor.may(each, plant=plant) for each in self.mends
        )


AUDIENCES: dict[str, Audience] = {
    NoticeKind.FAILED: Audience(ViewOrder, (RedriveOrder, ResolveIncident)),
    NoticeKind.NO_ANSWER: Audience(ViewOrder, (RedriveOrder, ResolveIncident)),
    NoticeKind.REFUSED: Audience(ViewOrder, (RedriveOrder,)),
    NoticeKind.SHORT: Audience(ViewKits, (RankOrder, CreatePurchase)),
    NoticeKind.COMPLETE: Audience(ViewKits, (PlanOrder,)),
    NoticeKind.INSPECTION: Audience(ViewQuality, (PlanOrder, HoldOrder, DecideDisposition)),
    NoticeKind.OVERDUE: Audience(ViewTrade, (CreatePurchase, ClosePurchase)),
    NoticeKind.APPROVAL: Audience(ViewTrade, (ApprovePurchase,)),
}
"""A returned entry is told to who entered it, a task to whose turn it is."""
SOURCES: dict[str, tuple[NoticeKind, ...]] = {
    "list_stops": (
        NoticeKind.FAILED,
        NoticeKind.NO_ANSWER,
        NoticeKind.REFUSED,
        NoticeKind.SHORT,
    ),
    "list_completed_kits": (NoticeKind.COMPLETE,),
    "list_failed_inspections": (NoticeKind.INSPECTION,),
    "list_overdue": (NoticeKind.OVERDUE,),
    "list_drafts": (NoticeKind.APPROVAL,),
}
"""The statement that finds each kind; it is not run for who would be told none of them."""
LIMITS: dict[str, dict[str, int]] = {
    "list_stops": {"silent_minutes": SILENT_MINUTES},
    "list_completed_kits": {
        "days": COMPLETE_DAYS,
        "waited_minutes": WAITED_MINUTES,
        "limit": GROUPS_MAX,
    },
    "list_failed_inspections": {"limit": GROUPS_MAX},
    "list_overdue": {"limit": GROUPS_MAX},
    "list_drafts": {"limit": GROUPS_MAX},
}
"""What each asks for beside the plants. The stops are cut in their file: so their plan is kept."""
OWN = ("list_drafts",)
"""What depends on who asks: nobody approves what he drafted himself."""
TOPICS: dict[str, tuple[str, ...]] = {
    "list_stops": ("flow", "kitting", "production"),
    "list_completed_kits": ("kitting", "production"),
    "list_failed_inspections": ("quality",),
    "list_overdue": ("trade",),
    "list_drafts": ("trade", "people"),
}
"""The floors whose changes may change what a statement finds."""


def list_topics(actor: Actor) -> tuple[str, ...]:
    """Return what a person's notices follow in the journal."""
    found = {"watch"} | ({"flow"} if actor.may(DoTask) else set())
    for name, kinds in SOURCES.items():
        if any(AUDIENCES[kind].hears(actor, None) for kind in kinds):
            found |= set(TOPICS[name])
    return tuple(sorted(found))


def list_notices(actor: Actor) -> list[Notice]:
    """Return what asks for a person's attention, the newest first; nothing is stored of it."""
    marks = {mark.key: mark for mark in list_seen(actor.user)}
    return rules.noticed(_groups(actor), marks)


def count_unread(actor: Actor) -> int:
    """Return how many notices a person has not seen as they are now."""
    return sum(notice.unread for notice in list_notices(actor))


def list_seen(user: UserId) -> list[SeenMark]:
    """Return up to where a person has seen what."""
    return sql.all("list_seen", SeenMark, user=user)


def _groups(actor: Actor) -> Iterator[Group]:
    yield from sql.all(
        "list_returned",
        Group,
        user=actor.user,
        verbs=list(ENTERED),
        days=RETURNED_DAYS,
        late_seconds=LATE_SECONDS,
        at=clock.now(),
        limit=GROUPS_MAX,
    )
    if actor.may(DoTask):
        yield from _tasks(list_order_tasks(actor), actor.user)
    for name, kinds in SOURCES.items():
        yield from _heard(actor, name, kinds)


def _heard(actor: Actor, name: str, kinds: Collection[NoticeKind]) -> Iterator[Group]:
    """Yield the groups of one statement that a person hears of."""
    asked = [AUDIENCES[kind] for kind in kinds]
    if not any(audience.hears(actor, None) for audience in asked):
        return
    bounds: dict[str, Any] = {"user": actor.user} if name in OWN else {"at": clock.this_minute()}
    found = sql.once(name, Group, plants=_plants(actor, asked), **bounds, **LIMITS[name])
    for group in found:
        if AUDIENCES[group.kind].hears(actor, group.plant):
            yield group


def _plants(actor: Actor, asked: Collection[Audience]) -> list[PlantId] | None:
    """Return the plants looked at where a person may see any of it; None means all."""
    found: set[PlantId] = set()
    for audience in asked:
        plants = actor.plants_shown(audience.looks)
        if plants is None:
            return None
        found |= plants
    return sorted(found)


def _tasks(tasks: Collection[OrderTask], user: UserId) -> Iterator[Group]:
    """Yield what waits for this person at each step; what a colleague has taken is his."""
    by_step: dict[tuple[PlantId, str], list[OrderTask]] = defaultdict(list)
    for task in tasks:
        if task.claimed_by in (None, user):
            by_step[task.plant, task.node].append(task)
    for (plant, node), rows in by_step.items():
        yield Group(
            kind=NoticeKind.TASK,
            plant=plant,
            reference=node,
            name=rows[0].node_name,
            name_en=rows[0].node_name_en,
            code=node,
            unit="",
            figure=None,
            count=len(rows),
            number=rows[0].number,
            target=rows[0].id,
            others=0,
            since=rows[0].opened_at,
            newest=rows[-1].opened_at,
        )

"""The one verb of notices: a person has seen them. What they tell is written nowhere."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.base.sql import SqlRoom
from qitao.people.values import UseOwnAccount
from qitao.watch import queries
from qitao.watch.values import NOTICES_MAX, NoticeKey

sql = SqlRoom(__package__)
NoticeKeys = Annotated[tuple[NoticeKey, ...], Field(max_length=NOTICES_MAX)]


@dataclass(frozen=True, slots=True)
class NoticesSeen:
    """How many notices the caller has not seen yet."""

    unread: int


@action(permission=UseOwnAccount)
def see_notices(*, actor: Actor, until: Moment, notices: NoticeKeys = ()) -> NoticesSeen:
    """Mark notices as seen by the caller, those named or all, as they stood at a moment.

    Guarantees that what came after `until`, when the caller looked, stays unread. What is named and
    is no more needs no mark.
    """
    standing = queries.list_notices(actor)
    seen = [each for each in standing if not notices or each.group.key in notices]
    sql.run(
        "put_seen",
        user=actor.user,
        keys=[each.group.key for each in seen],
        newest=[min(each.group.newest, until) for each in seen],
        counts=[each.group.count for each in seen],
        standing=[each.group.key for each in standing],
    )
    return NoticesSeen(queries.count_unread(actor))

"""Tasks that a process gives to people and no verb completes: whose turn it is, at which order."""

from dataclasses import dataclass
from datetime import datetime

from qitao.base.actor import SYSTEM_USER, Actor, Permission
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.flow.values import ReleaseTasksOfOthers, TaskId
from qitao.people import queries as people
from qitao.production.values import DoTask, WorkOrderId

sql = SqlRoom("qitao.production")
LIST_MAX = 200


@dataclass(frozen=True, slots=True)
class OrderTask:
    """One open task of an order; an empty permission or post means anybody."""

    id: TaskId
    permission: str
    post: str
    post_name: str
    post_name_en: str
    form: str
    opened_at: datetime
    claimed_by: UserId | None
    claimed_name: str
    node: str
    node_name: str
    node_name_en: str
    order: WorkOrderId
    number: str
    plant: PlantId
    material_name: str
    material_name_en: str

    def is_permitted(self, actor: Actor) -> bool:
        """Tell whether the actor holds, at the order's plant, the right that the model names."""
        named = self.permission
        return not named or actor.may(Permission.read(named), plant=self.plant)

    def is_for(self, actor: Actor, posts: list[str]) -> bool:
        """Tell whether the turn is with one of these posts, or with whoever may stand in."""
        stands_in = actor.may(ReleaseTasksOfOthers, plant=self.plant)
        return not self.post or self.post in posts or stands_in


def list_order_tasks(actor: Actor, *, limit: int = LIST_MAX) -> list[OrderTask]:
    """Return the tasks that are the actor's to do, oldest first."""
    anybody = actor.user == SYSTEM_USER
    plants = actor.plants_shown(DoTask)
    standing_in = actor.plants_of(ReleaseTasksOfOthers)
    held = [] if anybody else _held(actor)
    return sql.all(
        "list_order_tasks",
        OrderTask,
        task=None,
        permissions=None if anybody else [permission for permission, _ in held],
        places=[plant for _, plant in held],
        posts=None if standing_in is None else held_posts(actor),
        standing_in=sorted(standing_in or ()),
        plants=None if plants is None else sorted(plants),
        limit=min(limit, LIST_MAX),
    )


def _held(actor: Actor) -> list[tuple[str, PlantId | None]]:
    """Return each right of a person with each plant where it holds; None stands for all plants."""
    places = {code: actor.plants_of(Permission.read(code)) for code in actor.grants}
    return [
        (str(permission), plant)
        for permission, plants in places.items()
        for plant in ((None,) if plants is None else sorted(plants))
    ]


def get_order_task(task: TaskId) -> OrderTask:
    """Return one open task of an order; refuses `NOT_FOUND`."""
    rows = sql.all(
        "list_order_tasks",
        OrderTask,
        task=task,
        permissions=None,
        places=None,
        posts=None,
        standing_in=None,
        plants=None,
        limit=1,
    )
    if not rows:
        raise Refusal(NOT_FOUND, noun="task", id=task)
    return rows[0]


def held_posts(actor: Actor) -> list[str]:
    """Return the codes of the posts that the actor holds today."""
    return people.list_held_posts(actor.user)

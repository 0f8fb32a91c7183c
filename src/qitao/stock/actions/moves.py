"""Moving stock: the one verb that posts, and the everyday ones built on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.ids import PlantId, new_key
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.stock import rules
from qitao.stock.actions.columns import Columns, columns_of
from qitao.stock.values import (
    POST_LINES_MAX,
    POSTING_CONFLICT,
    MoveLine,
    MovementId,
    PostMoves,
)

sql = SqlRoom("qitao.stock")


class PostOutcome(StrEnum):
    """Whether the posting was written now or stands there already with the same content."""

    POSTED = "posted"
    EXISTS = "exists"


@dataclass(frozen=True, slots=True)
class Posted:
    """The movements of one posting, in the order of its lines."""

    first: MovementId
    outcome: PostOutcome
    posting: str
    movements: tuple[MovementId, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the posting function said."""

    outcome: str
    movements: list[MovementId] | None
    plants: list[PlantId] | None
    faults: list[dict[str, Any]] | None


@action(permission=PostMoves)
def post_moves(*, actor: Actor, lines: tuple[MoveLine, ...], posting: str | None = None) -> Posted:
    """Post movements: all of them or none, each leg with its account's next version and balance.

    `posting` names what may be posted only once (`report:77`, a slip's serial): a second post
    under it with the same lines answers `exists`. Refuses `STOCK_SHORT` with every shortage,
    `MOVE_LINES_INVALID` with every faulty line, `PERIOD_CLOSED`, and `POSTING_CONFLICT` for
    other lines under a used name.
    """
    rules.check_count(lines, POST_LINES_MAX)
    return write_posting(actor, PostMoves, columns_of(lines), posting)


def write_posting(
    actor: Actor, permission: Permission, lines: Columns, posting: str | None
) -> Posted:
    """Hand the lines to the posting function; refuse what it refuses."""
    name = posting or new_key()
    try:
        answer = sql.one(
            "post_moves",
            Answer,
            posting=name,
            at=clock.now(),
            actor=actor.user,
            **lines,
        )
    except UniqueViolation as error:
        raise Refusal(POSTING_CONFLICT, posting=name) from error
    rules.check_outcome(answer.outcome, answer.faults or (), name)
    for plant in set(answer.plants or ()):
        actor.check_scope(permission, plant=plant)
    movements = tuple(answer.movements or ())
    return Posted(movements[0], PostOutcome(answer.outcome), name, movements)

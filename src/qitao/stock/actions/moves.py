"""Moving stock: the one verb that posts, and the everyday ones built on it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.ids import PlantId, new_key
from qitao.base.quantity import PositiveQuantity, Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, LocationKind, MaterialId
from qitao.stock import rules
from qitao.stock.actions.columns import Columns, columns_of
from qitao.stock.actions.serials import by_piece
from qitao.stock.values import (
    NO_COUNTERPART,
    POST_LINES_MAX,
    POSTING_CONFLICT,
    AdjustStock,
    BusinessRef,
    Code,
    GivenReason,
    LotId,
    MoveKind,
    MoveLine,
    MovementId,
    PostingKey,
    PostMoves,
    Reason,
    ReverseMove,
    SerialId,
    StockStatus,
    TransferStock,
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
class Place:
    """A location's plant and its virtual counterpart there."""

    plant: PlantId
    counterpart: LocationId | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A posted movement, as undoing it needs it."""

    id: MovementId
    kind: str
    material: MaterialId
    lot: LotId | None
    serial: SerialId | None
    quantity: Decimal
    source: LocationId
    target: LocationId
    source_status: StockStatus
    target_status: StockStatus
    document_type: str | None
    document_id: int | None
    document_line: int | None

    def undone(self, reason: str) -> MoveLine:
        """Return the same quantity the other way."""
        document = None
        if self.document_type and self.document_id is not None:
            document = BusinessRef(self.document_type, self.document_id, self.document_line or 0)
        return MoveLine(
            MoveKind.REVERSAL,
            self.material,
            self.quantity,
            self.target,
            self.source,
            self.lot,
            self.serial,
            self.target_status,
            self.source_status,
            document=document,
            reason=reason,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the posting function said."""

    outcome: str
    movements: list[MovementId] | None
    plants: list[PlantId] | None
    faults: str | None


@action(permission=PostMoves)
def post_moves(
    *, actor: Actor, lines: tuple[MoveLine, ...], posting: PostingKey | None = None
) -> Posted:
    """Post movements: all of them or none, each leg with its account's next version and balance.

    `posting` names what may be posted only once (`report:77`, a slip's serial): a second post
    under it with the same lines answers `exists`. Refuses `STOCK_SHORT` with every shortage,
    `MOVE_LINES_INVALID` with every faulty line, `QUANTITY_TOO_FINE` where all of them are finer
    than their unit, `PERIOD_CLOSED`, and `POSTING_CONFLICT` for other lines under a used name.
    """
    rules.check_count(lines, POST_LINES_MAX)
    return write_posting(actor, PostMoves, columns_of(lines), posting)


@action(permission=TransferStock)
def transfer_stock(
    *,
    actor: Actor,
    material: MaterialId,
    quantity: PositiveQuantity,
    source: LocationId,
    target: LocationId,
    lot: LotId | None = None,
    serials: tuple[Code, ...] = (),
    status: StockStatus = StockStatus.AVAILABLE,
    reason: Reason = "",
) -> Posted:
    """Carry a quantity from one place to another; `serials` names its pieces.

    Refuses like `post_moves`; `SERIALS_COUNT`, `SERIALS_TWICE`, `SERIALS_NOT_THERE`.
    """
    line = MoveLine(
        MoveKind.TRANSFER,
        material,
        quantity,
        source,
        target,
        lot,
        status=status,
        reason=reason,
    )
    return write_posting(actor, TransferStock, columns_of(by_piece(actor, line, serials)))


@action(permission=AdjustStock)
def adjust_stock(
    *,
    actor: Actor,
    material: MaterialId,
    location: LocationId,
    change: Quantity,
    reason: GivenReason,
    lot: LotId | None = None,
    serials: tuple[Code, ...] = (),
    status: StockStatus = StockStatus.AVAILABLE,
) -> Posted:
    """Correct what lies in a place by `change` (up or down, not zero), against the adjustments.

    `serials` names the pieces that come or go. Refuses like `post_moves`, and `NO_COUNTERPART`
    where the plant has no adjustment location; `SERIALS_COUNT`, `SERIALS_TWICE`, `SERIALS_TAKEN`
    for a piece that is in stock already, `SERIALS_NOT_THERE` for one that does not lie there.
    """
    outside = counterpart_of(location, LocationKind.ADJUSTMENT)
    source, target = (outside, location) if change > 0 else (location, outside)
    line = MoveLine(
        MoveKind.ADJUSTMENT,
        material,
        abs(change),
        source,
        target,
        lot,
        status=status,
        reason=reason,
    )
    lines = by_piece(actor, line, serials, coming_in=change > 0)
    return write_posting(actor, AdjustStock, columns_of(lines))


@action(permission=ReverseMove)
def reverse_moves(
    *, actor: Actor, movements: tuple[MovementId, ...], reason: Reason = ""
) -> Posted:
    """Undo movements by counter-entries, the latest first, all or none, each at most once.

    Refuses `ALREADY_REVERSED`, `REVERSAL_OF_REVERSAL`, `STOCK_SHORT` where what came in has gone
    on, and `UNDO_ELSEWHERE` where a document keeps count of them and its own verb undoes them. The
    counter-entries happen now, so that closed periods stay as they are.
    """
    return _reverse(actor, movements, reason)


@action(permission=ReverseMove)
def reverse_move(*, actor: Actor, movement: MovementId, reason: Reason = "") -> Posted:
    """Undo one movement by a counter-entry, once. Refuses like `reverse_moves`."""
    return _reverse(actor, (movement,), reason)


def _reverse(actor: Actor, movements: tuple[MovementId, ...], reason: Reason) -> Posted:
    rules.check_count(movements, POST_LINES_MAX)
    rows = sql.all("list_moves_by_id", MoveRow, ids=list(movements))
    _check_own(actor, rows)
    rules.check_reversible({row.id: MoveKind(row.kind) for row in rows}, movements)
    lines = [row.undone(reason) for row in rows]
    columns = columns_of(lines, reverses=[row.id for row in rows])
    return write_posting(actor, ReverseMove, columns)


def _check_own(actor: Actor, rows: Sequence[MoveRow]) -> None:
    """Refuse what another floor keeps count of, unless its own verb is at work."""
    if not actor.vouched:
        rules.check_own([(row.id, row.document_type, row.kind) for row in rows])


def counterpart_of(location: LocationId, kind: LocationKind) -> LocationId:
    """Return the virtual location of a kind in the plant of `location`."""
    place = sql.one("get_place", Place, location=location, kind=kind)
    if place.counterpart is None:
        raise Refusal(NO_COUNTERPART, kind=kind, plant=place.plant)
    return place.counterpart


def write_posting(
    actor: Actor, permission: Permission, lines: Columns, posting: str | None = None
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
    for plant in set(answer.plants or ()):  # before anything is told of what lies there
        actor.check_scope(permission, plant=plant)
    rules.check_outcome(answer.outcome, json.loads(answer.faults or "[]"), name)
    movements = tuple(answer.movements or ())
    return Posted(movements[0], PostOutcome(answer.outcome), name, movements)

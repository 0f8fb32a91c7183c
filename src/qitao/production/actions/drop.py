"""What a terminal had kept without a network and a person decides not to book."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import HappenedAt
from qitao.production import queries, rules
from qitao.production.values import DoTask, OperationId, WorkOrderId
from qitao.stock.values import Reason

TYPED_CHARS_MAX = 4_000


@dataclass(frozen=True, slots=True)
class EntryDropped:
    """The operation and order that were meant, where the terminal still knew them."""

    operation: OperationId | None
    order: WorkOrderId | None


@action(permission=DoTask)
def drop_entry(
    *,
    actor: Actor,
    what: Annotated[str, Field(max_length=60)],
    typed: Annotated[str, Field(max_length=TYPED_CHARS_MAX)],
    reason: Reason,
    operation: OperationId | None = None,
    happened_at: HappenedAt | None = None,
) -> EntryDropped:
    """Put on record that an entry which a terminal kept is not booked, and why.

    Nothing but the journal changes: `what` was to be done, as it was `typed`, at `happened_at`.
    So what was refused after the network came back does not vanish in silence. Refuses
    `REASON_MISSING`.
    """
    rules.check_reason(reason, verb="production.drop_entry")
    if operation is None:
        return EntryDropped(None, None)
    row = queries.lock_operation(operation)
    actor.check_scope(DoTask, plant=row.plant, org_unit=row.org_unit)
    return EntryDropped(operation, row.order)

"""What a terminal had kept without a network and a person decides not to book."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import Moment
from qitao.people.values import UseOwnAccount
from qitao.production import queries, rules
from qitao.production.values import DoTask, OperationId, ReportOutput, WorkOrderId
from qitao.quality.values import RecordResults
from qitao.stock.values import Reason

TYPED_CHARS_MAX = 4_000
REPORTING = (ReportOutput, RecordResults)


@dataclass(frozen=True, slots=True)
class EntryDropped:
    """The operation and order that were meant, where the terminal still knew them."""

    operation: OperationId | None
    order: WorkOrderId | None


@action(permission=UseOwnAccount)
def drop_entry(
    *,
    actor: Actor,
    what: Annotated[str, Field(max_length=60)],
    typed: Annotated[str, Field(max_length=TYPED_CHARS_MAX)],
    reason: Reason,
    operation: OperationId | None = None,
    happened_at: Moment | None = None,
) -> EntryDropped:
    """Put on record that an entry which a terminal kept is not booked, and why.

    Nothing but the journal changes: `what` was to be done, as it was `typed`, at `happened_at`.
    So what was refused after the network came back does not vanish in silence. Whoever entered it
    may; an `operation` is named only by those who work there. Refuses `REASON_MISSING`.
    """
    rules.check_reason(reason, verb="production.drop_entry")
    if operation is None:
        return EntryDropped(None, None)
    row = queries.lock_operation(operation)
    plant, unit = row.plant, row.org_unit
    held = (each for each in REPORTING if actor.may(each, plant=plant, org_unit=unit))
    actor.check_scope(next(held, DoTask), plant=plant, org_unit=unit)
    return EntryDropped(operation, row.order)

"""What a terminal takes along of many operations at once: material, reports, names."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qitao.base import clock
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.sql import SqlRoom
from qitao.production.queries.gates import list_blocking_of
from qitao.production.values import BUSINESS, LINES_MAX, OperationId, ReportId, WorkOrderId

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class ToIssue:
    """A line of an order of which something is still to be issued by hand."""

    order: WorkOrderId
    line: int
    code: str
    name: str
    name_en: str
    unit: str
    lot_tracked: bool
    serial_tracked: bool
    rest: Decimal
    on_hand: Decimal


@dataclass(frozen=True, slots=True)
class LotToIssue:
    """A lot that lies there for a line of an order, with what of it the order may take."""

    order: WorkOrderId
    line: int
    code: str
    expires_on: date | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class LastReport:
    """One of the last reports of an operation."""

    id: ReportId
    operation: OperationId
    good: Decimal
    scrap: Decimal
    rework: Decimal
    is_rework: bool
    operator_name: str | None
    happened_at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class OperationLabel:
    """By what people know an operation, and where it is."""

    id: OperationId
    number: str
    sequence: int
    plant: PlantId
    org_unit: OrgUnitId | None


def list_to_issue(orders: Collection[WorkOrderId]) -> list[ToIssue]:
    """Return what is still to be issued by hand to some orders."""
    limit = LINES_MAX * len(orders)
    return sql.all("list_to_issue", ToIssue, orders=sorted(orders), limit=limit)


def list_lots_to_issue(orders: Collection[WorkOrderId], *, each: int) -> list[LotToIssue]:
    """Return lots for what is still to be issued, `each` of a line in the order of an issue."""
    return sql.all(
        "list_lots_to_issue",
        LotToIssue,
        orders=sorted(orders),
        limit=LINES_MAX * len(orders),
        each=each,
        at=clock.now(),
        holder_type=BUSINESS,
    )


def list_last_reports(operations: Collection[OperationId], *, each: int) -> list[LastReport]:
    """Return the last reports of some operations, `each` of one, newest first."""
    return sql.all("list_last_reports", LastReport, operations=sorted(operations), each=each)


def list_labels(operations: Collection[OperationId]) -> list[OperationLabel]:
    """Return what some operations are called; those that do not exist are left out."""
    return sql.all("list_labels", OperationLabel, operations=sorted(operations))


@dataclass(frozen=True, slots=True)
class Most:
    """How much may be reported at most of a first operation, its plant's tolerance included."""

    operation: OperationId
    most: Decimal


@dataclass(frozen=True, slots=True)
class Held:
    """An operation and an earlier one whose inspection may hold it back."""

    operation: OperationId
    earlier: OperationId


def list_most(operations: Collection[OperationId]) -> dict[OperationId, Decimal]:
    """Return what may be reported at most where that is more than is ordered."""
    rows = sql.all("list_most", Most, operations=sorted(operations))
    return {row.operation: row.most for row in rows}


def list_held(operations: Collection[OperationId]) -> dict[OperationId, list[str]]:
    """Return the labels of the inspections that hold operations back, as `gate_before` answers."""
    pairs = sql.all("list_held", Held, operations=sorted(operations))
    blocking = list_blocking_of(sorted({pair.earlier for pair in pairs}))
    held: dict[OperationId, list[str]] = defaultdict(list)
    for pair in pairs:
        held[pair.operation] += [each.label for each in blocking if each.source_id == pair.earlier]
    return held

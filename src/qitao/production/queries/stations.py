"""What a terminal takes along of many operations at once: material, reports, names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.sql import SqlRoom
from qitao.production.values import LINES_MAX, OperationId, ReportId, WorkOrderId

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
    rest: Decimal
    on_hand: Decimal


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


def list_last_reports(operations: Collection[OperationId], *, each: int) -> list[LastReport]:
    """Return the last reports of some operations, `each` of one, newest first."""
    return sql.all("list_last_reports", LastReport, operations=sorted(operations), each=each)


def list_labels(operations: Collection[OperationId]) -> list[OperationLabel]:
    """Return what some operations are called; those that do not exist are left out."""
    return sql.all("list_labels", OperationLabel, operations=sorted(operations))

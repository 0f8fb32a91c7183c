"""What operations and inspections are called, as far as a person may know them."""

from collections.abc import Collection

from qitao.base.actor import Actor
from qitao.production.queries import stations
from qitao.production.values import OperationId, ReportOutput
from qitao.quality import queries as quality
from qitao.quality.values import InspectionId, RecordResults


def of_operations(actor: Actor, operations: Collection[int]) -> dict[int, str]:
    """Return the labels of operations where the actor may report: `WO-7/10`."""
    rows = stations.list_labels([OperationId(each) for each in operations])
    return {
        row.id: f"{row.number}/{row.sequence}"
        for row in rows
        if actor.may(ReportOutput, plant=row.plant, org_unit=row.org_unit)
        or actor.may(RecordResults, plant=row.plant)
    }


def of_inspections(actor: Actor, inspections: Collection[int]) -> dict[int, str]:
    """Return the numbers of inspections whose results the actor may record."""
    if not inspections:
        return {}
    rows = quality.list_inspections_by_id([InspectionId(each) for each in inspections])
    return {row.id: row.number for row in rows if actor.may(RecordResults, plant=row.plant)}

"""Reads and locks of inspection."""

from qitao.quality.queries.gates import blocking_inspections, gate_inspections
from qitao.quality.queries.inspections import (
    InspectionSheet,
    Listed,
    NonConformanceRow,
    get_inspection,
    list_inspections,
    list_inspections_by_id,
    list_inspections_of,
    list_nonconformances,
    list_recorded,
    lock_inspection,
    lock_nonconformance,
    name_inspections,
)
from qitao.quality.queries.plans import (
    PlanHead,
    find_plan,
    get_plan,
    list_plans,
    lock_versions,
)

__all__ = [
    "InspectionSheet",
    "Listed",
    "NonConformanceRow",
    "PlanHead",
    "blocking_inspections",
    "find_plan",
    "gate_inspections",
    "get_inspection",
    "get_plan",
    "list_inspections",
    "list_inspections_by_id",
    "list_inspections_of",
    "list_nonconformances",
    "list_plans",
    "list_recorded",
    "lock_inspection",
    "lock_nonconformance",
    "lock_versions",
    "name_inspections",
]

"""The verbs of inspection."""

from qitao.quality.actions.inspect import (
    DispositionDecided,
    InspectionOpened,
    InspectionsCancelled,
    ResultsRecorded,
    cancel_inspections,
    decide_disposition,
    grant_concession,
    open_inspection,
    record_results,
)
from qitao.quality.actions.nonconformance import (
    NonConformanceRaised,
    close_nonconformance,
    raise_nonconformance,
)
from qitao.quality.actions.plans import (
    PlanSaved,
    change_plan,
    create_plan,
    publish_plan,
    retire_plan,
)

__all__ = [
    "DispositionDecided",
    "InspectionOpened",
    "InspectionsCancelled",
    "NonConformanceRaised",
    "PlanSaved",
    "ResultsRecorded",
    "cancel_inspections",
    "change_plan",
    "close_nonconformance",
    "create_plan",
    "decide_disposition",
    "grant_concession",
    "open_inspection",
    "publish_plan",
    "raise_nonconformance",
    "record_results",
    "retire_plan",
]

"""The verbs of the engine."""

from qitao.flow.actions.back import reopen_tasks
from qitao.flow.actions.control import cancel_instances, hold_instances, resume_instances
from qitao.flow.actions.gates import look_at_gates, redrive, run_gates, waive_gate
from qitao.flow.actions.incidents import record_violations, resolve_incidents
from qitao.flow.actions.publish import (
    publish_definition,
    reinstate_definition,
    retire_definition,
)
from qitao.flow.actions.run import (
    claim_task,
    complete_tasks,
    finish_tasks,
    release_task,
    start_instances,
)
from qitao.flow.actions.timers import fire_timers
from qitao.flow.actions.work import report_jobs, take_jobs

__all__ = [
    "cancel_instances",
    "claim_task",
    "complete_tasks",
    "finish_tasks",
    "fire_timers",
    "hold_instances",
    "look_at_gates",
    "publish_definition",
    "record_violations",
    "redrive",
    "reinstate_definition",
    "release_task",
    "reopen_tasks",
    "report_jobs",
    "resolve_incidents",
    "resume_instances",
    "retire_definition",
    "run_gates",
    "start_instances",
    "take_jobs",
    "waive_gate",
]

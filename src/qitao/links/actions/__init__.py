"""The verbs of imports; the command line and the job carry planned ones out."""

from qitao.links.actions.carry_out import BadCell, Outcome, TableRead, carry_out
from qitao.links.actions.imports import import_rows
from qitao.links.actions.runs import find_upload, keep_upload, plan_import, stop_import
from qitao.links.actions.watch import Watch

__all__ = [
    "BadCell",
    "Outcome",
    "TableRead",
    "Watch",
    "carry_out",
    "find_upload",
    "import_rows",
    "keep_upload",
    "plan_import",
    "stop_import",
]

"""Reads of imports and exports: files, stored rows, runs."""

from qitao.links.queries.exports import export_rows, may_export, words_of_row, write_csv, write_xlsx
from qitao.links.queries.guesses import guess_tables, list_kept_steps
from qitao.links.queries.known import (
    find_adjustment_places,
    find_plants,
    find_users,
    list_called_units,
    list_operations,
)
from qitao.links.queries.runs import (
    FaultItem,
    RunItem,
    RunPlan,
    get_plan,
    get_run,
    list_faults,
    list_runs,
)
from qitao.links.queries.sources import Folder
from qitao.links.queries.stored import find_stored, stream_rows

__all__ = [
    "FaultItem",
    "Folder",
    "RunItem",
    "RunPlan",
    "export_rows",
    "find_adjustment_places",
    "find_plants",
    "find_stored",
    "find_users",
    "get_plan",
    "get_run",
    "guess_tables",
    "list_called_units",
    "list_faults",
    "list_kept_steps",
    "list_operations",
    "list_runs",
    "may_export",
    "stream_rows",
    "words_of_row",
    "write_csv",
    "write_xlsx",
]

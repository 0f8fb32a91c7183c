"""Ids, states, permissions, refusals and limits of imports and exports."""

from enum import StrEnum
from typing import NewType

from qitao.base.actor import Permission
from qitao.base.refusal import RefusalCode

ImportRunId = NewType("ImportRunId", int)


class RunState(StrEnum):
    """Where an import stands; the last five are final."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    TRIED = "tried"
    REFUSED = "refused"
    STOPPED = "stopped"
    FAILED = "failed"


FINAL = frozenset(
    {RunState.DONE, RunState.TRIED, RunState.REFUSED, RunState.STOPPED, RunState.FAILED}
)

ImportRows = Permission("links.import_rows")
ExportRows = Permission("links.export_rows")

IMPORT_FAULTS = RefusalCode("IMPORT_FAULTS", 422)
IMPORT_STOPPED = RefusalCode("IMPORT_STOPPED")
MAPPING_INVALID = RefusalCode("MAPPING_INVALID", 422)
SOURCE_MISSING = RefusalCode("SOURCE_MISSING", 422)
SOURCE_UNREADABLE = RefusalCode("SOURCE_UNREADABLE", 422)
NOUN_UNKNOWN = RefusalCode("NOUN_UNKNOWN", 422)
RUN_FINISHED = RefusalCode("RUN_FINISHED")
SHEET_FULL = RefusalCode("SHEET_FULL", 422)

ROWS_MAX = 1_000_000
"""Rows in one import."""
FAULTS_KEPT_MAX = 100_000
"""Bad rows that are written down; more are counted."""
FAULTS_TOLD_MAX = 200
"""Bad rows that a refusal carries."""
CHUNK_ROWS = 5_000
"""Rows that are saved at a time: how often progress moves and a stop is heard."""
MANY_ROWS = 200
"""From so many rows on the planner is told at once."""
PREVIEW_ROWS = 10
RUNS_SHOWN_MAX = 200
STEPS_MAX = 100
KEPT_MAPPINGS_MAX = 50
"""Mappings used before that a guess looks at."""
MAPPING_BYTES_MAX = 256 * 1024

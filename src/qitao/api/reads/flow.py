"""The reads of the flow engine: what runs, what waits, what stopped it."""

from qitao.api.reads.read import Read, by_actor
from qitao.base.clock import Moment
from qitao.flow import queries
from qitao.flow.values import ViewFlow, WorkOnTasks

FLOOR = "flow"


def list_figures(definition_key: str, since: Moment, until: Moment) -> list[queries.StepFigures]:
    """Return waiting, working and total time per step of a process between two moments."""
    return queries.list_flow_figures(definition_key, since=since, until=until)


READS = (
    Read(FLOOR, "definitions", ViewFlow, queries.DefinitionUse, queries.list_definitions, sorts=()),
    Read(
        FLOOR, "tokens", ViewFlow, queries.TokenRow, queries.list_tokens, sorts=(), unbounded=True
    ),
    Read(
        FLOOR,
        "waiting_by_node",
        ViewFlow,
        queries.NodeLoad,
        queries.count_waiting_by_node,
        sorts=(),
        unbounded=True,
    ),
    Read(
        FLOOR,
        "waiting",
        ViewFlow,
        queries.WaitingRow,
        queries.list_waiting,
        sorts=(),
        unbounded=True,
    ),
    Read(FLOOR, "figures", ViewFlow, queries.StepFigures, list_figures, sorts=(), unbounded=True),
    Read(FLOOR, "log", ViewFlow, queries.LogRow, queries.list_log, sorts=(), unbounded=True),
    Read(
        FLOOR,
        "tasks",
        WorkOnTasks,
        queries.TaskRow,
        queries.list_open_tasks,
        sorts=(),
        unbounded=True,
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "incidents",
        ViewFlow,
        queries.IncidentRow,
        queries.list_incidents,
        sorts=(),
        unbounded=True,
    ),
    Read(FLOOR, "jobs", ViewFlow, queries.JobRow, queries.list_jobs, sorts=(), unbounded=True),
)

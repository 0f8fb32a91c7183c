"""Reads of the engine: where things stand, why they wait, what happened, how long it took."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from qitao.base.actor import Actor
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.flow.queries.rows import (
    BrokenRow,
    Course,
    DefinitionDrawing,
    DefinitionRow,
    DefinitionUse,
    IncidentRow,
    InstanceRow,
    InstanceView,
    JobRow,
    LogRow,
    NodeLoad,
    NodeName,
    Run,
    StepFigures,
    TaskRow,
    TokenRow,
    WaitingRow,
)
from qitao.flow.rules.ahead import Place, places_ahead
from qitao.flow.rules.explain import Why, Words, explain_token
from qitao.flow.values import DefinitionId, TaskId

__all__ = [
    "BrokenRow",
    "Course",
    "DefinitionDrawing",
    "DefinitionRow",
    "DefinitionUse",
    "IncidentRow",
    "InstanceRow",
    "InstanceView",
    "JobRow",
    "LogRow",
    "NodeLoad",
    "NodeName",
    "Run",
    "StepFigures",
    "TaskRow",
    "TokenRow",
    "WaitingRow",
]
sql = SqlRoom("qitao.flow")

LOG_MAX = 500
LIST_MAX = 200
VIOLATIONS_MAX = 1_000
DRAWINGS_KEPT_MAX = 32
"""Versions of processes whose nodes and flows are kept: they never change."""


def find_definition(key: str) -> DefinitionRow | None:
    """Return the version that new instances of a process start on."""
    return sql.find("find_definition", DefinitionRow, key=key)


def get_definition(definition: DefinitionId) -> DefinitionDrawing:
    """Return one version with its XML; refuse `NOT_FOUND`."""
    return sql.one("get_definition", DefinitionDrawing, definition=definition)


def sha256_of(xml: str) -> str:
    """Return the hash by which a publish tells whether a model is the one that stands."""
    return hashlib.sha256(xml.encode()).hexdigest()


def count_running(definition: DefinitionId) -> int:
    """Return how many living instances run on a version."""
    return int(sql.value("count_running", definition=definition))


def list_definitions() -> list[DefinitionUse]:
    """Return all versions of all processes, newest first."""
    return sql.all("list_definitions", DefinitionUse)


def list_tokens(business_type: str, business_ids: tuple[int, ...]) -> list[TokenRow]:
    """Return the tokens of living instances of these business objects."""
    return sql.all(
        "list_tokens", TokenRow, business_type=business_type, business_ids=list(business_ids)
    )


def explain(business_type: str, business_ids: tuple[int, ...], *, lang: str = "zh") -> list[Why]:
    """Return, for each token, why it waits: in words, since when, whose turn, what to do next."""
    words = Words(lang)
    return [explain_token(row, words) for row in list_tokens(business_type, business_ids)]


def count_waiting_by_node(definition_key: str = "") -> list[NodeLoad]:
    """Return how many tokens wait at each node since when, fullest first."""
    return sql.all("count_waiting_by_node", NodeLoad, definition_key=definition_key)


def list_waiting(node: int, *, limit: int = LIST_MAX) -> list[WaitingRow]:
    """Return the tokens that wait at a node, longest first."""
    return sql.all("list_waiting", WaitingRow, node=node, limit=min(limit, LIST_MAX))


def get_instance_view(business_type: str, business_id: int) -> InstanceView:
    """Return drawing, tokens and path of a business object's newest instance; or `NOT_FOUND`."""
    instance = sql.find(
        "find_instance", InstanceRow, business_type=business_type, business_id=business_id
    )
    if instance is None:
        raise Refusal(NOT_FOUND, business_type=business_type, business_id=business_id)
    tokens = tuple(list_tokens(business_type, (business_id,)))
    return InstanceView(instance, tokens, tuple(list_log(business_type, business_id)))


def get_course(business_type: str, business_id: int, *, standing: Sequence[str]) -> Course:
    """Return what lies ahead of the nodes where a business object stands, and where it ended.

    By the version that its newest instance runs on; without an instance there is nothing.
    """
    run = sql.find("find_run", Run, business_type=business_type, business_id=business_id)
    if run is None:
        return Course((), ())
    places = _places(run.definition_id, run.sha256)
    ended = tuple(places[key] for key in dict.fromkeys(run.ended) if key in places)
    return Course(places_ahead(places, standing), ended)


@lru_cache(maxsize=DRAWINGS_KEPT_MAX)
def _places(definition: DefinitionId, _sha256: str) -> Mapping[str, Place]:
    """Read the nodes of one version; after a restore its id may be that of another drawing."""
    return {place.key: place for place in sql.all("list_places", Place, definition=definition)}


def find_node_name(definition_key: str, node: str) -> NodeName | None:
    """Return how the newest version of a process that has a step calls it."""
    return sql.find("find_node_name", NodeName, definition_key=definition_key, node=node)


def list_log(
    business_type: str, business_id: int, *, after: int = 0, limit: int = LOG_MAX
) -> list[LogRow]:
    """Return the process log of a business object, oldest first, after line `after`."""
    return sql.all(
        "list_log",
        LogRow,
        business_type=business_type,
        business_id=business_id,
        after=after,
        limit=min(limit, LOG_MAX),
    )


def list_step_figures(
    business_type: str, business_ids: tuple[int, ...], *, at: datetime
) -> list[StepFigures]:
    """Return waiting, working and total per step of business objects, what waits now included."""
    return sql.all(
        "list_step_figures",
        StepFigures,
        business_type=business_type,
        business_ids=list(business_ids),
        at=at,
    )


def list_flow_figures(
    definition_key: str, *, since: datetime, until: datetime
) -> list[StepFigures]:
    """Return waiting, working and total per step of a process between two moments."""
    return sql.all(
        "list_flow_figures",
        StepFigures,
        definition_key=definition_key,
        since=since,
        until=until,
    )


def list_tasks(tasks: tuple[TaskId, ...]) -> list[TaskRow]:
    """Return tasks by their ids."""
    return sql.all("list_tasks", TaskRow, tasks=list(tasks))


def get_task(task: TaskId) -> TaskRow:
    """Return one task; refuse `NOT_FOUND`."""
    return sql.one("list_tasks", TaskRow, tasks=[task])


def list_open_tasks(actor: Actor, *, limit: int = LIST_MAX) -> list[TaskRow]:
    """Return the open tasks whose turn is with somebody of the actor's rights, oldest first."""
    return sql.all(
        "list_open_tasks",
        TaskRow,
        permissions=["", *actor.grants],
        limit=min(limit, LIST_MAX),
    )


def list_incidents(*, limit: int = LIST_MAX) -> list[IncidentRow]:
    """Return open incidents, oldest first."""
    return sql.all("list_incidents", IncidentRow, limit=min(limit, LIST_MAX))


def list_jobs(state: str = "", *, limit: int = LIST_MAX) -> list[JobRow]:
    """Return jobs that are not done; state `dead` gives the dead letters."""
    return sql.all("list_jobs", JobRow, state=state, limit=min(limit, LIST_MAX))


def has_due_jobs(at: datetime) -> bool:
    """Tell whether a worker would find a job."""
    return bool(sql.value("has_due_jobs", at=at))


def has_due_timers(at: datetime) -> bool:
    """Tell whether a timer is due."""
    return bool(sql.value("has_due_timers", at=at))


def has_resting_gates(asked_before: datetime) -> bool:
    """Tell whether a gate waits that was not asked since."""
    return bool(sql.value("has_resting_gates", asked_before=asked_before))


def list_violations() -> list[BrokenRow]:
    """Return what breaks the engine's invariants right now, up to a named limit."""
    return [*list_instances_without_token(), *list_tokens_without_reason()]


def list_instances_without_token() -> list[BrokenRow]:
    """Return active or held instances that nothing would ever move."""
    return sql.all("list_instances_without_token", BrokenRow, limit=VIOLATIONS_MAX)


def list_tokens_without_reason() -> list[BrokenRow]:
    """Return tokens that do not have exactly the one living reason that they name."""
    return sql.all("list_tokens_without_reason", BrokenRow, limit=VIOLATIONS_MAX)

"""Frozen rows that the engine's reads hand out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from qitao.flow.rules.ahead import Place
from qitao.flow.values import DefinitionId, IncidentId, JobId, TaskId


def _parsed(row: object, *names: str) -> None:
    """Read the JSON columns of a fresh row; Django's connection hands them out as text."""
    for name in names:
        value = getattr(row, name)
        if isinstance(value, str):
            object.__setattr__(row, name, json.loads(value))


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """The newest version of a process."""

    id: DefinitionId
    key: str
    version: int
    name: str
    name_en: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DefinitionDrawing:
    """One version with its XML, as it was published."""

    id: DefinitionId
    key: str
    version: int
    name: str
    name_en: str
    sha256: str
    state: str
    xml: str


@dataclass(frozen=True, slots=True)
class DefinitionUse:
    """One version and how many instances live on it."""

    id: DefinitionId
    key: str
    version: int
    name: str
    name_en: str
    sha256: str
    state: str
    published_at: datetime
    published_by: int
    living: int


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token of a living instance."""

    business_id: int
    instance_id: int
    status: str
    definition_id: int
    held_at: datetime | None
    token_id: int
    state: str
    wait: str
    wait_ref: int | None
    verdict: str
    code: str
    evidence: Mapping[str, Any]
    since: datetime
    due: datetime | None
    asked_at: datetime | None
    attempt: int
    node_id: int
    node: str
    node_name: str
    node_name_en: str
    kind: str
    step: str
    verb: str
    permission: str
    post: str
    claimed_by: int | None
    claimed_at: datetime | None

    def __post_init__(self) -> None:
        _parsed(self, "evidence")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task for a person."""

    id: TaskId
    token_id: int
    state: str
    verb: str
    permission: str
    post: str
    form: str
    claimed_by: int | None
    node_name: str
    node_name_en: str
    business_type: str
    business_id: int
    status: str


@dataclass(frozen=True, slots=True)
class NodeLoad:
    """How many tokens wait at a node and since when."""

    definition: str
    version: int
    node_id: int
    node: str
    node_name: str
    node_name_en: str
    wait: str
    count: int
    since: datetime
    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One token that waits at a node."""

    business_type: str
    business_id: int
    token_id: int
    verdict: str
    code: str
    evidence: Mapping[str, Any]
    since: datetime
    due: datetime | None
    asked_at: datetime | None

    def __post_init__(self) -> None:
        _parsed(self, "evidence")


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the process log."""

    id: int
    at: datetime
    token_id: int | None
    cause: str
    tag: str
    actor: int
    waited: timedelta
    worked: timedelta
    verdict: str
    code: str
    evidence: Mapping[str, Any]
    from_node: str | None
    from_name: str | None
    to_node: str | None
    to_name: str | None
    state: str | None
    edge: str | None

    def __post_init__(self) -> None:
        _parsed(self, "evidence")


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """An instance with the drawing of its process."""

    instance_id: int
    status: str
    started_at: datetime
    ended_at: datetime | None
    held_at: datetime | None
    variables: Mapping[str, Any]
    definition: str
    version: int
    name: str
    name_en: str
    xml: str

    def __post_init__(self) -> None:
        _parsed(self, "variables")


@dataclass(frozen=True, slots=True)
class InstanceView:
    """All that an order page shows of a process: drawing, tokens, path."""

    instance: InstanceRow
    tokens: tuple[TokenRow, ...]
    log: tuple[LogRow, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Which version an instance runs on, and the keys of the ends that its tokens came to."""

    definition_id: DefinitionId
    sha256: str
    ended: Sequence[str]


@dataclass(frozen=True, slots=True)
class Course:
    """What lies ahead of a business object's tokens, and the ends that some of them came to."""

    ahead: tuple[Place, ...]
    ended: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NodeName:
    """How a step is called."""

    node_name: str
    node_name_en: str


@dataclass(frozen=True, slots=True)
class StepFigures:
    """Waiting, working and total time at one step; `verb` is what completes it."""

    node: str
    node_name: str
    node_name_en: str
    visits: int
    open: int
    waited: timedelta
    worked: timedelta
    total: timedelta
    verb: str


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An open incident."""

    id: IncidentId
    code: str
    evidence: Mapping[str, Any]
    opened_at: datetime
    token_id: int | None
    instance_id: int | None
    business_type: str | None
    business_id: int | None
    node: str | None
    node_name: str | None
    node_name_en: str | None

    def __post_init__(self) -> None:
        _parsed(self, "evidence")


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job that is not done."""

    id: JobId
    step: str
    state: str
    key: str
    attempts: int
    run_after: datetime
    lease_until: datetime | None
    worker: str
    business_type: str
    business_id: int
    node: str
    node_name: str
    node_name_en: str
    last_error: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _parsed(self, "last_error")


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A place where an invariant does not hold."""

    instance_id: int
    token_id: int | None
    evidence: Mapping[str, Any]

    def __post_init__(self) -> None:
        _parsed(self, "evidence")

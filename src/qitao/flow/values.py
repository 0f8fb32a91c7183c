"""The vocabulary of a process: ids, states, verdicts, limits, permissions and refusal codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from pydantic import JsonValue

from qitao.base.actor import Permission
from qitao.base.refusal import RefusalCode

DefinitionId = NewType("DefinitionId", int)
TaskId = NewType("TaskId", int)
JobId = NewType("JobId", int)
IncidentId = NewType("IncidentId", int)

APPEND_ONLY = ("flow_log", "flow_node", "flow_edge")
"""Tables in which the application's role may only insert and select."""

# Limits: every queue, batch and loop has a named maximum.
XML_BYTES_MAX = 1_000_000
XML_DEPTH_MAX = 64
XML_ELEMENTS_MAX = 20_000
NODES_MAX = 1_000
NAME_MAX = 200
"""Characters of a name that is drawn."""
GUARD_CHARS_MAX = 1_000
GUARD_DEPTH_MAX = 24
GUARD_ARITHMETIC_MAX = 16
MARKINGS_MAX = 20_000
HOPS_MAX = 256
"""Automatic hops that one token may make before it is parked as an incident."""
ROUNDS_MAX = 32
"""Times that gates are asked within one advance before the token is parked as an incident."""
BATCH_MAX = 20_000
"""Business objects in one call of a verb."""
REDRIVE_MAX = 2_000
DRAIN_MAX = 10_000
"""Waiting tokens that one drain of the gates asks for."""
JOBS_MAX = 100
"""Jobs that a worker takes at once."""
VARIABLES_CHARS_MAX = 8_000
EVIDENCE_CHARS_MAX = 8_000

ATTEMPTS_MAX = 5
BACKOFF = timedelta(seconds=5)
BACKOFF_MAX = timedelta(minutes=10)
TIMEOUT = timedelta(seconds=5)
LEASE_MARGIN = timedelta(seconds=30)
"""A lease outlives the step's own time limit by this much."""

QUEUE = "flow"
"""The worker queue of the engine, so that a slow print job never holds up an order."""
EMERGENCY = "emergency"
"""应急处理: the tag of a re-drive in an incident."""


class NodeKind(StrEnum):
    """The declared BPMN subset, as the engine tells the elements apart."""

    START = "start"
    END = "end"
    TERMINATE = "terminate"
    USER = "user"
    SERVICE = "service"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    TIMER = "timer"
    ERROR = "error"


class Entry(StrEnum):
    """What a token does when it comes to a node; also why it waits there."""

    TASK = "task"
    GATE = "gate"
    JOB = "job"
    JOIN = "join"
    INCIDENT = "incident"
    END = "end"
    TERMINATE = "terminate"
    PASS = "pass"  # noqa: S105 — not a password


class StepKind(StrEnum):
    """A gate answers whether a token may pass and holds it until then; a service does something."""

    GATE = "gate"
    SERVICE = "service"


class Outcome(StrEnum):
    """The answer of a step; "could not find out" is never "no"."""

    PASS = "pass"  # noqa: S105 — a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_EVALUATED = "not_evaluated"


class InstanceStatus(StrEnum):
    """The life of an instance."""

    ACTIVE = "active"
    HELD = "held"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


class JobState(StrEnum):
    """The life of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


Evidence = Mapping[str, JsonValue]
NO_EVIDENCE: Evidence = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A step's answer for one business object: pass, fail (reason) or unknown (why not known)."""

    outcome: Outcome
    code: str = ""
    evidence: Evidence = field(default_factory=lambda: NO_EVIDENCE)

    @classmethod
    def fail(cls, code: str, /, **evidence: JsonValue) -> "Verdict":
        """Return a known no: `code` has words in a texts.toml under `[verdict.<code>]`."""
        return cls(Outcome.FAIL, code, evidence)

    @classmethod
    def unknown(cls, code: str, /, **evidence: JsonValue) -> "Verdict":
        """Return "could not find out", with what stood in the way."""
        return cls(Outcome.UNKNOWN, code, evidence)


PASS = Verdict(Outcome.PASS)

# Verdict codes of the engine itself; steps bring their own.
STEP_ERROR = "flow.STEP_ERROR"
STEP_TIMEOUT = "flow.STEP_TIMEOUT"
STEP_MISSING = "flow.STEP_MISSING"
STEP_SILENT = "flow.STEP_SILENT"
NOT_ASKED = "flow.NOT_ASKED"
LEASE_EXPIRED = "flow.LEASE_EXPIRED"
ANSWER_LATE = "flow.ANSWER_LATE"
JOB_DEAD = "flow.JOB_DEAD"
STEP_FAILED = "flow.STEP_FAILED"
NO_PATH = "flow.NO_PATH"
HOP_LIMIT = "flow.HOP_LIMIT"
INVARIANT_BROKEN = "flow.INVARIANT_BROKEN"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a model, with its place: a publish reports all of them at once."""

    code: str
    element: str = ""
    name: str = ""
    type: str = ""
    line: int = 0
    detail: str = ""
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how patiently a step is asked again."""

    attempts: int = ATTEMPTS_MAX
    backoff: timedelta = BACKOFF
    timeout: timedelta = TIMEOUT


@dataclass(frozen=True, slots=True)
class Entered:
    """A token came to a node that carries a business state: what a floor above hears of."""

    business_id: int
    state: str
    node: str


PublishDefinition = Permission("flow.publish_definition")
StartInstances = Permission("flow.start_instances")
CompleteByVerb = Permission("flow.complete_by_verb")
WorkOnTasks = Permission("flow.work_on_tasks")
ReleaseTasksOfOthers = Permission("flow.release_tasks_of_others")
HoldInstances = Permission("flow.hold_instances")
CancelInstances = Permission("flow.cancel_instances")
RunGates = Permission("flow.run_gates")
RunJobs = Permission("flow.run_jobs")
Redrive = Permission("flow.redrive")
WaiveGate = Permission("flow.waive_gate")
ResolveIncident = Permission("flow.resolve_incident")
ViewFlow = Permission("flow.view")

MODEL_REFUSED = RefusalCode("FLOW_MODEL_REFUSED", 422)
DEFINITION_MISSING = RefusalCode("FLOW_DEFINITION_MISSING", 404)
ALREADY_RUNNING = RefusalCode("FLOW_ALREADY_RUNNING")
NOT_WAITING_FOR = RefusalCode("FLOW_NOT_WAITING_FOR")
TASK_GONE = RefusalCode("FLOW_TASK_GONE")
TASK_CLAIMED = RefusalCode("FLOW_TASK_CLAIMED")
TASK_NEEDS_VERB = RefusalCode("FLOW_TASK_NEEDS_VERB")
TASK_NOT_YOURS = RefusalCode("FLOW_TASK_NOT_YOURS", 403)
NOT_RUNNING = RefusalCode("FLOW_NOT_RUNNING")
NOT_AT_GATE = RefusalCode("FLOW_NOT_AT_GATE")
VARIABLES_INVALID = RefusalCode("FLOW_VARIABLES_INVALID", 422)
REASON_MISSING = RefusalCode("FLOW_REASON_MISSING", 422)

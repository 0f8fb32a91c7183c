"""What inspection speaks of: plans, characteristics, results, dispositions, limits, permissions."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from qitao.base.actor import Permission
from qitao.base.ids import PlantId
from qitao.base.quantity import Quantity
from qitao.base.refusal import RefusalCode
from qitao.catalog.values import MaterialId

PlanId = NewType("PlanId", int)
InspectionId = NewType("InspectionId", int)
NonConformanceId = NewType("NonConformanceId", int)

CHARACTERISTICS_MAX = 200
PIECES_MAX = 100_000
RESULTS_MAX = 20_000
PAGE_MAX = 200
SOURCES_MAX = 100_000


class InspectionKind(StrEnum):
    """When an inspection is due."""

    INCOMING = "incoming"
    FIRST_PIECE = "first_piece"
    IN_PROCESS = "in_process"
    FINAL = "final"


class Sampling(StrEnum):
    """How many pieces are looked at; `aql` is ISO 2859-1 single sampling, normal inspection."""

    ALL = "all"
    COUNT = "count"
    PERCENT = "percent"
    AQL = "aql"


class InspectionLevel(StrEnum):
    """The inspection levels of ISO 2859-1, table 1; II is the usual one."""

    S1 = "S-1"
    S2 = "S-2"
    S3 = "S-3"
    S4 = "S-4"
    I = "I"  # noqa: E741 — the standard's own name
    II = "II"
    III = "III"


class CharacteristicKind(StrEnum):
    """A yes-or-no look, or a measured figure with limits."""

    ATTRIBUTE = "attribute"
    MEASURED = "measured"


class PlanState(StrEnum):
    """Where a plan version stands; only a draft may be changed."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class InspectionState(StrEnum):
    """Where an inspection stands; `conceded` failed and was let through by a named person."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    CONCEDED = "conceded"
    CANCELLED = "cancelled"


class Disposition(StrEnum):
    """What is done with pieces that failed."""

    ACCEPT = "accept"
    REWORK = "rework"
    SCRAP = "scrap"
    CONCESSION = "concession"


class Severity(StrEnum):
    """How bad a non-conformance is (the usual three classes of defects)."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One thing to look at: an attribute, or a measured figure with limits (both included)."""

    number: int
    name: str
    kind: CharacteristicKind
    unit: str = ""
    nominal: Quantity | None = None
    lower: Quantity | None = None
    upper: Quantity | None = None
    instrument: str = ""
    method: str = ""
    picture: str = ""
    name_en: str = ""
    instrument_en: str = ""
    method_en: str = ""


@dataclass(frozen=True, slots=True)
class SamplingRule:
    """How many pieces: all, `count` pieces, `percent` of the lot, or by AQL and level."""

    kind: Sampling = Sampling.ALL
    count: int | None = None
    percent: Quantity | None = None
    aql: Quantity | None = None
    level: InspectionLevel = InspectionLevel.II


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample: its size, and how many bad pieces still pass (`accept`)."""

    size: int
    accept: int

    @property
    def reject(self) -> int:
        """The number of bad pieces from which the inspection fails (Re = Ac + 1)."""
        return self.accept + 1


@dataclass(frozen=True, slots=True)
class SourceRef:
    """The business row that is inspected: `order_operation 7`, `purchase_receipt 3`."""

    type: str
    id: int
    line: int = 0

    @property
    def subject(self) -> str:
        """How the journal names it, so that its inspections stand in its own story."""
        return f"{self.type}:{self.id}" if self.type else ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one characteristic on one piece: a figure, or good / not good."""

    piece: int
    characteristic: int
    value: Quantity | None = None
    good: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one characteristic on one piece."""

    piece: int
    characteristic: int
    value: Decimal | None
    good: bool
    note: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What one version of a plan says; it fits what it names (None: any)."""

    name: str
    kind: InspectionKind
    characteristics: tuple[Characteristic, ...]
    sampling: SamplingRule = SamplingRule()
    material: MaterialId | None = None
    operation_sequence: int | None = None
    operation_name: str = ""
    plant: PlantId | None = None
    blocking: bool = True
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One version of a plan with its content."""

    id: PlanId
    code: str
    version: int
    state: PlanState
    content: PlanContent
    operation_name_en: str = ""
    """What the content's operation is called in English; empty where no routing says so."""


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """An inspection under its lock, with what its rules ask for."""

    id: InspectionId
    number: str
    plant: PlantId
    kind: InspectionKind
    state: InspectionState
    sample_size: int
    accept_number: int
    rest_good: bool
    disposition: Disposition | None
    repeated: bool


@dataclass(frozen=True, slots=True)
class Blocking:
    """An inspection that holds its source back, and why."""

    source_type: str
    source_id: int
    source_line: int
    inspection: InspectionId
    label: str
    kind: InspectionKind
    state: InspectionState
    disposition: Disposition | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the results so far come to; `missing` counts results that are still to be recorded."""

    state: InspectionState
    pieces_faulty: int
    missing: int


EditPlans = Permission("quality.edit_plans")
PublishPlan = Permission("quality.publish_plan")
OpenInspection = Permission("quality.open_inspection")
RecordResults = Permission("quality.record_results")
DecideDisposition = Permission("quality.decide_disposition")
GrantConcession = Permission("quality.grant_concession")
RaiseNonConformance = Permission("quality.raise_nonconformance")
CloseNonConformance = Permission("quality.close_nonconformance")
CancelInspection = Permission("quality.cancel_inspection")
ViewQuality = Permission("quality.view")

PLAN_INVALID = RefusalCode("PLAN_INVALID", 422)
PLAN_NOT_DRAFT = RefusalCode("PLAN_NOT_DRAFT")
PLAN_TAKEN = RefusalCode("PLAN_TAKEN")
AQL_NOT_TABULATED = RefusalCode("AQL_NOT_TABULATED", 422)
INSPECTION_OPEN_ALREADY = RefusalCode("INSPECTION_OPEN_ALREADY")
RESULTS_INVALID = RefusalCode("RESULTS_INVALID", 422)
RESULTS_OLDER = RefusalCode("RESULTS_OLDER")
DISPOSITION_NOT_DUE = RefusalCode("DISPOSITION_NOT_DUE")
DISPOSITION_REASON_MISSING = RefusalCode("DISPOSITION_REASON_MISSING", 422)
INSPECTION_NOT_OPEN = RefusalCode("INSPECTION_NOT_OPEN")
NOT_REINSPECTABLE = RefusalCode("NOT_REINSPECTABLE")
NONCONFORMANCE_CLOSED = RefusalCode("NONCONFORMANCE_CLOSED")
NONCONFORMANCE_INVALID = RefusalCode("NONCONFORMANCE_INVALID", 422)

# Verdict codes that the inspection gate hands to the flow (words under [verdict.<code>]).
INSPECTION_OPEN_VERDICT = "quality.INSPECTION_OPEN"
INSPECTION_FAILED_VERDICT = "quality.INSPECTION_FAILED"

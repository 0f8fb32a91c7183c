"""What the kit check speaks of: sources of demand and supply, verdicts, limits, permissions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum

from qitao.base.actor import Permission
from qitao.base.clock import Moment
from qitao.base.ids import PlantId
from qitao.base.quantity import NonNegativeQuantity
from qitao.base.refusal import RefusalCode
from qitao.catalog.values import BomLineId, MaterialId

SOURCES_MAX = 100_000
"""Sources in one call of a verb."""
LINES_MAX = 1_000_000
"""Lines in one call of a verb."""
FEW_MAX = 100
"""Up to so many sources are checked alone; more are checked with their whole plant."""
ASKED_MAX = 1_000
"""Orders or lines in one question from outside."""
PAGE_MAX = 200
SHORTAGES_MAX = 10_000
PREVIEW_MAX = 2_000
KIT_LINES_MAX = 2_000
HOLDERS_MAX = 3
"""Holders that are named per short material."""
PRIORITY_FIRST, PRIORITY_LAST = 1, 9
"""Ranks: the smallest number goes first; then the earliest due date, then the smallest id."""

FEW_TIMEOUT_MS = 2_000
PLANT_TIMEOUT_MS = 30_000
STALE_AFTER_SECONDS = 300
RECHECK = timedelta(minutes=10)
"""A plant is checked as a whole so often even where nothing seems to have changed."""


class KitState(StrEnum):
    """What the check says: `partial` has some lines covered, `short` none, `unknown` no answer."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    SHORT = "short"
    UNKNOWN = "unknown"


class UnknownCause(StrEnum):
    """Why there is no answer; none of these means that material is missing."""

    NOT_CHECKED = "not_checked"
    TIMEOUT = "timeout"
    LOCKED = "locked"
    FAULT = "fault"
    STALE = "stale"
    NOT_FOUND = "not_found"


class Interception(IntEnum):
    """Where a plant stops an order whose kit is short (W4)."""

    WARN = 0
    RELEASE = 1
    START = 2
    REPORT = 3


class KitStep(IntEnum):
    """The steps that ask for the kit; the gate is the flow's 齐套检查 before scheduling."""

    GATE = 0
    RELEASE = 1
    START = 2
    REPORT = 3


class Allocation(StrEnum):
    """Whether a short order holds back what it could have (`partial`) or nothing."""

    ALL_OR_NOTHING = "all_or_nothing"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Source:
    """The business row behind demand or supply: `work_order 5`."""

    type: str
    id: int


@dataclass(frozen=True, slots=True)
class DemandLine:
    """What one line still needs, in the material's own unit; `line` is unique in its source.

    `bom_line` names the BOM line whose substitutes may serve; `line` is also the line under which
    the source reserves stock.
    """

    line: int
    material: MaterialId
    quantity: NonNegativeQuantity
    bom_line: BomLineId | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """All open needs of one source (a work order); `label` is what people call it.

    Without lines it is complete. An inactive one (a draft) takes nothing from the others.
    """

    source: Source
    label: str
    plant: PlantId
    lines: tuple[DemandLine, ...]
    priority: int = 5
    due_on: date | None = None
    needed_at: Moment | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Supply:
    """What one line of a source will still bring, and when (null: not promised)."""

    source: Source
    line: int
    label: str
    plant: PlantId
    material: MaterialId
    quantity: NonNegativeQuantity
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class PriorityChange:
    """A new priority for one source (1 goes first, 9 last)."""

    source: Source
    priority: int


@dataclass(frozen=True, slots=True)
class Policy:
    """How a plant checks its kits."""

    plant: PlantId
    interception: Interception = Interception.RELEASE
    allocation: Allocation = Allocation.ALL_OR_NOTHING
    incoming_days: int | None = None
    stale_after_seconds: int = STALE_AFTER_SECONDS


@dataclass(frozen=True, slots=True)
class KitVerdict:
    """What the last check said of one source, since when, and whether that still holds.

    `stale`: something it rests on changed, or nobody looked, for longer than the plant allows; the
    answer then counts as unknown. `cause` says why a state is unknown.
    """

    source_type: str
    source_id: int
    label: str
    plant: PlantId
    priority: int
    due_on: date | None
    needed_at: datetime | None
    active: bool
    state: KitState
    cause: str
    lines: int
    lines_short: int
    coverage_on: date | None
    computed_at: datetime | None
    since: datetime
    stale: bool

    @property
    def source(self) -> Source:
        """The business row that the verdict is about."""
        return Source(self.source_type, self.source_id)


@dataclass(frozen=True, slots=True)
class NetLine:
    """One line as netted: what it needs, what it gets, what is free and held by those before it.

    `gap` is its part of what the plant lacks of the material, where its source is short.
    """

    source_type: str
    source_id: int
    revision: int
    plant: PlantId
    line: int
    material: MaterialId
    code: str
    required: Decimal
    covered: Decimal
    short: Decimal
    free: Decimal
    held: Decimal
    gap: Decimal
    coverage_on: date | None


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line of one source before allocation: what it needs and the room that it finds.

    `gap` and `coverage_on` hold if the source turns out to be short.
    """

    revision: int
    plant: PlantId
    line: int
    material: MaterialId
    code: str
    required: Decimal
    need: Decimal
    free: Decimal
    held: Decimal
    room: Decimal
    gap: Decimal
    coverage_on: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the check found for one source from one revision of its lines; gaps as columns.

    `materials`, `required`, `covered`, `gaps` and `dates` go with `short_lines`.
    """

    source_type: str
    source_id: int
    revision: int
    lines: int
    lines_short: int
    coverage_on: date | None
    short_lines: Sequence[int] | None = None
    materials: Sequence[MaterialId] | None = None
    required: Sequence[Decimal] | None = None
    covered: Sequence[Decimal] | None = None
    gaps: Sequence[Decimal] | None = None
    dates: Sequence[date | None] | None = None


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """What the last check gave to one line; `whole`: its plant allots all or nothing."""

    source_type: str
    source_id: int
    line: int
    plant: PlantId
    material: MaterialId
    covered: Decimal
    whole: bool


PutDemands = Permission("kitting.put_demands")
PutSupplies = Permission("kitting.put_supplies")
CheckKits = Permission("kitting.check_kits")
SetPriorities = Permission("kitting.set_priorities")
SetPlantPolicy = Permission("kitting.set_plant_policy")
ReserveKits = Permission("kitting.reserve_kits")
ViewKits = Permission("kitting.view")

DEMAND_INVALID = RefusalCode("DEMAND_INVALID", 422)
SUPPLY_INVALID = RefusalCode("SUPPLY_INVALID", 422)
PRIORITY_INVALID = RefusalCode("PRIORITY_INVALID", 422)
POLICY_INVALID = RefusalCode("POLICY_INVALID", 422)
ASKED_TWICE = RefusalCode("KIT_ASKED_TWICE", 422)

# Verdict codes that the kit gate hands to the flow (words under [verdict.<code>]).
KIT_SHORT_VERDICT = "kitting.SHORT"
KIT_UNKNOWN_VERDICT = "kitting.UNKNOWN"

"""Plans and their versions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import MaterialId
from qitao.quality.values import (
    PAGE_MAX,
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    InspectionLevel,
    PlanContent,
    PlanId,
    PlanRow,
    PlanState,
    Sampling,
    SamplingRule,
)

sql = SqlRoom("qitao.quality")


@dataclass(frozen=True, slots=True)
class PlanHead:
    """One version of a plan as a list shows it."""

    id: PlanId
    code: str
    version: int
    name: str
    name_en: str
    kind: InspectionKind
    plant: PlantId | None
    material: MaterialId | None
    material_code: str | None
    material_name: str | None
    material_name_en: str | None
    operation_sequence: int | None
    operation_name: str
    operation_name_en: str
    state: PlanState
    blocking: bool
    sampling: Sampling
    sample_count: int | None
    sample_percent: Decimal | None
    aql: Decimal | None
    level: InspectionLevel
    created_at: datetime
    published_at: datetime | None
    characteristics: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a code, under its lock."""

    id: PlanId
    version: int
    state: PlanState


def list_plans(
    *,
    plants: Collection[PlantId] | None = None,
    states: Sequence[PlanState] = (),
    material: MaterialId | None = None,
    words: str = "",
    offset: int = 0,
    limit: int = 50,
) -> list[PlanHead]:
    """Return plans by code, the newest version first; of `plants`, those for all plants too."""
    return _heads(
        plants=None if plants is None else list(plants),
        states=[state.value for state in states] or None,
        material=material,
        words=containing(words) if words else None,
        offset=offset,
        limit=min(limit, PAGE_MAX),
    )


def _heads(ids: Sequence[int] | None = None, **given: object) -> list[PlanHead]:
    usual = dict.fromkeys(("plants", "states", "material", "words"))
    usual |= {"offset": 0, "limit": PAGE_MAX}
    rows = sql.all(
        "list_plan_heads", PlanHead, ids=None if ids is None else list(ids), **(usual | given)
    )
    return [
        replace(
            row,
            kind=InspectionKind(row.kind),
            state=PlanState(row.state),
            sampling=Sampling(row.sampling),
            level=InspectionLevel(row.level),
        )
        for row in rows
    ]


def get_plan(plan: PlanId) -> PlanRow:
    """Return one version with its content; refuse `NOT_FOUND`."""
    heads = _heads([plan])
    if not heads:
        raise Refusal(NOT_FOUND, plan=plan)
    head = heads[0]
    rule = SamplingRule(head.sampling, head.sample_count, head.sample_percent, head.aql, head.level)
    content = PlanContent(
        name=head.name,
        kind=head.kind,
        characteristics=characteristics("list_plan_characteristics", plan=plan),
        sampling=rule,
        material=head.material,
        operation_sequence=head.operation_sequence,
        operation_name=head.operation_name,
        plant=head.plant,
        blocking=head.blocking,
        name_en=head.name_en,
    )
    return PlanRow(plan, head.code, head.version, head.state, content, head.operation_name_en)


def characteristics(name: str, **which: int) -> tuple[Characteristic, ...]:
    """Return what a plan or an inspection asks to look at."""
    rows = sql.all(name, Characteristic, **which)
    return tuple(replace(row, kind=CharacteristicKind(row.kind)) for row in rows)


def lock_versions(code: str) -> list[Version]:
    """Lock the versions of a code, then list them, oldest first; one made meanwhile is seen."""
    sql.values("lock_plan", code=code)
    rows = sql.all("list_versions", Version, code=code)
    return [replace(row, state=PlanState(row.state)) for row in rows]


def find_plan(
    *,
    kind: InspectionKind,
    plant: PlantId,
    material: MaterialId | None = None,
    operation_sequence: int | None = None,
    operation_name: str = "",
) -> PlanId | None:
    """Return the active plan that fits best, None where there is none."""
    found = sql.value(
        "find_plan",
        kind=kind,
        plant=plant,
        material=material,
        sequence=operation_sequence,
        operation=operation_name,
    )
    return None if found is None else PlanId(found)

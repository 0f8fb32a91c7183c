"""The reads of inspection: plans, inspections with their results, non-conformances."""

from collections.abc import Sequence
from typing import Literal

from qitao.api.reads.history import histories
from qitao.api.reads.read import Read, before, by_actor, plants_of
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.catalog.values import MaterialId
from qitao.quality import queries
from qitao.quality.values import (
    PAGE_MAX,
    Characteristic,
    Found,
    InspectionId,
    InspectionKind,
    InspectionState,
    PlanId,
    PlanState,
    ViewQuality,
)

FLOOR = "quality"
HERE = plants_of(ViewQuality)


def list_plans(
    plants: Sequence[PlantId] | None = None,
    states: tuple[PlanState, ...] = (),
    material: MaterialId | None = None,
    search: str = "",
    offset: int = 0,
) -> list[queries.PlanHead]:
    """Return inspection plans by code, the newest version first."""
    return queries.list_plans(
        plants=plants, states=states, material=material, words=search, offset=offset, limit=PAGE_MAX
    )


def list_inspections(
    ask: Ask,
    *,
    plants: Sequence[PlantId] | None = None,
    states: tuple[InspectionState, ...] = (),
    kinds: tuple[InspectionKind, ...] = (),
    search: str = "",
) -> list[queries.Listed]:
    """Return inspections, the newest first."""
    return queries.list_inspections(
        plants=None if plants is None else list(plants),
        states=states,
        kinds=kinds,
        words=search,
        before=before(ask),
        limit=ask.limit,
    )


def list_characteristics(actor: Actor, inspection: InspectionId) -> list[Characteristic]:
    """Return what an inspection asks to look at: `record_results` names them by `number`."""
    sheet = queries.get_inspection(inspection)
    actor.check_scope(ViewQuality, plant=sheet.inspection.plant)
    return list(sheet.characteristics)


def list_plan_characteristics(actor: Actor, plan: PlanId) -> list[Characteristic]:
    """Return what a version of an inspection plan asks to look at."""
    content = queries.get_plan(plan).content
    if content.plant is not None:
        actor.check_scope(ViewQuality, plant=content.plant)
    return list(content.characteristics)


def list_results(actor: Actor, inspection: InspectionId) -> list[Found]:
    """Return what an inspection has found so far."""
    sheet = queries.get_inspection(inspection)
    actor.check_scope(ViewQuality, plant=sheet.inspection.plant)
    return list(sheet.results)


def list_nonconformances(
    ask: Ask,
    *,
    plants: Sequence[PlantId] | None = None,
    state: Literal["open", "closed"] | None = None,
    inspection: InspectionId | None = None,
) -> list[queries.NonConformanceRow]:
    """Return non-conformances, the newest first."""
    return queries.list_nonconformances(
        plants=None if plants is None else list(plants),
        state=state,
        inspection=inspection,
        before=before(ask),
        limit=ask.limit,
    )


READS = (
    Read(FLOOR, "plans", ViewQuality, queries.PlanHead, list_plans, sorts=(), scope=HERE),
    Read(
        FLOOR,
        "inspections",
        ViewQuality,
        queries.Listed,
        list_inspections,
        sorts=("-id",),
        scope=HERE,
        one_way=True,
        limit_max=PAGE_MAX - 1,
    ),
    Read(
        FLOOR,
        "characteristics",
        ViewQuality,
        Characteristic,
        list_characteristics,
        sorts=(),
        scope=by_actor(),
    ),
    Read(
        FLOOR,
        "plan_characteristics",
        ViewQuality,
        Characteristic,
        list_plan_characteristics,
        sorts=(),
        scope=by_actor(),
    ),
    Read(FLOOR, "results", ViewQuality, Found, list_results, sorts=(), scope=by_actor()),
    Read(
        FLOOR,
        "nonconformances",
        ViewQuality,
        queries.NonConformanceRow,
        list_nonconformances,
        sorts=("-id",),
        scope=HERE,
        one_way=True,
        limit_max=PAGE_MAX - 1,
    ),
    *histories(FLOOR, ViewQuality),
)

"""Inspection plans: drafted, published in versions, retired; a published version never changes."""

from dataclasses import dataclass
from typing import Any

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.quality import queries, rules
from qitao.quality.values import (
    PLAN_NOT_DRAFT,
    PLAN_TAKEN,
    EditPlans,
    PlanContent,
    PlanId,
    PlanState,
    PublishPlan,
)

sql = SqlRoom("qitao.quality")


@dataclass(frozen=True, slots=True)
class PlanSaved:
    """Which version of which plan was written."""

    plan: PlanId
    code: str
    version: int


def _head(content: PlanContent) -> dict[str, Any]:
    return {
        "name": content.name,
        "name_en": content.name_en,
        "kind": content.kind,
        "plant": content.plant,
        "material": content.material,
        "operation_sequence": content.operation_sequence,
        "operation_name": content.operation_name,
        "blocking": content.blocking,
        "sampling": content.sampling.kind,
        "sample_count": content.sampling.count,
        "sample_percent": content.sampling.percent,
        "aql": content.sampling.aql,
        "level": content.sampling.level,
    }


def _put_characteristics(plan: PlanId, content: PlanContent) -> None:
    asked = content.characteristics
    sql.run(
        "put_plan_characteristics",
        plan=plan,
        numbers=[one.number for one in asked],
        names=[one.name for one in asked],
        kinds=[one.kind for one in asked],
        units=[one.unit for one in asked],
        nominals=[one.nominal for one in asked],
        lowers=[one.lower for one in asked],
        uppers=[one.upper for one in asked],
        instruments=[one.instrument for one in asked],
        methods=[one.method for one in asked],
        pictures=[one.picture for one in asked],
        names_en=[one.name_en for one in asked],
        instruments_en=[one.instrument_en for one in asked],
        methods_en=[one.method_en for one in asked],
    )


@action(permission=EditPlans)
def create_plan(*, actor: Actor, code: str, content: PlanContent) -> PlanSaved:
    """Draft a plan: the first version of a new code, or the next version of a known one.

    Refuses `PLAN_INVALID` with every fault, `PLAN_TAKEN` where the code has a draft already.
    """
    rules.check_plan(content)
    actor.check_scope(EditPlans, plant=content.plant)
    versions = queries.lock_versions(code)
    if any(version.state is PlanState.DRAFT for version in versions):
        raise Refusal(PLAN_TAKEN, code=code)
    number = max((version.version for version in versions), default=0) + 1
    plan: PlanId | None = sql.value("insert_plan", code=code, version=number, **_head(content))
    if plan is None:
        raise Refusal(PLAN_TAKEN, code=code)
    _put_characteristics(plan, content)
    return PlanSaved(plan, code, number)


@action(permission=EditPlans)
def change_plan(*, actor: Actor, plan: PlanId, content: PlanContent) -> PlanSaved:
    """Replace what a draft says. Refuses `PLAN_INVALID`, and `PLAN_NOT_DRAFT` once published."""
    rules.check_plan(content)
    row = _lock_draft(actor, plan)
    actor.check_scope(EditPlans, plant=content.plant)
    sql.run("update_plan", plan=plan, **_head(content))
    _put_characteristics(plan, content)
    return row


def _lock_draft(actor: Actor, plan: PlanId) -> PlanSaved:
    row = queries.get_plan(plan)
    actor.check_scope(EditPlans, plant=row.content.plant)
    states = {version.id: version.state for version in queries.lock_versions(row.code)}
    if states.get(plan) is not PlanState.DRAFT:
        raise Refusal(PLAN_NOT_DRAFT, code=row.code, version=row.version)
    return PlanSaved(plan, row.code, row.version)


@action(permission=PublishPlan)
def publish_plan(*, actor: Actor, plan: PlanId) -> PlanSaved:
    """Publish a draft; the version before it is retired. Refuses `PLAN_NOT_DRAFT`.

    Inspections that are open keep the version that they were opened with.
    """
    row = queries.get_plan(plan)
    actor.check_scope(PublishPlan, plant=row.content.plant)
    versions = queries.lock_versions(row.code)
    if not any(v.id == plan and v.state is PlanState.DRAFT for v in versions):
        raise Refusal(PLAN_NOT_DRAFT, code=row.code, version=row.version)
    before = [v.id for v in versions if v.state is PlanState.ACTIVE]
    for version in before:
        actor.check_scope(PublishPlan, plant=queries.get_plan(version).content.plant)
    if before:
        sql.run("set_plan_states", ids=before, publish=None, at=clock.now())
    sql.run("set_plan_states", ids=[plan], publish=plan, at=clock.now())
    return PlanSaved(plan, row.code, row.version)


@action(permission=PublishPlan)
def retire_plan(*, actor: Actor, plan: PlanId) -> PlanSaved:
    """Retire a version, so that no new inspection follows it."""
    row = queries.get_plan(plan)
    actor.check_scope(PublishPlan, plant=row.content.plant)
    queries.lock_versions(row.code)
    sql.run("set_plan_states", ids=[plan], publish=None, at=clock.now())
    return PlanSaved(plan, row.code, row.version)

"""What a plan must say to be a plan: all faults at once."""

from collections.abc import Iterator
from typing import Any

from qitao.base.refusal import Refusal
from qitao.quality.rules.sampling import AQLS
from qitao.quality.values import (
    CHARACTERISTICS_MAX,
    PLAN_INVALID,
    Characteristic,
    CharacteristicKind,
    PlanContent,
    Sampling,
    SamplingRule,
)


def check_plan(content: PlanContent) -> None:
    """Refuse `PLAN_INVALID` with every fault of a plan's content; words under `plan_fault`."""
    problems = [*_faults(content)]
    if problems:
        codes = list(dict.fromkeys(problem["code"] for problem in problems))
        raise Refusal(PLAN_INVALID, problems=problems[:20], plan_faults=codes, count=len(problems))


def _fault(code: str, field: str, number: int | None = None) -> dict[str, Any]:
    """One fault: where it stands (`number` of the characteristic, None for the plan itself)."""
    return {"code": code, "field": field, "number": number}


def _faults(content: PlanContent) -> Iterator[dict[str, Any]]:
    numbers = [one.number for one in content.characteristics]
    if not content.name.strip():
        yield _fault("NAME_MISSING", "name")
    if not 1 <= len(numbers) <= CHARACTERISTICS_MAX:
        yield _fault("CHARACTERISTICS_COUNT", "characteristics")
    if len(set(numbers)) < len(numbers):
        yield _fault("NUMBER_TWICE", "characteristics")
    yield from _faults_of_sampling(content.sampling)
    for one in content.characteristics:
        yield from _faults_of(one)


def _faults_of_sampling(rule: SamplingRule) -> Iterator[dict[str, Any]]:
    if rule.kind is Sampling.COUNT and (rule.count is None or rule.count < 1):
        yield _fault("SAMPLE_COUNT_MISSING", "count")
    if rule.kind is Sampling.PERCENT and not (rule.percent and 0 < rule.percent <= 100):
        yield _fault("SAMPLE_PERCENT_OUTSIDE", "percent")
    if rule.kind is Sampling.AQL and rule.aql not in AQLS:
        yield _fault("AQL_UNKNOWN", "aql")


def _faults_of(one: Characteristic) -> Iterator[dict[str, Any]]:
    limits = [limit for limit in (one.lower, one.nominal, one.upper) if limit is not None]
    if not one.name.strip():
        yield _fault("NAME_MISSING", "name", one.number)
    if one.kind is CharacteristicKind.MEASURED and one.lower is None and one.upper is None:
        yield _fault("LIMIT_MISSING", "lower", one.number)
    if one.kind is CharacteristicKind.ATTRIBUTE and limits:
        yield _fault("ATTRIBUTE_HAS_LIMITS", "lower", one.number)
    if limits != sorted(limits):
        yield _fault("LIMITS_CROSSED", "nominal", one.number)

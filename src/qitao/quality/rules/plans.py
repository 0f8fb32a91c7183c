"""What a plan must say to be a plan: all faults at once."""

from collections.abc import Iterator

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
    """Refuse `PLAN_INVALID` with every fault of a plan's content."""
    problems = [*_faults(content)]
    if problems:
        raise Refusal(PLAN_INVALID, problems=problems[:20], count=len(problems))


def _faults(content: PlanContent) -> Iterator[str]:
    numbers = [one.number for one in content.characteristics]
    if not content.name.strip():
        yield "name missing"
    if not 1 <= len(numbers) <= CHARACTERISTICS_MAX:
        yield f"characteristics: 1 to {CHARACTERISTICS_MAX}"
    if len(set(numbers)) < len(numbers):
        yield "characteristic number twice"
    yield from _faults_of_sampling(content.sampling)
    for one in content.characteristics:
        yield from (f"#{one.number}: {fault}" for fault in _faults_of(one))


def _faults_of_sampling(rule: SamplingRule) -> Iterator[str]:
    if rule.kind is Sampling.COUNT and (rule.count is None or rule.count < 1):
        yield "sample count missing"
    if rule.kind is Sampling.PERCENT and not (rule.percent and 0 < rule.percent <= 100):
        yield "sample percent outside 0–100"
    if rule.kind is Sampling.AQL and rule.aql not in AQLS:
        yield f"AQL {rule.aql} not in ISO 2859-1"


def _faults_of(one: Characteristic) -> Iterator[str]:
    limits = [limit for limit in (one.lower, one.nominal, one.upper) if limit is not None]
    if not one.name.strip():
        yield "name missing"
    if one.kind is CharacteristicKind.MEASURED and one.lower is None and one.upper is None:
        yield "a measured characteristic needs a limit"
    if one.kind is CharacteristicKind.ATTRIBUTE and limits:
        yield "an attribute has no limits"
    if limits != sorted(limits):
        yield "lower ≤ nominal ≤ upper does not hold"

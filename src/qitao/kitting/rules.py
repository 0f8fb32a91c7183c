"""Pure decisions of the kit check: what an answer means, what it lets pass, what is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from qitao.base.quantity import ZERO
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.flow.values import PASS, Verdict
from qitao.kitting.values import (
    DEMAND_INVALID,
    KIT_SHORT_VERDICT,
    KIT_UNKNOWN_VERDICT,
    LINES_MAX,
    POLICY_INVALID,
    PRIORITY_FIRST,
    PRIORITY_INVALID,
    PRIORITY_LAST,
    RECHECK,
    SOURCES_MAX,
    SUPPLY_INVALID,
    Answer,
    Demand,
    FoundLine,
    Interception,
    KitState,
    KitStep,
    KitVerdict,
    NetLine,
    Policy,
    PriorityChange,
    Source,
    Supply,
    UnknownCause,
)

REFRESH_SHARE = 10
"""A plant is checked again when ten times as long has passed as its last check took."""

CAUSES = {
    "57014": UnknownCause.TIMEOUT,
    "55P03": UnknownCause.LOCKED,
    "53100": UnknownCause.FAULT,
    "53200": UnknownCause.FAULT,
    "58030": UnknownCause.FAULT,
    "XX001": UnknownCause.FAULT,
    "XX002": UnknownCause.FAULT,
}
"""SQL states after which the check did not answer; any other error is a fault of the program."""


def state_of(lines: int, lines_short: int) -> KitState:
    """Return what a count of short lines means; a source without lines lacks nothing."""
    if lines_short == 0:
        return KitState.COMPLETE
    return KitState.PARTIAL if lines_short < lines else KitState.SHORT


def intercepts(level: Interception | int, step: KitStep) -> bool:
    """Tell whether a plant of this level stops short orders at this step; the gate is a release."""
    return int(level) == max(int(step), Interception.RELEASE)


def check_interception(
    level: Interception | int, step: KitStep, verdict: KitVerdict | None
) -> Verdict:
    """Answer whether a kit lets its order pass a step at the plant's interception level.

    A short kit stops exactly the step that the level names; the gate before scheduling counts as
    release. An answer that is missing, unknown or too old is never "short": it stops the gate at
    every level, and any other step where the plant intercepts there.
    """
    stops = intercepts(level, step)
    if not stops and step is not KitStep.GATE:
        return PASS
    if verdict is None:
        return Verdict.unknown(KIT_UNKNOWN_VERDICT, cause=UnknownCause.NOT_CHECKED.value)
    if verdict.state is KitState.UNKNOWN or verdict.stale:
        cause = verdict.cause or UnknownCause.STALE.value
        since = verdict.since if verdict.cause else verdict.computed_at
        return Verdict.unknown(
            KIT_UNKNOWN_VERDICT, cause=cause, since=since.isoformat() if since else None
        )
    if verdict.state is KitState.COMPLETE or not stops:
        return PASS
    coming = verdict.coverage_on.isoformat() if verdict.coverage_on else None
    return Verdict.fail(
        KIT_SHORT_VERDICT,
        lines=verdict.lines,
        lines_short=verdict.lines_short,
        coverage_on=coming,
    )


def rank(verdict: KitVerdict) -> tuple[int, date, int]:
    """Return where a source stands among the others: priority, due date, number."""
    return verdict.priority, verdict.due_on or date.max, verdict.source_id


def priority_before(moved: KitVerdict, other: KitVerdict) -> int:
    """Return the priority, nearest to its own, that puts a source before another one.

    Within one priority the due date decides; before an earlier one of the first priority there is
    no place, and the first priority is the answer.
    """
    ahead = rank(moved)[1:] < rank(other)[1:]
    return min(moved.priority, max(other.priority - (not ahead), PRIORITY_FIRST))


def priority_behind(moved: KitVerdict, other: KitVerdict) -> int:
    """Return the priority, nearest to its own, that puts a source behind another one."""
    behind = rank(moved)[1:] > rank(other)[1:]
    return max(moved.priority, min(other.priority + (not behind), PRIORITY_LAST))


def settle(source_type: str, source_id: int, found: Sequence[FoundLine]) -> list[NetLine]:
    """Give each line of one source the room that it finds, lines of one material in their order."""
    used: dict[int, Decimal] = {}
    took = []
    for line in found:
        room = max(line.room - used.get(line.material, ZERO), ZERO)
        took.append(min(line.need, room))
        used[line.material] = used.get(line.material, ZERO) + took[-1]
    short = any(got < line.need for line, got in zip(found, took, strict=True))
    return [
        NetLine(
            source_type,
            source_id,
            line.revision,
            line.plant,
            line.line,
            line.material,
            line.code,
            line.required,
            line.required - line.need + got,
            line.need - got,
            line.free,
            line.held,
            line.gap if short else ZERO,
            line.coverage_on if short else None,
        )
        for line, got in zip(found, took, strict=True)
    ]


def fold_lines(lines: Iterable[NetLine]) -> list[Answer]:
    """Fold netted lines, which stand together by source, into one answer per source."""
    grouped: dict[tuple[str, int], list[NetLine]] = {}
    for line in lines:
        grouped.setdefault((line.source_type, line.source_id), []).append(line)
    return [_fold(group) for group in grouped.values()]


def _fold(lines: Sequence[NetLine]) -> Answer:
    lines_short = sum(line.short > 0 for line in lines)
    short = [line for line in lines if line.gap > 0]
    waiting = [line.coverage_on for line in short]
    known = [day for day in waiting if day is not None]
    return Answer(
        lines[0].source_type,
        lines[0].source_id,
        lines[0].revision,
        len(lines),
        lines_short,
        max(known) if known and len(known) == len(waiting) else None,
        [line.line for line in short],
        [line.material for line in short],
        [line.required for line in short],
        [line.covered for line in short],
        [line.gap for line in short],
        [line.coverage_on for line in short],
    )


def check_demands(demands: Sequence[Demand]) -> None:
    """Refuse `TOO_MANY` above the limits and `DEMAND_INVALID` with every faulty source."""
    _check_count(len(demands), SOURCES_MAX)
    _check_count(sum(len(demand.lines) for demand in demands), LINES_MAX)
    faults = [
        f"{demand.label}: {fault}" for demand in demands for fault in _faults_of_demand(demand)
    ]
    if len({demand.source for demand in demands}) < len(demands):
        faults.append("source twice")
    if faults:
        raise Refusal(DEMAND_INVALID, problems=faults[:20], count=len(faults))


def _faults_of_demand(demand: Demand) -> Iterable[str]:
    if len({line.line for line in demand.lines}) < len(demand.lines):
        yield "line twice"
    if any(line.quantity < 0 for line in demand.lines):
        yield "quantity below 0"
    if not PRIORITY_FIRST <= demand.priority <= PRIORITY_LAST:
        yield f"priority {demand.priority}"


def check_supplies(sources: Sequence[Source], supplies: Sequence[Supply]) -> None:
    """Refuse `TOO_MANY`; `SUPPLY_INVALID` for a line given twice or of an unnamed source."""
    _check_count(len(sources), SOURCES_MAX)
    _check_count(len(supplies), LINES_MAX)
    named = set(sources)
    keys = {(supply.source, supply.line) for supply in supplies}
    faults = [s.label for s in supplies if s.source not in named or s.quantity < 0]
    if faults or len(keys) < len(supplies):
        raise Refusal(SUPPLY_INVALID, problems=faults[:20] or ["line twice"])


def check_priorities(changes: Sequence[PriorityChange]) -> None:
    """Refuse `PRIORITY_INVALID` unless each source, once, has a priority from 1 (first) to 9."""
    _check_count(len(changes), SOURCES_MAX)
    outside = [c.priority for c in changes if not PRIORITY_FIRST <= c.priority <= PRIORITY_LAST]
    if outside or len({change.source for change in changes}) < len(changes):
        raise Refusal(PRIORITY_INVALID, first=PRIORITY_FIRST, last=PRIORITY_LAST, given=outside)


def check_policy(policy: Policy) -> None:
    """Refuse `POLICY_INVALID` for a horizon below 0 days or a life of answers below 1 second."""
    if policy.stale_after_seconds < 1 or (policy.incoming_days or 0) < 0:
        raise Refusal(POLICY_INVALID, seconds=policy.stale_after_seconds, days=policy.incoming_days)


def _check_count(count: int, limit: int) -> None:
    if count > limit:
        raise Refusal(TOO_MANY, limit=limit, count=count)


@dataclass(frozen=True, slots=True)
class SweepRow:
    """How far a plant's verdicts have been looked after."""

    plant: int
    fingerprint: Decimal | None
    clean_at: datetime | None
    checked_at: datetime | None
    took_ms: int


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a plant's verdicts rest on as one number; how many sources have no answer."""

    total: Decimal
    unanswered: int


def holds(sweep: SweepRow, found: Fingerprint, now: datetime) -> bool:
    """Tell whether the verdicts of the last check still hold: nothing has changed, none is missing.

    After `RECHECK` they are checked all the same: a check of a few sources may have stored, just
    after the sweep had looked, what it had found just before.
    """
    if sweep.checked_at is None or now - sweep.checked_at >= RECHECK:
        return False
    return sweep.fingerprint == found.total and not found.unanswered


def is_due(sweep: SweepRow, now: datetime) -> bool:
    """Tell whether a changed plant may be checked again: checking takes at most a tenth of time."""
    if sweep.checked_at is None:
        return True
    return now - sweep.checked_at >= timedelta(milliseconds=sweep.took_ms * REFRESH_SHARE)

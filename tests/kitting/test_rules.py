"""Decisions without a database: what an answer lets pass."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from qitao.base.ids import PlantId
from qitao.flow.values import Outcome
from qitao.kitting import rules
from qitao.kitting.rules import SweepRow
from qitao.kitting.values import KitState, KitStep, KitVerdict

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def verdict(state: KitState, *, cause: str = "", stale: bool = False) -> KitVerdict:
    return KitVerdict(
        source_type="work_order",
        source_id=1,
        label="WO1",
        plant=PlantId(1),
        priority=5,
        due_on=None,
        needed_at=None,
        active=True,
        state=state,
        cause=cause,
        lines=4,
        lines_short=0 if state is KitState.COMPLETE else 2,
        coverage_on=date(2026, 3, 9),
        computed_at=NOW,
        since=NOW,
        stale=stale,
    )


STEPS = (KitStep.GATE, KitStep.RELEASE, KitStep.START, KitStep.REPORT)


@pytest.mark.parametrize("state", [KitState.SHORT, KitState.PARTIAL])
@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_a_short_kit_stops_the_step_of_the_level_and_no_other(level: int, state: KitState) -> None:
    stopped = [
        step
        for step in STEPS
        if rules.check_interception(level, step, verdict(state)).outcome is Outcome.FAIL
    ]
    expected = {0: [], 1: [KitStep.GATE, KitStep.RELEASE], 2: [KitStep.START], 3: [KitStep.REPORT]}
    assert stopped == expected[level]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (None, "not_checked"),
        (verdict(KitState.UNKNOWN, cause="timeout"), "timeout"),
        (verdict(KitState.COMPLETE, stale=True), "stale"),
        (verdict(KitState.SHORT, stale=True), "stale"),
    ],
)
def test_an_unknown_kit_stops_the_gate_at_every_level(
    level: int, answer: KitVerdict | None, cause: str
) -> None:
    outcomes = {step: rules.check_interception(level, step, answer) for step in STEPS}
    stopped = [step for step, found in outcomes.items() if found.outcome is Outcome.UNKNOWN]
    assert stopped == [KitStep.GATE, *([KitStep(level)] if level else [])]
    assert all(outcomes[step].evidence["cause"] == cause for step in stopped)
    assert not [found for found in outcomes.values() if found.outcome is Outcome.FAIL]


@pytest.mark.parametrize("level", [0, 1, 2, 3])
@pytest.mark.parametrize("step", STEPS)
def test_a_complete_kit_passes_everywhere(level: int, step: KitStep) -> None:
    complete = verdict(KitState.COMPLETE)
    assert rules.check_interception(level, step, complete).outcome is Outcome.PASS


def test_a_short_kit_says_how_much_and_when() -> None:
    found = rules.check_interception(1, KitStep.GATE, verdict(KitState.PARTIAL))
    assert found.evidence == {"lines": 4, "lines_short": 2, "coverage_on": "2026-03-09"}


@pytest.mark.parametrize(
    ("lines", "short", "state"),
    [
        (0, 0, KitState.COMPLETE),
        (3, 0, KitState.COMPLETE),
        (3, 1, KitState.PARTIAL),
        (3, 3, KitState.SHORT),
        (1, 1, KitState.SHORT),
    ],
)
def test_states_by_count(lines: int, short: int, state: KitState) -> None:
    assert rules.state_of(lines, short) is state


def test_a_plant_is_due_when_ten_times_its_last_check_has_passed() -> None:
    row = SweepRow(1, Decimal(1), NOW, NOW, 500)
    assert not rules.is_due(row, NOW + timedelta(seconds=4.9))
    assert rules.is_due(row, NOW + timedelta(seconds=5))
    assert rules.is_due(SweepRow(1, None, None, None, 0), NOW)


def queued(number: int, priority: int, day: int | None) -> KitVerdict:
    """An order in the queue: its number, priority and due day."""
    due = date(2026, 3, day) if day else None
    return replace(verdict(KitState.COMPLETE), source_id=number, priority=priority, due_on=due)


@pytest.mark.parametrize(
    ("moved", "other", "priority"),
    [
        (queued(1, 5, 9), queued(2, 3, 12), 3),  # due earlier: the same priority is enough
        (queued(1, 5, 9), queued(2, 3, 4), 2),  # due later: one priority before
        (queued(3, 5, None), queued(2, 5, None), 4),
        (queued(1, 5, 9), queued(2, 1, 4), 1),  # nothing comes before the first priority
        (queued(1, 2, 9), queued(2, 5, 4), 2),  # it stands there already
    ],
)
def test_an_order_goes_before_another_one(
    moved: KitVerdict, other: KitVerdict, priority: int
) -> None:
    assert rules.priority_before(moved, other) == priority


@pytest.mark.parametrize(
    ("moved", "other", "priority"),
    [
        (queued(1, 3, 9), queued(2, 5, 4), 5),
        (queued(1, 3, 9), queued(2, 5, 12), 6),
        (queued(1, 3, 9), queued(2, 9, 12), 9),  # nothing comes behind the last priority
        (queued(1, 7, 9), queued(2, 5, 4), 7),
    ],
)
def test_an_order_goes_behind_another_one(
    moved: KitVerdict, other: KitVerdict, priority: int
) -> None:
    assert rules.priority_behind(moved, other) == priority

"""The engine's timetable: run due jobs, fire timers, ask waiting gates, hold the invariants."""

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connections

from qitao.base import clock
from qitao.base.actions import PARTITIONED
from qitao.base.actor import Actor
from qitao.base.jobs import job, periodic
from qitao.flow import actions, queries
from qitao.flow.actions.gates import GatesRun
from qitao.flow.actions.incidents import Violation
from qitao.flow.actions.settle import RUN_JOBS
from qitao.flow.actions.work import JobAnswer, Leased
from qitao.flow.rules import verdicts
from qitao.flow.rules.registry import STEPS
from qitao.flow.values import DRAIN_MAX, INVARIANT_BROKEN, QUEUE, JobId, Verdict

BATCHES_MAX = 200
PARTITIONED.append("flow_log")
GATE_REST = timedelta(seconds=50)
"""A gate that gave an answer is not asked again by the timetable before this has passed."""


@job(name=RUN_JOBS, queue=QUEUE)
def run_jobs() -> None:
    """Run every job that is due, batch by batch."""
    worker = uuid.uuid4().hex
    for _ in range(BATCHES_MAX):
        if not run_batch(worker):
            return


def run_batch(worker: str) -> int:
    """Take the jobs that are due, ask their steps outside any transaction, report the answers."""
    if not queries.has_due_jobs(clock.now()):
        return 0
    actor = Actor.system(cause="job:flow.run_jobs")
    leased = actions.take_jobs(actor=actor, worker=worker).jobs
    if leased:
        actions.report_jobs(actor=actor, worker=worker, answers=tuple(call_steps(leased)))
    return len(leased)


def call_steps(leased: Sequence[Leased]) -> list[JobAnswer]:
    """Ask each step once for all its business objects, side by side, each within its time."""
    calls = [_Call(jobs) for jobs in _batches(leased)]
    for call in calls:
        call.start()
    return [answer for call in calls for answer in call.answers()]


def _batches(leased: Sequence[Leased]) -> list[list[Leased]]:
    """Group jobs by step, so that no business object stands twice in one call."""
    groups: dict[tuple[str, str, int], list[Leased]] = defaultdict(list)
    seen: dict[tuple[str, str, int], int] = defaultdict(int)
    for one in sorted(leased, key=lambda one: one.business_id):
        name = (one.step, one.business_type, one.business_id)
        groups[one.step, one.business_type, seen[name]].append(one)
        seen[name] += 1
    return list(groups.values())


class _Call(threading.Thread):
    """One call of one step on a thread of its own, so that a step that hangs can be left behind."""

    def __init__(self, jobs: Sequence[Leased]) -> None:
        super().__init__(daemon=True, name=f"step {jobs[0].step}")
        self.jobs = jobs
        self.limit = jobs[0].timeout
        self.began = time.monotonic()
        self.result: dict[int, Verdict] | None = None

    def run(self) -> None:
        """Ask the step; whatever it raises makes the answer unknown."""
        step = STEPS.get(self.jobs[0].step)
        ids = tuple(one.business_id for one in self.jobs)
        if step is None:
            self.result = dict.fromkeys(ids, verdicts.missing(self.jobs[0].step))
            return
        keys: Mapping[int, str] = {one.business_id: one.key for one in self.jobs}
        try:
            given: Any = step.function(ids, keys=keys)
            self.result = verdicts.judge(step.name, ids, given)
        except Exception as error:
            broken = verdicts.broken(step.name, error, time.monotonic() - self.began)
            self.result = dict.fromkeys(ids, broken)
        finally:
            connections.close_all()

    def answers(self) -> list[JobAnswer]:
        """Wait for the answer until the time is up; then it is not known."""
        spent = time.monotonic() - self.began
        self.join(max(0.0, self.limit.total_seconds() - spent))
        result = self.result
        if result is None:
            late = verdicts.late(self.jobs[0].step, self.limit, time.monotonic() - self.began)
            result = {one.business_id: late for one in self.jobs}
        return [
            JobAnswer(
                JobId(one.id),
                one.attempts,
                result[one.business_id].outcome,
                result[one.business_id].code,
                dict(result[one.business_id].evidence),
            )
            for one in self.jobs
        ]


def drain_gates(step: str = "") -> GatesRun:
    """Ask every waiting gate that has rested, in batches, one transaction each.

    A first look leaves no entry in the journal; only where an answer would be another one are those
    gates asked by the verb, which has one.
    """
    before, asked, same, after = clock.now() - GATE_REST, 0, 0, 0
    for _ in range(BATCHES_MAX):
        seen = actions.look_at_gates(asked_before=before, after=after, step=step)
        asked, same, after = asked + seen.asked, same + seen.same, seen.last_token
        if seen.asked < DRAIN_MAX:
            break
    run = _run_gates(before, step) if same < asked else GatesRun(0, 0, 0, after)
    return GatesRun(asked, run.moved, run.queued, run.last_token)


def _run_gates(before: datetime, step: str) -> GatesRun:
    actor = Actor.system(cause="job:flow.drain_gates")
    asked, moved, queued, after = 0, 0, 0, 0
    for _ in range(BATCHES_MAX):
        run = actions.run_gates(actor=actor, step=step, after=after, asked_before=before)
        asked, moved, queued = asked + run.asked, moved + run.moved, queued + run.queued
        after = run.last_token
        if run.asked < DRAIN_MAX:  # the last batch; another would only say that there is nothing
            break
    return GatesRun(asked, moved, queued, after)


@periodic(name="flow.drain_gates", cron="* * * * *", queue=QUEUE)
def drain_gates_each_minute(timestamp: int) -> None:
    """Ask waiting gates again, in case that nobody told them that things have changed."""
    if queries.has_resting_gates(clock.now() - GATE_REST):
        drain_gates()


@periodic(name="flow.run_due_jobs", cron="* * * * * */10", queue=QUEUE)
def run_jobs_each_ten_seconds(timestamp: int) -> None:
    """Run jobs whose bell was lost, whose wait is over, or whose lease ran out."""
    run_jobs()


@periodic(name="flow.fire_timers", cron="* * * * * */10", queue=QUEUE)
def fire_timers(timestamp: int) -> None:
    """Fire the boundary timers that are due."""
    actor = Actor.system(cause="job:flow.fire_timers")
    for _ in range(BATCHES_MAX):
        if not queries.has_due_timers(clock.now()):
            return
        if not actions.fire_timers(actor=actor).count:
            return


@periodic(name="flow.hold_invariants", cron="* * * * *", queue=QUEUE)
def hold_invariants(timestamp: int) -> None:
    """Open an incident for each instance without a token and each token without its one reason."""
    violations = tuple(
        Violation(row.instance_id, row.token_id, dict(row.evidence), INVARIANT_BROKEN)
        for row in queries.list_violations()
    )
    if violations:
        actor = Actor.system(cause="job:flow.hold_invariants")
        actions.record_violations(actor=actor, violations=violations)

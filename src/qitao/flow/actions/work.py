"""Jobs: leased work of steps outside every transaction, answered once, retried, given up."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import JsonValue

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.flow.actions.incidents import write_incidents
from qitao.flow.actions.run import Advanced, check_count, stands
from qitao.flow.actions.settle import (
    Move,
    divert,
    dump_evidence,
    hold_back,
    park,
    push,
    settle,
    sql,
)
from qitao.flow.rules.registry import STEPS
from qitao.flow.rules.verdicts import wait_before_retry
from qitao.flow.values import (
    ANSWER_LATE,
    JOB_DEAD,
    JOBS_MAX,
    LEASE_EXPIRED,
    LEASE_MARGIN,
    STEP_FAILED,
    InstanceStatus,
    JobId,
    JobState,
    Outcome,
    RunJobs,
    StepKind,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Leased:
    """A job that a worker holds until its lease runs out."""

    id: JobId
    token_id: int
    step: str
    key: str
    attempts: int
    attempts_max: int
    timeout: timedelta
    backoff: timedelta
    business_type: str
    business_id: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The jobs that a worker took at once."""

    jobs: tuple[Leased, ...]


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """What a step answered for one attempt of a job."""

    job: JobId
    attempt: int
    outcome: Outcome
    code: str = ""
    evidence: dict[str, JsonValue] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """The answer as a verdict."""
        return Verdict(self.outcome, self.code, self.evidence)


@dataclass(frozen=True, slots=True)
class Lease:
    """A job as it stands when its answer comes."""

    id: JobId
    token_id: int
    step: str
    state: str
    attempts: int
    worker: str
    instance_id: int
    node_id: int
    is_gate: bool
    attempts_max: int
    backoff: timedelta
    status: str
    business_type: str
    business_id: int
    catcher: int | None


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of answered jobs."""

    done: int
    again: int
    dead: int
    late: int
    advanced: Advanced


@action(permission=RunJobs, shared=True)
def take_jobs(*, actor: Actor, worker: str, limit: int = JOBS_MAX) -> Taken:
    """Lease the jobs that are due to one worker; a lease that ran out opens an incident.

    A job whose last attempt was lost with its worker is given up: each one may have killed it.
    """
    _give_up(actor, clock.now())
    rows = sql.all(
        "take_jobs",
        Leased,
        worker=worker,
        at=clock.now(),
        margin=LEASE_MARGIN,
        limit=min(limit, JOBS_MAX),
    )
    return Taken(tuple(rows))


@action(permission=RunJobs, shared=True)
def report_jobs(*, actor: Actor, worker: str, answers: tuple[JobAnswer, ...]) -> Reported:
    """Apply the answers of steps: pass on, wait with the reason, ask again later, or give up.

    An answer for a lease that meanwhile went to another worker changes nothing and is recorded.
    """
    check_count(answers)
    leases = _lock([(answer.job, answer.code) for answer in answers])
    given = {answer.job: answer for answer in answers}
    desk = _Desk(actor)
    for lease in leases:
        desk.sort(lease, given[lease.id], worker)
    return desk.clear(clock.now())


def _lock(jobs: Sequence[tuple[JobId, str]]) -> list[Lease]:
    """Lock the tokens of jobs and return how the jobs stand, each with the code it is answered."""
    sql.run("lock_jobs", jobs=[job for job, _ in jobs])
    return sql.all(
        "list_leases",
        Lease,
        jobs=[job for job, _ in jobs],
        codes=[code for _, code in jobs],
        gates=[step.name for step in STEPS.values() if step.kind is StepKind.GATE],
    )


def _give_up(actor: Actor, now: datetime) -> None:
    lost = sql.values("list_exhausted_jobs", at=now, limit=JOBS_MAX)
    if not lost:
        return
    desk = _Desk(actor)
    for lease in _lock([(job, LEASE_EXPIRED) for job in lost]):
        if lease.state == JobState.RUNNING:
            evidence: dict[str, JsonValue] = {"step": lease.step, "attempt": lease.attempts}
            unknown = JobAnswer(lease.id, lease.attempts, Outcome.UNKNOWN, LEASE_EXPIRED, evidence)
            desk.sort(lease, unknown, lease.worker)
    desk.clear(now)


@dataclass
class _Desk:
    """Sorts answers by what follows from them, then does each kind of thing once for all."""

    actor: Actor
    closed: list[tuple[JobId, JobState, timedelta, Verdict]] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    caught: list[tuple[int, int, str]] = field(default_factory=list)
    refused: list[tuple[int, Verdict]] = field(default_factory=list)
    kept: list[tuple[int, Verdict]] = field(default_factory=list)
    parked: list[tuple[Lease, str, Verdict]] = field(default_factory=list)
    late: list[tuple[Lease, JobAnswer]] = field(default_factory=list)

    def sort(self, lease: Lease, answer: JobAnswer, worker: str) -> None:
        """Decide what follows from one answer."""
        verdict = answer.verdict
        ours = (lease.state, lease.worker, lease.attempts) == ("running", worker, answer.attempt)
        if not ours:
            self.late.append((lease, answer))
        elif lease.status != InstanceStatus.ACTIVE:
            self._close(lease, JobState.QUEUED, verdict)
        elif verdict.outcome is Outcome.PASS:
            self._close(lease, JobState.DONE, verdict)
            self.passed.append(lease.token_id)
        elif verdict.outcome is Outcome.FAIL:
            self._failed(lease, verdict)
        else:
            self._not_known(lease, verdict)

    def _failed(self, lease: Lease, verdict: Verdict) -> None:
        if lease.catcher is not None:
            self._close(lease, JobState.DONE, verdict)
            self.caught.append((lease.token_id, lease.catcher, verdict.code))
        elif lease.is_gate:
            self._close(lease, JobState.DONE, verdict)
            self.refused.append((lease.token_id, verdict))
        else:
            self._close(lease, JobState.DEAD, verdict)
            self.parked.append((lease, STEP_FAILED, verdict))

    def _not_known(self, lease: Lease, verdict: Verdict) -> None:
        if lease.attempts < lease.attempts_max:
            wait = wait_before_retry(lease.attempts, lease.backoff, random.random())  # noqa: S311
            self._close(lease, JobState.QUEUED, verdict, wait)
            self.kept.append((lease.token_id, verdict))
        else:
            self._close(lease, JobState.DEAD, verdict)
            self.parked.append((lease, JOB_DEAD, verdict))

    def _close(
        self, lease: Lease, state: JobState, verdict: Verdict, wait: timedelta = timedelta()
    ) -> None:
        self.closed.append((lease.id, state, wait, verdict))

    def clear(self, now: datetime) -> Reported:
        """Write everything and move the tokens that may go on."""
        self._write_jobs(now)
        self._park()
        self._tell_late(now)
        if self.refused:
            sql.run("wait_at_gate", tokens=[token for token, _ in self.refused])
        reasons = [*self.kept, *self.refused, *((p[0].token_id, p[2]) for p in self.parked)]
        moves: list[Move] = []
        if reasons:
            moves += hold_back(reasons, actor=self.actor, cause="job")
        if self.passed:
            moves += push(self.passed, actor=self.actor, cause="job")
        for code in sorted({code for _, _, code in self.caught}):
            pairs = [(token, node) for token, node, own in self.caught if own == code]
            moves += divert(pairs, "error", code, actor=self.actor)
        settled = settle(moves, actor=self.actor)
        states = [state for _, state, _, _ in self.closed]
        return Reported(
            done=states.count(JobState.DONE),
            again=states.count(JobState.QUEUED),
            dead=states.count(JobState.DEAD),
            late=len(self.late),
            advanced=Advanced(len(self.passed), stands(settled)),
        )

    def _write_jobs(self, now: datetime) -> None:
        sql.run(
            "close_jobs",
            jobs=[job for job, _, _, _ in self.closed],
            states=[state.value for _, state, _, _ in self.closed],
            run_afters=[now + wait for _, _, wait, _ in self.closed],
            errors=[_error(verdict) for _, _, _, verdict in self.closed],
            at=now,
        )

    def _park(self) -> None:
        for code in (STEP_FAILED, JOB_DEAD):
            rows = [row for row in self.parked if row[1] == code]
            for lease, _, verdict in rows:
                evidence: dict[str, JsonValue] = {
                    "step": lease.step,
                    "attempts": lease.attempts,
                    "code": verdict.code,
                }
                park([lease.token_id], code, actor=self.actor, evidence=evidence)

    def _tell_late(self, now: datetime) -> None:
        rows = [(lease, answer) for lease, answer in self.late if lease.state != "cancelled"]
        if rows:
            write_incidents(
                [
                    (
                        lease.instance_id,
                        lease.token_id,
                        ANSWER_LATE,
                        {"step": lease.step, "attempt": answer.attempt, "outcome": answer.outcome},
                    )
                    for lease, answer in rows
                ],
                now,
            )


def _error(verdict: Verdict) -> str:
    if verdict.outcome is Outcome.PASS:
        return "{}"
    return json.dumps({"code": verdict.code, "evidence": json.loads(dump_evidence(verdict))})

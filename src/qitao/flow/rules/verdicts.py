"""Turns what a step gave back into one verdict per business object; silence is not a yes."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from qitao.flow.values import (
    BACKOFF_MAX,
    STEP_ERROR,
    STEP_MISSING,
    STEP_SILENT,
    STEP_TIMEOUT,
    Verdict,
)

MESSAGE_CHARS_MAX = 500


def judge(step: str, ids: Iterable[int], answers: object) -> dict[int, Verdict]:
    """Return a verdict for every id asked; an id left out, or not answered by one, is unknown."""
    if not isinstance(answers, Mapping):
        kind = type(answers).__name__
        wrong = Verdict.unknown(STEP_ERROR, step=step, error="TypeError", message=kind)
        return dict.fromkeys(ids, wrong)
    silent = Verdict.unknown(STEP_SILENT, step=step)
    verdicts = {}
    for number in ids:
        answer = answers.get(number, silent)
        if not isinstance(answer, Verdict):
            kind = type(answer).__name__
            answer = Verdict.unknown(STEP_ERROR, step=step, error="TypeError", message=kind)
        verdicts[number] = answer
    return verdicts


def broken(step: str, error: BaseException, seconds: float) -> Verdict:
    """Return unknown for a step that raised."""
    return Verdict.unknown(
        STEP_ERROR,
        step=step,
        error=type(error).__name__,
        message=str(error).strip()[:MESSAGE_CHARS_MAX],
        seconds=_plain(seconds),
    )


def late(step: str, limit: timedelta, seconds: float) -> Verdict:
    """Return unknown for a step that did not answer within its time."""
    return Verdict.unknown(
        STEP_TIMEOUT, step=step, limit=_plain(limit.total_seconds()), seconds=_plain(seconds)
    )


def _plain(seconds: float) -> int | float:
    """Write seconds as people do: 5, not 5.0."""
    rounded = round(seconds, 1)
    return int(rounded) if rounded.is_integer() else rounded


def missing(step: str) -> Verdict:
    """Return unknown for a step that this program does not know (any more)."""
    return Verdict.unknown(STEP_MISSING, step=step)


def wait_before_retry(attempt: int, backoff: timedelta, chance: float) -> timedelta:
    """Return how long to wait after the failed `attempt` (from 1): doubled each time, ± 25 %.

    `chance` lies in [0, 1); the spread keeps jobs that failed together from coming back together.
    """
    doubled: timedelta = min(backoff * float(2 ** min(attempt - 1, 20)), BACKOFF_MAX)
    return doubled * (0.75 + chance / 2)

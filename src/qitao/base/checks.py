"""Checks: sentences that should hold about the plant's rows; a finding is where one does not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

CHECKS: dict[str, "Check"] = {}
FINDINGS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a check does not hold, with the figures that show it."""

    subject: str
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A named check; `run()` yields at most `FINDINGS_MAX` findings and changes nothing."""

    name: str
    floor: str
    purpose: str
    run: Callable[[], Iterable[Finding]]


def check(function: Callable[[], Iterable[Finding]]) -> Callable[[], Iterable[Finding]]:
    """Register a function as the check `<floor>.<function name>`."""
    floor = function.__module__.split(".")[1]
    name = f"{floor}.{function.__name__}"
    purpose = (function.__doc__ or "").strip().splitlines()[0]
    CHECKS[name] = Check(name, floor, purpose, function)
    return function

"""Rows of the table: what was measured, against which limit, how often."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.house import House

ROWS: dict[str, "Row"] = {}
RUNS = 5


@dataclass(slots=True)
class Outcome:
    """The runs of one row; `raw` is the bare database in the same run, where that is the limit."""

    unit: str
    product: list[float]
    raw: list[float] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, value: Any) -> None:
        """Keep a detail of one run."""
        self.details.setdefault(name, []).append(value)

    @property
    def product_median(self) -> float:
        """The median of the product's runs."""
        return median(self.product)

    @property
    def raw_median(self) -> float | None:
        """The median of the raw limit's runs, if there is one."""
        return median(self.raw) if self.raw else None

    @property
    def ratio(self) -> float | None:
        """Product over raw, of the medians."""
        return self.product_median / self.raw_median if self.raw_median else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how it is measured and what it must reach."""

    name: str
    what: str
    target: str
    holds: Callable[[Outcome], bool]
    measure: Callable[[House, "Plan"], Outcome]
    needs: Sequence[str] = ()
    zh: str = ""
    target_zh: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How often and how long; `quick` only shows that everything runs."""

    runs: int = RUNS
    seconds: float = 5.0
    warm: float = 1.0
    quick: bool = False

    def size(self, full: int, quick: int) -> int:
        """Return the size of a seeded world."""
        return quick if self.quick else full


def row(
    name: str,
    what: str,
    target: str,
    holds: Callable[[Outcome], bool],
    *needs: str,
    zh: str = "",
    target_zh: str = "",
) -> Callable[[Callable[[House, Plan], Outcome]], Callable[[House, Plan], Outcome]]:
    """Register a function as a row of the table; `needs` are floors that must be there."""

    def register(measure: Callable[[House, Plan], Outcome]) -> Callable[[House, Plan], Outcome]:
        ROWS[name] = Row(name, what, target, holds, measure, needs, zh or what, target_zh or target)
        return measure

    return register


def figure(value: float | None) -> str:
    """Write a figure with as many digits as it deserves."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"

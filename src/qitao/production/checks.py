"""Sentences that should hold about orders."""

from collections.abc import Iterator
from dataclasses import dataclass

from qitao.base.checks import FINDINGS_MAX, Finding, check
from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)


@dataclass(frozen=True, slots=True)
class _Broken:
    number: str
    ours: str
    other: str


def _findings(name: str) -> Iterator[Finding]:
    for row in sql.all(name, _Broken, limit=FINDINGS_MAX):
        yield Finding(f"work_order:{row.number}", {"ours": row.ours, "other": row.other})


@check
def order_state_equals_token_state() -> Iterator[Finding]:
    """An order's state is the state that its token entered last (or hold, or cancel)."""
    yield from _findings("order_state_equals_token_state")


@check
def order_figures_equal_reports() -> Iterator[Finding]:
    """Good, scrap and rework of an operation are the sums of its reports."""
    yield from _findings("order_figures_equal_reports")


@check
def issued_equals_ledger() -> Iterator[Finding]:
    """What orders count as issued and returned is what the ledger says moved for them."""
    yield from _findings("issued_equals_ledger")


@check
def demand_equals_open_materials() -> Iterator[Finding]:
    """What the kit check knows as an order's need is what its material lines still lack."""
    yield from _findings("demand_equals_open_materials")

"""Sentences that should hold about purchases."""

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


@check
def supplies_equal_open_purchases() -> Iterator[Finding]:
    """What the kit check expects of a purchase line is what it will still bring."""
    for row in sql.all("supplies_equal_open_purchases", _Broken, limit=FINDINGS_MAX):
        yield Finding(f"purchase:{row.number}", {"ours": row.ours, "other": row.other})

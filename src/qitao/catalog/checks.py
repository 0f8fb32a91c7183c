"""Sentences that should hold about the master data."""

from collections.abc import Iterator
from dataclasses import dataclass

from qitao.base.checks import FINDINGS_MAX, Finding, check
from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)


@dataclass(frozen=True, slots=True)
class _Line:
    material: str
    version: str
    component: str
    note: str


def _findings(name: str) -> Iterator[Finding]:
    for row in sql.all(name, _Line, limit=FINDINGS_MAX):
        evidence = {"material": row.material, "version": row.version, "component": row.component}
        yield Finding(f"bom:{row.material}/{row.version}", evidence | {"note": row.note})


@check
def bom_components_are_in_use() -> Iterator[Finding]:
    """No active BOM of a material in use needs a material that is retired."""
    return _findings("find_retired_components")


@check
def bom_units_convert() -> Iterator[Finding]:
    """Every line of an active BOM is in a unit that converts to its component's own."""
    return _findings("find_lost_conversions")


@check
def phantoms_have_a_bom() -> Iterator[Finding]:
    """Every phantom in an active BOM has an active BOM of its own today."""
    return _findings("find_hollow_phantoms")

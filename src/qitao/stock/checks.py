"""Sentences that hold about the ledger at every moment; each is one set-based statement."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from qitao.base.checks import FINDINGS_MAX, Finding, check
from qitao.base.sql import SqlRoom

sql = SqlRoom("qitao.stock")


@dataclass(frozen=True, slots=True)
class Unequal:
    """A balance that is not what its entries add up to."""

    account: int
    material_code: str
    location_code: str
    quantity: Decimal
    ledger: Decimal
    version: int
    last_version: int


@dataclass(frozen=True, slots=True)
class Gap:
    """An entry that does not follow the one before."""

    account: int
    version: int
    previous_version: int
    delta: Decimal
    previous_balance: Decimal
    balance_after: Decimal


@dataclass(frozen=True, slots=True)
class Lopsided:
    """A leg without its entry, or an entry without its leg."""

    movement: int
    account: int | None
    expected: Decimal | None
    entered: Decimal | None


@dataclass(frozen=True, slots=True)
class Unheld:
    """A reserved quantity that nobody holds, or the other way round."""

    account: int
    reserved: Decimal
    held: Decimal


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Single pieces that are more or fewer than the balance."""

    material: int
    location: int
    lot: int | None
    status: str
    quantity: Decimal
    pieces: int


@dataclass(frozen=True, slots=True)
class Moved:
    """An account whose past changed after its period was closed."""

    period: int
    account: int
    frozen: Decimal
    ledger: Decimal


def _find(name: str, row: type[Any], noun: str) -> Iterator[Finding]:
    for found in sql.all(name, row, limit=FINDINGS_MAX):
        evidence = {field.name: getattr(found, field.name) for field in fields(row)}
        yield Finding(f"{noun}:{evidence[noun]}", evidence)


@check
def ledger_equals_balance() -> Iterator[Finding]:
    """Each balance is the sum of its entries, and its version is that of the last one."""
    return _find("ledger_equals_balance", Unequal, "account")


@check
def versions_without_gap() -> Iterator[Finding]:
    """The entries of an account are numbered without a gap and each balance follows the last."""
    return _find("versions_without_gap", Gap, "account")


@check
def movements_balance() -> Iterator[Finding]:
    """Each movement has exactly the entries of its legs, so that what leaves one place arrives."""
    return _find("movements_balance", Lopsided, "movement")


@check
def reservations_equal_reserved() -> Iterator[Finding]:
    """What an account counts as reserved is the sum of its reservations."""
    return _find("reservations_equal_reserved", Unheld, "account")


@check
def serials_lie_in_stock() -> Iterator[Finding]:
    """Single pieces number exactly what the balance of their place says."""
    return _find("serials_lie_in_stock", Uncounted, "material")


@check
def closed_periods_stay() -> Iterator[Finding]:
    """What lay in each account at the end of a closed period is still what the ledger says."""
    return _find("closed_periods_stay", Moved, "account")

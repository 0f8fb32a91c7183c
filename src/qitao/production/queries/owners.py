"""Which order a part of it belongs to: an operation, a slip, a report, a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base.sql import SqlRoom

sql = SqlRoom("qitao.production")
PARTS_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Owner:
    """A part of an order, by its noun and id, with the order's number; an operation by its name."""

    noun: str
    id: int
    number: str
    sequence: int | None
    name: str
    name_en: str


def list_owners(
    *,
    operations: Sequence[int] = (),
    requisitions: Sequence[int] = (),
    reports: Sequence[int] = (),
    receipts: Sequence[int] = (),
) -> list[Owner]:
    """Return the orders that these belong to, in one statement."""
    return sql.all(
        "list_owners",
        Owner,
        operations=list(operations),
        requisitions=list(requisitions),
        reports=list(reports),
        receipts=list(receipts),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    noun: str
    id: int


def list_parts(orders: Sequence[int]) -> list[str]:
    """Return the subjects that some orders' parts are: `operation:7`; at most `PARTS_MAX`."""
    rows = sql.all("list_parts", _Part, orders=list(orders), limit=PARTS_MAX)
    return [f"{row.noun}:{row.id}" for row in rows]

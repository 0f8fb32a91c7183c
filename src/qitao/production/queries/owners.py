"""Which order a part of it belongs to: an operation, a slip, a report, a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from qitao.base.sql import SqlRoom

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Owner:
    """A part of an order, by its noun and id, with the order's number; an operation by its name."""

    noun: str
    id: int
    number: str
    sequence: int | None
    name: str


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

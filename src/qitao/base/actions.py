"""The verbs of the base itself: sealing the journal and making room for the months ahead."""

from dataclasses import dataclass

from qitao.base import seal
from qitao.base.action import action, durably
from qitao.base.actor import Actor
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.base.values import SealJournal

sql = SqlRoom(__package__)
MONTHS_AHEAD = 3
PARTITIONED: list[str] = ["base_journal"]
"""Append-only logs with monthly partitions; a floor adds its own at start-up."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many entries were sealed."""

    entries: int


@dataclass(frozen=True, slots=True)
class Partitioned:
    """How many monthly partitions were made."""

    partitions: int


@action(permission=SealJournal, shared=True)
def make_partitions(*, actor: Actor, table: str) -> Partitioned:
    """Make the monthly partitions of one append-only log for the months ahead.

    Refuses `NOT_FOUND` for a table that is not kept in such partitions.
    """
    if table not in PARTITIONED:
        raise Refusal(NOT_FOUND, table=table)
    made = sql.value("make_partitions", table=table, months=MONTHS_AHEAD)
    return Partitioned(made)


def seal_journal() -> Sealed:
    """Seal what has been written since the last seal, batch by batch.

    Not an `@action`: an action writes a journal entry, and sealing that entry would never end.
    """
    total = 0
    for _ in range(seal.BATCHES_MAX):
        count = durably(seal.seal_batch)
        total += count
        if count < seal.BATCH_MAX:
            break
    return Sealed(total)

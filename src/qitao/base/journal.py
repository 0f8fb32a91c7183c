"""The journal: audit trail, outbox and live feed in one append-only table.

Its position is (epoch, xid, id), not id alone: ids are drawn before commit, so a slow transaction
may commit a smaller id later. A reader stops below the oldest transaction still running, and what
it has read is then complete for ever. A restore begins a new epoch, since xids start afresh.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qitao.base.actor import Actor
from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)

GIVEN_BYTES_MAX = 16_384
READ_MAX = 5_000
CHANNEL = "qitao_journal"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a reader stands; everything at or below has been read."""

    epoch: int = 0
    xid: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One verb that was carried out."""

    id: int
    epoch: int
    xid: int
    recorded_at: datetime
    verb: str
    actor: int
    actor_name: str
    door: str
    cause: str
    parent: int | None
    subject: str
    given: Any
    result: Any

    @property
    def position(self) -> Position:
        """The entry's place in reading order."""
        return Position(self.epoch, self.xid, self.id)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What a request key was already answered with."""

    verb: str
    given_hash: bytes
    result: str | None


@dataclass(slots=True)
class OpenEntry:
    """An entry being written: the outermost verb and the verbs called inside it."""

    verb: str
    subject: str = ""
    given: str = "{}"
    result: str = "null"
    call: uuid.UUID = field(default_factory=uuid.uuid4)
    children: list["OpenEntry"] = field(default_factory=list)


open_entry: ContextVar[OpenEntry | None] = ContextVar("open_entry", default=None)
"""The entry of the verb that runs in this context."""


@contextmanager
def forgettable() -> Iterator[None]:
    """Mark a part of the open verb that the caller rolls back to a savepoint where it raises.

    The verbs that were called inside it leave no entry then, as they left no row.
    """
    entry = open_entry.get()
    kept = len(entry.children) if entry else 0
    try:
        yield
    except BaseException:
        if entry:
            del entry.children[kept:]
        raise


def hash_given(verb: str, given: bytes) -> bytes:
    """Return the sha256 of a request: equal key with another hash is a client's mistake."""
    return hashlib.sha256(verb.encode() + b"\0" + given).digest()


def trimmed(document: bytes) -> str:
    """Return the JSON to store; above 16 KiB only its size and sha256 (the rows are the record)."""
    if len(document) <= GIVEN_BYTES_MAX:
        return document.decode()
    digest = hashlib.sha256(document).hexdigest()
    return f'{{"bytes": {len(document)}, "sha256": "{digest}"}}'


def claim(actor: Actor, verb: str, given_hash: bytes, call: uuid.UUID) -> StoredAnswer | None:
    """Claim the actor's request key; return the stored answer where it was claimed before.

    The second of two equal calls waits here on the unique index until the first has committed.
    Also ties row versions (django-pghistory) of this transaction to the journal by `call`.
    """
    metadata = f'{{"verb": "{verb}", "user": {actor.user}}}'
    claimed = sql.value(
        "claim_key",
        actor=actor.user,
        key=actor.key,
        verb=verb,
        given_hash=given_hash,
        call=str(call),
        metadata=metadata,
    )
    if claimed or actor.key is None:
        return None
    return sql.one("get_answer", StoredAnswer, actor=actor.user, key=actor.key)


def find_answer(actor: Actor) -> StoredAnswer | None:
    """Return the stored answer of the actor's key, if any."""
    return sql.find("get_answer", StoredAnswer, actor=actor.user, key=actor.key)


def write(entry: OpenEntry, actor: Actor) -> int:
    """Write the entry and its children, store the answer under the key, ring the bell."""
    number: int = sql.value(
        "write_entry",
        call=entry.call,
        verb=entry.verb,
        actor=actor.user,
        actor_name=actor.name,
        door=actor.door,
        cause=actor.cause,
        subject=entry.subject,
        given=entry.given,
        result=trimmed(entry.result.encode()),
        key=actor.key,
        answer=entry.result,
    )
    if entry.children:
        sql.run(
            "write_children",
            parent=number,
            call=entry.call,
            actor=actor.user,
            actor_name=actor.name,
            door=actor.door,
            cause=actor.cause,
            verbs=[child.verb for child in entry.children],
            subjects=[child.subject for child in entry.children],
            givens=[child.given for child in entry.children],
            results=[trimmed(child.result.encode()) for child in entry.children],
        )
    return number


def write_refusal(
    actor: Actor, *, verb: str, subject: str, code: str, evidence: str, given: str
) -> int:
    """Record that a verb was refused; return the number a user may quote."""
    number: int = sql.value(
        "write_refusal",
        verb=verb,
        actor=actor.user,
        actor_name=actor.name,
        door=actor.door,
        cause=actor.cause,
        subject=subject,
        code=code,
        evidence=evidence,
        given=given,
    )
    return number


def read(after: Position, *, limit: int = READ_MAX) -> list[JournalEntry]:
    """Return the next entries in (epoch, xid, id) order, never skipping a slow transaction."""
    return sql.all(
        "read_journal",
        JournalEntry,
        epoch=after.epoch,
        xid=after.xid,
        id=after.id,
        limit=min(limit, READ_MAX),
    )

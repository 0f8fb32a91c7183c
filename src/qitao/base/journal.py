"""The journal: audit trail, outbox and live feed in one append-only table.

Its position is (epoch, xid, id), not id alone: ids are drawn before commit, so a slow transaction
may commit a smaller id later. A reader stops below the oldest transaction still running, and what
it has read is then complete for ever. A restore begins a new epoch, since xids start afresh.
"""

import hashlib
import os
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from qitao.base.actor import Actor
from qitao.base.sql import SqlRoom, text_array

sql = SqlRoom(__package__)

GIVEN_BYTES_MAX = 16_384
READ_MAX = 5_000
KEYS_MAX = 1_000
DIGITS_MAX = 19
INT_MAX, BIGINT_MAX = 2**31 - 1, 2**63 - 1
CHANNEL = "qitao_journal"
BELL_SECONDS = 0.05
_rung_at = float("-inf")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a reader stands; everything at or below has been read."""

    epoch: int = 0
    xid: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.epoch}.{self.xid}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Read `epoch.xid.id`; None where it is none."""
        parts = text.split(".")
        if len(parts) != len(fields(cls)) or not all(map(_is_number, parts)):
            return None
        found = cls(*map(int, parts))
        return found if max(found.xid, found.id) <= BIGINT_MAX and found.epoch <= INT_MAX else None


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
class Change:
    """That something was done, for who follows along; contents come through the usual reads."""

    epoch: int
    xid: int
    id: int
    verb: str
    subject: str
    given: str

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


def new_call() -> uuid.UUID:
    """Return a fresh name for a call (UUID version 7): later ones sort behind earlier ones.

    So the index that finds the entry of a row version grows at its end, which costs little.
    """
    milliseconds = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10))
    number = (milliseconds << 80) | (chance & ~(0xF << 76) & ~(0x3 << 62)) | 0x7 << 76 | 0x2 << 62
    return uuid.UUID(int=number)


@dataclass(slots=True)
class OpenEntry:
    """An entry being written: the outermost verb and the verbs called inside it."""

    verb: str
    subject: str = ""
    given: str = "{}"
    result: str = "null"
    call: uuid.UUID = field(default_factory=new_call)
    children: list["OpenEntry"] = field(default_factory=list)
    sent: bool = False
    """Whether the COMMIT is under way: until then a lost connection has changed nothing."""


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


@contextmanager
def unwritten() -> Iterator[None]:
    """Let the verbs that are called inside leave no entry: the caller undoes all that they wrote.

    For looking before a verb is called: what would it find?
    """
    token = open_entry.set(OpenEntry(""))
    try:
        yield
    finally:
        open_entry.reset(token)


def mention(verb: str, subject: str, given: str) -> None:
    """Let the open verb stand in the story of one of the many things that it is about.

    It becomes a child entry with that part of what was given.
    """
    if entry := open_entry.get():
        entry.children.append(OpenEntry(verb, subject, given))


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
    """Begin the transaction by claiming the request key; return the answer of an earlier claim.

    The second of two equal calls waits here on the unique index until the first has committed.
    Also ties row versions (django-pghistory) of this transaction to the journal by `call`.
    """
    claimed = sql.begin_with(
        "claim_key",
        actor=actor.user,
        key=actor.key,
        verb=verb,
        given_hash=given_hash,
        call=str(call),
        metadata=f'{{"verb": "{verb}", "user": {actor.user}}}',
    )
    return None if claimed else sql.one("get_answer", StoredAnswer, actor=actor.user, key=actor.key)


def find_answer(actor: Actor) -> StoredAnswer | None:
    """Return the stored answer of the actor's key, if any."""
    return sql.find("get_answer", StoredAnswer, actor=actor.user, key=actor.key)


def list_known_keys(actor: Actor, keys: Collection[str]) -> set[str]:
    """Return which of the actor's own request keys were carried out."""
    return set(sql.values("list_known_keys", actor=actor.user, keys=list(keys)[:KEYS_MAX]))


def confirm() -> None:
    """Commit after the stored answer is also with the standby, where the server waits for one.

    The answer may be asked for again just because its own commit could not be confirmed.
    """
    sql.commit_with("confirm_answer")


def write(entry: OpenEntry, actor: Actor) -> None:
    """Write the entry and its children, keep the answer, ring the bell, and commit with it all."""
    inner = entry.children
    entry.sent = True
    sql.commit_with(
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
        ring=bell_due(),
        verbs=text_array(child.verb for child in inner) if inner else None,
        subjects=text_array(child.subject for child in inner) if inner else None,
        givens=text_array(child.given for child in inner) if inner else None,
        results=text_array(trimmed(child.result.encode()) for child in inner) if inner else None,
    )


def bell_due() -> bool:
    """Tell whether to ring the bell: at most every 50 ms in a process.

    A transaction that notifies holds one lock of the whole server until it has committed, so that
    no two commit at once. The bell is a hint: a listener also looks for itself twice a second.
    """
    global _rung_at  # noqa: PLW0603 (one clock per process)
    now = time.monotonic()
    if now - _rung_at < BELL_SECONDS:
        return False
    _rung_at = now
    return True


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


def read_changes(after: Position, *, limit: int = READ_MAX) -> list[Change]:
    """Return what was done after a position, as `read` does, without results and names."""
    return sql.all(
        "list_changes",
        Change,
        epoch=after.epoch,
        xid=after.xid,
        id=after.id,
        limit=min(limit, READ_MAX),
    )


def present() -> Position:
    """Return the position up to which the journal is complete now.

    Whoever reads tables after this and then follows the journal from here misses nothing.
    """
    return sql.one("present", Position)

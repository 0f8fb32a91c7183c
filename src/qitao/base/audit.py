"""The journal as people read it: by subject, verb or person, refusals beside what was done."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qitao.base.clock import Moment
from qitao.base.journal import JournalEntry
from qitao.base.paging import Ask, page
from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)
CHILDREN_MAX = 500
UNSEALED_MAX = 10_000


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One verb that was carried out, without its values."""

    id: int
    recorded_at: datetime
    verb: str
    actor: int
    actor_name: str
    door: str
    cause: str
    parent: int | None
    subject: str


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """One verb that was refused, with the evidence."""

    id: int
    recorded_at: datetime
    verb: str
    actor: int
    actor_name: str
    door: str
    cause: str
    subject: str
    code: str
    evidence: Any
    given: Any

    def __post_init__(self) -> None:
        _parse(self, "evidence", "given")


@dataclass(frozen=True, slots=True)
class SealState:
    """How far the journal is sealed; `unsealed` is counted up to `UNSEALED_MAX`."""

    seals: int
    sealed_at: datetime
    head: str
    last_id: int
    unsealed: int


NEWEST = Ask(falling=True)


def list_entries(
    ask: Ask = NEWEST,
    *,
    subject: str | None = None,
    verb: str | None = None,
    actor: int | None = None,
    doors: Collection[str] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    outermost: bool = True,
    actors: Collection[int] | None = None,
    subjects: Collection[str] | None = None,
) -> list[EntryRow]:
    """Return journal entries, newest first unless asked otherwise, of these people and subjects."""
    return page(
        sql,
        "list_entries",
        EntryRow,
        ask,
        subject=subject,
        verb=verb,
        actor=actor,
        doors=None if doors is None else list(doors),
        since=since,
        until=until,
        outermost=outermost,
        actors=None if actors is None else list(actors),
        subjects=None if subjects is None else list(subjects),
    )


def get_entry(entry: int) -> JournalEntry:
    """Return one entry with what was given and what came out; refuses `NOT_FOUND`."""
    row = sql.one("get_entry", JournalEntry, id=entry)
    _parse(row, "given", "result")
    return row


def list_children(entry: int) -> list[EntryRow]:
    """Return the entries that one entry called, in order."""
    return sql.all("list_children", EntryRow, id=entry, limit=CHILDREN_MAX)


def list_refusals(
    ask: Ask = NEWEST,
    *,
    subject: str | None = None,
    verb: str | None = None,
    actor: int | None = None,
    code: str | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    actors: Collection[int] | None = None,
    subjects: Collection[str] | None = None,
) -> list[RefusalRow]:
    """Return what was refused to these people, of these subjects, newest first unless asked."""
    return page(
        sql,
        "list_refusals",
        RefusalRow,
        ask,
        subject=subject,
        verb=verb,
        actor=actor,
        code=code,
        since=since,
        until=until,
        actors=None if actors is None else list(actors),
        subjects=None if subjects is None else list(subjects),
    )


def find_seal_state() -> SealState | None:
    """Return how far the journal is sealed; None before the first seal."""
    return sql.find("seal_state", SealState, limit=UNSEALED_MAX)


def _parse(row: object, *names: str) -> None:
    for name in names:
        object.__setattr__(row, name, json.loads(getattr(row, name)))

"""What a record was, who changed it and why: its row versions, read back (I9)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from pydantic import AwareDatetime

from qitao.base import clock
from qitao.base.actor import Actor, Permission
from qitao.base.history import EVENTS, kept_of
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom, one_view

sql = SqlRoom(__package__)

ROWS_MAX = 5_000
"""Row versions of one part that are read, the newest first."""
VERSIONS_MAX = 200
DIGITS_MAX = 18
SILENT = frozenset({"id", "revision", "pinyin", "letters", "created_at", "state_since", "shipped"})
"""Columns that the house keeps for itself; a change of them alone is none to people."""
CODES = ("code", "number", "username", "version", "line_no", "sequence")
CODED = ("code", "number", "username")
"""Columns by which a record is told from all others; a version or a line needs its owner too."""
EMPTY = (None, "")
FILE = "file"
"""The vocabulary of columns that hold a file's digest (`base.files`)."""

Values = dict[str, Any]
Label = tuple[Any, ...]
State = dict[str, dict[int, Values]]
Sight = Callable[[Actor, "Record", Values], bool]


def at_plant(actor: Actor, record: "Record", values: Values) -> bool:
    """Let those see it whose right reaches the record's plant; what names none is everybody's."""
    plants = actor.plants_of(record.permission)
    plant = values.get("plant_id")
    return plants is None or plant is None or plant in plants


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a record: its head, or lines that `owner` ties to the head or to part `under`.

    `label` are the columns that tell its rows apart, `vocabulary` says which words its codes have.
    """

    model: type[Model]
    name: str = ""
    owner: str = ""
    under: str = ""
    label: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    vocabulary: Mapping[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> Iterator["Field[Any, Any]"]:
        """The columns that people are told of."""
        for each in EVENTS[self.model]._meta.local_fields:
            silent = each.name in SILENT or each.name in self.hidden or each.attname == self.owner
            if not each.name.startswith("pgh_") and not silent:
                yield each


@dataclass(frozen=True, slots=True)
class Record:
    """One noun whose history people may read: with the right that its own list asks for."""

    noun: str
    permission: Permission
    parts: tuple[Part, ...]
    sees: Sight = at_plant

    @property
    def floor(self) -> str:
        """The floor that the noun belongs to."""
        return self.parts[0].model._meta.app_label


RECORDS: dict[str, Record] = {}


def register(*records: Record) -> None:
    """Make records readable; each floor does so for its own."""
    RECORDS.update({record.noun: record for record in records})


@dataclass(frozen=True, slots=True)
class Named:
    """Another record, as people know it."""

    id: int
    code: str = ""
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, old and new. `kind`: made, changed, removed; `row` names the line of a part."""

    part: str
    row: Label
    kind: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Version:
    """One transaction that changed a record; without an entry no verb of the house did it."""

    number: int
    at: AwareDatetime
    entry: int | None
    verb: str
    actor: int | None
    actor_name: str
    door: str
    cause: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class FieldThen:
    """One field of a record, or of its line `row`, as it was at a moment."""

    part: str
    row: Label
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """The journal entry that a row version is tied to."""

    call: UUID
    id: int
    recorded_at: datetime
    verb: str
    actor: int
    actor_name: str
    door: str
    cause: str
    reason: str


@dataclass(slots=True)
class Step:
    """What one transaction wrote of a record, in order."""

    at: datetime
    entry: Entry | None
    rows: list[tuple[Part, Values]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class History:
    """All that is kept of one record."""

    record: Record
    id: int
    steps: Sequence[Step]
    names: Mapping[tuple[type[Model], int], Named]
    kept: bool = True
    """Whether any version was kept; else the one there is shows the record as it stands."""

    def state(self, at: datetime | None = None) -> State:
        """Return the rows as they were at a moment, the last of it included; None: as they are."""
        state: State = {part.name: {} for part in self.record.parts}
        for step in self.steps:
            if at is None or step.at <= at:
                _apply(state, step)
        return state

    def head(self, at: datetime | None = None) -> Values | None:
        """Return the record's own row at a moment; None where it was not there."""
        return self.state(at)[""].get(self.id)

    def named(self, column: "Field[Any, Any]", value: Any) -> Any:
        """Return a value as people know it: another record by its code and name."""
        target = column.related_model
        if value is None or not isinstance(target, type):
            return value
        return self.names.get((target, value), Named(value))

    def label(self, part: Part, values: Values, state: State) -> Label:
        """Return what tells a line apart: its number or material, behind its owner's."""
        columns = {each.attname: each for each in EVENTS[part.model]._meta.local_fields}
        own = tuple(self.named(columns[name], values.get(name)) for name in part.label)
        if not part.under:
            return own
        above = next(each for each in self.record.parts if each.name == part.under)
        owner = state[part.under].get(values[part.owner])
        return (*self.label(above, owner, state), *own) if owner else own

    def values(self, at: datetime | None = None) -> list[FieldThen]:
        """Return every field at a moment, line by line; nothing before the record was made."""
        state = self.state(at)
        return [
            FieldThen(part.name, label, each.name, self.named(each, values[each.attname]))
            for part in self.record.parts
            for label, values in sorted(
                ((self._row(part, row, state), row) for row in state[part.name].values()),
                key=lambda pair: _counted(pair[0]),
            )
            for each in part.fields
        ]

    def versions(self) -> list[Version]:
        """Return the versions, the newest first; what changed nothing for people is left out."""
        state: State = {part.name: {} for part in self.record.parts}
        found: list[Version] = []
        for step in self.steps:
            before = {name: dict(rows) for name, rows in state.items()}
            _apply(state, step)
            changes = tuple(self._changes(step, before, state))
            if changes:
                found.append(_version(len(found) + 1, step, changes))
        return found[::-1][:VERSIONS_MAX]

    def _changes(self, step: Step, before: State, after: State) -> Iterator[Change]:
        for part in self.record.parts:
            touched = {row["pgh_obj_id"] for each, row in step.rows if each is part}
            old = {key: before[part.name].get(key) for key in sorted(touched)}
            new = {key: after[part.name].get(key) for key in sorted(touched)}
            olds = {self._row(part, row, before): row for row in old.values() if row}
            news = {self._row(part, row, after): row for row in new.values() if row}
            for label in sorted(olds.keys() | news.keys(), key=_counted):
                yield from self._differences(part, label, olds.get(label), news.get(label))

    def _row(self, part: Part, values: Values, state: State) -> Label:
        return self.label(part, values, state) if part.name else ()

    def _differences(
        self, part: Part, label: Label, old: Values | None, new: Values | None
    ) -> Iterator[Change]:
        kind = "made" if old is None else "removed" if new is None else "changed"
        for each in part.fields:
            was, now = (row.get(each.attname) if row else None for row in (old, new))
            if was != now and not (was in EMPTY and now in EMPTY):
                shown = self.named(each, was), self.named(each, now)
                yield Change(part.name, label, kind, each.name, *shown)


def _counted(label: Label) -> tuple[int, str]:
    """Sort numbers as numbers, before words."""
    first = label[0] if label and isinstance(label[0], int) else -1
    return first, str(label)


def _apply(state: State, step: Step) -> None:
    for part, row in step.rows:
        if row["pgh_label"] == "delete":
            state[part.name].pop(row["pgh_obj_id"], None)
        else:
            state[part.name][row["pgh_obj_id"]] = row


def _version(number: int, step: Step, changes: tuple[Change, ...]) -> Version:
    entry = step.entry
    if entry is None:
        return Version(number, step.at, None, "", None, "", "", "", "", changes)
    return Version(
        number,
        step.at,
        entry.id,
        entry.verb,
        entry.actor,
        entry.actor_name,
        entry.door,
        entry.cause,
        entry.reason,
        changes,
    )


def read_history(actor: Actor, record: str) -> History:
    """Return the history of `material:12`, all of it as of one moment.

    A record of which no version was kept (it was made before they were, or beside the verbs) has
    one: as it stands, since it was made. Refuses `PERMISSION_MISSING`, and `NOT_FOUND` for what is
    not there or out of reach.
    """
    noun, _, digits = record.partition(":")
    kind = RECORDS.get(noun)
    if kind is None or not digits.isdecimal() or len(digits) > DIGITS_MAX:
        raise Refusal(NOT_FOUND, record=record)
    actor.check(kind.permission)
    with one_view():
        rows = _rows_of(kind, int(digits))
        kept = not all(part.name for part, _ in rows)
        if not kept:
            rows = _standing(kind, int(digits))
        last = next((row for part, row in reversed(rows) if not part.name), None)
        if last is None or not kind.sees(actor, kind, last):
            raise Refusal(NOT_FOUND, record=record)
        return History(kind, int(digits), _steps(rows), _names(rows), kept)


def name_records(noun: str, ids: Sequence[int]) -> dict[int, Named]:
    """Return records of a noun as people know them, one statement for all; none without a code."""
    kind = RECORDS.get(noun)
    columns = {each.name for each in kind.parts[0].model._meta.local_fields} if kind else set()
    if kind is None or not ids or columns.isdisjoint(CODED):
        return {}
    return {each.id: each for each in _named(kind.parts[0].model, set(ids))}


def _rows_of(kind: Record, number: int) -> list[tuple[Part, Values]]:
    """Return the row versions of all parts; a line that is gone is found by those it left."""
    ids: dict[str, list[int]] = {}
    found: list[tuple[Part, Values]] = []
    for part in kind.parts:
        wanted = ids[part.under] if part.name else [number]
        column = part.owner if part.name else "pgh_obj_id"
        newest = kept_of(part.model).filter(**{f"{column}__in": wanted}).order_by("-pgh_id")
        rows = list(newest.values()[:ROWS_MAX])[::-1]
        ids[part.name] = sorted({row["pgh_obj_id"] for row in rows})
        found += [(part, row) for row in rows]
    return found


def _standing(kind: Record, number: int) -> list[tuple[Part, Values]]:
    """Return the rows of all parts as they stand, as if kept when the record was made."""
    ids: dict[str, list[int]] = {}
    found: list[tuple[Part, Values]] = []
    made = clock.now()
    for part in kind.parts:
        wanted = ids[part.under] if part.name else [number]
        column = part.owner if part.name else "pk"
        rows = part.model._default_manager.filter(**{f"{column}__in": wanted}).order_by("pk")
        ids[part.name] = []
        for row in rows.values()[:ROWS_MAX]:
            if not part.name:
                made = row.get("created_at") or made
            own = row[part.model._meta.pk.attname]
            ids[part.name].append(own)
            kept = {"pgh_obj_id": own, "pgh_label": "insert", "pgh_created_at": made}
            found.append((part, row | kept | {"pgh_context_id": None}))
    return found


def _steps(rows: Sequence[tuple[Part, Values]]) -> list[Step]:
    """Gather the rows by the transaction that wrote them, in the order of their commits."""
    entries = _entries([row for _, row in rows])
    steps: dict[Any, Step] = {}
    for part, row in rows:
        call, at = row["pgh_context_id"], row["pgh_created_at"]
        entry = entries.get(call)
        step = steps.setdefault(call or at, Step(entry.recorded_at if entry else at, entry))
        step.rows.append((part, row))
    return sorted(steps.values(), key=lambda step: step.at)


def _entries(rows: Sequence[Values]) -> dict[UUID, Entry]:
    calls = sorted({row["pgh_context_id"] for row in rows if row["pgh_context_id"]})
    if not calls:
        return {}
    since = min(row["pgh_created_at"] for row in rows)
    found = sql.all("list_calls", Entry, calls=calls, since=since, limit=len(calls))
    return {entry.call: entry for entry in found}


def _names(rows: Sequence[tuple[Part, Values]]) -> dict[tuple[type[Model], int], Named]:
    """Return all records that the rows speak of, one statement for each of their tables."""
    wanted: dict[type[Model], set[int]] = {}
    for part in {part.name: part for part, _ in rows}.values():
        for each in EVENTS[part.model]._meta.local_fields:
            if isinstance(each.related_model, type) and not each.name.startswith("pgh_"):
                ids = {row[each.attname] for other, row in rows if other.name == part.name}
                wanted.setdefault(each.related_model, set()).update(ids - {None})
    return {
        (target, named.id): named for target, ids in wanted.items() for named in _named(target, ids)
    }


def _named(target: type[Model], ids: set[int]) -> Iterator[Named]:
    own = {each.name for each in target._meta.local_fields}
    code = next((name for name in CODES if name in own), target._meta.pk.name)
    more = [name for name in ("name", "name_en") if name in own]
    for row in target._default_manager.filter(pk__in=ids).values("pk", code, *more):
        yield Named(row["pk"], str(row[code]), row.get("name", ""), row.get("name_en", ""))

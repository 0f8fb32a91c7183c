"""A record's time line as people read it: who changed what from which value to which, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.urls import reverse
from django.utils.safestring import SafeString

from qitao.base.texts import find, say
from qitao.base.values import ViewJournal
from qitao.base.versions import (
    EMPTY,
    FILE,
    Change,
    History,
    Label,
    Named,
    Part,
    Record,
    State,
    Values,
    Version,
)
from qitao.web.shell import marks
from qitao.web.shell.html import markup
from qitao.web.shell.visit import Visit

DIGEST_SHOWN = 8
FOLDED_FROM = 8
"""So many lines of one version are folded away."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its word, what it was and what it became."""

    name: str
    kind: str
    old: SafeString | str
    new: SafeString | str
    was_empty: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of the record itself, or of one of its lines, that one version changed."""

    title: str
    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One version on the time line."""

    version: Version
    verb: str
    who: str
    why: str
    rows: tuple[Row, ...]
    latest: bool

    @property
    def count(self) -> int:
        """How many fields it changed."""
        return sum(len(row.lines) or 1 for row in self.rows)

    @property
    def folded(self) -> bool:
        """Whether its fields are shown on request only."""
        return self.count >= FOLDED_FROM

    @property
    def stamp(self) -> str:
        """Its exact moment, as the address of the view as of then wants it."""
        return self.version.at.isoformat()


@dataclass(frozen=True, slots=True)
class Fact:
    """One field as it was at a moment, and as it is now where that differs."""

    name: str
    value: SafeString | str
    now: SafeString | str | None


@dataclass(frozen=True, slots=True)
class LineThen:
    """One line of the record as it was at a moment; `gone`: it is there no more."""

    title: str
    facts: tuple[Fact, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The record itself, or all lines of one kind, as they were at a moment."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[LineThen, ...]


def field_word(record: Record, part: Part, name: str, lang: str) -> str:
    """Return a field's word: its own for this noun, else the house's."""
    own = f"past.own.{record.noun}{f'_{part.name}' if part.name else ''}.{name}"
    return find(own, lang) or say(f"past.field.{name}", lang)


def show(part: Part, name: str, value: Any, lang: str) -> SafeString | str:
    """Write one value as people read it."""
    vocabulary = part.vocabulary.get(name)
    if value is None or value == "":
        return marks.DASH
    if vocabulary == FILE:
        url, shown = reverse("catalog:file", args=[value]), value[:DIGEST_SHOWN]
        return markup('<a class="mono" href="{}" target="_blank">{}</a>', url, shown)
    if vocabulary:
        return marks.word(vocabulary, value, lang)
    for kind, written in WRITTEN.items():
        if isinstance(value, kind):
            return written(value, lang)
    return str(value)


def name_of(value: Named, lang: str) -> str:
    """Say another record by its name, in English where it has one, and its code."""
    name = value.name_en if lang == "en" and value.name_en else value.name
    code = value.code or f"#{value.id}"
    return f"{name} ({code})" if name and name != code else name or code


WRITTEN: Mapping[type[Any], Callable[[Any, str], SafeString | str]] = {
    bool: lambda value, lang: say("ui.act.yes" if value else "ui.act.no", lang),
    Named: name_of,
    Decimal: lambda value, _lang: markup('<span class="num">{}</span>', marks.figures(value)),
    datetime: lambda value, _lang: marks.when(value),
    date: lambda value, _lang: marks.day(value),
}
"""How each kind of value is written; a moment is a date too, so it stands before."""


def title_of(record: Record, part: Part, label: Label, lang: str) -> str:
    """Name the line that a change is of; the record itself has no title."""
    if not part.name:
        return ""
    word = say(f"past.row.{record.noun}_{part.name}", lang)
    return f"{word} {label_words(record, part, label, lang)}"


def label_words(record: Record, part: Part, label: Label, lang: str) -> str:
    """Say what tells a line apart: its number, or the records that it is of."""
    columns = {each.attname: each.name for each in part.fields}
    names = [columns.get(name, name) for name in (*_owners(record, part), *part.label)]
    said = [
        str(show(part, name, value, lang))
        for name, value in zip(names, label, strict=False)
        if value is not None
    ]
    return " · ".join(said)


def _owners(record: Record, part: Part) -> tuple[str, ...]:
    """Return the columns that stand before a line's own in its label: those of its owner."""
    above = [each.label for each in record.parts if part.under and part.under == each.name]
    return above[0] if above else ()


def moments_of(visit: Visit, history: History) -> list[Moment]:
    """Return the time line, newest first."""
    lang, parts = visit.lang, {part.name: part for part in history.record.parts}
    versions = history.versions()
    return [
        Moment(
            version,
            (find(f"verb.{version.verb}", lang) or version.verb)
            if version.verb
            else say("past.outside" if history.kept else "past.unkept", lang),
            marks.who(version.actor_name, lang),
            _why(version, lang),
            tuple(_rows(history.record, parts, version.changes, lang)),
            place == 0,
        )
        for place, version in enumerate(versions)
    ]


def _why(version: Version, lang: str) -> str:
    cause = marks.cause(version.cause, lang) if version.cause else ""
    return " · ".join(words for words in (version.reason, cause) if words)


def _rows(
    record: Record, parts: dict[str, Part], changes: Sequence[Change], lang: str
) -> list[Row]:
    found: dict[tuple[str, Label, str], list[Line]] = {}
    for change in changes:
        part = parts[change.part]
        lines = found.setdefault((change.part, change.row, change.kind), [])
        columns = {each.name: each.attname for each in part.fields}
        if columns[change.field] not in part.label:
            lines.append(_line(record, part, change, lang))
    return [
        Row(title_of(record, parts[name], label, lang), kind, tuple(lines))
        for (name, label, kind), lines in found.items()
    ]


def _line(record: Record, part: Part, change: Change, lang: str) -> Line:
    return Line(
        field_word(record, part, change.field, lang),
        change.kind,
        show(part, change.field, change.old, lang),
        show(part, change.field, change.new, lang),
        change.old in EMPTY,
    )


def sheets_of(history: History, at: datetime, lang: str) -> list[Sheet]:
    """Return the record and its lines as they were at a moment, beside what differs now."""
    then, now = history.state(at), history.state()
    return [
        _sheet(history, part, (then, now), lang) for part in history.record.parts if then[part.name]
    ]


def _is_told(column: "Field[Any, Any]", rows: Mapping[int, Values]) -> bool:
    """Tell whether any line says something in this column."""
    return any(row[column.attname] not in EMPTY for row in rows.values())


def _sheet(history: History, part: Part, states: tuple[State, State], lang: str) -> Sheet:
    then, now = states
    told = [
        each
        for each in part.fields
        if each.attname not in part.label
        and (
            not part.name or any(row[each.attname] not in EMPTY for row in then[part.name].values())
        )
    ]
    lines = [
        LineThen(
            label_words(history.record, part, history.label(part, values, then), lang),
            tuple(
                _fact(history, part, each, (values, now[part.name].get(number)), lang)
                for each in told
            ),
            number not in now[part.name],
        )
        for number, values in then[part.name].items()
    ]
    name = say(f"past.row.{history.record.noun}_{part.name}", lang) if part.name else ""
    columns = tuple(field_word(history.record, part, each.name, lang) for each in told)
    return Sheet(name, columns, tuple(lines))


def differs(history: History, at: datetime) -> bool:
    """Tell whether a record was another at a moment than it is now."""
    return any(step.at > at for step in history.steps)


def _fact(
    history: History,
    part: Part,
    column: "Field[Any, Any]",
    values: tuple[Values, Values | None],
    lang: str,
) -> Fact:
    then, now = values
    value = history.named(column, then[column.attname])
    later = None
    if now is not None and now[column.attname] != then[column.attname]:
        later = show(part, column.name, history.named(column, now[column.attname]), lang)
    name = field_word(history.record, part, column.name, lang)
    return Fact(name, show(part, column.name, value, lang), later)


def may_see_entries(visit: Visit) -> bool:
    """Tell whether the entries behind the versions may be opened."""
    return visit.actor.may(ViewJournal)

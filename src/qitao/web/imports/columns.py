"""列的对应: what each table holds and which column is which field, guessed, then chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.http.response import HttpResponseBase

from qitao.base.ids import noun_of
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.links import actions, queries
from qitao.links.rules.cells import key_in_texts
from qitao.links.rules.guess import IN_ORDER, Guess, counts, guess_fields, step_of
from qitao.links.rules.mapping import text_of
from qitao.links.rules.rows import fields_of
from qitao.links.rules.words import name_of, title_of
from qitao.links.values import ImportRows
from qitao.links.values.mapping import Step
from qitao.links.values.nouns import NOUNS
from qitao.people.queries import list_plants
from qitao.web.imports.scope import only_own
from qitao.web.shell import forms
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

SAMPLES = 3
GO = "go"

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of the file: some of its values, and the field that it becomes."""

    name: str
    head: str
    samples: list[str]
    field: str


@dataclass(frozen=True, slots=True)
class FixedChoice:
    """A field without a column: one value for all rows; `options` where only some words fit."""

    name: str
    field: str
    label: str
    value: str
    options: Options
    required: bool


@dataclass(frozen=True, slots=True)
class TableChoice:
    """One table with what was guessed, or chosen since."""

    place: int
    guess: Guess
    noun: str
    fields: Mapping[str, str]
    values: Mapping[str, str]
    columns: list[ColumnChoice]
    options: Options
    fixed: list[FixedChoice]

    @property
    def lacking(self) -> list[str]:
        """Return the names of required fields that neither a column nor a value fills."""
        return [one.label for one in self.fixed if one.required and not one.value]

    @property
    def step(self) -> Step:
        """Return the step of the mapping that does what was chosen."""
        free = set(self.values) - set(self.fields.values())
        given = {field: self.values[field] for field in sorted(free) if self.values[field]}
        return step_of(self.guess.source, self.noun, self.fields, given)


@page(permission=ImportRows)
def columns(visit: Visit, upload: str) -> HttpResponseBase:
    """Show what was guessed of uploaded tables and take what was chosen instead; then try it."""
    folder = actions.find_upload(upload)
    if folder is None:
        raise Refusal(NOT_FOUND)
    guesses = queries.guess_tables(folder, user=only_own(visit))
    tables = [_table(visit, place, one) for place, one in enumerate(guesses)]
    chosen = [table for table in tables if table.noun]
    if visit.posted and GO in visit.typed and not _is_changed(visit, tables):
        _check(visit, chosen)
        mapping = text_of([table.step for table in chosen])
        planned = actions.plan_import(
            actor=visit.actor, source=folder, mapping=mapping, dry_run=True
        )
        return visit.go("imports:run", planned.import_run)
    return visit.show(
        "imports/columns.html",
        upload=upload,
        tables=tables,
        nouns=[(n.name, name_of(n.name, visit.lang)) for n in NOUNS.values() if n.comes_in],
    )


def _is_changed(visit: Visit, tables: list[TableChoice]) -> bool:
    """Tell whether a kind of data was chosen whose columns nobody has seen yet."""
    return any(visit.text(f"was-{one.place}") != one.noun for one in tables)


def _table(visit: Visit, place: int, guess: Guess) -> TableChoice:
    noun, fields, values = _chosen(visit, place, guess)
    return TableChoice(
        place,
        guess,
        noun,
        fields,
        values,
        [
            ColumnChoice(f"col-{place}-{at}", head, _samples(guess, at), fields[head])
            for at, head in enumerate(guess.table.columns)
            if noun
        ],
        _options(noun, visit.lang) if noun else [],
        _fixed(visit, place, noun, fields, values) if noun else [],
    )


def _chosen(
    visit: Visit, place: int, guess: Guess
) -> tuple[str, Mapping[str, str], Mapping[str, str]]:
    """Return noun, columns and values: as typed, else as guessed, afresh for another noun."""
    noun = visit.text(f"noun-{place}", guess.noun)
    if noun not in NOUNS:
        return "", {}, {}
    if visit.text(f"was-{place}", guess.noun) != noun:
        return noun, guess_fields(noun, guess.table), _usual(visit, noun)
    known = fields_of(NOUNS[noun].row)
    heads = guess.table.columns
    if f"was-{place}" not in visit.typed:
        return noun, guess.fields, guess.values or _usual(visit, noun)
    typed = {head: visit.text(f"col-{place}-{at}") for at, head in enumerate(heads)}
    fields = {head: field if field in known else "" for head, field in typed.items()}
    free = [field for field in known if field not in fields.values()]
    return noun, fields, {field: visit.text(f"val-{place}-{field}") for field in free}


def _usual(visit: Visit, noun: str) -> dict[str, str]:
    """Return what fields without a column usually hold: the only plant, lines in their order."""
    required = [one.name for one in fields_of(NOUNS[noun].row).values() if one.required]
    usual = {field: IN_ORDER for field in required if counts(noun, field)}
    plants = _words(visit, "plant", None) if "plant" in required else []
    return usual | ({"plant": plants[0][0]} if len(plants) == 1 else {})


def _samples(guess: Guess, at: int) -> list[str]:
    texts = ((row[at] or "").strip() for row in guess.table.rows)
    return list(islice(dict.fromkeys(filter(None, texts)), SAMPLES))


def _options(noun: str, lang: str) -> Options:
    fields = fields_of(NOUNS[noun].row).values()
    return [
        (one.name, f"{title_of(noun, one.name, lang)}{' *' if one.required else ''}")
        for one in fields
    ]


def _fixed(
    visit: Visit, place: int, noun: str, fields: Mapping[str, str], values: Mapping[str, str]
) -> list[FixedChoice]:
    """Return the fields that one value may fill: required ones without a column, and kept ones."""
    free = [one for one in fields_of(NOUNS[noun].row).values() if one.name not in fields.values()]
    asked = [one for one in free if one.required or values.get(one.name)]
    fixed = []
    for one in asked:
        options = _words(visit, one.name, one.kind)
        if counts(noun, one.name):
            options = [(IN_ORDER, say("ui.imports.in_order", visit.lang))]
        value = values.get(one.name, "")
        label = title_of(noun, one.name, visit.lang)
        name = f"val-{place}-{one.name}"
        fixed.append(FixedChoice(name, one.name, label, value, options, one.required))
    return fixed


def _words(visit: Visit, field: str, kind: object) -> Options:
    """Return the words that a field takes, none where it takes any."""
    if field == "plant":
        known = list_plants(plants=visit.plants_of(ImportRows), active=True)
        return [(plant.code, f"{plant.code} {visit.name_plant(plant)}") for plant in known]
    if not (isinstance(kind, type) and issubclass(kind, StrEnum)):
        return []
    keys = [(str(value), key_in_texts(noun_of(kind), value, visit.lang)) for value in kind]
    return [(value, say(key, visit.lang) if key else value) for value, key in keys]


def _check(visit: Visit, chosen: list[TableChoice]) -> None:
    """Refuse what no import can be made of: nothing, a field twice, a key without a column."""
    found = [] if chosen else [forms.Problem("noun-0", say("ui.imports.nothing", visit.lang))]
    for table in chosen:
        taken: set[str] = set()
        for column in table.columns:
            if column.field in taken:
                label = title_of(table.noun, column.field, visit.lang)
                words = say("ui.imports.field_twice", visit.lang, field=label)
                found.append(forms.Problem(column.name, words))
            taken |= {column.field} - {""}
        for one in table.fixed:
            if one.required and not one.value and one.field in NOUNS[table.noun].key:
                words = say("ui.imports.key_missing", visit.lang, field=one.label)
                found.append(forms.Problem(one.name, words))
    if found:
        raise forms.refused(found, visit.lang)

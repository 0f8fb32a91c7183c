"""What a foreign table holds: the kind of its data and the field of each column, guessed.

A guess is shown before it counts. Names of ours and mappings that were used before are no guesses:
where they say all, the table is `sure`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from qitao.links.rules.cells import Unreadable
from qitao.links.rules.native import fields_by_name, nouns_by_name
from qitao.links.rules.rows import Reading, fields_of, reader_of
from qitao.links.rules.synonyms import bare, fold, words_of_field, words_of_noun
from qitao.links.rules.tables import Table
from qitao.links.values.mapping import Cell, Rank, Source, Step
from qitao.links.values.nouns import NOUNS

IN_ORDER = "#"
"""Instead of a fixed value: lines are numbered as they come."""
NAME_SAYS = 6
"""What a file's name weighs beside its columns, each of which weighs `COLUMN_SAYS`."""
NAME_HINTS = 3
COLUMN_SAYS = 2
KEY_MISSING = 3
SCORE_LEAST = 4
WORD_CHARS_MIN = 2
HEAD_WORDS_MIN = 2
_DATES = re.compile(r"[\d\s_.\-()]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A table with what it seems to hold; a column without a field is left out.

    `native`: all names are ours, so that no mapping is needed. `sure`: nobody needs to be asked.
    """

    source: Source
    table: Table
    noun: str
    fields: Mapping[str, str]
    values: Mapping[str, str]
    sure: bool
    native: bool = False

    @property
    def step(self) -> Step | None:
        """Return the step of a mapping that does what was guessed; None leaves the table out."""
        return step_of(self.source, self.noun, self.fields, self.values) if self.noun else None


def step_of(
    source: Source, noun: str, fields: Mapping[str, str], values: Mapping[str, str]
) -> Step:
    """Return the step of a mapping for columns with their fields, and fields with fixed values."""
    cells = {field: Cell(column=column) for column, field in fields.items() if field}
    for field, value in values.items():
        if value == IN_ORDER and counts(noun, field):
            cells[field] = Cell(rank=_rank(noun, fields))
        else:
            cells[field] = Cell(value=value.replace("$", "$$"))
    left = tuple(column for column, field in fields.items() if not field)
    return Step(noun, cells, source, ignore=left)


def counts(noun: str, field: str) -> bool:
    """Tell whether a field numbers the lines of a document, so that their order can give it."""
    spec = NOUNS[noun]
    line = field in spec.key and field not in (*spec.group, *spec.part)
    return bool(spec.group) and line and fields_of(spec.row)[field].kind is int


def _rank(noun: str, fields: Mapping[str, str]) -> Rank:
    group = NOUNS[noun].group
    taken = sorted((column, field) for column, field in fields.items() if field)
    return Rank(
        tuple(column for column, field in taken if field not in group),
        tuple(column for column, field in taken if field in group),
    )


def guess(source: Source, table: Table, kept: Sequence[Step] = ()) -> Guess:
    """Return what a table holds; `kept` are steps that were used before, newest first."""
    name = _stem(source, table)
    said = nouns_by_name().get(name.strip().lower())
    if said is not None and not NOUNS[said].comes_in:
        return Guess(source, table, "", {}, {}, sure=True, native=True)
    plain = [step for step in kept if _is_plain(step)]
    if (same := _same_layout(table, source, plain, said)) is not None:
        fields = dict.fromkeys(table.columns, "") | _columns_of(same)
        return Guess(source, table, same.noun, fields, _values_of(same), sure=True)
    noun = said or guess_noun(name, table, plain)
    if not noun:
        return Guess(source, table, "", {}, {}, sure=False)
    fields = guess_fields(noun, table, plain)
    ours = fields_by_name(noun)
    native = said is not None and all(ours.get(one.strip().lower()) for one in table.columns)
    return Guess(source, table, noun, fields, {}, sure=native, native=native and source.header == 1)


def guess_noun(name: str, table: Table, kept: Sequence[Step] = ()) -> str:
    """Return the kind of data that name and columns fit best; "" where two fit alike, or none."""
    scores: dict[str, int] = {}
    for noun, spec in NOUNS.items():
        if spec.comes_in:
            fields = {one for one in guess_fields(noun, table, kept).values() if one}
            required = {one.name for one in fields_of(spec.row).values() if one.required}
            usual = {"plant", *(one for one in required if counts(noun, one))}
            missing = required - fields - usual
            scores[noun] = (
                COLUMN_SAYS * len(fields)
                - sum(KEY_MISSING if one in spec.key else 1 for one in missing)
                + _says(name, noun)
            )
    best = max(scores.values())
    found = [noun for noun, score in scores.items() if score == best]
    return found[0] if len(found) == 1 and best >= SCORE_LEAST else ""


def guess_fields(noun: str, table: Table, kept: Sequence[Step] = ()) -> dict[str, str]:
    """Return each column's field, "" where none fits: the surest words first, each field once."""
    before = {
        column: (field,)
        for step in reversed(kept)
        if step.noun == noun
        for column, field in _columns_of(step).items()
    }
    ours = {word: (field,) for word, field in fields_by_name(noun).items()}
    own, common = _vocabulary(noun)
    found = dict.fromkeys(table.columns, "")
    for form, words, asks in (
        (str, before, False),
        (lambda column: column.strip().lower(), ours, False),
        (fold, own, True),
        (fold, common, True),
        (bare, own, True),
        (bare, common, True),
    ):
        for place, column in enumerate(table.columns):
            taken = set(found.values())
            free = (field for field in words.get(form(column), ()) if field not in taken)
            fitting = (f for f in free if not asks or _fits(noun, f, table, place))
            found[column] = found[column] or next(fitting, "")
    return found


@cache
def _vocabulary(noun: str) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the fields that a folded word may mean: words of this noun, and words of all."""
    own: dict[str, tuple[str, ...]] = {}
    common: dict[str, tuple[str, ...]] = {}
    for word, field in fields_by_name(noun).items():
        own[fold(word)] = (field,)
    for field in fields_of(NOUNS[noun].row):
        for words, meant in zip(words_of_field(noun, field), (own, common), strict=True):
            for word in words:
                meant[word] = (*meant.get(word, ()), field)
    return own, common


def _fits(noun: str, field: str, table: Table, place: int) -> bool:
    """Tell whether a word may mean a field: one of the column's values can be read as it."""
    read = reader_of(fields_of(NOUNS[noun].row)[field], Reading())
    texts = [text for row in table.rows if (text := (row[place] or "").strip())]
    return not texts or any(_reads(read, text) for text in texts)


def _reads(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except Unreadable:
        return False
    return True


def find_header(rows: Sequence[Sequence[str | None]]) -> int:
    """Return which of a table's first rows is its head: the one of most words that we know."""
    counts = [len({fold(cell) for cell in row if cell} & _all_words()) for row in rows]
    best = max(counts, default=0)
    return counts.index(best) + 1 if best >= HEAD_WORDS_MIN else 1


@cache
def _all_words() -> frozenset[str]:
    nouns = [noun for noun, spec in NOUNS.items() if spec.comes_in]
    return frozenset(word for noun in nouns for words in _vocabulary(noun) for word in words)


def _stem(source: Source, table: Table) -> str:
    return source.sheet or (source.file or table.name).rsplit(".", 1)[0]


def _says(name: str, noun: str) -> int:
    """Return what a file's name adds to a noun: it is its name, or holds it."""
    told = fold(_DATES.sub("", name))
    ours = {fold(word) for word, meant in nouns_by_name().items() if meant == noun}
    words = words_of_noun(noun) | ours
    if told in words:
        return NAME_SAYS
    return NAME_HINTS if any(len(word) >= WORD_CHARS_MIN and word in told for word in words) else 0


def _is_plain(step: Step) -> bool:
    """Tell whether a step is what columns and fixed values say, and nothing more."""
    fields = dict.fromkeys(step.ignore, "") | _columns_of(step)
    again = step_of(step.source, step.noun, fields, _values_of(step))
    return again == replace(step, line=0)


def _same_layout(
    table: Table, source: Source, kept: Iterable[Step], said: str | None
) -> Step | None:
    """Return the step that took just these columns before, where only one noun did."""
    columns = set(table.columns)
    alike = [
        step
        for step in kept
        if {*_columns_of(step), *step.ignore} == columns and said in (None, step.noun)
    ]
    named = [
        step
        for step in alike
        if (step.source.file, step.source.sheet) == (source.file, source.sheet)
    ]
    steps = named or alike
    return steps[0] if named or len({step.noun for step in steps}) == 1 else None


def _columns_of(step: Step) -> dict[str, str]:
    return {cell.column: field for field, cell in step.columns.items() if cell.column is not None}


def _values_of(step: Step) -> dict[str, str]:
    texts = {
        field: IN_ORDER if cell.rank else cell.value
        for field, cell in step.columns.items()
        if cell.column is None
    }
    return {field: text.replace("$$", "$") for field, text in texts.items() if text is not None}

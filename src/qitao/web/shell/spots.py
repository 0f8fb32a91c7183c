"""Fields of a form declared in a few lines: one by one (`Spot`), or in rows (`Grid`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.base.texts import say
from qitao.web.shell.visit import Visit

Choices = Callable[[Visit], list[tuple[str, str]]]
ROWS_BLANK = 3
LINES_MAX = 1_000
"""Rows of one form; `DATA_UPLOAD_MAX_NUMBER_FIELDS` leaves room for as many."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One field. `kind`: text, long, list, number, percent, day, tick, yes, choice, hint.

    `yes` is a tick that also works in rows; `hint` is typed, with `hints` (a URL name) saying what
    it may be. `kept` is fixed once the thing is made.
    """

    name: str
    kind: str = "text"
    required: bool = False
    vocabulary: str = ""
    codes: tuple[str, ...] = ()
    choices: Choices | None = None
    hints: str = ""
    start: Any = ""
    help: str = ""
    wide: bool = False
    kept: bool = False
    open: bool = False
    """A required choice that begins with nothing chosen, where there is more than one."""
    beside: str = ""
    """The field of the stored row that says in words what the code means."""
    under: bool = False
    """In a grid it stands in the cell of the one before it: the same in English."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One field as it stands on a page."""

    spot: Spot
    name: str
    label: str
    value: Any
    choices: Sequence[tuple[str, str]]
    problem: str
    fixed: bool = False
    beside: str = ""

    @property
    def undecided(self) -> bool:
        """Whether the choice stands open: nothing is chosen before somebody does."""
        return self.spot.open and not self.value and len(self.choices) > 1

    @property
    def hints_url(self) -> str:
        """Where the browser asks what may be typed here."""
        return reverse(self.spot.hints) if self.spot.hints else ""

    @property
    def hints_id(self) -> str:
        """The list of hints that all fields of this kind share."""
        return f"hints-{self.spot.hints.replace(':', '-')}"


def shown(visit: Visit, spots: Sequence[Spot], row: Any, words: str) -> list[Shown]:
    """Return the fields of a form: what was typed, else what the row holds, else the usual."""
    return [
        Shown(
            spot,
            spot.name,
            f"{words}.{spot.name}",
            _value(visit, spot, row),
            _choices_of(visit, spot),
            _problem(visit, spot.name),
            spot.kept and row is not None,
        )
        for spot in spots
    ]


def ask(
    visit: Visit,
    spots: Sequence[Spot],
    words: str,
    *,
    title: str,
    back: str,
    back_words: str,
    more: str = "",
    deed: str = "",
    picture: str = "",
) -> HttpResponse:
    """Show the page on which one thing is made.

    All are words as they are read; `back` is the address of the page it came from, `picture` the
    icon of the deed.
    """
    return visit.show(
        "shell/new_page.html",
        fields=shown(visit, spots, None, words),
        title=title,
        back=back,
        back_words=back_words,
        more=more,
        deed=deed or say("ui.act.save", visit.lang),
        picture=picture,
    )


def _value(visit: Visit, spot: Spot, row: Any) -> Any:
    if visit.refusal is not None:
        typed = visit.typed.get(spot.name)
        return bool(typed) if spot.kind == "tick" else typed or ""
    return written(spot, spot.start if row is None else getattr(row, spot.name))


def written(spot: Spot, value: Any) -> Any:
    """Write a stored value as its field wants it: no grouping, no trailing zeros."""
    match value:
        case None:
            return ""
        case bool():
            return value
        case Decimal():
            return f"{(value * 100 if spot.kind == 'percent' else value).normalize():f}"
        case list() | tuple():
            return ", ".join(map(str, value))
        case _:
            return str(getattr(value, "value", value))


def _choices_of(visit: Visit, spot: Spot) -> Sequence[tuple[str, str]]:
    return spot.choices(visit) if spot.choices else ()


def _problem(visit: Visit, name: str) -> str:
    found = visit.problems.get(name)
    return found.words if found else ""


def read_value(spot: Spot, text: str) -> Any:
    """Turn one typed text into what validation takes; nonsense stays for it to name."""
    if spot.kind in ("yes", "tick"):
        return text in ("yes", "on")
    if spot.kind == "percent":
        try:
            return Decimal(text.removesuffix("%")) / 100
        except InvalidOperation:
            return text
    return text


def read_document(visit: Visit, spots: Sequence[Spot]) -> dict[str, Any]:
    """Return what was typed by field; an empty field is not given, an empty tick is no."""
    given = {spot.name: visit.text(spot.name) for spot in spots}
    return {
        spot.name: read_value(spot, given[spot.name])
        for spot in spots
        if given[spot.name] or spot.kind == "tick"
    }


@dataclass(frozen=True, slots=True)
class GridLine:
    """One row of fields."""

    cells: Sequence[Shown]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of fields beneath a form: the lines of a BOM, the operations of a routing.

    A row counts where one of the fields in `telling` is filled. `number` is given to new rows in
    steps of `step`.
    """

    field: str
    spots: tuple[Spot, ...]
    words: str
    telling: tuple[str, ...]
    number: str = ""
    step: int = 10

    def typed(self, visit: Visit) -> list[dict[str, str]]:
        """Return the filled rows as they were typed."""
        names = [spot.name for spot in self.spots]
        columns = [visit.typed.getlist(f"{self.field}.{name}") for name in names]
        rows = [
            dict(zip(names, (cell.strip() for cell in row), strict=True))
            for row in zip_longest(*columns, fillvalue="")
        ]
        return [row for row in rows if any(row[name] for name in self.telling)]

    def read(self, visit: Visit) -> list[dict[str, Any]]:
        """Return the filled rows for validation, the new ones numbered; refuses `TOO_MANY`."""
        rows = self.typed(visit)
        if len(rows) > LINES_MAX:
            raise Refusal(TOO_MANY, limit=LINES_MAX, count=len(rows))
        taken = [int(row[self.number]) for row in rows if self._has_number(row)]
        following = max(taken, default=0) // self.step * self.step
        document = []
        for row in rows:
            if self.number and not row[self.number]:
                following += self.step
                row[self.number] = str(following)
            document.append(
                {
                    spot.name: read_value(spot, row[spot.name])
                    for spot in self.spots
                    if row[spot.name]
                }
            )
        return document

    def _has_number(self, row: Mapping[str, str]) -> bool:
        value = row.get(self.number, "")
        return value.isdecimal() and len(value) < 10

    def lines(self, visit: Visit, rows: Sequence[Any]) -> list[GridLine]:
        """Return the rows to show: typed ones after a refusal, else the stored ones; some blank."""
        choices = {spot.name: _choices_of(visit, spot) for spot in self.spots}
        if visit.refusal is not None:
            filled = [
                self._line(visit, place, row, choices)
                for place, row in enumerate(self.typed(visit))
            ]
        else:
            filled = [self._stored(visit, row, choices) for row in rows]
        blanks = 1 if filled else ROWS_BLANK
        return [*filled, *(self.blank(visit, choices) for _ in range(blanks))]

    def _stored(self, visit: Visit, row: Any, choices: Mapping[str, Any]) -> GridLine:
        texts = {spot.name: _text(written(spot, getattr(row, spot.name))) for spot in self.spots}
        beside = {spot.name: getattr(row, spot.beside) for spot in self.spots if spot.beside}
        return self._line(visit, None, texts, choices, beside)

    def blank(self, visit: Visit, choices: Mapping[str, Any] | None = None) -> GridLine:
        """Return an empty row."""
        usual = {spot.name: _text(written(spot, spot.start)) for spot in self.spots}
        choices = choices or {spot.name: _choices_of(visit, spot) for spot in self.spots}
        return self._line(visit, None, usual, choices)

    def _line(
        self,
        visit: Visit,
        place: int | None,
        row: Mapping[str, str],
        choices: Mapping[str, Any],
        beside: Mapping[str, str] | None = None,
    ) -> GridLine:
        def problem(name: str) -> str:
            return "" if place is None else _problem(visit, f"{self.field}.{place}.{name}")

        cells = [
            Shown(
                spot,
                f"{self.field}.{spot.name}",
                f"{self.words}.{spot.name}",
                row[spot.name],
                choices[spot.name],
                problem(spot.name),
                beside=(beside or {}).get(spot.name, ""),
            )
            for spot in self.spots
        ]
        return GridLine(cells, next((cell.problem for cell in cells if cell.problem), ""))


def _text(value: Any) -> str:
    """Write a yes or no as a choice in a row does."""
    return ("yes" if value else "") if isinstance(value, bool) else value

"""List pages declared in a few lines: columns, filters in the URL, a cursor, an export, an empty
state. Rows are frozen; the floor's own query cuts them out by key set, never by offset."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString

from qitao.base.paging import Ask
from qitao.base.texts import plain, say
from qitao.people.values import PlantRow
from qitao.web.shell import cells, cursor, marks, sheets, views
from qitao.web.shell.between import FIRST, LAST, NO_DAYS, Between, Days
from qitao.web.shell.html import inside, markup
from qitao.web.shell.visit import Visit

ROWS = 50
EXPORT_ROWS_MAX = 50_000
EXPORT_PAGE = 500

PHONE = {"": "", "title": "title", "corner": "corner", "wide": "wide", "off": "phone-off"}

Fetch = Callable[[Ask, dict[str, Any]], Sequence[Any]]
More = Callable[[Sequence[Any]], dict[str, Any]]
CellOf = Callable[[Any, str], SafeString | str]


def at_row(row: Any, sort: str) -> tuple[Any, Any]:
    """Return a row's place in a list sorted by `sort`."""
    return getattr(row, sort), row.id


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of the row and how it is shown.

    `kind` is a name in `cells.KINDS`; `cell` replaces it. `phone` says where the field stands on a
    phone's card: title, corner, wide, off, or simply in line.
    """

    name: str
    kind: str = "text"
    vocabulary: str = ""
    link: str = ""
    link_by: str = "id"
    unit: str = ""
    sub: str = ""
    phone: str = ""
    sortable: bool = False
    cell: CellOf | None = None
    plain: Callable[[Any], Any] | None = None
    spoken: bool = False
    """Whether a sheet takes the words of the cell, not its value."""
    told: CellOf | None = None
    """What a sheet says instead, where the cell shows more."""
    words: str = ""
    """Where its head has its words, if not beside those of the list."""

    @property
    def align(self) -> str:
        """Figures stand right."""
        return "right" if self.kind in ("quantity", "count") else ""

    def show(self, row: Any, lang: str) -> SafeString | str:
        """Return the cell's inside."""
        return self.cell(row, lang) if self.cell else cells.show(self, row, lang)

    def value(self, row: Any, lang: str) -> Any:
        """Return the cell's value for a sheet."""
        if self.spoken:
            return strip_tags(self.show(row, lang))
        if self.told:
            return self.told(row, lang)
        return self.plain(row) if self.plain else cells.value(self, row, lang)


PLANT = "plant"
"""The kind of a column that stands only where rows of several plants may meet in a list."""
PLANTS = Column("plant", kind=PLANT, words="ui.field.plant")


def _named(column: Column, known: Mapping[Any, PlantRow], lang: str) -> Column:
    """Return the column of plants with what it shows; a row may be of several (`plants`)."""

    def of(row: Any) -> list[PlantRow]:
        wanted = row.plants if hasattr(row, "plants") else (row.plant,)
        return [known[plant] for plant in wanted if plant in known]

    def names(row: Any) -> str:
        found = [marks.named(each.name, each.name_en, lang) for each in of(row)]
        return str(plain(found, lang))

    def cell(row: Any, lang: str) -> SafeString | str:
        return format_html_join(" ", "{}", [(marks.plant(each, lang),) for each in of(row)])

    return replace(column, kind="text", cell=cell, plain=names)


@dataclass(frozen=True, slots=True)
class Chips:
    """A filter of a few choices, all in sight."""

    name: str
    choices: tuple[str, ...]
    vocabulary: str
    usual: str = ""
    """The choice of a fresh page; empty: everything."""
    toggles: bool = False
    """Whether a second click on a choice clears it, instead of a chip for all."""
    kind: str = "chips"

    def read(self, visit: Visit) -> str | None:
        """Return the chosen code, None for all."""
        value = visit.query.get(self.name, self.usual)
        return value if value in self.choices else None


@dataclass(frozen=True, slots=True)
class Search:
    """A filter that is typed."""

    name: str = "q"
    kind: str = "search"

    def read(self, visit: Visit) -> str | None:
        """Return what was typed, None for nothing."""
        return visit.query.get(self.name, "").strip()[:100] or None


@dataclass(frozen=True, slots=True)
class Switch:
    """A filter that is on or off."""

    name: str
    kind: str = "switch"

    def read(self, visit: Visit) -> bool | None:
        """Return True where it is on, else None."""
        return True if visit.query.get(self.name) == "1" else None


@dataclass(frozen=True, slots=True)
class Same:
    """A filter by the id of something else; it comes with a link and shows as a chip to remove."""

    name: str
    code: bool = False
    """Whether it is a code, else it is an id."""
    words: Callable[[str, str], str] | None = None
    """How a code is called in a language, which the chip then shows."""
    kind: str = "same"

    def read(self, visit: Visit) -> int | str | None:
        """Return the id or code, None where there is none."""
        value = visit.query.get(self.name, "")
        if self.code:
            return value[:100] or None
        return int(value) if value.isdecimal() and len(value) < 19 else None


Group = tuple[str, Sequence[tuple[str, str]]]
"""Choices under one head: their values and words; the head may be empty."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A filter of more choices than fit in sight: one of them is picked from a box."""

    name: str
    groups: Callable[[Visit], Sequence[Group]]
    kind: str = "pick"

    def read(self, visit: Visit) -> str | None:
        """Return the value that was picked, None for all; the list's statement judges it."""
        return visit.query.get(self.name, "")[:100] or None


Filter = Chips | Search | Switch | Same | Between | Pick


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip as it is shown."""

    words: str
    value: str
    on: bool


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """One filter as it is shown."""

    kind: str
    name: str
    words: str
    value: str
    choices: tuple[Choice, ...] = ()
    days: Days = NO_DAYS
    groups: Sequence[Group] = ()

    @property
    def first_name(self) -> str:
        """What the first day is called in an address."""
        return f"{self.name}{FIRST}"

    @property
    def last_name(self) -> str:
        """What the last day is called in an address."""
        return f"{self.name}{LAST}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is shown."""

    inside: SafeString | str
    opening: SafeString
    """Its `<td …>`, the same in a whole column."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is shown."""

    row: Any
    cells: tuple[Cell, ...]

    @property
    def html(self) -> SafeString:
        """The row's cells, drawn at once: a template would take most of a page's time for them."""
        return SafeString(
            "".join(f"{cell.opening}{inside(cell.inside)}</td>" for cell in self.cells)
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's head: its words and, where it sorts, the turn a click takes."""

    words: str
    classes: str
    sort: str
    way: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page. `name` is `area.noun`: its words are `ui.<area>.<noun>.{title,purpose,…}`."""

    name: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    sort: str = "id"
    falling: bool = False
    picture: str = "box"
    sheet_columns: tuple[Column, ...] = ()
    """What a sheet has beside the columns in sight."""
    bulk: str = ""
    """The form field that collects the picked rows' ids; empty: rows cannot be picked."""
    first_step: tuple[str, str] | None = None
    """Words and URL name of the first step that an empty page offers."""
    template: str = "shell/list.html"
    place: Callable[[Any, str], tuple[Any, Any]] = at_row
    """Where the next page begins: the sort value and the key of a row."""
    live: tuple[str, ...] = ()
    """What the list follows: floors and subjects of the journal (`web.live.topics`)."""
    unseen: tuple[str, ...] = ()
    """The usual columns, while that of plants is out of sight: it stays chosen meanwhile."""
    keeps_views: bool = False
    """Whether people may save views of it and choose its columns."""

    @property
    def choosable(self) -> tuple[Column, ...]:
        """Every column that may be shown: the usual ones, and what else a sheet has."""
        return (*self.columns, *self.sheet_columns)

    @property
    def first_words(self) -> str:
        """The words of the first step, empty where there is none."""
        return self.first_step[0] if self.first_step else ""

    @property
    def first_url(self) -> str:
        """The address of the first step."""
        return reverse(self.first_step[1]) if self.first_step else ""

    def may_start(self, visit: Visit, context: Mapping[str, Any]) -> bool:
        """Tell whether an empty page offers its first step: to whom the step's page is open.

        `new` is what a page itself knows of it: falsy where its rows are not this person's to make.
        """
        if self.first_step is None or not context.get("new", True):
            return False
        right = getattr(resolve(self.first_url).func, "permission", None)
        return right is None or visit.actor.may(right)

    def show(
        self, visit: Visit, fetch: Fetch, *, more: More | None = None, **context: Any
    ) -> HttpResponseBase:
        """Answer with the page, or with the sheet that the export link asks for.

        `more` returns what the page needs beside its rows, read set-based for all of them.
        """
        if any(column.kind == PLANT for column in self.choosable):
            return self._of_plants(visit).show(visit, fetch, more=more, **context)
        if self.keeps_views:
            if url := views.first_url(visit, self.name):
                return visit.go_to(url)
            kept = views.load(visit, self.name)
            arranged = views.arrange(self, kept.columns)
            ticks = kept.ticks(self, arranged, visit.lang)
            return replace(arranged, keeps_views=False).show(
                visit, fetch, more=more, kept=kept, ticks=ticks, **context
            )
        asked = self.read(visit)
        sort, falling = self._order(visit)
        if visit.query.get("export") in sheets.FORMATS:
            return self._export(visit, fetch, asked, sort, falling)
        after = cursor.read(visit.query.get("after", ""))
        rows = _fetch(fetch, Ask(sort, falling, after, ROWS + 1), asked)
        if more is not None:
            context |= more(rows[:ROWS])
        return self._page(visit, rows, asked, sort, falling, context)

    def _of_plants(self, visit: Visit) -> "Listing":
        """Return the list with its plants, without their column where all rows are of one."""
        known = visit.known_plants if visit.sees_plants else {}

        def within(columns: tuple[Column, ...]) -> tuple[Column, ...]:
            rest = (each for each in columns if known or each.kind != PLANT)
            return tuple(
                _named(each, known, visit.lang) if each.kind == PLANT else each for each in rest
            )

        return replace(
            self,
            columns=within(self.columns),
            sheet_columns=within(self.sheet_columns),
            unseen=() if known else tuple(each.name for each in self.columns),
        )

    def read(self, visit: Visit) -> dict[str, Any]:
        """Return the filters' values by name."""
        return {each.name: each.read(visit) for each in self.filters}

    def _page(
        self,
        visit: Visit,
        rows: Sequence[Any],
        asked: dict[str, Any],
        sort: str,
        falling: bool,
        context: dict[str, Any],
    ) -> HttpResponse:
        shown = rows[:ROWS]
        last = shown[-1] if shown else None
        follow = cursor.write(*self.place(last, sort)) if last and len(rows) > ROWS else ""
        return visit.show(
            self.template,
            listing=self,
            key=f"ui.{self.name}",
            headings=self.headings(visit.lang, sort, falling),
            lines=self.lines(shown, visit.lang),
            filters=[self._shown(each, asked, visit) for each in self.filters],
            filtered=any(
                asked[each.name] not in (None, getattr(each, "usual", None))
                for each in self.filters
            ),
            follow=follow,
            leafing=bool(visit.query.get("after")),
            may_start=self.may_start(visit, context),
            live=self.live,
            **context,
        )

    def headings(self, lang: str, sort: str = "", falling: bool = False) -> list[Heading]:
        """Return the columns' heads."""
        return [
            Heading(
                self.words_of(column, lang),
                column.align,
                ("" if column.name != sort or falling else "-") + column.name
                if column.sortable
                else "",
                ("down" if falling else "up") if column.name == sort else "",
            )
            for column in self.columns
        ]

    def lines(self, rows: Sequence[Any], lang: str) -> list[Line]:
        """Return the rows with their cells drawn."""
        openings = [self._opening(column, lang) for column in self.columns]
        return [
            Line(
                row,
                tuple(
                    Cell(column.show(row, lang), opening)
                    for column, opening in zip(self.columns, openings, strict=True)
                ),
            )
            for row in rows
        ]

    def _opening(self, column: Column, lang: str) -> SafeString:
        classes = f"{column.align} {PHONE[column.phone]}".strip()
        of_class = markup(' class="{}"', classes) if classes else ""
        return markup('<td{} data-label="{}">', of_class, self.words_of(column, lang))

    def words_of(self, column: Column, lang: str) -> str:
        """Return a column's head in words."""
        return _head(f"ui.{self.name}", column, lang)

    def _order(self, visit: Visit) -> tuple[str, bool]:
        wanted = visit.query.get("sort", "")
        name = wanted.removeprefix("-")
        if any(column.sortable and column.name == name for column in self.columns):
            return name, wanted.startswith("-")
        return self.sort, self.falling

    def _shown(self, each: Filter, asked: dict[str, Any], visit: Visit) -> ShownFilter:
        value, lang = asked[each.name], visit.lang
        words = say(f"ui.{self.name}.filter_{each.name}", lang)
        choices: tuple[Choice, ...] = ()
        if isinstance(each, Chips):
            choices = tuple(_choices(each, value, lang))
        if isinstance(each, Same) and each.code and value:
            named = each.words(value, lang) if each.words else value
            words = f"{words}{'：' if lang == 'zh' else ': '}{named}"
        if isinstance(each, Between):
            return _days(each, words, value or NO_DAYS, lang)
        groups = each.groups(visit) if isinstance(each, Pick) else ()
        shown = "" if value is None else str(value)
        return ShownFilter(each.kind, each.name, words, shown, choices, groups=groups)

    def _export(
        self, visit: Visit, fetch: Fetch, asked: dict[str, Any], sort: str, falling: bool
    ) -> HttpResponseBase:
        rows: list[Any] = []
        after = None
        while len(rows) < EXPORT_ROWS_MAX:
            part = fetch(Ask(sort, falling, after, EXPORT_PAGE), asked)
            rows.extend(part)
            if len(part) < EXPORT_PAGE:
                break
            after = self.place(part[-1], sort)
        return sheet_of(visit, f"ui.{self.name}", (*self.columns, *self.sheet_columns), rows)


def sheet_of(
    visit: Visit, key: str, columns: Sequence[Column], rows: Sequence[Any]
) -> HttpResponse:
    """Return rows as the file that was asked for; the heads have their words under `key`."""
    heads = [_head(key, column, visit.lang) for column in columns]
    body = [[column.value(row, visit.lang) for column in columns] for row in rows]
    title = say(f"{key}.title", visit.lang)
    return sheets.answer(title, heads, body, str(visit.query["export"]))


def _head(key: str, column: Column, lang: str) -> str:
    return say(column.words or f"{key}.{column.name}", lang)


def _fetch(fetch: Fetch, ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
    """Return the rows behind a cursor; behind one of another list, the first ones."""
    try:
        return fetch(ask, asked)
    except (psycopg.DataError, psycopg.ProgrammingError):
        if ask.after is None:
            raise
        return fetch(replace(ask, after=None), asked)


def _choices(each: Chips, value: Any, lang: str) -> Iterator[Choice]:
    if not each.toggles:
        yield Choice(say("ui.list.all", lang), "all" if each.usual else "", value is None)
    for code in each.choices:
        on = value == code
        yield Choice(
            say(f"{each.vocabulary}.{code}", lang), "" if on and each.toggles else code, on
        )


def _days(each: Between, words: str, days: Days, lang: str) -> ShownFilter:
    choices = tuple(
        Choice(say(f"{each.vocabulary}.{code}", lang), code, days.word == code)
        for code in each.quick
    )
    every = Choice(say("ui.list.all", lang), "", days == NO_DAYS)
    shown = say(f"{each.vocabulary}.{days.word}", lang) if days.word else str(days)
    return ShownFilter(each.kind, each.name, words, shown, (every, *choices), days=days)

"""Saved views of a list and the columns that a person has chosen, beside its filters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from qitao.lowcode import queries
from qitao.lowcode.queries import ViewRow
from qitao.lowcode.values import ShareView
from qitao.people import queries as people
from qitao.people.values import RoleRow
from qitao.web.shell.visit import Visit

if TYPE_CHECKING:
    from qitao.web.shell.listing import Column, Listing

VIEW = "view"
PLANT = "plant"
"""What the column of plants is called on every list."""
TURNS = ("view", "after", "export")
"""What of an address is no part of a view."""
NONE = "0"
"""The address that asks for the list as it is, whatever view it opens with."""


@dataclass(frozen=True, slots=True)
class ShownView:
    """One view as a chip: `on` is the present one, `changed` where filters differ from it."""

    row: ViewRow
    url: str
    on: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class ColumnTick:
    """One column that may be shown; the first of a list always is."""

    name: str
    words: str
    on: bool
    fixed: bool
    unseen: bool = False
    """It is kept though it is not shown now: the column of plants, where one is looked at."""


@dataclass(frozen=True, slots=True)
class Views:
    """What the bar above a list needs."""

    page: str
    views: tuple[ShownView, ...]
    present: ShownView | None
    columns: tuple[str, ...]
    query: str
    roles: Sequence[RoleRow]
    """With whom one may share: the roles that one holds."""

    def ticks(self, listing: "Listing", shown: "Listing", lang: str) -> list[ColumnTick]:
        """Return every column of a list, those in sight ticked and first.

        The column of plants keeps its place while it is out of sight.
        """
        seen = [column.name for column in shown.columns]
        rest = [column for column in listing.choosable if column.name not in seen]
        ticks = [
            ColumnTick(column.name, listing.words_of(column, lang), column.name in seen, at == 0)
            for at, column in enumerate((*shown.columns, *rest))
        ]
        wanted = (self.columns or listing.unseen) if listing.unseen else ()
        if PLANT in wanted:
            before = {*wanted[: wanted.index(PLANT)], seen[0]} & set(seen)
            ticks.insert(len(before), ColumnTick(PLANT, "", on=True, fixed=False, unseen=True))
        return ticks


def load(visit: Visit, page: str) -> Views:
    """Return the views that a person sees, which of them is present, and the columns to show."""
    user = visit.actor.user
    rows = queries.list_views(user, page)
    query, wanted = query_of(visit), visit.query.get(VIEW, "")
    shown = tuple(_shown(visit, row, query, wanted) for row in rows)
    present = next((view for view in shown if view.on), None)
    columns = present.row.columns if present else ""
    shares = visit.actor.may(ShareView)
    held = {each.role for each in people.list_roles_held([user])} if shares else set()
    return Views(
        page,
        shown,
        present,
        tuple(columns.split(",")) if columns else queries.find_columns(user, page),
        query,
        [role for role in people.list_roles() if role.id in held] if held else [],
    )


def first_url(visit: Visit, page: str) -> str | None:
    """Return the address of the view that a list opens with, where nothing was asked for."""
    if visit.query:
        return None
    for row in queries.list_views(visit.actor.user, page):
        if row.first:
            return url_of(visit.request.path, row.query, row.id)
    return None


def query_of(visit: Visit) -> str:
    """Return what a view would keep of the present address: filters and order."""
    pairs = [(name, value) for name, value in visit.query.items() if value and name not in TURNS]
    return urlencode(sorted(pairs))


def url_of(path: str, query: str, view: int) -> str:
    """Return the address that shows a view."""
    return f"{path}?{urlencode([*parse_qsl(query), (VIEW, view)])}"


def url_without_view(url: str) -> str:
    """Return the same list, narrowed as it is, with the columns that one has chosen oneself."""
    parts = urlsplit(url)
    pairs = [(name, NONE if name == VIEW else value) for name, value in parse_qsl(parts.query)]
    return urlunsplit(parts._replace(query=urlencode(pairs)))


def _shown(visit: Visit, row: ViewRow, query: str, wanted: str) -> ShownView:
    on = wanted == str(row.id)
    url = url_of(visit.request.path, row.query, row.id)
    return ShownView(row, url, on, on and sorted(parse_qsl(row.query)) != sorted(parse_qsl(query)))


def arrange(listing: "Listing", names: Sequence[str]) -> "Listing":
    """Return a list with the chosen columns in their order; the first one is always there."""
    known: dict[str, Column] = {column.name: column for column in listing.choosable}
    first = listing.columns[0]
    chosen = [known[name] for name in dict.fromkeys(names) if name in known and name != first.name]
    if not chosen:
        return listing
    return replace(listing, columns=(first, *chosen), sheet_columns=())

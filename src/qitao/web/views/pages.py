"""Views of lists are saved, deleted, opened with; columns are chosen; and back to the list."""

from dataclasses import replace

from django.http.response import HttpResponseBase

from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.lowcode import actions, queries
from qitao.lowcode.queries import ViewRow
from qitao.lowcode.values import ListViewId
from qitao.web.shell.page import page
from qitao.web.shell.views import url_of, url_without_view
from qitao.web.shell.visit import Visit

WORDS = "ui.views"


@page()
def save(visit: Visit) -> HttpResponseBase:
    """Keep the list as it stands under a name, and show it so."""
    _check_posted(visit)
    given = visit.given(actions.save_view, words=WORDS, columns=_columns(visit))
    saved = actions.save_view(actor=visit.actor, **given)
    if visit.text("first"):
        again = replace(visit.actor, key=f"{visit.actor.key}:first")
        actions.choose_first_view(actor=again, page=given["page"], list_view=saved.list_view)
    visit.tell("ui.views.saved", name=given["name"])
    path = visit.text("path")
    url = url_of(path if visit.is_own(path) else "/", given.get("query", ""), saved.list_view)
    return visit.go_to(url)


@page()
def columns(visit: Visit) -> HttpResponseBase:
    """Choose the columns of a list, or of one's own view that it shows now.

    A view that another shares has columns of its own: the list is shown without it, with one's own.
    """
    _check_posted(visit)
    chosen = () if visit.text("reset") else _columns(visit)
    view = _own(visit)
    if view is not None:
        kept = {"name": view.name, "query": view.query, "role": view.role, "columns": chosen}
        given = visit.given(actions.save_view, words=WORDS, **kept)
        actions.save_view(actor=visit.actor, **given)
    else:
        given = visit.given(actions.choose_columns, words=WORDS, columns=chosen)
        actions.choose_columns(actor=visit.actor, **given)
    url = visit.text("next")
    if view is None and visit.is_own(url):
        return visit.go_to(url_without_view(url))
    return visit.go_back("desk:desk")


@page()
def choose_first(visit: Visit) -> HttpResponseBase:
    """Choose the view that a list opens with, or that it opens as usual."""
    _check_posted(visit)
    given = visit.given(actions.choose_first_view, words=WORDS)
    actions.choose_first_view(actor=visit.actor, **given)
    visit.tell("ui.views.first_set" if given.get("list_view") else "ui.views.first_unset")
    return visit.go_back("desk:desk")


@page()
def delete(visit: Visit, view: int) -> HttpResponseBase:
    """Take one's own view away."""
    _check_posted(visit)
    actions.delete_view(actor=visit.actor, list_view=ListViewId(view))
    visit.tell("ui.views.deleted")
    return visit.go_back("desk:desk")


def _check_posted(visit: Visit) -> None:
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)


def _columns(visit: Visit) -> tuple[str, ...]:
    return tuple(visit.typed.getlist("columns"))


def _own(visit: Visit) -> ViewRow | None:
    """Return the own view whose columns are chosen, where one is shown."""
    wanted = visit.number_of("list_view")
    rows = queries.list_views(visit.actor.user, visit.text("page")) if wanted else []
    return next((row for row in rows if row.id == wanted and row.own), None)

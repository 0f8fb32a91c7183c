"""The door of every page: who comes in, in which language, and how a no is shown."""

from collections.abc import Callable
from functools import wraps
from types import MappingProxyType
from typing import Any, cast
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from psycopg import DataError
from psycopg import Error as PsycopgError

from qitao.base import faults, journal
from qitao.base.actor import Actor, Permission
from qitao.base.ids import UserId
from qitao.base.refusal import CHANGED_MEANWHILE, NOT_FOUND, Refusal
from qitao.web.shell import forms, meeting
from qitao.web.shell.actors import actor_of, lang_of
from qitao.web.shell.visit import Visit

NOBODY = UserId(-1)
MEETINGS_MAX = 3
NUMBER_MAX = 2**63 - 1
"""No column holds a larger number."""


PageFunction = Callable[..., HttpResponseBase]
"""A page: it gets the visit and the ids in the URL."""


def page(
    *, permission: str | None = None, instead: str | None = None
) -> Callable[[PageFunction], Callable[..., HttpResponseBase]]:
    """Make a function a page for signed-in people who hold `permission`, or `instead`, somewhere.

    A refusal while a form is posted shows the same page again with what was typed; a refusal while
    looking shows the card alone.
    """

    def wrap(function: PageFunction) -> Callable[..., HttpResponseBase]:
        @wraps(function)
        def door(request: HttpRequest, **ids: Any) -> HttpResponseBase:
            try:
                visit = open_visit(request)
            except Refusal as refusal:
                return ask_to_sign_in(request, refusal)
            try:
                if permission and not (instead and visit.actor.may(cast("Permission", instead))):
                    _check(visit.actor, permission, function)
                return _answer(function, visit, ids)
            except Refusal as refusal:
                return show_refusal(visit, refusal)

        return door

    return wrap


def open_page(function: PageFunction) -> Callable[..., HttpResponseBase]:
    """Make a function a page for everybody: log-in, language. Its actor may do nothing."""

    @wraps(function)
    def door(request: HttpRequest, **ids: Any) -> HttpResponseBase:
        visit = Visit(request, _nobody(request))
        try:
            return _answer(function, visit, ids)
        except Refusal as refusal:
            return show_refusal(visit, refusal)

    return door


def open_visit(request: HttpRequest) -> Visit:
    """Return the visit with its actor; the key is the one minted with the form."""
    actor = actor_of(request, key=forms.request_key(request.POST))
    visit = Visit(request, actor)
    if not visit.posted:
        visit.at = str(journal.present())
    return visit


def _answer(function: PageFunction, visit: Visit, ids: dict[str, Any]) -> HttpResponseBase:
    try:
        visit.refuse_unreadable()
        answer = _met(function, visit, ids)
    except Refusal as refusal:
        if not visit.posted:
            raise
        if visit.is_fragment:
            return _notice(visit, refusal)
        answer = _call(function, visit.turned_back(refusal), ids)
    if "Cache-Control" not in answer:
        patch_cache_control(answer, private=True, no_store=True)
    return answer


def _met(function: PageFunction, visit: Visit, ids: dict[str, Any]) -> HttpResponseBase:
    """Call the page; again where somebody saved the record between the look and the lock."""
    for tries_left in reversed(range(MEETINGS_MAX)):
        try:
            answer = _call(function, visit, ids)
            break
        except Refusal as refusal:
            if visit.clash is not None:
                return meeting.ask(visit)
            merged = refusal.code is CHANGED_MEANWHILE and meeting.WAS in visit.typed
            if not merged or not tries_left:
                raise
            visit.begin_again()
    if visit.kept is not None:
        visit.tell("ui.meeting.kept", **visit.kept)
    return answer


def _call(function: PageFunction, visit: Visit, ids: dict[str, Any]) -> HttpResponseBase:
    """Call the page; what no column holds is refused, as where a verb reads it."""
    if any(isinstance(number, int) and number > NUMBER_MAX for number in ids.values()):
        raise Refusal(NOT_FOUND)
    try:
        return function(visit, **ids)
    except (DatabaseError, PsycopgError) as error:
        refusal = faults.refusal_of(error)
        if refusal is None or not isinstance(faults.cause_of(error), DataError):
            raise
        raise refusal from error


def _check(actor: Actor, permission: str, function: PageFunction) -> None:
    try:
        actor.check(cast("Permission", permission))
    except Refusal as refusal:
        refusal.record = journal.write_refusal(
            actor,
            verb=f"page.{function.__module__.split('.')[-2]}.{function.__name__}",
            subject="",
            code=refusal.code.code,
            evidence=f'{{"permission": "{permission}"}}',
            given="{}",
        )
        raise


def _notice(visit: Visit, refusal: Refusal) -> HttpResponse:
    """Show the card above the form that was sent; HTMX leaves the form as it was typed."""
    visit.refusal = refusal
    answer = visit.show_bare("shell/refusal.html", status=refusal.code.status)
    answer["HX-Retarget"] = "#notice"
    answer["HX-Reselect"] = ".refusal"
    answer["HX-Reswap"] = "innerHTML show:window:top"
    return answer


def show_refusal(visit: Visit, refusal: Refusal) -> HttpResponse:
    """Show a page that consists of the refusal and a way back."""
    if visit.is_fragment:
        return _notice(visit, refusal)
    visit.refusal = refusal
    return visit.show("shell/refused.html", status=refusal.code.status)


def ask_to_sign_in(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Lead to the log-in and back; a form that HTMX sent stays as it was typed."""
    if "HX-Request" in request.headers and request.method == "POST":
        return _notice(Visit(request, _nobody(request)), refusal)
    target = request.get_full_path() if request.method == "GET" else "/"
    url = f"{settings.LOGIN_URL}?next={quote(target)}"
    if "HX-Request" in request.headers:
        answer = HttpResponse(status=refusal.code.status)
        answer["HX-Redirect"] = url
        return answer
    return HttpResponseRedirect(url)


def _nobody(request: HttpRequest) -> Actor:
    """Return somebody who may do nothing."""
    return Actor(NOBODY, "", MappingProxyType({}), lang=lang_of(request))

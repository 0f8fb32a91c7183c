"""From a session to an actor: the same rights as at every other door."""

from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qitao.base import clock
from qitao.base.actor import Actor, Door
from qitao.base.texts import LANGS
from qitao.people.queries import load_session_actor

LANG_COOKIE = "lang"
LANG_SECONDS = 365 * 24 * 3600
PERSON_COOKIE = "person"
LANG_FIRST = "zh"
LANG_NAMES = {"zh": "中文", "en": "English"}
"""Each language in its own words: who cannot read this page must find his."""


def lang_of(request: HttpRequest) -> str:
    """Return the language that this browser last showed, else Chinese."""
    chosen = request.COOKIES.get(LANG_COOKIE, "")
    return chosen if chosen in LANGS else LANG_FIRST


def remember_lang(answer: HttpResponseBase, lang: str) -> None:
    """Keep the language in the browser, for pages before the next log-in."""
    answer.set_cookie(LANG_COOKIE, lang, max_age=LANG_SECONDS, samesite="Lax")


def remember_person(answer: HttpResponseBase, user: int) -> None:
    """Tell the device who signs in, and when: what it keeps of another's work it does not show.

    It proves nothing and opens nothing; the session does.
    """
    told = f"{user}.{clock.now():%Y%m%d%H%M%S%f}"
    answer.set_cookie(PERSON_COOKIE, told, max_age=LANG_SECONDS, samesite="Lax")


def forget_person(answer: HttpResponseBase) -> None:
    """Tell the device that nobody is signed in any more."""
    answer.delete_cookie(PERSON_COOKIE, samesite="Lax")


def actor_of(request: HttpRequest, *, key: str | None) -> Actor:
    """Return the signed-in person at the page door; refuses `NOT_SIGNED_IN`.

    The browser's own choice of language wins: a shared tablet is read by whoever stands before it.
    """
    actor = load_session_actor(request.session, door=Door.PAGE, key=key)
    chosen = request.COOKIES.get(LANG_COOKIE, "")
    return replace(actor, lang=chosen) if chosen in LANGS and chosen != actor.lang else actor

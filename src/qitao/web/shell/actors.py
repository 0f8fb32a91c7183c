"""From a session to an actor: the same rights as at every other door."""

from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qitao.base.actor import Actor, Door
from qitao.base.texts import LANGS
from qitao.people.queries import load_session_actor

LANG_COOKIE = "lang"
LANG_SECONDS = 365 * 24 * 3600
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


def actor_of(request: HttpRequest, *, key: str | None) -> Actor:
    """Return the signed-in person at the page door; refuses `NOT_SIGNED_IN`.

    The browser's own choice of language wins: a shared tablet is read by whoever stands before it.
    """
    actor = load_session_actor(request.session, door=Door.PAGE, key=key)
    chosen = request.COOKIES.get(LANG_COOKIE, "")
    return replace(actor, lang=chosen) if chosen in LANGS and chosen != actor.lang else actor

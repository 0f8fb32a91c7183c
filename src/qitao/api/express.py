"""The short way for machines: a request with a token goes from WSGI straight to the door.

Django's middlewares serve browsers: session, CSRF, static files, frames. A call that carries its
own token needs none of them, and they cost more than the verb. The answers are the same: both ways
end at `door.answer`, and a test holds them equal.
"""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.db import close_old_connections

from qitao.api import bodies, door, limits
from qitao.api.values import Answer, Call
from qitao.base.actor import Actor, Door
from qitao.base.refusal import NOT_SIGNED_IN, Refusal
from qitao.base.texts import LANGS
from qitao.people import actions as people
from qitao.people import queries

PREFIX = "/api/"
BEARER = "bearer "
STATUS_LINES = {int(status): f"{int(status)} {status.phrase}" for status in HTTPStatus}
EVERY_ANSWER = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
)

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, StartResponse], Any]


def with_express(django: Callable[..., Any]) -> Application:
    """Return a WSGI application that answers token calls itself and hands on all others."""

    def application(environ: Environ, start_response: StartResponse) -> Any:
        path = environ["PATH_INFO"]
        if "HTTP_AUTHORIZATION" not in environ or not path.startswith(PREFIX):
            return django(environ, start_response)
        try:
            answer = door.answer(call_of(environ))
        finally:
            close_old_connections()
        start_response(STATUS_LINES[answer.status], headers_of(answer))
        return (answer.body,)

    return application


def call_of(environ: Environ) -> Call:
    """Return the call that a WSGI request amounts to."""
    return Call(
        method=environ["REQUEST_METHOD"],
        path=environ["PATH_INFO"][len(PREFIX) :],
        query=environ.get("QUERY_STRING", ""),
        content_type=environ.get("CONTENT_TYPE", ""),
        lang=lang_of(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        body=bodies.reader(environ["wsgi.input"], environ.get("CONTENT_LENGTH")),
        sign_in=lambda: sign_in(environ),
    )


def sign_in(environ: Environ) -> Actor:
    """Return who holds the token; refuses `NOT_SIGNED_IN`, and `TOO_FAST` for one who guesses.

    A living token is always let in: one bad client must not lock out all behind the same address.
    """
    address = environ.get("REMOTE_ADDR", "")
    key = bodies.checked_key(environ.get("HTTP_IDEMPOTENCY_KEY"))
    header = environ["HTTP_AUTHORIZATION"]
    try:
        if header[: len(BEARER)].lower() != BEARER:
            raise Refusal(NOT_SIGNED_IN)
        session = queries.authenticate_token(header[len(BEARER) :].strip(), door=Door.API, key=key)
    except Refusal:
        limits.check(address)
        limits.note_failure(address)
        raise
    people.note_token_use(session)
    return replace(session.actor, seen=bodies.seen_in(environ.get("HTTP_IF_MATCH")))


def lang_of(accepted: str) -> str:
    """Return the first language of `Accept-Language` that Qitao speaks, Chinese where none is."""
    for part in accepted.split(","):
        if (lang := part.strip()[:2].lower()) in LANGS:
            return lang
    return LANGS[0]


def headers_of(answer: Answer) -> list[tuple[str, str]]:
    """Return all headers of an answer."""
    return [
        ("Content-Type", answer.content_type),
        ("Content-Length", str(len(answer.body))),
        *EVERY_ANSWER,
        *answer.headers,
    ]

"""The API for pages in a browser: a session instead of a token; and the document of it all."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

from qitao.api import bodies, door, openapi
from qitao.api.express import EVERY_ANSWER, PREFIX, lang_of, sign_in
from qitao.api.values import ANOTHER_PERSON, CSRF_MISSING, Answer, Call
from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.people import queries

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
AUTHOR = "Qitao-Author"
"""Whose act it is that a page sends: what one person left in a tablet's queue, no other sends."""


@csrf_exempt
def call(request: HttpRequest) -> HttpResponse:
    """Answer a call; the CSRF token is asked for where a session says who calls."""
    meta = request.META
    made = Call(
        method=request.method or "GET",
        path=request.path_info[len(PREFIX) :],
        query=meta.get("QUERY_STRING", ""),
        content_type=meta.get("CONTENT_TYPE", ""),
        lang=lang_of(meta.get("HTTP_ACCEPT_LANGUAGE", "")),
        body=bodies.reader(request, meta.get("CONTENT_LENGTH")),
        sign_in=lambda: _actor(request),
    )
    return _response(door.answer(made))


def document(_: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    return HttpResponse(openapi.written(), content_type="application/json")


def docs(_: HttpRequest) -> HttpResponse:
    """Show the document in a browser; everything it loads comes from this server."""
    return HttpResponse(openapi.page())


def _actor(request: HttpRequest) -> Actor:
    if "HTTP_AUTHORIZATION" in request.META:
        return sign_in(request.META)
    key = bodies.checked_key(request.headers.get("Idempotency-Key"))
    actor = queries.load_session_actor(request.session, key=key)
    if request.method not in SAFE and not _csrf_holds(request):
        raise Refusal(CSRF_MISSING)
    if request.headers.get(AUTHOR, str(actor.user)) != str(actor.user):
        raise Refusal(ANOTHER_PERSON, name=actor.name)
    return replace(actor, seen=bodies.seen_in(request.headers.get("If-Match")))


def _csrf_holds(request: HttpRequest) -> bool:
    """Ask Django's own check; the header carries the token, since the body is JSON."""
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _: HttpResponse(), (), {}) is None


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
    for name, value in (*EVERY_ANSWER, *answer.headers):
        response[name] = value
    return response

"""Pages for what went wrong outside the business: gone, stale form, our own fault. Never empty."""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from qitao.base.refusal import NOT_SIGNED_IN, Refusal
from qitao.web.shell.middleware import new_number
from qitao.web.shell.page import ask_to_sign_in

logger = logging.getLogger("qitao.web")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (by name)
    """Say that the request itself cannot be read."""
    return _show(request, "bad_request", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (by name)
    """Say that the door is shut."""
    return _show(request, "forbidden", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (by name)
    """Say that there is nothing at this address."""
    return _show(request, "not_found", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Own up to a fault of the program, with the number under which it stands in the log."""
    answer = _show(request, "broken", 500)
    logger.error("request %s failed: %s %s", number_of(request), request.method, request.path)
    return answer


def stale_form(request: HttpRequest, **_reason: Any) -> HttpResponse:
    """Say that the form is older than the session; who has none any more is asked to sign in."""
    signed_out = settings.SESSION_COOKIE_NAME not in request.COOKIES
    if signed_out and "HX-Request" in request.headers:
        return ask_to_sign_in(request, Refusal(NOT_SIGNED_IN))
    return _show(request, "stale_form", 403)


def number_of(request: HttpRequest) -> str:
    """Return the number a user may quote."""
    return getattr(request, "number", None) or new_number()


def _show(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    lang = getattr(request, "lang", "zh")
    fragment = "HX-Request" in request.headers
    context = {
        "kind": kind,
        "status": status,
        "lang": lang,
        "number": number_of(request),
        "key_what": f"ui.error.{kind}.what",
        "key_kept": f"ui.error.{kind}.kept",
        "key_now": f"ui.error.{kind}.now",
    }
    template = "shell/error_card.html" if fragment else "shell/error.html"
    answer = HttpResponse(render_to_string(template, context), status=status)
    if fragment:
        answer["HX-Retarget"] = "#notice"
        answer["HX-Reselect"] = ".refusal"
        answer["HX-Reswap"] = "innerHTML show:window:top"
    return answer

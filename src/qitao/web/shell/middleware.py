"""Around every request: a number to quote, the language, and headers that keep strangers out."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qitao.web.shell.actors import lang_of

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER_CHARS = 8
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Scripts only from our own files; styles may stand in attributes (drawings and bars need them)."""


def new_number() -> str:
    """Return a short number that a person can read out on the telephone."""
    return "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_CHARS))


class ShellMiddleware:
    """Give each request its number and language, each answer its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, dressed."""
        request.number = number = new_number()  # type: ignore[attr-defined]
        is_page = not request.path.startswith("/api/")
        if is_page:
            request.lang = lang_of(request)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if is_page:
            answer.headers.setdefault("Content-Security-Policy", POLICY)
            answer.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=()")
        answer.headers.setdefault("X-Request-Number", number)
        return answer

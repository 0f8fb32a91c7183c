"""Around every request: a number to quote, the language, and headers that keep strangers out."""

import re
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from qitao.web.shell.actors import lang_of

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER_CHARS = 8
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "connect-src 'self' {live}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Scripts only from our own files; styles may stand in attributes (drawings and bars need them).

WebAssembly, which reads codes from the camera, comes from our own files too; it is no `eval`.

Connections go to this host alone: its own port and that of the live stream.
"""
HOST = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]")


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
            answer.headers.setdefault("Content-Security-Policy", _policy(request))
            answer.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=()")
        answer.headers.setdefault("X-Request-Number", number)
        return answer


def _policy(request: HttpRequest) -> str:
    return POLICY.format(live=_live_origin(request)).replace(" ;", ";")


def _live_origin(request: HttpRequest) -> str:
    """Return the origin of the live stream where it is not this page's own."""
    if settings.LIVE_URL:
        parts = urlsplit(settings.LIVE_URL)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    host = request.META.get("HTTP_HOST", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if not settings.LIVE_PORT or not HOST.fullmatch(name):
        return ""
    return f"{request.scheme}://{name}:{settings.LIVE_PORT}"

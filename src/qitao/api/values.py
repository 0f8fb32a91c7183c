"""Limits and refusals of the API's own, and what passes between its rooms."""

from collections.abc import Callable
from dataclasses import dataclass

from qitao.base.actor import Actor
from qitao.base.refusal import RefusalCode

BODY_BYTES_MAX = 8 * 1024 * 1024
QUERY_CHARS_MAX = 8_192
QUERY_FIELDS_MAX = 100
KEY_CHARS_MAX = 200
PROBLEMS_SHOWN_MAX = 100
PROBLEMS_SPOKEN_MAX = 10
FAILURES_MAX = 30
FAILURE_SECONDS = 60
ADDRESSES_MAX = 10_000

NO_SUCH_ADDRESS = RefusalCode("NO_SUCH_ADDRESS", 404)
METHOD_NOT_ALLOWED = RefusalCode("METHOD_NOT_ALLOWED", 405)
NOT_JSON = RefusalCode("NOT_JSON", 400)
NOT_JSON_TYPE = RefusalCode("NOT_JSON_TYPE", 415)
NUL_CHARACTER = RefusalCode("NUL_CHARACTER", 422)
KEY_MALFORMED = RefusalCode("KEY_MALFORMED", 400)
CURSOR_MALFORMED = RefusalCode("CURSOR_MALFORMED", 422)
BODY_TOO_LARGE = RefusalCode("BODY_TOO_LARGE", 413)
TOO_FAST = RefusalCode("TOO_FAST", 429)
CSRF_MISSING = RefusalCode("CSRF_MISSING", 403)
ANOTHER_PERSON = RefusalCode("ANOTHER_PERSON", 403)
DATABASE_AWAY = RefusalCode("DATABASE_AWAY", 503)
FAULT = RefusalCode("FAULT", 500)


@dataclass(frozen=True, slots=True)
class Call:
    """One HTTP request as the operations see it, whoever serves it."""

    method: str
    path: str
    query: str
    content_type: str
    lang: str
    body: Callable[[], bytes]
    """Reads the body; refuses `BODY_TOO_LARGE`."""
    sign_in: Callable[[], Actor]
    """Says who calls; refuses `NOT_SIGNED_IN`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; `headers` beside those that every answer has."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()

"""A request's body and query, before anybody trusts them."""

import re
from collections.abc import Callable, Set
from typing import Protocol
from urllib.parse import parse_qsl

from qitao.api.values import (
    BODY_BYTES_MAX,
    BODY_TOO_LARGE,
    KEY_CHARS_MAX,
    KEY_MALFORMED,
    NOT_JSON_TYPE,
    NUL_CHARACTER,
    QUERY_CHARS_MAX,
    QUERY_FIELDS_MAX,
    Call,
)
from qitao.base.actor import Seen
from qitao.base.refusal import TOO_MANY, Refusal

JSON = "application/json"
KEY = re.compile(rf"[\x21-\x7e]{{1,{KEY_CHARS_MAX}}}")
NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""The escape of a NUL character; PostgreSQL has no place for one in a text."""


class Readable(Protocol):
    """Where a body comes from."""

    def read(self, size: int, /) -> bytes: ...


def reader(stream: Readable, length: str | None) -> Callable[[], bytes]:
    """Return a function that reads a body of the announced length, refusing `BODY_TOO_LARGE`."""

    def read_all() -> bytes:
        if length and length.isdecimal() and int(length) > BODY_BYTES_MAX:
            raise Refusal(BODY_TOO_LARGE, limit_mb=BODY_BYTES_MAX // 2**20)
        body = stream.read(BODY_BYTES_MAX + 1)
        if len(body) > BODY_BYTES_MAX:
            raise Refusal(BODY_TOO_LARGE, limit_mb=BODY_BYTES_MAX // 2**20)
        return body

    return read_all


def read(call: Call) -> bytes:
    """Return the JSON body's bytes; refuses `NOT_JSON_TYPE` and `NUL_CHARACTER`."""
    kind = call.content_type.partition(";")[0].strip().lower()
    if kind and kind != JSON:
        raise Refusal(NOT_JSON_TYPE, content_type=kind[:100])
    raw = call.body()
    if b"\\u0000" in raw and NUL.search(raw):
        raise Refusal(NUL_CHARACTER)
    return raw


def fields_of(query: str, plural: Set[str] = frozenset()) -> dict[str, str | list[str]]:
    """Return the fields of a query string; of one that stands twice the last counts.

    Fields in `plural` come as a list of all.
    """
    if len(query) > QUERY_CHARS_MAX:
        raise Refusal(TOO_MANY, limit=QUERY_CHARS_MAX, count=len(query))
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=QUERY_FIELDS_MAX)
    except ValueError as error:
        raise Refusal(TOO_MANY, limit=QUERY_FIELDS_MAX, count=query.count("&") + 1) from error
    if any("\0" in part for pair in pairs for part in pair):
        raise Refusal(NUL_CHARACTER)
    fields: dict[str, str | list[str]] = dict(pairs)
    for name in plural & fields.keys():
        fields[name] = [value for key, value in pairs if key == name]
    return fields


def seen_in(if_match: str | None) -> Seen | None:
    """Return the version that a caller saw, of whatever record the verb is about."""
    version = (if_match or "").strip().removeprefix("W/").strip('"')
    return Seen("", version) if version and version != "*" else None


def checked_key(key: str | None) -> str | None:
    """Return the request key; refuses `KEY_MALFORMED` unless it is short, visible ASCII."""
    if key is None or KEY.fullmatch(key):
        return key
    raise Refusal(KEY_MALFORMED, limit=KEY_CHARS_MAX)

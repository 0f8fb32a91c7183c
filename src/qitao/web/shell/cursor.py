"""A place in a list as a piece of a URL: the sort value and the key of the last row seen."""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

CURSOR_CHARS_MAX = 400


def write(value: Any, key: Any) -> str:
    """Return the cursor behind a row."""
    document = json.dumps([*_dressed(value), *_dressed(key)], ensure_ascii=False)
    return base64.urlsafe_b64encode(document.encode()).decode().rstrip("=")


def read(text: str) -> tuple[Any, Any] | None:
    """Return the sort value and key; None for no cursor or a spoilt one (the list starts anew)."""
    if not text or len(text) > CURSOR_CHARS_MAX:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        kind, value, key_kind, key = json.loads(base64.urlsafe_b64decode(padded))
        return _plain(kind, value), _plain(key_kind, key)
    except (ValueError, TypeError, KeyError, OverflowError, binascii.Error, InvalidOperation):
        return None


def _dressed(value: Any) -> tuple[str, str]:
    match value:
        case datetime():
            return "t", value.isoformat()
        case date():
            return "d", value.isoformat()
        case Decimal():
            return "n", str(value)
        case bool():
            return "b", str(int(value))
        case int():
            return "i", str(value)
        case _:
            return "s", str(getattr(value, "value", value))


_READ: dict[str, Callable[[str], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
    "b": lambda text: text == "1",
    "i": int,
    "s": str,
}


def _plain(kind: str, value: str) -> Any:
    return _READ[kind](value)

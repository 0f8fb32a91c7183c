"""What purchasing is asked with."""

from datetime import date
from typing import Any

_ORDER = {"order": 4711, "limit": 500}
_PURCHASES: dict[str, Any] = dict.fromkeys(
    ("ids", "plants", "states", "words", "ordered_from", "ordered_to", "before")
)
_PURCHASES |= {"expected_from": None, "expected_to": None, "limit": 51}
VALUES: dict[str, dict[str, Any]] = {
    "trade/list_drafted": {"plant": 1, "materials": [1, 2], "limit": 500},
    "trade/list_late_lines": {"plants": [1], "day": date(2099, 1, 1), "limit": 51},
    "trade/list_lines": _ORDER,
    "trade/list_parts": {"orders": [4711], "limit": 500},
    "trade/list_purchases": _PURCHASES,
    "trade/list_purchases of a plant": _PURCHASES | {"plants": [1]},
    "trade/list_purchases in a state": _PURCHASES | {"states": ["draft"]},
    "trade/list_purchases of days": _PURCHASES | {"expected_from": date(2026, 3, 2)},
    "trade/list_purchases of some": _PURCHASES | {"ids": [4711, 4712]},
    "trade/list_purchases behind": _PURCHASES | {"before": 9_000},
    "trade/list_receipts": _ORDER,
    "trade/list_returns": _ORDER,
}

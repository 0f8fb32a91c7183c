"""What kit checks are asked with."""

from datetime import UTC, date, datetime
from typing import Any

_PLANT = {"plant": 1, "today": date(2026, 3, 2)}
_AT = {"at": datetime(2026, 3, 2, tzinfo=UTC)}
_KITS: dict[str, Any] = dict.fromkeys(
    ("states", "source_types", "drawn", "words", "after_priority", "after_on", "after_id")
)
_KITS |= _AT | {"plant": 1, "after_type": None, "stale_after": 600, "limit": 51}
_ONE = {"material": 4711, "plants": None, "limit": 51}
VALUES: dict[str, dict[str, Any]] = {
    "kitting/list_bringing": _ONE,
    "kitting/list_kit_lines": _AT
    | {"source_type": "work_order", "source_id": 4711, "short_only": False, "limit": 500},
    "kitting/list_kits": _KITS,
    "kitting/list_kits that are short": _KITS | {"states": ["short", "partial"]},
    "kitting/list_kits behind": _KITS
    | {"after_priority": 5, "after_on": date(2026, 3, 2), "after_id": 9, "after_type": "x"},
    "kitting/list_needing": _ONE,
}

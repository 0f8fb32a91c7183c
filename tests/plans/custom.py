"""Values for the statements whose plan depends on them, and those that no index helps here."""

from datetime import UTC, datetime
from typing import Any

WHOLE = "reads a whole plant, and here there is one"
NO_INDEX_HERE: dict[str, str] = {
    "kitting/count_kits": WHOLE,
    "kitting/fingerprint": WHOLE,
    "kitting/list_neglected": WHOLE,
    "kitting/list_plants_kitting": WHOLE,
    "kitting/store_unknown": WHOLE,
    "production/count_states": "reads all open orders, and here all are open",
    "stock/freeze_period": "reads every account of a plant",
}
_ORDERS = {
    "plants": None,
    "plant": None,
    "states": ["draft", "awaiting_schedule", "scheduled", "released", "in_production"],
    "material": None,
    "priority_max": None,
    "work_centre": None,
    "late": False,
    "at": datetime(2026, 3, 2, tzinfo=UTC),
    "text": None,
    "kits": None,
    "step": None,
    "after_due": None,
    "after_id": None,
    "limit": 51,
}
VALUES: dict[str, dict[str, Any]] = {
    "production/find_outside": {"order": 1, "operation": None},
    "production/list_orders": _ORDERS,
    "production/list_orders by kit": _ORDERS | {"kits": ["short", "partial"]},
    "production/list_orders by step": _ORDERS | {"step": "awaiting_schedule"},
}

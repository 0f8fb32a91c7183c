"""What inspections and plans are asked with."""

from datetime import UTC, datetime
from typing import Any

_INSPECTIONS: dict[str, Any] = dict.fromkeys(
    ("ids", "plants", "states", "kinds", "source_type", "source_ids", "words", "since", "until")
)
_INSPECTIONS |= {"number": None, "before": None, "limit": 51}
_SOME = {"inspections": [4711, 4712], "limit": 2_000}
_BAD: dict[str, Any] = dict.fromkeys(("plants", "state", "inspection", "number", "before"))
_BAD |= {"limit": 51}
_PLANS: dict[str, Any] = dict.fromkeys(("ids", "plants", "states", "material", "words"))
_PLANS |= {"offset": 0, "limit": 51}
VALUES: dict[str, dict[str, Any]] = {
    "quality/list_characteristics_of": _SOME,
    "quality/list_inspections": _INSPECTIONS,
    "quality/list_inspections of a plant": _INSPECTIONS | {"plants": [1]},
    "quality/list_inspections that are open": _INSPECTIONS | {"states": ["open"]},
    "quality/list_inspections of an operation": _INSPECTIONS
    | {"source_type": "order_operation", "source_ids": [4711]},
    "quality/list_inspections of a number": _INSPECTIONS | {"number": "QI-4711%"},
    "quality/list_inspections of a text": _INSPECTIONS | {"words": "%4711%"},
    "quality/list_inspections of days": _INSPECTIONS
    | {"since": datetime(2099, 3, 2, tzinfo=UTC), "until": datetime(2099, 3, 3, tzinfo=UTC)},
    "quality/list_nonconformances": _BAD,
    "quality/list_nonconformances of a plant": _BAD | {"plants": [1]},
    "quality/list_nonconformances that are open": _BAD | {"state": "open"},
    "quality/list_nonconformances of an inspection": _BAD | {"inspection": 4711},
    "quality/list_nonconformances of a number": _BAD | {"number": "NC-4711%"},
    "quality/list_plan_heads": _PLANS,
    "quality/list_plan_heads of a plant": _PLANS | {"plants": [1], "states": ["active"]},
    "quality/list_plan_heads of a material": _PLANS | {"material": 4711},
    "quality/list_plan_heads of some": _PLANS | {"ids": [4711, 4712]},
    "quality/list_results": {"inspection": 4711, "limit": 2_000},
    "quality/list_results_of": _SOME,
}

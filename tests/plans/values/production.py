"""What the workshop is asked with."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

_AT = {"at": datetime(2026, 3, 2, tzinfo=UTC)}
_SINCE = {"since": datetime(2099, 3, 2, tzinfo=UTC)}
_UNTIL = {"until": datetime(2099, 3, 3, tzinfo=UTC)}
_FEW = {"plants": None, "limit": 100}
_ORDER = {"order": 4711, "limit": 100}
_SLIPS: dict[str, Any] = {
    "slips": ["S-1"],
    "numbers": ["PLAN-0004711"],
    "sequences": [10],
    "good": [Decimal(1)],
    "scrap": [Decimal(0)],
    "reasons": [None],
    "reworks": [False],
    "kinds": ["run"],
    "operators": [None],
    "machines": [None],
    "starts": [_AT["at"]],
    "ends": [_AT["at"]],
    "notes": [""],
}
_TASKS: dict[str, Any] = dict.fromkeys(
    ("task", "permissions", "places", "posts", "standing_in", "plants")
)
_WORK: dict[str, Any] = dict.fromkeys(
    ("plants", "org_units", "work_centre", "machine", "numbers", "operator")
)
_REPORTS: dict[str, Any] = {"order": None, "operator": None, "before": None, "limit": 51}
VALUES: dict[str, dict[str, Any]] = {
    "production/find_hold": {"order": 4711},
    "production/import_reports": _SLIPS | _AT,
    "production/list_dead_jobs": _FEW,
    "production/list_dispatches": _ORDER | {"operation": None},
    "production/list_found_bad": _ORDER,
    "production/list_handling": _SINCE | _UNTIL | {"definition_key": "work_order", "plants": None},
    "production/list_incidents": _FEW,
    "production/list_last_reports": {"operations": [4711, 4712], "each": 3},
    "production/list_lots_to_issue": _AT
    | {"orders": [4711], "holder_type": "work_order", "each": 5, "limit": 200},
    "production/list_order_tasks": _TASKS | {"limit": 51},
    "production/list_order_tasks of one": _TASKS | {"task": 4711, "limit": 1},
    "production/list_output_hours": _SINCE | {"plants": [1]},
    "production/list_parts": {"orders": [4711], "limit": 2_000},
    "production/list_receipts": _ORDER,
    "production/list_reports of an order": _REPORTS | {"order": 4711},
    "production/list_reports of an operator": _REPORTS | {"operator": 4711},
    "production/list_timeline": {
        "order": 4711,
        "after_at": None,
        "after_kind": None,
        "after_id": None,
        "limit": 51,
    },
    "production/list_to_issue": {"orders": [4711], "limit": 500},
    "production/list_unknown_operations": {
        "numbers": ["PLAN-0004711"],
        "sequences": [10],
        "limit": 20,
    },
    "production/list_wall_links": _AT
    | {"plants": None, "before": None, "living": True, "limit": 51},
    "production/list_work": _WORK | {"limit": 51},
    "production/list_work of a centre": _WORK | {"plants": [1], "work_centre": 1, "limit": 51},
    "production/list_work of a machine": _WORK | {"machine": 4711, "limit": 51},
    "production/list_work of an operator": _WORK | {"plants": [1], "operator": 7, "limit": 51},
    "production/plan_picks": {
        "plant": 1,
        "lines": [10],
        "materials": [4711],
        "lots": [None],
        "quantities": [Decimal(1)],
        "prefer": [],
        "holder_type": "work_order",
        "holder": 4711,
        "on_day": _AT["at"].date(),
        "taken_materials": [],
        "taken_lots": [],
        "taken_places": [],
        "taken_quantities": [],
    },
}

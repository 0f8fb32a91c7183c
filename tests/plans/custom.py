"""Values for the statements whose plan depends on them, and those that no index helps here."""

from datetime import UTC, date, datetime
from typing import Any

from qitao.base.paging import Ask
from tests.plans.values import (
    base,
    catalog,
    flow,
    kitting,
    links,
    people,
    production,
    quality,
    stock,
    trade,
    watch,
)

WHOLE = "reads a whole plant, and here there is one"
ALIVE = "asks once which lots are not used up"
IMPORT = "an import names hundreds of rows at once"
READ_WHOLE = {
    "people_user": "who may do a thing is asked of everybody",
    "people_assignment": "who may do a thing is asked of everybody",
}
"""Tables that floors beside `people` may read from end to end, and why."""
NO_INDEX_HERE: dict[str, str] = {
    "catalog/save_bom_heads": IMPORT,
    "catalog/save_bom_lines": IMPORT,
    "catalog/save_routing_operations": IMPORT,
    "catalog/save_substitutes": IMPORT,
    "catalog/save_supplier_items": IMPORT,
    "flow/count_waiting_by_node": "counts every token that waits",
    "flow/list_instances_without_token": "reads all that is alive",
    "flow/list_tokens_without_reason": "reads all that is alive",
    "kitting/check_plant": WHOLE,
    "kitting/count_kits": WHOLE,
    "kitting/fingerprint": WHOLE,
    "kitting/list_differing": WHOLE,
    "kitting/list_neglected": WHOLE,
    "kitting/list_shortages": WHOLE,
    "kitting/preview_priorities": WHOLE,
    "kitting/list_plants_kitting": WHOLE,
    "kitting/store_unknown": WHOLE,
    "production/count_changes": "reads what has changed in a whole plant",
    "production/count_states": "reads all open orders, and here half are open",
    "production/count_waiting": "counts every token that waits",
    "stock/freeze_period": "reads every account of a plant",
    "people/list_assignments of a team": "who holds what is a small table",
    "people/list_roles": "counts the people of every role",
    "quality/list_inspections of a text": "a text is looked for in every label",
    "stock/ensure_lots": "planned for a hundred lots at once",
    "stock/list_lots": ALIVE,
    "stock/list_lots of a plant": ALIVE,
    "stock/list_stock_as_of": "adds up every account of a plant",
    "trade/list_purchases of days": "asks every line once for its day",
    "watch/list_completed_kits": WHOLE,
    "watch/list_stops": "tells of every open order why it stands still",
}
_ORDERS = {
    "plants": None,
    "plant": None,
    "states": ["draft", "awaiting_schedule", "scheduled", "released", "in_production"],
    "material": None,
    "priority_max": None,
    "due_from": None,
    "due_to": None,
    "work_centre": None,
    "late": False,
    "at": datetime(2026, 3, 2, tzinfo=UTC),
    "text": None,
    "ids": None,
    "kits": None,
    "step": None,
    "cause": None,
    "after_due": None,
    "after_id": None,
    "limit": 51,
}
_PART = {"plants": [1], "work_centre": None, "org_unit": None}
_PICK = {
    "states": ["in_production"],
    "back": False,
    "plants": None,
    "work_centre": None,
    "words": None,
}
_WALK = {"limit": 500}
_DAY = {"since": datetime(2026, 3, 2, tzinfo=UTC), "until": datetime(2026, 3, 3, tzinfo=UTC)}
_LATER = {"since": datetime(2099, 3, 2, tzinfo=UTC), "until": datetime(2099, 3, 3, tzinfo=UTC)}
_MOVES: dict[str, Any] = dict.fromkeys(
    ("before", "plants", "material", "lot", "serial", "kinds", "since", "until"),
) | {name: [] for name in ("materials", "lots", "serials", "actors", "places", "documents")}
_MOVES |= {"document_types": [], "limit": 51}
_MADE = dict.fromkeys(("plants", "work_centre", "product", "operation"))
PAGES: dict[str, Ask] = {
    **base.PAGES,
    **people.PAGES,
    **catalog.PAGES,
    **stock.PAGES,
    **links.PAGES,
    "production/list_to_pick": Ask("rank_on", limit=51),
}
"""Lists that are cut into pages, as their first page is asked for."""
VALUES: dict[str, dict[str, Any]] = {
    **base.VALUES,
    **people.VALUES,
    **catalog.VALUES,
    **stock.VALUES,
    **flow.VALUES,
    **kitting.VALUES,
    **production.VALUES,
    **trade.VALUES,
    **quality.VALUES,
    **watch.VALUES,
    **links.VALUES,
    "production/list_centres_now": {"plants": [1], "work_centre": None},
    "production/list_wants": {"order": 1},
    "production/page_by_state": _PART | {"states": ["released", "on_hold"], "limit": 12},
    "production/list_centre_hours": {"since": datetime(2099, 1, 1, tzinfo=UTC), "work_centre": 1},
    "production/list_scrap": _MADE | _LATER,
    "production/sum_reported": _MADE | _LATER,
    "production/list_planned_hours": {"plants": [1], "work_centre": None} | _DAY,
    "production/find_outside": {"order": 1, "operation": None},
    "production/find_orders": {
        "text": "PLAN-0004711",
        "part": None,
        "materials": [1, 2],
        "plants": None,
        "limit": 4,
    },
    "stock/find_lots": {
        "typed": "L-4711",
        "materials": [1, 2],
        "plants": None,
        "looked_at": 100,
        "limit": 4,
    },
    "stock/list_stock_days": {
        "material": 1,
        "plants": None,
        "virtual": ["supplier"],
        "now": datetime(2026, 3, 2, tzinfo=UTC),
        "since": datetime(2026, 2, 1, tzinfo=UTC),
        "limit": 100_000,
    },
    "stock/match_moves of materials": _MOVES | {"materials": [1, 2]},
    "stock/match_moves of places": _MOVES | {"places": [-1, -2]},
    "stock/match_moves of people": _MOVES | {"actors": [1, 2]},
    "stock/match_moves of documents": _MOVES | {"document_types": ["work_order"], "documents": [4]},
    "stock/find_meant": {
        "typed": "MAT-47",
        "search": "mat-47",
        "patterns": ["%mat-47%"],
        "virtual": ["supplier"],
        "limit": 100,
    },
    "catalog/list_operation_names": {"limit": 2_000},
    "catalog/list_names_within": {"names": ["注塑"], "plants": [1]},
    "production/list_to_pick": _PICK,
    "production/plan_walk": _WALK
    | {"plant": 1, "orders": [1, 2, 3], "on_day": date(2026, 3, 2), "holder_type": "work_order"},
    "production/plan_walk_back": _WALK
    | {"plant": 1, "orders": [1, 2, 3], "holder_type": "work_order"},
    "production/list_holding": {"plants": [1], "limit": 2_000},
    "production/page_by_due": _ORDERS,
    "production/page_by_due of days": _ORDERS
    | {"due_from": date(2026, 3, 2), "due_to": date(2026, 3, 3)},
    "production/page_by_due of a text": _ORDERS | {"ids": [7, 8, 9]},
    "production/page_by_due of a step": _ORDERS | {"step": "awaiting_schedule"},
    "production/page_by_number": _ORDERS,
    "production/page_by_priority": _ORDERS,
    "production/page_by_newest": _ORDERS | {"after_id": 4711},
    "production/page_by_kit": _ORDERS | {"kits": ["short", "partial"]},
}

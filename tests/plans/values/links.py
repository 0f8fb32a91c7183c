"""What imports and exports are asked with; an export of all reads all."""

from typing import Any

from qitao.base.paging import Ask

_RUNS: dict[str, Any] = {"run": None, "user": None}
_LAID = {"location": None, "material": ["PLAN-47"]}
PAGES = {
    "links/list_faults": Ask("number", limit=51),
    "links/list_runs": Ask(falling=True, limit=51),
}
VALUES: dict[str, dict[str, Any]] = {
    "links/list_assignment_rows of one": {"user": ["worker4711"]},
    "links/list_kept_mappings": {"user": 7, "limit": 10},
    "links/list_opening_stock_rows of one": _LAID | {"virtual": ["supplier"]},
    "links/list_org_unit_rows of one": {"code": ["TEAM-7"]},
    "links/list_plant_rows of one": {"code": ["PLAN"]},
    "links/list_purchase_line_rows of one": {"number": ["PO-4711"]},
    "links/list_report_rows of one": {"slip": ["slip-4711"]},
    "links/list_runs": _RUNS,
    "links/list_runs of a person": _RUNS | {"user": 7},
    "links/list_runs of a number": _RUNS | {"run": 4711},
    "links/list_stock_balance_rows of one": _LAID,
    "links/list_user_rows of one": {"username": ["worker4711"]},
    "links/list_work_order_rows of one": {"number": ["PLAN-0004711"]},
    "lowcode/list_views": {"page": "orders.list", "user": 4711, "roles": [], "limit": 100},
}

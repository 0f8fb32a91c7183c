"""What the stock is asked with."""

from datetime import date
from typing import Any

from qitao.base.paging import Ask

_BALANCES = {
    "plants": None,
    "material": None,
    "location": None,
    "lot": None,
    "status": None,
    "search": None,
    "patterns": [],
    "empty": False,
}
_SEARCH = {"search": "plan-47", "patterns": ["%plan-47%"]}
_LOTS = {
    "plants": None,
    "material": None,
    "code": None,
    "ids": None,
    "expires_before": None,
    "empty": False,
}
_SERIALS: dict[str, Any] = dict.fromkeys(("ids", "material", "code", "lot", "location", "plants"))
_MOVES: dict[str, Any] = dict.fromkeys(
    (
        "plants",
        "material",
        "lot",
        "serial",
        "kinds",
        "document_type",
        "document",
        "posting",
        "since",
        "until",
        "ids",
        "patterns",
        "typed",
        "actors",
        "document_types",
        "documents",
    )
)
_HELD: dict[str, Any] = dict.fromkeys(("types", "holders", "account", "material")) | {"limit": 500}
PAGES = {
    "stock/list_balances": Ask("material_code", limit=51),
    "stock/list_balances of a lot": Ask(),
    "stock/list_lots": Ask(limit=51),
    "stock/list_moves": Ask(falling=True, limit=51),
    "stock/list_serials": Ask(limit=51),
}
VALUES: dict[str, dict[str, Any]] = {
    "stock/list_availability": {"materials": [1, 2], "plants": [1], "limit": 500},
    "stock/list_balances": _BALANCES,
    "stock/list_balances of a plant": _BALANCES | {"plants": [1]},
    "stock/list_balances of a material": _BALANCES | {"material": 4711},
    "stock/list_balances of a place": _BALANCES | {"location": 500},
    "stock/list_balances of a lot": _BALANCES | {"lot": 4711},
    "stock/list_balances search": _BALANCES | _SEARCH,
    "stock/list_entries": {"account": 4711, "before": None, "limit": 51},
    "stock/list_lot_ends": {"lots": [4711], "plants": None, "limit": 500},
    "stock/list_lots": _LOTS,
    "stock/list_lots of a plant": _LOTS | {"plants": [1]},
    "stock/list_lots of a material": _LOTS | {"material": 4711},
    "stock/list_lots of a code": _LOTS | {"code": "L-4711"},
    "stock/list_lots of some": _LOTS | {"ids": [4711, 4712], "empty": True},
    "stock/list_lots that expire": _LOTS | {"expires_before": date(2026, 3, 2)},
    "stock/list_moves": _MOVES,
    "stock/list_moves of a plant": _MOVES | {"plants": [1]},
    "stock/list_moves of a material": _MOVES | {"material": 4711},
    "stock/list_moves of a lot": _MOVES | {"lot": 4711},
    "stock/list_moves of a document": _MOVES | {"document_type": "work_order", "document": 4711},
    "stock/list_moves of a posting": _MOVES | {"posting": "seed:PLAN"},
    "stock/list_moves of some": _MOVES | {"ids": [4711, 4712]},
    "stock/list_moves_at": {"location": 500, "before": None, "limit": 51},
    "stock/list_periods": {"plant": 1, "limit": 100},
    "stock/list_reservations of holders": _HELD | {"types": ["work_order"], "holders": [4711]},
    "stock/list_reservations of an account": _HELD | {"account": 4711},
    "stock/list_reservations of a material": _HELD | {"material": 4711},
    "stock/list_serial_family": {"serial": 4711, "plants": None, "limit": 500},
    "stock/list_serials": _SERIALS,
    "stock/list_serials of some": _SERIALS | {"ids": [4711]},
    "stock/list_serials of a plant": _SERIALS | {"plants": [1]},
    "stock/list_serials of a material": _SERIALS | {"material": 4711},
    "stock/list_serials of a code": _SERIALS | {"code": "S-4711"},
    "stock/list_serials of a lot": _SERIALS | {"lot": 4711},
    "stock/list_serials of a place": _SERIALS | {"location": 500},
    "stock/lock_pieces": {
        "material": 4711,
        "location": 500,
        "lot": None,
        "named": [],
        "quantity": 3,
    },
    "stock/trace_lot": {"lot": 4711, "forward": True, "plants": None, "limit": 500},
    "stock/versions_without_gap": {"limit": 100},
}

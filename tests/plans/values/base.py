"""What the journal is asked with."""

from datetime import UTC, datetime
from typing import Any

from qitao.base.paging import Ask

_START = {"epoch": 1, "xid": 0, "id": 0, "limit": 500}
_ENTRIES: dict[str, Any] = dict.fromkeys(
    ("subject", "subjects", "verb", "actor", "actors", "doors", "since", "until")
)
_ENTRIES |= {"outermost": True}
_REFUSALS: dict[str, Any] = dict.fromkeys(
    ("subject", "subjects", "verb", "actor", "actors", "code", "since", "until")
)
_NEWEST = Ask(falling=True, limit=51)
PAGES = {"base/list_entries": _NEWEST, "base/list_refusals": _NEWEST}
VALUES: dict[str, dict[str, Any]] = {
    "base/list_calls": {
        "calls": ["0b9a7a52-5a3c-4f6c-9a38-1f0a3b1c7d11"],
        "since": datetime(2026, 3, 2, tzinfo=UTC),
        "limit": 100,
    },
    "base/list_changes": _START,
    "base/list_children": {"id": 4711, "limit": 200},
    "base/list_entries": _ENTRIES,
    "base/list_entries of a subject": _ENTRIES | {"subject": "order:4711"},
    "base/list_entries of subjects": _ENTRIES | {"subjects": ["order:4711", "order:4712"]},
    "base/list_entries of a verb": _ENTRIES | {"verb": "x.z"},
    "base/list_entries of people": _ENTRIES | {"actors": [7, 8]},
    "base/list_refusals": _REFUSALS,
    "base/list_refusals of a subject": _REFUSALS | {"subject": "order:4711"},
    "base/list_refusals of people": _REFUSALS | {"actors": [7, 8]},
    "base/list_refusals of a code": _REFUSALS | {"code": "x.RARE"},
    "base/list_seals": {"after": 0, "limit": 100},
    "base/next_leaves": _START,
    "base/read_journal": _START,
    "base/seal_state": {"limit": 10_000},
}

"""What the engine asks for and with what."""

from datetime import UTC, datetime, timedelta
from typing import Any

_AT = {"at": datetime(2026, 3, 2, tzinfo=UTC)}
_FEW = {"limit": 100}
VALUES: dict[str, dict[str, Any]] = {
    "flow/has_due_jobs": _AT,
    "flow/has_due_timers": _AT,
    "flow/has_resting_gates": {"asked_before": _AT["at"]},
    "flow/list_exhausted_jobs": _AT | _FEW,
    "flow/list_incidents": _FEW,
    "flow/list_jobs": _FEW | {"state": ""},
    "flow/list_jobs that are dead": _FEW | {"state": "dead"},
    "flow/list_log": {"business_type": "work_order", "business_id": 4711, "after": 0, "limit": 500},
    "flow/list_open_tasks": _FEW | {"permissions": ["production.release_order"]},
    "flow/list_tokens_without_reason": _FEW,
    "flow/list_waiting": _FEW | {"node": 3},
    "flow/lock_due_timers": _AT | _FEW,
    "flow/lock_gates": _FEW | {"after": 0, "asked_before": _AT["at"], "step": ""},
    "flow/take_jobs": _AT | {"limit": 10, "worker": "w", "margin": timedelta(seconds=30)},
}

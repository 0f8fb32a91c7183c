"""What the notices are asked with."""

from datetime import UTC, datetime
from typing import Any

_AT = {"at": datetime(2099, 3, 2, tzinfo=UTC)}
_FEW = {"plants": [1], "limit": 100}
VALUES: dict[str, dict[str, Any]] = {
    "watch/list_completed_kits": _AT | _FEW | {"days": 3, "waited_minutes": 30},
    "watch/list_drafts": _FEW | {"user": 7},
    "watch/list_failed_inspections": _FEW,
    "watch/list_overdue": _AT | _FEW,
    "watch/list_returned": _AT
    | {"user": 7, "verbs": ["x.y"], "days": 7, "late_seconds": 60, "limit": 100},
}

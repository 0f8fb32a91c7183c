"""Reads and locks of the kit check."""

from qitao.kitting.queries.bounds import PLANT_SETTINGS, Unanswered, bounded
from qitao.kitting.queries.net import (
    Change,
    Wanted,
    fingerprint,
    net_few,
    preview_priorities,
    today,
)
from qitao.kitting.queries.verdicts import (
    find_verdict,
    get_policy,
    list_plants_kitting,
    list_plants_of,
    list_verdicts,
    lock_sources,
)

__all__ = [
    "PLANT_SETTINGS",
    "Change",
    "Unanswered",
    "Wanted",
    "bounded",
    "find_verdict",
    "fingerprint",
    "get_policy",
    "list_plants_kitting",
    "list_plants_of",
    "list_verdicts",
    "lock_sources",
    "net_few",
    "preview_priorities",
    "today",
]

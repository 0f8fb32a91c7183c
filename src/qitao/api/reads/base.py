"""The reads of the base: what was done, and what was refused."""

from qitao.api.reads.read import Read, Scope
from qitao.base import audit
from qitao.base.values import ViewJournal

BY_ANYBODY: Scope = {"actors": lambda _actor: None}
"""These reads are shut to rights with bounds."""

READS = (
    Read(
        "base",
        "journal",
        ViewJournal,
        audit.EntryRow,
        audit.list_entries,
        ("-id",),
        scope=BY_ANYBODY,
        unbounded=True,
    ),
    Read(
        "base",
        "refusals",
        ViewJournal,
        audit.RefusalRow,
        audit.list_refusals,
        ("-id",),
        scope=BY_ANYBODY,
        unbounded=True,
    ),
)

"""The reads of the base: what was done, and what was refused."""

from qitao.api.reads.read import Read
from qitao.base import audit
from qitao.base.values import ViewJournal

READS = (
    Read(
        "base",
        "journal",
        ViewJournal,
        audit.EntryRow,
        audit.list_entries,
        ("-id",),
        unbounded=True,
    ),
    Read(
        "base",
        "refusals",
        ViewJournal,
        audit.RefusalRow,
        audit.list_refusals,
        ("-id",),
        unbounded=True,
    ),
)

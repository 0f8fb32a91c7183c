"""Who looks on while an import runs: how far it is, whether to stop, whether only to try."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from qitao.base.refusal import Refusal
from qitao.links.values import FAULTS_KEPT_MAX, IMPORT_STOPPED
from qitao.links.values.imports import ImportDone, Preview, RowFault


@dataclass(slots=True)
class Watch:
    """What the import tells the one who started it; `stop` may be set from another thread."""

    dry: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    faults: list[RowFault] = field(default_factory=list)
    faults_count: int = 0
    previews: dict[str, Preview] = field(default_factory=dict)

    def tell(self, stage: str, rows: int = 0) -> None:
        """Move on by some rows; refuse `IMPORT_STOPPED` where somebody asked to stop."""
        self.stage = stage
        self.done += rows
        if self.stop.is_set():
            raise Refusal(IMPORT_STOPPED)

    def note(self, faults: list[RowFault]) -> None:
        """Take bad rows down; beyond a limit they are only counted."""
        self.faults_count += len(faults)
        self.faults += faults[: FAULTS_KEPT_MAX - len(self.faults)]


class Undone(Exception):
    """Ends a trial: everything is rolled back, and `done` says what would have been."""

    def __init__(self, done: ImportDone) -> None:
        super().__init__("a trial was rolled back")
        self.done = done


_watch: ContextVar[Watch | None] = ContextVar("import_watch", default=None)


def current() -> Watch:
    """Return the present watch, or one that nobody looks at."""
    return _watch.get() or Watch()


@contextmanager
def watched(watch: Watch) -> Iterator[Watch]:
    """Let imports inside the block tell `watch`."""
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)

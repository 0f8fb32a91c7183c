"""One answer for all who ask the same of one state of the database.

One report refreshes every open desk: each would count all orders again. PostgreSQL's snapshot names
the state that a session sees; as long as it stays, so does every answer.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

ANSWERS_MAX = 128
KEPT_SECONDS = 60
"""A database restored from a backup may name another state by the same words."""


@dataclass(slots=True)
class Answer:
    """What was answered last, at which state; who asks meanwhile waits for it."""

    lock: Lock = field(default_factory=Lock)
    snapshot: str = ""
    kept_until: float = 0.0
    rows: list[Any] = field(default_factory=list)


_answers: OrderedDict[str, Answer] = OrderedDict()
_guard = Lock()


def once(question: str, snapshot: str, ask: Callable[[], list[Any]]) -> list[Any]:
    """Return what `ask` answers at the snapshot, asked once in this process.

    The snapshot is to be read before: an answer can only be newer than it says.
    """
    with _guard:
        answer = _answers.setdefault(question, Answer())
        _answers.move_to_end(question)
        if len(_answers) > ANSWERS_MAX:
            _answers.popitem(last=False)
    with answer.lock:
        if answer.snapshot != snapshot or monotonic() > answer.kept_until:
            answer.rows = ask()
            answer.snapshot, answer.kept_until = snapshot, monotonic() + KEPT_SECONDS
        return list(answer.rows)

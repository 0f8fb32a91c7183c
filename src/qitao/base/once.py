"""One answer for all who ask the same of one state of the database (0027).

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
WAIT_SECONDS_MAX = 10
"""Who has waited so long for another's answer asks for himself."""


@dataclass(slots=True)
class Answer:
    """What was answered last, when that was asked and at which state; who asks meanwhile waits."""

    lock: Lock = field(default_factory=Lock)
    begun: float = 0.0
    snapshot: str = ""
    rows: list[Any] = field(default_factory=list)
    error: Exception | None = None

    def serves(self, snapshot: str, came: float) -> bool:
        """Say whether it is as new as the question: begun after it, or at the same state."""
        if self.begun >= came:
            return True
        return snapshot == self.snapshot and monotonic() < self.begun + KEPT_SECONDS

    def renew(self, snapshot: str, ask: Callable[[], list[Any]]) -> None:
        """Ask again; what went wrong is the answer of those who have waited for it, too."""
        self.begun, self.snapshot, self.rows, self.error = monotonic(), "", [], None
        try:
            self.rows = ask()
            self.snapshot = snapshot
        except Exception as error:
            self.error = error


_answers: OrderedDict[str, Answer] = OrderedDict()
_guard = Lock()


def once(question: str, ask: Callable[[], list[Any]], *, snapshot: str, came: float) -> list[Any]:
    """Return what `ask` answers, asked once in this process for all who came meanwhile.

    `came` is when the question was put (`monotonic`), and `snapshot` what was seen after that: an
    answer can only be newer than they say. Raises what `ask` raises.
    """
    with _guard:
        answer = _answers.setdefault(question, Answer())
        _answers.move_to_end(question)
        if len(_answers) > ANSWERS_MAX:
            _answers.popitem(last=False)
    if not answer.lock.acquire(timeout=WAIT_SECONDS_MAX):
        return ask()
    try:
        if not answer.serves(snapshot, came):
            answer.renew(snapshot, ask)
        if answer.error is not None:
            raise answer.error
        return list(answer.rows)
    finally:
        answer.lock.release()

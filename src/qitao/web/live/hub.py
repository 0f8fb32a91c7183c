"""One thread that follows the journal and tells every open page of this process what changed.

The database rings a bell at a commit, at most twenty times a second; since later commits of the
same moment ring none, one more look follows each ring. Without a bell one looks twice a second.
"""

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg
from django.db import Error, connection

from qitao.base import journal
from qitao.base.journal import CHANNEL, Position
from qitao.base.sql import raw_connection
from qitao.web.live import topics

CLIENTS_MAX = 2_000
LOOK_SECONDS = 0.5
AFTER_BELL_SECONDS = 0.06
AGAIN_SECONDS = 1.0
REMEMBERED_MAX = 5_000
"""Looks that found something, kept for who comes back: at twenty a second more than 4 minutes."""

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Follower:
    """One open page: what it follows, and what has changed that it was not told yet."""

    followed: frozenset[str]
    at: Position
    changed: set[str] = field(default_factory=set)
    lost: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, at: Position, changed: set[str]) -> None:
        """Note what changed; wake the page if it follows any of it."""
        found = topics.matching(self.followed, changed)
        self.at = at
        if found:
            self.changed.update(found)
            self.woken.set()


class Hub:
    """All followers of this process, and the thread that reads for them."""

    def __init__(self) -> None:
        self.followers: set[Follower] = set()
        self.past: deque[tuple[Position, set[str]]] = deque(maxlen=REMEMBERED_MAX)
        self.begins = Position()
        self.at = Position()
        self.reaches_database = False
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._read_to: Position | None = None
        """The thread's own; `at` follows as soon as the loop has taken the news."""

    @property
    def has_begun(self) -> bool:
        """Whether the journal is followed yet: before that nobody can be told what he missed."""
        return self.begins != Position()

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to follow the journal; news are handed to this loop."""
        self._loop = loop
        threading.Thread(target=self._follow, name="live", daemon=True).start()

    def stop(self) -> None:
        """Let the thread end after its present look."""
        self._stopping.set()

    def join(self, follower: Follower) -> bool:
        """Add a page and tell it what it missed; False where that is further back than is kept."""
        known = follower.at >= self.begins
        for at, changed in self.past:
            if at > follower.at:
                follower.changed.update(topics.matching(follower.followed, changed))
        follower.at = max(follower.at, self.at)
        follower.lost = not self.reaches_database
        if follower.changed:
            follower.woken.set()
        self.followers.add(follower)
        return known

    def leave(self, follower: Follower) -> None:
        """Forget a page that was closed."""
        self.followers.discard(follower)

    def _follow(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except (Error, psycopg.Error, OSError) as error:
                log.warning("live: the database does not answer: %s", error)
                self._pause()
            except Exception:  # whatever it was: pages that follow nothing must not look live
                log.exception("live: the journal could not be followed; trying again")
                self._pause()

    def _pause(self) -> None:
        self._hand(self._lose)
        with suppress(Exception):
            connection.close()
        self._stopping.wait(AGAIN_SECONDS)

    def _listen(self) -> None:
        raw = raw_connection()
        raw.execute(f"LISTEN {CHANNEL}".encode())
        if self._read_to is None:
            self._read_to = journal.present()
        self._hand(self._find, self._read_to)
        rung = False
        while not self._stopping.is_set():
            wait = AFTER_BELL_SECONDS if rung else LOOK_SECONDS
            rung = any(True for _ in raw.notifies(timeout=wait, stop_after=1))
            self._read_to = self._look(self._read_to)

    def _look(self, at: Position) -> Position:
        while changes := journal.read_changes(at):
            at = changes[-1].position
            self._hand(self._publish, at, topics.of_all(changes))
            if len(changes) < journal.READ_MAX:
                break
        return at

    def _hand(self, call: Callable[..., None], *given: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *given)

    def _publish(self, at: Position, changed: set[str]) -> None:
        if len(self.past) == REMEMBERED_MAX:
            self.begins = self.past[0][0]
        self.past.append((at, changed))
        self.at = at
        for follower in self.followers:
            follower.tell(at, changed)

    def _find(self, at: Position) -> None:
        if not self.has_begun:
            self.begins = self.at = at
        self._mark(lost=False)

    def _lose(self) -> None:
        self._mark(lost=True)

    def _mark(self, *, lost: bool) -> None:
        self.reaches_database = not lost
        for follower in self.followers:
            if follower.lost != lost:
                follower.lost = lost
                follower.woken.set()

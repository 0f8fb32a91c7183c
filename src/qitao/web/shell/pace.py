"""Who comes with the link of a wall board: let in, and how often; a small memory per process."""

import time
from threading import Lock

from django.http import HttpRequest

from qitao.base.refusal import Refusal
from qitao.production.queries import get_wall
from qitao.production.queries.walls import Wall
from qitao.production.values import WALL_BUSY

SECONDS = 60
LOOKS_MAX = 600
"""Looks at one link in a minute: ten screens that follow each change once a second."""
GUESSES_MAX = 20
KEPT_MAX = 5_000

_counts: dict[str, tuple[float, int]] = {}
_lock = Lock()


def admit(request: HttpRequest, secret: str) -> Wall:
    """Return what a link shows; refuse `WALL_LINK_GONE`, and `WALL_BUSY` to who guesses."""
    address = request.META.get("REMOTE_ADDR", "")
    try:
        found = get_wall(secret)
    except Refusal:
        check_guess(address)
        note_guess(address)
        raise
    count_look(found.id)
    return found


def count_look(link: int) -> None:
    """Count a look; refuse `WALL_BUSY` beyond what screens need."""
    _count(f"link:{link}", LOOKS_MAX)


def check_guess(address: str) -> None:
    """Refuse `WALL_BUSY` to an address that tried too many links that are none."""
    begun, count = _counts.get(f"from:{address}", (0.0, 0))
    left = SECONDS - (time.monotonic() - begun)
    if count >= GUESSES_MAX and left > 0:
        raise Refusal(WALL_BUSY, seconds=int(left) + 1)


def note_guess(address: str) -> None:
    """Count a link that is none; a living link is always let in from the same address."""
    _count(f"from:{address}", KEPT_MAX)


def _count(key: str, most: int) -> None:
    now = time.monotonic()
    with _lock:
        if len(_counts) >= KEPT_MAX:
            _counts.clear()
        begun, count = _counts.get(key, (now, 0))
        if now - begun >= SECONDS:
            begun, count = now, 0
        _counts[key] = (begun, count + 1)
    if count >= most:
        raise Refusal(WALL_BUSY, seconds=int(SECONDS - (now - begun)) + 1)


def forget() -> None:
    """Forget all counts (tests)."""
    _counts.clear()

"""What a page follows: floors (`stock`) and subjects (`work_order:5`), named by change."""

import json
import logging
import re
from collections.abc import Collection, Iterable

from qitao.base.journal import Change
from qitao.base.verbs import VERBS

log = logging.getLogger(__name__)
TOPICS_MAX = 200
TOPIC = re.compile(r"[a-z_]{1,40}(:([0-9]{1,19}|\*))?")
ALL = ":*"
WALL = frozenset({"production", "flow"})
"""What a screen on the wall follows, whatever it asks for."""


def parse(text: str) -> frozenset[str]:
    """Read a list with commas; what is no topic is left out, and so are those above the limit."""
    given = [each for each in text.split(",") if TOPIC.fullmatch(each)]
    return frozenset(given[:TOPICS_MAX])


def of(change: Change) -> set[str]:
    """Return what a change is about: its floor, its subject, every subject that was given."""
    return _given(change) | _named(change)


def of_any(change: Change) -> set[str]:
    """Return what a change is about, of one that cannot be read what it names itself."""
    try:
        return of(change)
    except Exception:
        log.exception("live: entry of %s cannot be read; its floor's pages look anew", change.verb)
        return _named(change)


def _given(change: Change) -> set[str]:
    verb = VERBS.get(change.verb)
    return verb.touched(json.loads(change.given)) if verb else set()


def _named(change: Change) -> set[str]:
    return {each for each in (change.verb.split(".", 1)[0], change.subject) if each}


def of_all(changes: Iterable[Change]) -> set[str]:
    """Return what several changes are about."""
    found: set[str] = set()
    for change in changes:
        found |= of_any(change)
    return found


def matching(followed: Collection[str], changed: set[str]) -> list[str]:
    """Return which of the followed topics changed; `work_order:*` means each of them."""
    wide = {each for each in changed if each.endswith(ALL)}
    return sorted(
        topic
        for topic in followed
        if topic in changed or (wide and topic.split(":", 1)[0] + ALL in wide)
    )

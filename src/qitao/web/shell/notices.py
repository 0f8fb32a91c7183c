"""Short notices that survive one redirect: what was just done, shown once."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from qitao.base.texts import plain, say

SESSION_KEY = "notices"
NOTICES_MAX = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, and how it went: done, part or warn."""

    words: str
    tone: str = "done"


def leave(request: HttpRequest, key: str, evidence: dict[str, Any]) -> None:
    """Keep a notice for the next page."""
    tone = str(evidence.pop("tone", "done"))
    written = {name: str(plain(value)) for name, value in evidence.items()}
    kept = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*kept, [key, written, tone]][-NOTICES_MAX:]


def take(request: HttpRequest) -> list[Notice]:
    """Return the kept notices and forget them."""
    if SESSION_KEY not in request.session:
        return []
    lang = getattr(request, "lang", "zh")
    return [
        Notice(say(key, lang, **evidence), tone)
        for key, evidence, tone in request.session.pop(SESSION_KEY)
    ]

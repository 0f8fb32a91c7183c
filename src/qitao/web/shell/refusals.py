"""A refusal as people read it: what could not be done and why, what to do now, a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django.urls import reverse

from qitao.base.actor import Actor, Permission
from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.people import queries as people

WAYS = {
    "NO_BOM": ("materials", "catalog:new_bom", "catalog.edit_boms", "ui.refusal.draft_bom"),
    "NO_ROUTING": (
        "material",
        "catalog:new_routing",
        "catalog.edit_routings",
        "ui.refusal.draft_routing",
    ),
}
"""Where what is missing can be made: evidence that names it, page, permission, words."""
WAYS_MAX = 3
FIGURE = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the page where what is missing can be made."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """The three parts of a refusal, its number, and whether nobody knows what happened."""

    code: str
    status: int
    why: str
    now: str
    record: int | None
    tone: str
    ways: tuple[Way, ...] = ()


def tone_of(refusal: Refusal) -> str:
    """Tell apart a no, a "could not find out" and a fault of the input."""
    code = refusal.code.code
    if "UNKNOWN" in code or code == "BUSY":
        return "unknown"
    return "input" if refusal.code.status == 422 else "no"


def card(refusal: Refusal, actor: Actor) -> Card:
    """Write a refusal in the actor's language, naming who could grant a missing permission."""
    evidence = people.tell_evidence(refusal, actor.lang)
    key = f"refusal.{refusal.code.code}"
    return Card(
        code=refusal.code.code,
        status=refusal.code.status,
        why=say(key, actor.lang, **evidence),
        now=say(key, actor.lang, "next", **evidence),
        record=refusal.record,
        tone=tone_of(refusal),
        ways=tuple(_ways(refusal, actor)),
    )


def why_recorded(code: str, evidence: Any, lang: str) -> str:
    """Say why something was refused by what the record keeps; there figures are texts."""
    kept = evidence if isinstance(evidence, dict) else {}
    return say(f"refusal.{code}", lang, **{name: _as_figure(value) for name, value in kept.items()})


def _as_figure(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) and FIGURE.fullmatch(value) else value


def _ways(refusal: Refusal, actor: Actor) -> Iterator[Way]:
    if refusal.code.code not in WAYS:
        return
    name, page, permission, words = WAYS[refusal.code.code]
    if not actor.may(cast("Permission", permission)):
        return
    found = refusal.evidence.get(name) or ()
    for code in [found] if isinstance(found, str) else found[:WAYS_MAX]:
        url = f"{reverse(page)}?{urlencode({'material': code})}"
        yield Way(url, say(words, actor.lang, code=code))

"""A refusal as people read it: what could not be done and why, what to do now, a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast
from urllib.parse import urlencode

from django.urls import reverse

from qitao.base.actor import Actor, Permission
from qitao.base.refusal import Refusal
from qitao.base.texts import find, plain, say
from qitao.kitting.values import ViewKits
from qitao.people import queries as people
from qitao.production.queries.turns import name_roles
from qitao.production.values import ViewOrder, WaiveGate
from qitao.trade.values import CreatePurchase

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
KIT = ("KIT_SHORT", "KIT_UNKNOWN")
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
    who: str = ""
    """Who else may do something about it."""
    verb: str = ""
    """What was asked for, in words."""


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
        verb=find(f"verb.{refusal.verb}", actor.lang) or "",
    )


def card_in_full(refusal: Refusal, actor: Actor) -> Card:
    """Write a refusal that stands alone on a page: also who else may do something about it."""
    return replace(card(refusal, actor), who=who_waives(refusal.code.code, actor))


def why_recorded(code: str, evidence: Any, lang: str) -> str:
    """Say why something was refused by what the record keeps; there figures are texts."""
    kept = evidence if isinstance(evidence, dict) else {}
    return say(f"refusal.{code}", lang, **{name: _as_figure(value) for name, value in kept.items()})


def _as_figure(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) and FIGURE.fullmatch(value) else value


def who_waives(code: str, actor: Actor) -> str:
    """Name the roles that may let an order pass its kit, to whom may not."""
    if code not in KIT or actor.may(WaiveGate):
        return ""
    return say("ui.refusal.who_waives", actor.lang, who=plain(name_roles([WaiveGate], actor.lang)))


def _ways(refusal: Refusal, actor: Actor) -> Iterator[Way]:
    if refusal.code.code in KIT:
        yield from _ways_of_kit(refusal, actor)
    if refusal.code.code not in WAYS:
        return
    name, page, permission, words = WAYS[refusal.code.code]
    if not actor.may(cast("Permission", permission)):
        return
    found = refusal.evidence.get(name) or ()
    for code in [found] if isinstance(found, str) else found[:WAYS_MAX]:
        url = f"{reverse(page)}?{urlencode({'material': code})}"
        yield Way(url, say(words, actor.lang, code=code))


def _ways_of_kit(refusal: Refusal, actor: Actor) -> Iterator[Way]:
    """Lead to the order's kit, to buying what is short, and to the order, where it is waived."""
    number = str(refusal.evidence.get("number", ""))
    if number and actor.may(ViewKits):
        query = urlencode({"order": number})
        yield Way(f"{reverse('kits:kits')}?{query}", say("ui.refusal.see_kit", actor.lang))
    if actor.may(CreatePurchase):
        for short in (refusal.evidence.get("materials") or ())[:WAYS_MAX]:
            query = urlencode({"material": short["material"], "quantity": short["short"]})
            name = short["name_en"] if actor.lang == "en" and short["name_en"] else short["name"]
            words = say("ui.refusal.buy", actor.lang, name=name)
            yield Way(f"{reverse('trade:new_purchase')}?{query}", words)
    if number and actor.may(WaiveGate) and actor.may(ViewOrder):
        words = say("ui.refusal.waive", actor.lang)
        yield Way(reverse("orders:order", args=[number]), words)

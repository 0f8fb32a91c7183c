"""A refusal as people read it: what could not be done and why, what to do now, a number."""

from dataclasses import dataclass

from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.people import queries as people


@dataclass(frozen=True, slots=True)
class Card:
    """The three parts of a refusal, its number, and whether nobody knows what happened."""

    code: str
    status: int
    why: str
    now: str
    record: int | None
    tone: str


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
    )

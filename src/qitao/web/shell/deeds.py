"""Buttons that carry out a verb: one address for all verbs of a page, `…/do/<verb>/`."""

from collections.abc import Callable, Mapping
from typing import Any

from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import find, say
from qitao.web.shell.visit import Visit

Deeds = Mapping[str, Callable[..., Any]]


def deeds_of(*calls: Any) -> Deeds:
    """Return verbs by the name of their function."""
    return {call.verb.function.__name__: call for call in calls}


def carry_out(visit: Visit, deeds: Deeds, name: str, **more: Any) -> Any:
    """Carry out the verb that a button names, with what its form holds, and leave a notice.

    Refuses `NOT_FOUND` for a verb that the page does not offer, or that was not posted.
    """
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND, verb=name)
    call = deeds.get(name)
    if call is None:
        raise Refusal(NOT_FOUND, verb=name)
    result = call(actor=visit.actor, **visit.given(call, **more))
    verb = call.verb.name  # type: ignore[attr-defined]
    key = f"ui.done.{verb}"
    if find(key, visit.lang):
        visit.tell(key)
    else:
        visit.tell("ui.act.done", what=say(f"verb.{verb}", visit.lang))
    return result

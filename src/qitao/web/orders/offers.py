"""What may be done with an order now, and by whom: the buttons of its page."""

from dataclasses import dataclass
from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.texts import find, plain, say
from qitao.production import actions
from qitao.production.queries.explain import Cause, Explanation
from qitao.production.queries.lists import OrderView
from qitao.production.values import OrderState as S
from qitao.web.shell.deeds import Deeds, deeds_of

EARLY = (S.DRAFT, S.AWAITING_SCHEDULE, S.SCHEDULED)
ALIVE = (*EARLY, S.RELEASED, S.IN_PRODUCTION)
DEEDS: Deeds = deeds_of(
    actions.submit_order,
    actions.schedule_order,
    actions.release_order,
    actions.hold_order,
    actions.resume_order,
    actions.cancel_order,
    actions.split_order,
    actions.update_order,
    actions.waive_gate,
    actions.receive_output,
    actions.close_order,
    actions.issue_materials,
)
STEPS: dict[str, tuple[S, ...]] = {
    "submit_order": (S.DRAFT,),
    "schedule_order": (S.AWAITING_SCHEDULE,),
    "release_order": (S.SCHEDULED,),
    "issue_materials": (S.RELEASED, S.IN_PRODUCTION),
    "receive_output": (S.IN_PRODUCTION, S.COMPLETED),
    "close_order": (S.COMPLETED,),
    "resume_order": (S.ON_HOLD,),
    "hold_order": (*ALIVE, S.COMPLETED),
    "update_order": EARLY,
    "split_order": ALIVE,
    "cancel_order": (*ALIVE, S.ON_HOLD),
}
FORMS = frozenset(
    {
        "schedule_order",
        "hold_order",
        "cancel_order",
        "split_order",
        "update_order",
        "waive_gate",
        "redrive_orders",
        "receive_output",
    }
)
"""Verbs that ask for something first: their button opens a panel."""

MENU = frozenset({"hold_order", "update_order", "split_order", "cancel_order"})
"""Verbs that lie a click deeper: they change the plan instead of moving it on."""

CURES = frozenset({"split_order"})
"""Those of them that stand in sight where material is short: what can be made goes on alone."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: the verb, whether this person may, whether it asks for something first."""

    verb: str
    may: bool
    asks: bool
    deep: bool
    """Whether it stands in the menu."""


def _offer(actor: Actor, order: OrderView, verb: str, *, deep: bool) -> Offer:
    permission = getattr(actions, verb).verb.permission
    may = actor.may(permission, plant=PlantId(order.plant))
    return Offer(verb, may, verb in FORMS, deep)


def list_offers(actor: Actor, order: OrderView, standing: list[Explanation]) -> list[Offer]:
    """Return what the order's state lets people do, the usual next step first."""
    state = S(order.state)
    held = state is S.ON_HOLD
    at_gate = not held and any(each.node == "check_kit" for each in standing)
    verbs = [verb for verb, states in STEPS.items() if state in states]
    if at_gate and "schedule_order" in verbs:
        verbs.remove("schedule_order")
    if order.good <= order.received and "receive_output" in verbs:
        verbs.remove("receive_output")
    if at_gate or any(cause.verb == "production.waive_gate" for cause in _stops(standing)):
        verbs = ["redrive_orders", "waive_gate", *verbs] if at_gate else ["waive_gate", *verbs]
    deep = MENU - CURES if _is_short(standing) else MENU
    return [_offer(actor, order, verb, deep=verb in deep) for verb in verbs]


def first_offer(offered: list[Offer], standing: list[Explanation]) -> Offer | None:
    """Return the button that stands out: none where material is short, there the kit does."""
    if _is_short(standing):
        return None
    return next((offer for offer in offered if offer.may), None)


def _is_short(standing: list[Explanation]) -> bool:
    return any(cause.name == "kit" and cause.outcome == "fail" for cause in _stops(standing))


def _stops(standing: list[Explanation]) -> list[Any]:
    return [cause for each in standing for cause in each.stopping]


def first_stop(each: Explanation) -> Cause | None:
    """Return what stands in the way before all else; work that simply goes on does not."""
    return next((cause for cause in each.stopping if not cause.calm), None)


def tone_of(each: Explanation) -> str:
    """Tell apart what nobody knows, what stands in the way, and work that simply goes on."""
    stops = [cause for cause in each.stopping if not cause.calm]
    if any(cause.outcome == "unknown" for cause in stops):
        return "unknown"
    return "fail" if stops else "calm"


def what_now(each: Explanation, lang: str) -> str:
    """Say what to do where nothing stands in the way: to the reader, where it is his turn."""
    usual = say("flow.wait.task", lang, "next")
    mine = each.permission and each.may and each.todo == usual
    return say("ui.orders.yours_now", lang) if mine else each.todo


def whose_turn(each: Explanation, lang: str) -> str:
    """Name the roles whose turn it is."""
    return str(plain(each.owners, lang)) if each.owners else ""


def name_remedy(verb: str, lang: str) -> str:
    """Return a verb's words, empty where it has none."""
    return find(f"verb.{verb}", lang) or ""

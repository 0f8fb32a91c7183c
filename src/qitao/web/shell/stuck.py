"""卡住: why orders stand still, biggest first, each with the one button that acts on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from qitao.base.actor import Actor
from qitao.base.texts import say
from qitao.kitting.values import ViewKits
from qitao.people.values import AssignPosts, ViewPeople
from qitao.production.queries.lists import StepCount
from qitao.production.queries.stuck import StuckCount, waiting_for
from qitao.production.values import CloseOrder, PlanOrder, RedriveOrder, ReleaseOrder
from qitao.quality.values import ViewQuality

GOING = ("released", "in_production")
MARKS = {"no_answer": "unknown", "turn": "not_evaluated", "on_hold": "not_evaluated"}
"""How a cause is marked, where it is not simply a no."""
RIGHTS = ("no_right", "nobody")
"""A right is wanting: told by the step that asks for it."""
TURNS = {
    "awaiting_schedule": PlanOrder,
    "scheduled": ReleaseOrder,
    "completed": CloseOrder,
}
"""Steps of the house's own process whose turn has a button of its own words, for who may."""


@dataclass(frozen=True, slots=True)
class StuckRow:
    """One cause: how many, since when, the list of exactly these orders, and what to do."""

    words: str
    mark: str
    orders: int
    since: datetime
    list_url: str
    url: str
    act: str


def rows_of(found: Sequence[StuckCount], actor: Actor, lang: str) -> list[StuckRow]:
    """Return the causes in words, in their order."""
    return [_row(each, actor, lang) for each in found]


def going_on(states: Sequence[StepCount], found: Sequence[StuckCount]) -> int:
    """Return how many released and running orders nothing holds."""
    held = ("inspection", "refused", "failed", "no_answer")
    at_work = sum(row.orders for row in states if row.state in GOING)
    stopped = (row for row in found if row.cause in held or _waits_at_work(row))
    return max(0, at_work - sum(row.orders for row in stopped))


def _waits_at_work(row: StuckCount) -> bool:
    return row.cause in RIGHTS and row.node in GOING


def _row(each: StuckCount, actor: Actor, lang: str) -> StuckRow:
    step = {"step": each.node} if each.node else {}
    query = urlencode({"state": "all", "cause": each.cause} | step)
    list_url = f"{reverse('orders:orders')}?{query}"
    url, act = next(_acts(each, actor), (list_url, _see(each, actor)))
    return StuckRow(
        words=words_of(each.cause, each.node, each.node_name, each.node_name_en, lang),
        mark=MARKS.get(each.cause, "fail"),
        orders=each.orders,
        since=each.since,
        list_url=list_url,
        url=url,
        act=say(act, lang),
    )


def words_of(cause: str, node: str | None, name: str | None, name_en: str | None, lang: str) -> str:
    """Say a cause; a turn by its step, a right that is wanting with the step that asks for it."""
    words = say(f"ui.orders.causes.{cause}", lang)
    if node is None or cause not in (*RIGHTS, "turn"):
        return words
    step = waiting_for(node, name, name_en, lang)
    return step if cause == "turn" else say("ui.stuck.of_step", lang, step=step, cause=words)


def _see(each: StuckCount, actor: Actor) -> str:
    right = TURNS.get(each.node or "") if each.cause == "turn" else None
    return f"ui.stuck.{each.node}" if right and actor.may(right) else "ui.stuck.see"


def _acts(each: StuckCount, actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield where the reader can do something about all of them, and how that is called."""
    if each.cause in ("no_answer", "failed") and actor.may(RedriveOrder):
        query = urlencode({"verb": "redrive_orders", "cause": each.cause})
        yield f"{reverse('orders:bulk')}?{query}", "ui.stuck.redrive"
    if each.cause in RIGHTS and actor.may(AssignPosts) and actor.may(ViewPeople):
        yield reverse("people:users"), "ui.stuck.rights"
    if each.cause == "short" and actor.may(ViewKits):
        yield f"{reverse('kits:kits')}?state=short", "ui.stuck.kits"
    if each.cause == "inspection" and actor.may(ViewQuality):
        yield f"{reverse('quality:inspections')}?state=all&holding=1", "ui.stuck.inspections"

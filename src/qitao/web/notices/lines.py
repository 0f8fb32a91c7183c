"""A notice in words, with the button that leads to its cure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.texts import say
from qitao.catalog.values import ViewCatalog
from qitao.people.values import PlantRow
from qitao.production.values import RedriveOrder, ReportOutput, ViewOrder
from qitao.quality.values import RecordResults
from qitao.trade.values import CreatePurchase
from qitao.watch.values import Group, Notice, NoticeKind
from qitao.web.shell import marks, units

MARKS = {
    NoticeKind.NO_ANSWER: "unknown",
    NoticeKind.TASK: "not_evaluated",
    NoticeKind.APPROVAL: "not_evaluated",
    NoticeKind.COMPLETE: "complete",
}
"""How a notice is marked, where it does not say that something is amiss."""
Place = tuple[str, str]
"""Where a button leads, and the words on it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One notice as it is shown."""

    key: str
    words: str
    mark: str
    plant: str
    since: datetime
    newest: datetime
    unread: bool
    url: str
    act: str


def line_of(notice: Notice, actor: Actor, plants: Mapping[PlantId, PlantRow]) -> Line:
    """Return a notice in the reader's language; `plants` are named where there are several."""
    group = notice.group
    plant = plants.get(group.plant) if group.plant else None
    url, act = CURES[group.kind](group, actor)
    return Line(
        key=group.key,
        words=words_of(group, actor.lang),
        mark=MARKS.get(NoticeKind(group.kind), "fail"),
        plant=marks.named(plant.name, plant.name_en, actor.lang) if plant else "",
        since=group.since,
        newest=group.newest,
        unread=notice.unread,
        url=url,
        act=say(f"ui.notices.act.{act}", actor.lang),
    )


def words_of(group: Group, lang: str) -> str:
    """Return what a notice says: its own sentence of one thing or of many."""
    name = (lang == "en" and group.name_en) or group.name
    return say(
        f"notice.{group.kind}{'_more' if group.others else ''}",
        lang,
        name=name,
        code=group.code,
        count=group.count,
        number=group.number,
        others=group.others,
        figure=group.figure,
        unit=units.word(group.unit, lang),
        verb=say(f"verb.{group.code}", lang) if group.kind == NoticeKind.RETURNED else "",
    )


def _query(name: str, **filters: object) -> str:
    return f"{reverse(name)}?{urlencode(filters)}"


def _orders(group: Group, _actor: Actor) -> Place:
    """Lead to the one order, which says why, or to the list of exactly those."""
    if group.count == 1 and group.number:
        return reverse("orders:order", args=[group.number]), "order"
    filters = {"state": "all", "cause": group.kind, "step": group.code}
    return _query("orders:orders", **filters), "orders"


def _again(group: Group, actor: Actor) -> Place:
    """Lead to the re-drive of all that failed, for those who may."""
    if group.count > 1 and actor.may(RedriveOrder, plant=group.plant):
        return _query("orders:bulk", verb="redrive_orders", cause=group.kind), "redrive"
    return _orders(group, actor)


def _short(group: Group, actor: Actor) -> Place:
    """Lead a purchaser to the material, which says what brings it, a planner to the kits."""
    buys = actor.may(CreatePurchase, plant=group.plant) and actor.may(ViewCatalog)
    if buys and group.target:
        return reverse("catalog:material", args=[group.target]), "material"
    return _query("kits:kits", plant=group.plant, state="short"), "kits"


def _complete(group: Group, actor: Actor) -> Place:
    if group.count == 1 and actor.may(ViewOrder, plant=group.plant):
        return reverse("orders:order", args=[group.number]), "order"
    return _query("kits:kits", plant=group.plant, state="complete"), "kits"


def _inspection(group: Group, _actor: Actor) -> Place:
    if group.count == 1 and group.target:
        return reverse("quality:inspection", args=[group.target]), "inspection"
    return _query("quality:inspections", state="failed"), "inspections"


def _overdue(group: Group, _actor: Actor) -> Place:
    if group.target:
        return reverse("trade:purchase", args=[group.target]), "purchase"
    return _query("trade:purchases", state="approved", q=group.code), "purchases"


def _approval(group: Group, _actor: Actor) -> Place:
    if group.target:
        return reverse("trade:purchase", args=[group.target]), "purchase"
    return _query("trade:purchases", state="draft"), "purchases"


def _task(group: Group, _actor: Actor) -> Place:
    return f"{reverse('desk:tasks')}#task-{group.target}", "task"


def _returned(_group: Group, actor: Actor) -> Place:
    may = actor.may(ReportOutput) or actor.may(RecordResults)
    return reverse("terminal:decide" if may else "desk:desk"), "returned"


CURES: dict[str, Callable[[Group, Actor], Place]] = {
    NoticeKind.RETURNED: _returned,
    NoticeKind.TASK: _task,
    NoticeKind.FAILED: _again,
    NoticeKind.NO_ANSWER: _again,
    NoticeKind.SHORT: _short,
    NoticeKind.REFUSED: _orders,
    NoticeKind.INSPECTION: _inspection,
    NoticeKind.OVERDUE: _overdue,
    NoticeKind.APPROVAL: _approval,
    NoticeKind.COMPLETE: _complete,
}

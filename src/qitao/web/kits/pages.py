"""齐套: orders by rank with their kit, short materials beside them; check, rank, policy."""

from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.kitting import actions, queries
from qitao.kitting.values import (
    Allocation,
    CheckKits,
    Interception,
    KitState,
    KitVerdict,
    Policy,
    SetPlantPolicy,
    ViewKits,
)
from qitao.people import queries as people
from qitao.people.values import PlantRow
from qitao.production.actions import set_priorities
from qitao.production.actions.control import PriorityChange
from qitao.production.queries import lists as production
from qitao.production.values import BUSINESS, RankOrder, WorkOrderId
from qitao.trade import queries as trade
from qitao.trade.values import CreatePurchase
from qitao.web.shell import spoken
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

KITS_SHOWN = 100
SHORTAGES_SHOWN = 50
PRIORITY_MIN, PRIORITY_MAX = 1, 9
FILTERS: dict[str, tuple[KitState, ...]] = {
    "all": (),
    "complete": (KitState.COMPLETE,),
    "short": (KitState.SHORT, KitState.PARTIAL),
    "unknown": (KitState.UNKNOWN,),
}


@dataclass(frozen=True, slots=True)
class Kitted:
    """One order with its kit bar and the number of its page."""

    verdict: KitVerdict
    number: str
    percent: float


@page(permission=ViewKits)
def kits(visit: Visit) -> HttpResponseBase:
    """Show orders by rank on the left, short materials on the right."""
    found = visit.query.get("order", "")
    plant, plants = _plant(visit)
    chosen = visit.query.get("state", "all")
    words = visit.query.get("q", "").strip() or found
    verdicts = queries.list_kits(
        plant.id, states=FILTERS.get(chosen, ()), words=words, limit=KITS_SHOWN + 1
    )
    return visit.show(
        "kits/kits.html",
        live=("kitting",),
        plant=plant,
        plants=plants,
        chosen=chosen,
        words=words,
        filters=tuple(FILTERS),
        counts=_counts(plant.id),
        kits=_kitted(verdicts[:KITS_SHOWN]),
        more=len(verdicts) > KITS_SHOWN,
        shortages=trade.list_wanted(plant.id, limit=SHORTAGES_SHOWN),
        policy=queries.get_policy(plant.id),
        at=clock.now(),
        may_order=visit.actor.may(CreatePurchase, plant=plant.id),
        may_check=visit.actor.may(CheckKits, plant=plant.id),
        may_rank=visit.actor.may(RankOrder, plant=plant.id),
        may_set=visit.actor.may(SetPlantPolicy, plant=plant.id),
    )


def _plant(visit: Visit) -> tuple[PlantRow, list[PlantRow]]:
    plants = people.list_plants(Ask(limit=200), plants=visit.actor.plants_of(ViewKits), active=True)
    wanted = visit.number_of("plant")
    chosen = [plant for plant in plants if plant.id == wanted] or plants
    return visit.only(chosen), plants


def _counts(plant: PlantId) -> dict[str, int]:
    counted = queries.count_kits(plant)
    return {
        name: sum(counted.get(state, 0) for state in (states or tuple(KitState)))
        for name, states in FILTERS.items()
    }


def _kitted(verdicts: list[KitVerdict]) -> list[Kitted]:
    return [
        Kitted(
            verdict,
            verdict.label if verdict.source_type == BUSINESS else "",
            spoken.share(verdict.lines - verdict.lines_short, verdict.lines)
            if verdict.lines
            else 100,
        )
        for verdict in verdicts
    ]


@page(permission=ViewKits)
def kit(visit: Visit, source_type: str, source_id: int) -> HttpResponseBase:
    """Show one kit: every line, who holds what it lacks, what could stand in."""
    found = queries.get_kit(source_type, source_id)
    if not visit.actor.may(ViewKits, plant=found.verdict.plant):
        raise Refusal(NOT_FOUND)
    holders: dict[int, list[Any]] = {}
    for holder in found.holders:
        holders.setdefault(holder.material, []).append(holder)
    substitutes: dict[int, list[Any]] = {}
    for each in found.substitutes:
        substitutes.setdefault(each.material, []).append(each)
    return visit.show(
        "kits/kit.html",
        live=("kitting", "stock"),
        verdict=found.verdict,
        lines=found.lines,
        holders=holders,
        substitutes=substitutes,
        is_order=source_type == BUSINESS,
    )


@page(permission=CheckKits)
def check(visit: Visit) -> HttpResponseBase:
    """Check every kit of a plant anew."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    plant = PlantId(visit.number_of("plant") or 0)
    result = actions.check_kits(actor=visit.actor, plant=plant)
    short = result.short + result.partial
    visit.tell(
        "ui.kits.checked",
        checked=result.checked,
        complete=result.complete,
        short=short,
        unknown=result.unknown,
        tone="warn" if result.unknown else "done",
    )
    return visit.go_to(f"{reverse('kits:kits')}?plant={plant}")


@page(permission=RankOrder)
def priority(visit: Visit) -> HttpResponseBase:
    """Move an order up or down by one priority; the kit check nets by it from now on."""
    order = visit.number_of("order")
    wanted = visit.number_of("priority")
    if not visit.posted or order is None or wanted is None:
        raise visit.refusal or Refusal(NOT_FOUND)
    level = min(max(wanted, PRIORITY_MIN), PRIORITY_MAX)
    set_priorities(actor=visit.actor, changes=(PriorityChange(WorkOrderId(order), level),))
    number = production.get_number(WorkOrderId(order))
    visit.tell("ui.kits.ranked", number=number, priority=level)
    return visit.go_back("kits:kits")


@page(permission=SetPlantPolicy)
def policy(visit: Visit) -> HttpResponseBase:
    """Set how a plant checks its kits: where it intercepts, how it allots, what counts."""
    plant, plants = _plant(visit)
    if visit.posted:
        wanted = Policy(
            plant.id,
            visit.choice_of("interception", next(iter(Interception))),
            visit.choice_of("allocation", Allocation.ALL_OR_NOTHING),
            visit.number_of("incoming_days"),
            visit.number_of("stale_after_seconds") or 0,
        )
        actions.set_plant_policy(actor=visit.actor, policy=wanted)
        visit.tell("ui.kits.policy_saved", plant=plant.name)
        return visit.go_to(f"{reverse('kits:kits')}?plant={plant.id}")
    return visit.show(
        "kits/policy.html",
        plant=plant,
        plants=plants,
        policy=queries.get_policy(plant.id),
        kept=queries.is_policy_set(plant.id),
        levels=[int(level) for level in Interception],
        allocations=tuple(Allocation),
    )

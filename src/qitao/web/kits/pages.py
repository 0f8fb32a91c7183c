"""齐套: orders by rank with their kit, short materials beside them; check, try ranks, policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, TOO_MANY, Refusal
from qitao.catalog.values import MaterialId
from qitao.kitting import actions, queries
from qitao.kitting.queries import Change, Holder, Substitute
from qitao.kitting.values import (
    SHORTAGES_MAX,
    Allocation,
    CheckKits,
    Interception,
    KitState,
    KitVerdict,
    Policy,
    SetPlantPolicy,
    ViewKits,
)
from qitao.production.actions import set_priorities
from qitao.production.actions.control import PriorityChange
from qitao.production.queries.gates import count_waived, find_waiver
from qitao.production.queries.making import Made, list_made, list_making
from qitao.production.values import BUSINESS, RankOrder, WorkOrderId
from qitao.trade import queries as trade
from qitao.trade.values import CreatePurchase
from qitao.web.kits import ranking
from qitao.web.kits.ranking import Trial
from qitao.web.kits.sheet import sheet
from qitao.web.shell import meeting, sheets, spoken
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

KITS_SHOWN = 50
SHORTAGES_SHOWN = 40
FILTERS: dict[str, tuple[KitState, ...]] = {
    "all": (),
    "complete": (KitState.COMPLETE,),
    "short": (KitState.SHORT, KitState.PARTIAL),
    "unknown": (KitState.UNKNOWN,),
    "drawn": (KitState.COMPLETE,),
}
"""What is listed: orders that still draw material, but for those under `drawn`."""
POLICY = (
    Spot("interception", "choice", vocabulary="interception", codes=tuple(map(str, Interception))),
    Spot("allocation", "choice", vocabulary="allocation", codes=tuple(Allocation)),
    Spot("incoming_days", "number"),
    Spot("stale_after_seconds", "number"),
)


@dataclass(frozen=True, slots=True)
class Kitted:
    """One order with its kit bar, its page, what a tried rank does to it, and what it makes."""

    verdict: KitVerdict
    number: str
    percent: float
    change: Change | None = None
    moved: bool = False
    made: Made | None = None


@page(permission=ViewKits)
def kits(visit: Visit) -> HttpResponseBase:
    """Show orders by rank on the left, short materials on the right."""
    plant, plants = visit.one_plant(ViewKits)
    found = visit.query.get("order", "")
    for verdict in queries.list_kits(plant.id, words=found, limit=2) if found else ():
        if verdict.label == found:
            return visit.go("kits:kit", verdict.source_type, verdict.source_id)
    if visit.query.get("export") in sheets.FORMATS:
        return _sheet(visit, plant.id)
    chosen = visit.query.get("state", "all")
    words = visit.query.get("q", "").strip() or found
    trial = ranking.try_out(plant.id, ranking.read(visit.query.get("moved", "")))
    after = queries.find_verdict(BUSINESS, visit.number_of("after") or 0)
    verdicts = queries.list_kits(
        plant.id,
        states=FILTERS.get(chosen, ()),
        drawn=None if found else chosen == "drawn",
        words=words,
        after=after,
        limit=KITS_SHOWN + 1 + (len(trial.moved) if trial else 0),
    )
    queue = ranking.placed(verdicts, trial, words=words, after=after)[:KITS_SHOWN]
    shortages = trade.list_wanted(plant.id, limit=SHORTAGES_SHOWN)
    return visit.show(
        "kits/kits.html",
        live=("kitting",),
        plant=plant,
        plants=plants,
        chosen=chosen,
        words=words,
        filters=tuple(FILTERS),
        counts=_counts(plant.id),
        waived=count_waived(plant.id),
        kits=_kitted(queue, trial),
        later=after,
        follow=queue[-1].source_id if len(verdicts) > KITS_SHOWN else None,
        trial=trial,
        changes=trial.changes[: ranking.CHANGES_SHOWN] if trial else (),
        unmoved=_address(visit, ""),
        move=_address(visit, trial.text if trial else "", "kits:move"),
        shortages=shortages,
        **_beside(plant.id, [want.short.material for want in shortages]),
        making=list_making(plant.id, [want.short.material for want in shortages if want.is_made]),
        policy=queries.get_policy(plant.id),
        at=clock.now(),
        may_order=visit.actor.may(CreatePurchase, plant=plant.id),
        may_check=visit.actor.may(CheckKits, plant=plant.id),
        may_rank=visit.actor.may(RankOrder, plant=plant.id),
        may_set=visit.actor.may(SetPlantPolicy, plant=plant.id),
    )


def _sheet(visit: Visit, plant: PlantId) -> HttpResponse:
    short = queries.list_shortages(plant, limit=SHORTAGES_MAX)
    return sheet(visit, short, **_beside(plant, [each.material for each in short]))


def _counts(plant: PlantId) -> dict[str, int]:
    found = queries.count_kits([plant])[plant]
    return {
        "all": found.all - found.drawn,
        "complete": found.complete,
        "short": found.short + found.partial,
        "unknown": found.unknown,
        "drawn": found.drawn,
    }


def _beside(plant: PlantId, materials: Sequence[MaterialId]) -> dict[str, Any]:
    """Return who holds the short materials and what could stand in, by material."""
    return {
        "holders": _by_material(queries.list_holders(plant, materials)),
        "substitutes": _by_material(queries.list_substitutes(plant, materials)),
    }


def _by_material(rows: Sequence[Holder] | Sequence[Substitute]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.material, []).append(row)
    return found


def _kitted(verdicts: list[KitVerdict], trial: Trial | None) -> list[Kitted]:
    changes = trial.by_order if trial else {}
    moved = {each.source for each in trial.moved} if trial else set()
    made = list_made([each.source_id for each in verdicts if each.source_type == BUSINESS])
    return [
        Kitted(
            verdict,
            verdict.label if verdict.source_type == BUSINESS else "",
            spoken.share(verdict.lines - verdict.lines_short, verdict.lines)
            if verdict.lines
            else 100,
            changes.get(verdict.source_id),
            verdict.source in moved,
            made.get(verdict.source_id) if verdict.source_type == BUSINESS else None,
        )
        for verdict in verdicts
    ]


def _address(visit: Visit, moved: str, name: str = "kits:kits") -> str:
    """Return an address with the filters of the page and the moves that are tried."""
    query = {
        each: value
        for each in ("plant", "state", "q")
        if (value := visit.typed.get(each, "").strip())
    }
    return f"{reverse(name)}?{urlencode(query | ({'moved': moved} if moved else {}))}"


@page(permission=ViewKits)
def kit(visit: Visit, source_type: str, source_id: int) -> HttpResponseBase:
    """Show one kit: every line, who holds what it lacks, what could stand in."""
    found = queries.get_kit(source_type, source_id)
    if not visit.actor.may(ViewKits, plant=found.verdict.plant):
        raise Refusal(NOT_FOUND)
    is_order = source_type == BUSINESS
    return visit.show(
        "kits/kit.html",
        live=("kitting", "stock"),
        verdict=found.verdict,
        lines=found.lines,
        holders=_by_material(found.holders),
        substitutes=_by_material(found.substitutes),
        is_order=is_order,
        made=list_made([source_id]).get(source_id) if is_order else None,
        making=list_making(
            found.verdict.plant, [line.material for line in found.lines if line.gap]
        ),
        waiver=find_waiver(WorkOrderId(source_id), "kit") if is_order else None,
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
def move(visit: Visit) -> HttpResponseBase:
    """Try an order at another place of the queue: nothing is saved, the address carries it."""
    asked = {name: visit.number_of(name) or 0 for name in ("order", "before", "behind", "to")}
    order = asked.pop("order")
    moves = ranking.moved_to(ranking.read(visit.text("moved")), order, **asked)
    if len(moves) > ranking.MOVES_MAX:
        raise Refusal(TOO_MANY, limit=ranking.MOVES_MAX, count=len(moves))
    return visit.go_to(_address(visit, ranking.write(moves)))


@page(permission=RankOrder)
def rank(visit: Visit) -> HttpResponseBase:
    """Save the priorities that were tried; the kit check nets by them from now on."""
    moves = ranking.read(visit.text("moved"))
    if not visit.posted or not moves:
        raise visit.refusal or Refusal(NOT_FOUND)
    wanted = tuple(PriorityChange(WorkOrderId(order), to) for order, to in moves.items())
    done = set_priorities(actor=visit.actor, changes=wanted)
    visit.tell("ui.kits.ranked", count=done.orders)
    return visit.go_to(_address(visit, ""))


@page(permission=SetPlantPolicy)
def policy(visit: Visit) -> HttpResponseBase:
    """Set how a plant checks its kits: where it intercepts, how it allots, what counts."""
    plant, plants = visit.one_plant(ViewKits)
    record = f"kit_policy:{plant.id}"

    def read() -> Held:
        return Held(record, queries.get_policy(plant.id), POLICY, "ui.kits")

    held = meeting.meet(visit, record, read)
    if visit.posted:
        wanted = Policy(
            plant.id,
            visit.choice_of("interception", next(iter(Interception))),
            visit.choice_of("allocation", Allocation.ALL_OR_NOTHING),
            visit.number_of("incoming_days"),
            visit.number_of("stale_after_seconds") or 0,
        )
        actions.set_plant_policy(actor=visit.actor, policy=wanted)
        visit.tell("ui.kits.policy_saved", plant=visit.name_plant(plant))
        return visit.go_to(f"{reverse('kits:kits')}?plant={plant.id}")
    return visit.show(
        "kits/policy.html",
        plant=plant,
        plants=plants,
        policy=held.row,
        holding=meeting.hold(visit, held),
        live=(record,),
        kept=queries.is_policy_set(plant.id),
        levels=[int(level) for level in Interception],
        allocations=tuple(Allocation),
    )

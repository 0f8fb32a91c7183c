"""What other floors tell the kit check: demand, supply, ranks. Called inside their verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.sql import SqlRoom
from qitao.kitting import queries, rules
from qitao.kitting.values import (
    Demand,
    PriorityChange,
    PutDemands,
    PutSupplies,
    SetPriorities,
    Source,
    Supply,
)

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class DemandsPut:
    """How many sources and lines now stand as demand."""

    sources: int
    lines: int


@dataclass(frozen=True, slots=True)
class SuppliesPut:
    """How many sources were named and how many lines they still bring."""

    sources: int
    lines: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many sources or lines were forgotten."""

    count: int


@dataclass(frozen=True, slots=True)
class PrioritiesSet:
    """How many sources were ranked anew."""

    changed: int


def _columns(sources: Sequence[Source]) -> dict[str, Any]:
    return {"types": [s.type for s in sources], "ids": [s.id for s in sources]}


def check_plants(actor: Actor, permission: Permission, sources: Sequence[Source]) -> None:
    """Refuse `OUT_OF_SCOPE` for sources of other plants than the actor's; most have them all."""
    if actor.plants_of(permission) is None:
        return
    for plant in queries.list_plants_of(sources):
        actor.check_scope(permission, plant=plant)


@action(permission=PutDemands)
def put_demands(*, actor: Actor, demands: tuple[Demand, ...]) -> DemandsPut:
    """Replace all open needs of the given sources by the given ones, set-based.

    Quantities are in the material's own unit. The sources' verdicts count as stale from now on.
    Refuses `DEMAND_INVALID` with every faulty source.
    """
    rules.check_demands(demands)
    for plant in {demand.plant for demand in demands}:
        actor.check_scope(PutDemands, plant=plant)
    check_plants(actor, PutDemands, [demand.source for demand in demands])
    lines = [(demand.source, line) for demand in demands for line in demand.lines]
    sql.run(
        "put_demands",
        **_columns([d.source for d in demands]),
        at=clock.now(),
        labels=[d.label for d in demands],
        plants=[d.plant for d in demands],
        priorities=[d.priority for d in demands],
        dues=[d.due_on for d in demands],
        needed=[d.needed_at for d in demands],
        actives=[d.active for d in demands],
        counts=[len(d.lines) for d in demands],
        line_types=[source.type for source, _ in lines],
        line_ids=[source.id for source, _ in lines],
        lines=[line.line for _, line in lines],
        materials=[line.material for _, line in lines],
        quantities=[line.quantity for _, line in lines],
        bom_lines=[line.bom_line for _, line in lines],
    )
    return DemandsPut(len(demands), len(lines))


@action(permission=PutDemands)
def drop_demands(*, actor: Actor, sources: tuple[Source, ...]) -> Dropped:
    """Forget sources of demand: their lines, verdicts and shortages."""
    check_plants(actor, PutDemands, sources)
    return Dropped(sql.run("drop_demands", **_columns(sources)))


@action(permission=PutSupplies)
def put_supplies(
    *, actor: Actor, sources: tuple[Source, ...], supplies: tuple[Supply, ...]
) -> SuppliesPut:
    """Replace all that the named sources will still bring by the given lines, set-based.

    A source without lines brings nothing any more. Refuses `SUPPLY_INVALID`.
    """
    rules.check_supplies(sources, supplies)
    for plant in {supply.plant for supply in supplies}:
        actor.check_scope(PutSupplies, plant=plant)
    check_plants(actor, PutSupplies, sources)
    named = _columns(sources)
    sql.run(
        "put_supplies",
        named_types=named["types"],
        named_ids=named["ids"],
        **_columns([s.source for s in supplies]),
        lines=[s.line for s in supplies],
        labels=[s.label for s in supplies],
        plants=[s.plant for s in supplies],
        materials=[s.material for s in supplies],
        quantities=[s.quantity for s in supplies],
        expected=[s.expected_on for s in supplies],
    )
    return SuppliesPut(len(sources), sum(s.quantity > 0 for s in supplies))


@action(permission=PutSupplies)
def drop_supplies(*, actor: Actor, sources: tuple[Source, ...]) -> Dropped:
    """Forget sources of supply."""
    check_plants(actor, PutSupplies, sources)
    return Dropped(sql.run("drop_supplies", **_columns(sources)))


@action(permission=SetPriorities)
def set_priorities(*, actor: Actor, changes: tuple[PriorityChange, ...]) -> PrioritiesSet:
    """Rank sources anew, one priority each (1 goes first, 9 last).

    Their verdicts count as stale from now on. Refuses `PRIORITY_INVALID`.
    """
    rules.check_priorities(changes)
    sources = [change.source for change in changes]
    check_plants(actor, SetPriorities, sources)
    changed = sql.run(
        "set_priorities",
        **_columns(sources),
        priorities=[change.priority for change in changes],
        at=clock.now(),
    )
    return PrioritiesSet(changed)

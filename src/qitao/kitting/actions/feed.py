"""What other floors tell the kit check: demand, supply, ranks. Called inside their verbs."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.sql import SqlRoom
from qitao.kitting import queries, rules
from qitao.kitting.values import (
    Demand,
    PutDemands,
    PutSupplies,
    SetPriorities,
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
    """How many sources were forgotten."""

    sources: int


@dataclass(frozen=True, slots=True)
class PrioritiesSet:
    """How many sources were ranked anew."""

    changed: int


@action(permission=PutDemands)
def put_demands(*, actor: Actor, source_type: str, demands: tuple[Demand, ...]) -> DemandsPut:
    """Replace all open needs of the given sources by the given ones, set-based.

    Quantities are in the material's own unit. The sources' verdicts count as stale from now on.
    Refuses `DEMAND_INVALID` with every faulty source.
    """
    rules.check_demands(demands)
    for plant in {demand.plant for demand in demands}:
        actor.check_scope(PutDemands, plant=plant)
    if not demands:
        return DemandsPut(0, 0)
    lines = [(demand.source_id, line) for demand in demands for line in demand.lines]
    sql.run(
        "put_demands",
        source_type=source_type,
        at=clock.now(),
        ids=[d.source_id for d in demands],
        labels=[d.label for d in demands],
        plants=[d.plant for d in demands],
        priorities=[d.priority for d in demands],
        dues=[d.due_on for d in demands],
        needed=[d.needed_at for d in demands],
        actives=[d.active for d in demands],
        counts=[len(d.lines) for d in demands],
        line_ids=[source_id for source_id, _ in lines],
        lines=[line.line for _, line in lines],
        materials=[line.material for _, line in lines],
        quantities=[line.quantity for _, line in lines],
        bom_lines=[line.bom_line for _, line in lines],
    )
    return DemandsPut(len(demands), len(lines))


@action(permission=PutDemands)
def drop_demands(*, actor: Actor, source_type: str, source_ids: tuple[int, ...]) -> Dropped:
    """Forget sources of demand: their lines, verdicts and shortages."""
    for plant in queries.list_plants_of(source_type, source_ids):
        actor.check_scope(PutDemands, plant=plant)
    return Dropped(sql.run("drop_demands", source_type=source_type, ids=list(source_ids)))


@action(permission=PutSupplies)
def put_supplies(
    *,
    actor: Actor,
    source_type: str,
    source_ids: tuple[int, ...],
    supplies: tuple[Supply, ...],
) -> SuppliesPut:
    """Replace all that the named sources will still bring by the given lines, set-based.

    A source without lines brings nothing any more. Refuses `SUPPLY_INVALID`.
    """
    rules.check_supplies(source_ids, supplies)
    for plant in {supply.plant for supply in supplies}:
        actor.check_scope(PutSupplies, plant=plant)
    sql.run(
        "put_supplies",
        source_type=source_type,
        sources=list(source_ids),
        ids=[s.source_id for s in supplies],
        lines=[s.line for s in supplies],
        labels=[s.label for s in supplies],
        plants=[s.plant for s in supplies],
        materials=[s.material for s in supplies],
        quantities=[s.quantity for s in supplies],
        expected=[s.expected_on for s in supplies],
    )
    return SuppliesPut(len(source_ids), sum(s.quantity > 0 for s in supplies))


@action(permission=PutSupplies)
def drop_supplies(*, actor: Actor, source_type: str, source_ids: tuple[int, ...]) -> Dropped:
    """Forget sources of supply."""
    return Dropped(sql.run("drop_supplies", source_type=source_type, ids=list(source_ids)))


@action(permission=SetPriorities)
def set_priorities(
    *,
    actor: Actor,
    source_type: str,
    source_ids: tuple[int, ...],
    priorities: tuple[int, ...],
) -> PrioritiesSet:
    """Rank the named sources anew, one priority each (1 goes first, 9 last).

    Their verdicts count as stale from now on. Refuses `PRIORITY_INVALID`.
    """
    rules.check_priorities(source_ids, priorities)
    for plant in queries.list_plants_of(source_type, source_ids):
        actor.check_scope(SetPriorities, plant=plant)
    changed = sql.run(
        "set_priorities",
        source_type=source_type,
        ids=list(source_ids),
        priorities=list(priorities),
        at=clock.now(),
    )
    return PrioritiesSet(changed)

"""Check kits: one statement for a few sources or for a whole plant; unknown is never short."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.kitting import queries, rules, values
from qitao.kitting.actions.feed import check_plants
from qitao.kitting.queries import Unanswered
from qitao.kitting.values import (
    ASKED_TWICE,
    Answer,
    CheckKits,
    KitState,
    KitVerdict,
    Policy,
    SetPlantPolicy,
    Source,
    UnknownCause,
)
from qitao.people import queries as people

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class KitsChecked:
    """How many sources were checked with what answer; the verdicts of the sources named."""

    checked: int
    complete: int
    partial: int
    short: int
    unknown: int
    verdicts: tuple[KitVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicySet:
    """The policy that holds now."""

    plant: PlantId


@action(permission=CheckKits)
def check_kits(
    *, actor: Actor, sources: tuple[Source, ...] = (), plant: PlantId | None = None
) -> KitsChecked:
    """Check named sources, or every active one of a plant, and store the answers.

    Demand is netted by priority, due date and id against what is free, own reservations first.
    A source that could not be checked in time gets `unknown` with its cause, never `short`. More
    than `FEW_MAX` sources are checked together with their whole plants, unless nothing there has
    changed since the last sweep. Refuses `KIT_ASKED_TWICE` unless either sources or a plant are
    named.
    """
    if bool(sources) == (plant is not None):
        raise Refusal(ASKED_TWICE)
    if plant is None:
        check_plants(actor, CheckKits, sources)
        return _count(check_sources(sources))
    actor.check_scope(CheckKits, plant=plant)
    return _check_all(plant)


def check_sources(sources: Sequence[Source]) -> list[KitVerdict]:
    """Check named sources alone, or with their plants where they are many; return verdicts."""
    by_type: dict[str, list[int]] = {}
    for source in sources:
        by_type.setdefault(source.type, []).append(source.id)
    alone = len(sources) <= values.FEW_MAX
    fault = None if alone else _check_plants(queries.list_plants_of(sources))
    return [v for kind, ids in by_type.items() for v in _check(kind, ids, alone, fault)]


def _check(
    source_type: str, source_ids: Sequence[int], alone: bool, fault: UnknownCause | None
) -> list[KitVerdict]:
    if alone:
        return _check_few(source_type, source_ids)
    if fault is not None:
        _store_unknown(fault, clock.now(), source_type=source_type, source_ids=source_ids)
    return queries.list_verdicts(source_type, source_ids)


def _check_plants(plants: Sequence[PlantId]) -> UnknownCause | None:
    try:
        for plant in plants:
            if not _is_in_line(plant):
                check_plant(plant)
    except Unanswered as fault:
        return fault.cause
    return None


def _is_in_line(plant: PlantId) -> bool:
    sweep = queries.find_sweep(plant)
    return sweep is not None and rules.holds(sweep, queries.fingerprint(plant), clock.now())


def _check_few(source_type: str, source_ids: Sequence[int]) -> list[KitVerdict]:
    """Check sources under their locks; one that somebody else is changing just now is unknown."""
    at = clock.now()
    locked = queries.lock_sources(source_type, source_ids)
    ids = [source.source_id for source in locked]
    try:
        answers = {a.source_id: a for a in rules.fold_lines(queries.net_few(source_type, ids))}
    except Unanswered as fault:
        _store_unknown(fault.cause, at, source_type=source_type, source_ids=ids)
        return _read(source_type, source_ids, locked=ids)
    for source in locked:
        empty = Answer(source_type, source.source_id, source.revision, 0, 0, None)
        answers.setdefault(source.source_id, empty)
    stored = _store(source_type, list(answers.values()), at)
    rest = set(source_ids) - {verdict.source_id for verdict in stored}
    if not rest:
        return stored
    read = _read(source_type, sorted(rest), locked=ids)
    return sorted(stored + read, key=rules.rank)


def _read(
    source_type: str, source_ids: Sequence[int], *, locked: Sequence[int]
) -> list[KitVerdict]:
    return [
        verdict
        if verdict.source_id in locked
        else replace(verdict, state=KitState.UNKNOWN, cause=UnknownCause.LOCKED.value)
        for verdict in queries.list_verdicts(source_type, source_ids)
    ]


def check_plant(plant: PlantId) -> int:
    """Check every active source of a plant and store what changed; may raise `Unanswered`.

    One statement: a hundred thousand answers never leave the database. Sources that somebody is
    changing just now are left; returns how many of those want another answer than they have.
    """
    at, today = clock.now(), people.day_in(plant)
    with queries.bounded(values.PLANT_TIMEOUT_MS, **queries.PLANT_SETTINGS):
        left: int = sql.value("check_plant", plant=plant, today=today, at=at)
    return left


def _store(source_type: str, answers: Sequence[Answer], at: datetime) -> list[KitVerdict]:
    short = [answer for answer in answers if answer.short_lines]
    rows = sql.all(
        "store_answers",
        KitVerdict,
        source_type=source_type,
        at=at,
        ids=[a.source_id for a in answers],
        revisions=[a.revision for a in answers],
        states=[rules.state_of(a.lines, a.lines_short) for a in answers],
        lines_short=[a.lines_short for a in answers],
        coverages=[a.coverage_on for a in answers],
        short_ids=[a.source_id for a in short for _ in a.short_lines or ()],
        short_lines=[line for a in short for line in a.short_lines or ()],
        materials=[material for a in short for material in a.materials or ()],
        required=[quantity for a in short for quantity in a.required or ()],
        covered=[quantity for a in short for quantity in a.covered or ()],
        gaps=[quantity for a in short for quantity in a.gaps or ()],
        dates=[day for a in short for day in a.dates or ()],
    )
    return [queries.typed(row) for row in rows]


def _store_unknown(
    cause: UnknownCause,
    at: datetime,
    *,
    plant: PlantId | None = None,
    source_type: str = "",
    source_ids: Sequence[int] = (),
) -> int:
    return sql.run(
        "store_unknown",
        plant=plant,
        source_type=source_type,
        source_ids=list(source_ids),
        cause=cause,
        at=at,
    )


def _check_all(plant: PlantId) -> KitsChecked:
    at = clock.now()
    try:
        check_plant(plant)
    except Unanswered as fault:
        unknown = _store_unknown(fault.cause, at, plant=plant)
        return KitsChecked(unknown, 0, 0, 0, unknown)
    orders = queries.count_kits([plant])[plant]
    return KitsChecked(
        orders.all,
        orders.complete + orders.drawn,
        orders.partial,
        orders.short,
        orders.unknown,
    )


def _count(verdicts: Sequence[KitVerdict]) -> KitsChecked:
    states = [verdict.state for verdict in verdicts]
    return KitsChecked(
        len(states),
        states.count(KitState.COMPLETE),
        states.count(KitState.PARTIAL),
        states.count(KitState.SHORT),
        states.count(KitState.UNKNOWN),
        tuple(verdicts),
    )


@action(permission=SetPlantPolicy)
def set_plant_policy(*, actor: Actor, policy: Policy) -> PolicySet:
    """Set how a plant checks its kits: where it intercepts, how it allots, what counts as there.

    Refuses `POLICY_INVALID` for a horizon below 0 days or a life of answers below 1 second.
    """
    rules.check_policy(policy)
    actor.check_scope(SetPlantPolicy, plant=policy.plant)
    sql.run(
        "save_policy",
        plant=policy.plant,
        interception=int(policy.interception),
        allocation=policy.allocation,
        incoming_days=policy.incoming_days,
        stale_after_seconds=policy.stale_after_seconds,
    )
    return PolicySet(policy.plant)

"""Routing versions: drafted, published, revised, retired."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.refusal import CHANGED_MEANWHILE, NOT_FOUND, TOO_MANY, Refusal
from qitao.catalog import queries, rules
from qitao.catalog.actions import saving, versions
from qitao.catalog.actions.places import check_plants
from qitao.catalog.actions.versions import ROUTING, Locked
from qitao.catalog.models import Routing
from qitao.catalog.values import (
    ALREADY_EXISTS,
    SAVE_ROWS_MAX,
    EditRoutings,
    PublishRouting,
    RevisionState,
    RoutingId,
)
from qitao.catalog.values.faults import Saved
from qitao.catalog.values.results import RoutingSaved
from qitao.catalog.values.rows import RoutingRow

Version = tuple[str, str, str]


@action(permission=EditRoutings)
def create_routing(*, actor: Actor, row: RoutingRow) -> RoutingSaved:
    """Draft a routing version with all its operations (`state` active publishes it at once).

    Refuses all faults at once.
    """
    saving.sql.run("lock_structures")
    if _key(row) in queries.find_stored("routing", [row.material]):
        raise Refusal(ALREADY_EXISTS, noun="routing", code=_shown(row))
    _save(actor, (row,))
    return _saved(_find(row))


@action(permission=EditRoutings)
def update_routing(*, actor: Actor, row: RoutingRow, revision: int | None = None) -> RoutingSaved:
    """Give a draft exactly these operations; a published version is never rewritten.

    Refuses `CHANGED_MEANWHILE` unless `revision` is the stored one.
    """
    number = _find(row)
    [locked] = versions.lock(ROUTING, [number])
    if revision is not None and revision != locked.revision:
        raise Refusal(CHANGED_MEANWHILE, noun="routing", seen=revision, stored=locked.revision)
    _save(actor, (row,))
    return _saved(number)


@action(permission=EditRoutings)
def revise_routing(
    *, actor: Actor, routing: RoutingId, version: str, effective_from: date
) -> RoutingSaved:
    """Draft a new version as a copy of another one, valid from a day on."""
    saving.sql.run("lock_structures")
    [locked] = versions.lock(ROUTING, [routing])
    actor.check_scope(EditRoutings, plant=PlantId(locked.plant_id))
    draft = replace(
        _document(routing, locked),
        version=version,
        effective_from=effective_from,
        effective_to=None,
        state=RevisionState.DRAFT,
    )
    if _key(draft) in queries.find_stored("routing", [draft.material]):
        raise Refusal(ALREADY_EXISTS, noun="routing", code=_shown(draft))
    _save(actor, (draft,))
    return _saved(_find(draft))


@action(permission=PublishRouting)
def publish_routing(*, actor: Actor, routing: RoutingId, supersede: bool = True) -> RoutingSaved:
    """Make a draft active from its first day on; `supersede` ends the version before it.

    Refuses `ROUTING_OVERLAP`, and all faults at once.
    """
    [locked] = versions.lock(ROUTING, [routing])
    actor.check_scope(PublishRouting, plant=PlantId(locked.plant_id))
    versions.require_drafts(ROUTING, [locked])
    _check((replace(_document(routing, locked), state=RevisionState.ACTIVE),))
    versions.activate(ROUTING, [routing], supersede=supersede)
    return _saved(routing)


@action(permission=PublishRouting)
def retire_routing(*, actor: Actor, routing: RoutingId) -> RoutingSaved:
    """Take a routing version out of use; orders that were released keep their own copy."""
    [locked] = versions.lock(ROUTING, [routing])
    actor.check_scope(PublishRouting, plant=PlantId(locked.plant_id))
    versions.set_state(ROUTING, [routing], RevisionState.RETIRED)
    return _saved(routing)


@action(permission=EditRoutings)
def import_routings(*, actor: Actor, rows: tuple[RoutingRow, ...]) -> Saved:
    """Draft or publish many routing versions, all or none; equal ones are left alone.

    A stored draft takes the given operations; a published version that differs is a fault. An
    `active` row is published and needs that permission too.
    """
    return _save(actor, rows)


def _key(row: RoutingRow) -> Version:
    return (row.material, row.plant, row.version)


def _shown(row: RoutingRow) -> str:
    return " / ".join(_key(row))


def _find(row: RoutingRow) -> RoutingId:
    stored = queries.find_stored("routing", [row.material]).get(_key(row))
    if stored is None:
        raise Refusal(NOT_FOUND, noun="routing", code=_shown(row))
    return RoutingId(stored.id)


def _document(routing: RoutingId, locked: Locked) -> RoutingRow:
    rows = {_key(row): row for row in queries.list_routings([locked.material])}
    stored = queries.find_stored("routing", [locked.material])
    return next(rows[key] for key, one in stored.items() if one.id == routing)


def _saved(routing: RoutingId) -> RoutingSaved:
    row = Routing.objects.get(pk=routing)
    return RoutingSaved(routing, row.version, row.state, row.revision)


def _check(rows: Sequence[RoutingRow]) -> None:
    known = queries.find_known(rules.list_references(rows))
    saving.refuse_faults(
        [
            *rules.check_once(rows, ("material", "plant", "version")),
            *rules.check_references(rows, known),
            *rules.check_routings(rows, known),
        ]
    )


def _save(actor: Actor, rows: Sequence[RoutingRow]) -> Saved:
    if sum(len(row.operations) for row in rows) > SAVE_ROWS_MAX:
        raise Refusal(TOO_MANY, limit=SAVE_ROWS_MAX, count=len(rows))
    saving.sql.run("lock_structures")
    check_plants(actor, EditRoutings, (row.plant for row in rows))
    published = [row.plant for row in rows if row.state != RevisionState.DRAFT]
    if published:
        actor.check(PublishRouting)
        check_plants(actor, PublishRouting, published)
    _check(rows)
    versions.lock(ROUTING, [one.id for one in _stored(rows).values()])
    states = _stored(rows)
    stored = {_key(row): row for row in queries.list_routings([key[0] for key in states])}
    plan = rules.plan_routings(rows, {key: stored[key] for key in states})
    saving.refuse_faults(plan.faults)
    if plan.write:
        _write(plan.write)
    found = _stored(rows)
    publish = [found[key].id for key in plan.publish]
    versions.lock(ROUTING, publish)
    versions.activate(ROUTING, publish, supersede=True)
    versions.set_state(ROUTING, [found[key].id for key in plan.retire], RevisionState.RETIRED)
    return plan.saved


def _write(rows: Sequence[RoutingRow]) -> None:
    saving.sql.run("save_routing_heads", rows=saving.to_json(RoutingRow, rows))
    found = _stored(rows)
    ids = [found[_key(row)].id for row in rows]
    saving.sql.run("clear_routings", routings=ids)
    operations = saving.lines_to_json(RoutingRow, rows, "operations", ids)
    saving.sql.run("save_routing_operations", operations=operations)


def _stored(rows: Sequence[RoutingRow]) -> dict[Version, queries.Stored]:
    found = queries.find_stored("routing", {row.material for row in rows})
    return {key: found[key] for row in rows if (key := _key(row)) in found}

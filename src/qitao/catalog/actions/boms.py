"""BOM versions: drafted, published, revised, retired; substitutes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import CHANGED_MEANWHILE, NOT_FOUND, TOO_MANY, Refusal
from qitao.catalog import queries, rules
from qitao.catalog.actions import saving, versions
from qitao.catalog.actions.versions import BOM
from qitao.catalog.models import Bom
from qitao.catalog.rules import Known
from qitao.catalog.values import (
    ALREADY_EXISTS,
    BOM_CYCLE,
    SAVE_ROWS_MAX,
    BomId,
    EditBoms,
    PublishBom,
    RevisionState,
)
from qitao.catalog.values.faults import NOTHING_SAVED, Saved
from qitao.catalog.values.results import BomSaved
from qitao.catalog.values.rows import BomRow, LineSubstituteRow, SubstituteRow

Version = tuple[str, str, str]


@action(permission=EditBoms, shared=True)
def create_bom(*, actor: Actor, row: BomRow) -> BomSaved:
    """Draft a BOM version with all its lines (`state` active publishes it at once).

    Refuses all faults at once, and `BOM_CYCLE` with the circle shown.
    """
    saving.sql.run("lock_structures")
    if _key(row) in queries.find_stored("bom", [row.material]):
        raise Refusal(ALREADY_EXISTS, noun="bom", code=f"{row.material} / {row.version}")
    _save(actor, (row,), supersede=True)
    return _saved(_find(row))


@action(permission=EditBoms, shared=True)
def update_bom(
    *,
    actor: Actor,
    row: BomRow,
    revision: int | None = None,
    substitutes: tuple[LineSubstituteRow, ...] | None = None,
) -> BomSaved:
    """Give a draft exactly these lines; a published version is never rewritten.

    Without `substitutes` a line that keeps its number keeps its own; else these are all there are.
    Refuses `CHANGED_MEANWHILE` unless `revision` is the stored one, and `BOM_CYCLE`.
    """
    saving.sql.run("lock_structures")
    number = _find(row)
    [locked] = versions.lock(BOM, [number])
    if revision is not None and revision != locked.revision:
        raise Refusal(CHANGED_MEANWHILE, noun="bom", seen=revision, stored=locked.revision)
    _save(actor, (row,), supersede=True)
    if substitutes is not None:
        _replace_substitutes(actor, number, row, substitutes)
    return _saved(number)


@action(permission=EditBoms, shared=True)
def revise_bom(*, actor: Actor, bom: BomId, version: str, effective_from: date) -> BomSaved:
    """Draft a new version as a copy of another one, substitutes included, valid from a day on."""
    saving.sql.run("lock_structures")
    [source] = versions.lock(BOM, [bom])
    stored = next(
        row for row in queries.list_boms([source.material]) if row.version == source.version
    )
    draft = replace(
        stored,
        version=version,
        effective_from=effective_from,
        effective_to=None,
        state=RevisionState.DRAFT,
    )
    if _key(draft) in queries.find_stored("bom", [source.material]):
        raise Refusal(ALREADY_EXISTS, noun="bom", code=f"{source.material} / {version}")
    _save(actor, (draft,), supersede=False)
    number = _find(draft)
    saving.sql.run("copy_substitutes", source=bom, target=number)
    return _saved(number)


@action(permission=PublishBom, shared=True)
def publish_bom(*, actor: Actor, bom: BomId, supersede: bool = True) -> BomSaved:
    """Make a draft active from its first day on; `supersede` ends the version before it.

    Refuses `BOM_CYCLE` with the circle shown, `BOM_OVERLAP`, and all faults at once.
    """
    saving.sql.run("lock_structures")
    rows = versions.lock(BOM, [bom])
    versions.require_drafts(BOM, rows)
    stored = next(
        row for row in queries.list_boms([rows[0].material]) if row.version == rows[0].version
    )
    _check((replace(stored, state=RevisionState.ACTIVE),))
    _publish([bom], supersede=supersede)
    return _saved(bom)


@action(permission=PublishBom, shared=True)
def retire_bom(*, actor: Actor, bom: BomId) -> BomSaved:
    """Take a BOM version out of use; orders that were released keep their own copy."""
    versions.lock(BOM, [bom])
    versions.set_state(BOM, [bom], RevisionState.RETIRED)
    return _saved(bom)


@action(permission=EditBoms, shared=True)
def import_boms(*, actor: Actor, rows: tuple[BomRow, ...]) -> Saved:
    """Draft or publish many BOM versions, all or none; equal ones are left alone.

    A stored draft takes the given lines; a published version that differs is a fault. An `active`
    row is published and needs that permission too.
    """
    return _save(actor, rows, supersede=True)


@action(permission=EditBoms, shared=True)
def import_substitutes(*, actor: Actor, rows: tuple[SubstituteRow, ...]) -> Saved:
    """Say which materials may stand in on BOM lines; published versions too, by line number.

    Refuses all faults at once, and `BOM_CYCLE` with the circle shown.
    """
    if not rows:
        return NOTHING_SAVED
    known = queries.find_known(rules.list_references(rows))
    faults = [
        *rules.check_once(rows, ("material", "version", "line_no", "substitute")),
        *rules.check_references(rows, known),
    ]
    stored = queries.list_boms(sorted({row.material for row in rows}))
    saving.refuse_faults([*faults, *rules.check_substitutes(rows, stored)])
    saving.sql.run("lock_structures")
    saved = saving.save_rows("save_substitutes", SubstituteRow, rows)
    _refuse_cycle(known, {row.material for row in rows})
    return saved


@action(permission=EditBoms, shared=True)
def drop_substitute(*, actor: Actor, row: SubstituteRow) -> BomSaved:
    """Say that a material may no longer stand in on a BOM line."""
    number = _find(row)
    versions.lock(BOM, [BomId(number)])
    dropped = saving.sql.run(
        "drop_substitute", bom=number, line_no=row.line_no, substitute=row.substitute
    )
    if not dropped:
        raise Refusal(NOT_FOUND, noun="bom_substitute", code=row.substitute)
    return _saved(number)


def _replace_substitutes(
    actor: Actor, bom: BomId, row: BomRow, substitutes: Sequence[LineSubstituteRow]
) -> None:
    saving.sql.run(
        "drop_other_substitutes",
        bom=bom,
        line_nos=[one.line_no for one in substitutes],
        substitutes=[one.substitute for one in substitutes],
    )
    named = tuple(
        SubstituteRow(
            material=row.material,
            version=row.version,
            line_no=one.line_no,
            substitute=one.substitute,
            ratio=one.ratio,
            priority=one.priority,
        )
        for one in substitutes
    )
    import_substitutes(actor=actor, rows=named)


def _key(row: BomRow | SubstituteRow) -> Version:
    return (row.material, "", row.version)


def _find(row: BomRow | SubstituteRow) -> BomId:
    stored = queries.find_stored("bom", [row.material]).get(_key(row))
    if stored is None:
        raise Refusal(NOT_FOUND, noun="bom", code=f"{row.material} / {row.version}")
    return BomId(stored.id)


def _saved(bom: BomId) -> BomSaved:
    row = Bom.objects.get(pk=bom)
    return BomSaved(bom, row.version, row.state, row.revision)


def _check(rows: Sequence[BomRow]) -> Known:
    """Refuse all faults of the rows at once; return what their codes stand for."""
    known = queries.find_known(rules.list_references(rows))
    lines = [line for row in rows for line in row.lines]
    stored = queries.list_conversions(line.component for line in lines)
    pairs = frozenset((one.from_unit, one.to_unit, one.material) for one in stored)
    saving.refuse_faults(
        [
            *rules.check_once(rows, ("material", "version")),
            *rules.check_references(rows, known),
            *rules.check_boms(rows, known, pairs),
        ]
    )
    return known


def _save(actor: Actor, rows: Sequence[BomRow], *, supersede: bool) -> Saved:
    if sum(len(row.lines) for row in rows) > SAVE_ROWS_MAX:
        raise Refusal(TOO_MANY, limit=SAVE_ROWS_MAX, count=len(rows))
    if any(row.state != RevisionState.DRAFT for row in rows):
        actor.check(PublishBom)
    saving.sql.run("lock_structures")
    known = _check(rows)
    states = {key: row.state for key, row in _stored(rows).items()}
    stored = {_key(row): row for row in queries.list_boms([key[0] for key in states])}
    plan = rules.plan_boms(rows, known, {key: stored[key] for key in states})
    saving.refuse_faults(plan.faults)
    if plan.write:
        ids = _write(plan.write)
        _refuse_cycle(known, {row.material for row in plan.write}, drafts=ids)
    found = _stored(rows)
    _publish([found[key].id for key in plan.publish], supersede=supersede)
    versions.set_state(BOM, [found[key].id for key in plan.retire], RevisionState.RETIRED)
    return plan.saved


def _write(rows: Sequence[BomRow]) -> list[int]:
    saving.sql.run("save_bom_heads", rows=saving.to_json(BomRow, rows))
    found = _stored(rows)
    ids = [found[_key(row)].id for row in rows]
    lines = saving.lines_to_json(BomRow, rows, "lines", ids)
    saving.sql.run("save_bom_lines", lines=lines, boms=ids)
    return ids


def _stored(rows: Sequence[BomRow]) -> dict[Version, queries.Stored]:
    found = queries.find_stored("bom", {row.material for row in rows})
    return {key: found[key] for row in rows if (key := _key(row)) in found}


def _publish(ids: Sequence[int], *, supersede: bool) -> None:
    """Make drafts active; the structure is locked, the rows are checked."""
    if not ids:
        return
    locked = versions.lock(BOM, ids)
    _refuse_circle([row.material_id for row in locked], ids)
    versions.activate(BOM, ids, supersede=supersede)


def _refuse_cycle(known: Known, materials: set[str], drafts: Sequence[int] = ()) -> None:
    _refuse_circle([known["material"][code,].id for code in sorted(materials)], drafts)


def _refuse_circle(materials: Sequence[int], drafts: Sequence[int]) -> None:
    circle = queries.find_cycle(materials, drafts=drafts)
    if circle:
        raise Refusal(BOM_CYCLE, cycle=" → ".join(circle), codes=circle)

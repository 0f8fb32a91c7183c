"""Many rows of many nouns in one transaction: all of them, or none and every fault named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from qitao.base.action import action
from qitao.base.actor import Actor, Permission
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import PublishBom, PublishRouting, RevisionState
from qitao.catalog.values.faults import NOTHING_SAVED, Saved
from qitao.links import queries
from qitao.links.actions import watch
from qitao.links.actions.savers import SAVERS
from qitao.links.rules import documents
from qitao.links.rules.documents import Part
from qitao.links.rules.rows import Reading, Typed, build_rows, fields_of, key_of, read_rows
from qitao.links.rules.units import put_codes, unit_fields, words_of
from qitao.links.values import (
    CHUNK_ROWS,
    FAULTS_TOLD_MAX,
    IMPORT_FAULTS,
    MANY_ROWS,
    NOUN_UNKNOWN,
    PREVIEW_ROWS,
    ROWS_MAX,
    ImportRows,
    ImportRunId,
)
from qitao.links.values.imports import Batch, BatchSaved, ImportDone, Preview, RowFault
from qitao.links.values.nouns import NOUNS, Noun

sql = SqlRoom("qitao.links")
PUBLISHING = (PublishBom, PublishRouting)
TRIES_MAX = 3
WHOLE = -1
"""The place of a fault that no single row has."""


@dataclass(slots=True)
class _Run:
    """What an import has come to know: faults, and the keys of rows that will not be there."""

    actor: Actor
    faults: list[RowFault] = field(default_factory=list)
    lost: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)

    def lose(self, noun: Noun, given: dict[str, Any]) -> None:
        """Remember the key of a bad row, so that rows that name it are not called bad too."""
        key = tuple(str(given.get(name)) for name in noun.key)
        self.lost.setdefault(noun.name, set()).add(key)
        if noun.group:
            self.lost[noun.name].add(tuple(str(given.get(name)) for name in noun.group))

    def follows(self, fault: dict[str, Any]) -> bool:
        """Tell whether a fault is only that a bad row is missing."""
        if fault.get("code") != "UNKNOWN_REFERENCE":
            return False
        beside = [part for part in str(fault.get("beside", "")).split("/") if part]
        key = (*beside, str(fault.get("value")))
        return key in self.lost.get(str(fault.get("noun")), ())


@action(permission=ImportRows)
def import_rows(
    *,
    actor: Actor,
    batches: tuple[Batch, ...],
    reading: Reading = Reading(),  # noqa: B008 - frozen
    run: ImportRunId | None = None,
) -> ImportDone:
    """Save rows of any nouns, given as text, in the order of the batches: all or none.

    A field that no column gives stays as it is stored. Saving the same rows again changes nothing.
    Refuses `IMPORT_FAULTS` with every bad cell, and needs the rights of each noun's own verbs.
    """
    nouns = [_noun(batch) for batch in batches]
    total = sum(len(batch.rows) for batch in batches)
    if total > ROWS_MAX:
        raise Refusal(TOO_MANY, limit=ROWS_MAX, count=total)
    onlooker = watch.current()
    onlooker.total = total
    known = _Run(actor)
    saved = [
        _save_batch(known, noun, batch, place, reading)
        for place, (noun, batch) in enumerate(zip(nouns, batches, strict=True))
    ]
    known.faults.sort(key=lambda fault: (fault.batch, fault.row))
    onlooker.note(known.faults)
    if known.faults:
        told = [fault.flat() for fault in known.faults[:FAULTS_TOLD_MAX]]
        raise Refusal(IMPORT_FAULTS, count=len(known.faults), faults=told)
    done = ImportDone(run, tuple(saved))
    if onlooker.dry:
        raise watch.Undone(done)
    return done


def _noun(batch: Batch) -> Noun:
    noun = NOUNS.get(batch.noun)
    if noun is None or not noun.comes_in:
        names = [name for name, one in NOUNS.items() if one.comes_in]
        raise Refusal(NOUN_UNKNOWN, value=batch.noun, names=names)
    strange = [name for name in batch.columns if name not in fields_of(noun.row)]
    width = len(batch.columns)
    if strange or any(len(row) != width for row in batch.rows):
        raise Refusal(
            NOUN_UNKNOWN,
            value=f"{batch.noun}: {', '.join(strange)}",
            names=list(fields_of(noun.row)),
        )
    return noun


def _save_batch(known: _Run, noun: Noun, batch: Batch, place: int, reading: Reading) -> BatchSaved:
    onlooker = watch.current()
    onlooker.tell(noun.name)
    given, typed, stored = _read(noun, batch, place, reading)
    known.faults += typed.faults
    for number in {fault.row for fault in typed.faults}:
        known.lose(noun, given[number])
    _preview(noun, typed.rows, known.actor.lang)
    _check_rights(known.actor, noun, typed.rows, stored)
    saved = Saved(0, 0, typed.left_alone)
    for part in documents.split(noun, typed.rows, typed.places, most=CHUNK_ROWS):
        saved += _save_part(known, noun, part, place, given)
        onlooker.tell(noun.name, len(part.rows))
    onlooker.tell(noun.name, len(batch.rows) - len(typed.rows))
    if len(batch.rows) >= MANY_ROWS:
        sql.value("analyze_grown")
    return BatchSaved(noun.name, len(batch.rows), saved.created, saved.updated, saved.unchanged)


def _read(
    noun: Noun, batch: Batch, place: int, reading: Reading
) -> tuple[list[dict[str, Any]], Typed, list[Any]]:
    """Return what the rows give, the whole rows with every fault that needs no other noun, and the
    stored rows that they would change.
    """
    given, faults = read_rows(noun, batch, place, reading)
    if named := unit_fields(noun):
        units = queries.list_called_units(words_of(given, named))
        faults += put_codes(given, named, units, place)
    stored = queries.find_stored(noun, [key_of(noun, row) for row in given])
    typed = build_rows(noun, given, stored, faults, place, only_new=batch.only_new)
    for one in documents.check_agreement(noun, typed.rows):
        number, told = typed.places[one.row], str(one.evidence["value"])
        typed.faults.append(RowFault(place, number, one.field, one.code, told, dict(one.evidence)))
    return given, typed, list(stored.values())


def _save_part(
    known: _Run, noun: Noun, part: Part, place: int, given: Sequence[dict[str, Any]]
) -> Saved:
    """Save a part; where rows are bad, save the others, so that later rows may name them."""
    for _ in range(TRIES_MAX):
        if not part.rows:
            break
        try:
            return SAVERS[noun.name](known.actor, part.rows)
        except Refusal as refusal:
            bad = _note(known, part, place, refusal)
            for number in bad:
                known.lose(noun, given[number])
            kept = [
                (row, number)
                for row, number in zip(part.rows, part.places, strict=True)
                if number not in bad
            ]
            if len(kept) == len(part.rows):
                break
            rows, places = [row for row, _ in kept], [number for _, number in kept]
            part = next(documents.split(noun, rows, places, most=len(rows) or 1), Part((), ()))
    for number in part.places:
        known.lose(noun, given[number])
    return NOTHING_SAVED


def _note(known: _Run, part: Part, place: int, refusal: Refusal) -> set[int]:
    """Write down what a floor refused; return the places of the rows that fall with it."""
    told = refusal.evidence.get("faults")
    if told is None:
        known.faults.append(RowFault(place, WHOLE, "", refusal.code.code, "", refusal.evidence))
        return set(part.places)
    bad: set[int] = set()
    for one in told:
        number = part.place_of(one["row"], one.get("part"))
        bad |= part.rows_of(number)
        if not known.follows(one):
            evidence = {k: v for k, v in one.items() if k not in ("row", "part", "field", "code")}
            value = str(evidence.get("value", ""))
            known.faults.append(RowFault(place, number, one["field"], one["code"], value, evidence))
    return bad


def _preview(noun: Noun, rows: Sequence[Any], lang: str) -> None:
    previews = watch.current().previews
    if noun.name not in previews and rows:
        shown = tuple(tuple(queries.words_of_row(noun, row, lang)) for row in rows[:PREVIEW_ROWS])
        previews[noun.name] = Preview(noun.name, tuple(fields_of(noun.row)), shown)


def _check_rights(actor: Actor, noun: Noun, rows: Sequence[Any], stored: Sequence[Any]) -> None:
    """Refuse `PERMISSION_MISSING` or `OUT_OF_SCOPE`, as each noun's own verb would."""
    published = any(
        getattr(row, "state", RevisionState.DRAFT) != RevisionState.DRAFT for row in rows
    )
    for permission in (ImportRows, *noun.permissions):
        if permission in PUBLISHING and not published:
            continue
        actor.check(permission)
        _check_plants(actor, permission, noun, [*rows, *stored])


def _check_plants(actor: Actor, permission: Permission, noun: Noun, rows: Sequence[Any]) -> None:
    """Refuse `OUT_OF_SCOPE` for rows of other plants, given or stored, and for rows of all."""
    if not rows or noun.plant_asked or actor.plants_of(permission) is None:
        return
    if "plant" not in fields_of(noun.row):
        actor.check_everywhere(permission)
        return
    for plant in queries.find_plants({row.plant for row in rows}).values():
        actor.check_scope(permission, plant=plant)

"""What BOM and routing versions have in common: drafted, published for a span, retired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qitao.base.refusal import NOT_FOUND, Refusal, RefusalCode
from qitao.catalog.actions.saving import sql
from qitao.catalog.values import (
    BOM_OVERLAP,
    NOT_A_DRAFT,
    ROUTING_OVERLAP,
    MaterialId,
    RevisionState,
)

SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """Which of the two: its noun, its SQL files, the refusal of two active at once."""

    name: str
    lock: str
    end_superseded: str
    list_overlaps: str
    set_state: str
    overlap: RefusalCode


BOM = Kind(
    "bom",
    "lock_boms",
    "end_superseded_boms",
    "list_overlaps_of_boms",
    "set_state_of_boms",
    BOM_OVERLAP,
)
ROUTING = Kind(
    "routing",
    "lock_routings",
    "end_superseded_routings",
    "list_overlaps_of_routings",
    "set_state_of_routings",
    ROUTING_OVERLAP,
)


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked version."""

    id: int
    material_id: MaterialId
    material: str
    version: str
    state: str
    revision: int
    plant_id: int


@dataclass(frozen=True, slots=True)
class _Overlap:
    material: str
    version: str
    other: str
    effective_from: date
    effective_to: date | None


def lock(kind: Kind, ids: Sequence[int]) -> list[Locked]:
    """Lock versions in id order; refuse `NOT_FOUND` where one is missing."""
    rows = sql.all(kind.lock, Locked, ids=sorted(ids))
    if len(rows) != len(set(ids)):
        missing = sorted(set(ids) - {row.id for row in rows})
        raise Refusal(NOT_FOUND, noun=kind.name, id=missing[0])
    return rows


def require_drafts(kind: Kind, rows: Sequence[Locked]) -> None:
    """Refuse `NOT_A_DRAFT` unless all are drafts."""
    for row in rows:
        if row.state != RevisionState.DRAFT:
            raise Refusal(
                NOT_A_DRAFT,
                noun=kind.name,
                material=row.material,
                version=row.version,
                revision_state=row.state,
            )


def activate(kind: Kind, ids: Sequence[int], *, supersede: bool) -> None:
    """Make locked drafts active; `supersede` ends the versions before them the day before.

    Refuses `BOM_OVERLAP` or `ROUTING_OVERLAP` where two would be active on one day.
    """
    if supersede:
        sql.run(kind.end_superseded, ids=list(ids))
    overlaps = sql.all(kind.list_overlaps, _Overlap, ids=list(ids), limit=SHOWN_MAX)
    if overlaps:
        shown = [
            f"{one.material} / {one.version} ↔ {one.other} ({one.effective_from}"
            f"–{one.effective_to or ''})"
            for one in overlaps
        ]
        raise Refusal(kind.overlap, overlaps=shown, count=len(shown))
    set_state(kind, ids, RevisionState.ACTIVE)


def set_state(kind: Kind, ids: Sequence[int], state: RevisionState) -> None:
    """Move locked versions to another state."""
    sql.run(kind.set_state, ids=list(ids), state=str(state))

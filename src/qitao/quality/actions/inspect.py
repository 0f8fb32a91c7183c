"""Inspections: opened for a business row, results recorded and judged, failures decided."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import SYSTEM_USER, Actor
from qitao.base.clock import HappenedAt
from qitao.base.ids import PlantId, UserId
from qitao.base.quantity import PositiveQuantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.base.texts import say
from qitao.catalog.values import MaterialId
from qitao.quality import queries, rules
from qitao.quality.values import (
    INSPECTION_OPEN_ALREADY,
    CancelInspection,
    DecideDisposition,
    Disposition,
    GrantConcession,
    InspectionId,
    InspectionKind,
    InspectionRow,
    InspectionState,
    OpenInspection,
    PlanId,
    RecordResults,
    Result,
    Sample,
    Sampling,
    SamplingRule,
    SourceRef,
)
from qitao.stock.values import LotId

sql = SqlRoom("qitao.quality")
PREFIXES = {
    InspectionKind.INCOMING: "IQC-",
    InspectionKind.FIRST_PIECE: "FAI-",
    InspectionKind.IN_PROCESS: "IPQC-",
    InspectionKind.FINAL: "FQC-",
}
NO_PLAN = SamplingRule(Sampling.COUNT, 1)
"""Without a plan one piece is looked at as a whole."""


@dataclass(frozen=True, slots=True)
class InspectionOpened:
    """The inspection, how many pieces it asks for and how many bad ones still pass."""

    inspection: InspectionId
    number: str
    plan: PlanId | None
    sample_size: int
    accept_number: int


@dataclass(frozen=True, slots=True)
class ResultsRecorded:
    """What the results come to so far."""

    inspection: InspectionId
    number: str
    state: InspectionState
    pieces_faulty: int
    missing: int


@dataclass(frozen=True, slots=True)
class DispositionDecided:
    """What was decided and where the inspection stands now."""

    inspection: InspectionId
    number: str
    disposition: Disposition
    state: InspectionState


@dataclass(frozen=True, slots=True)
class InspectionsCancelled:
    """How many open inspections were cancelled."""

    count: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The number that a new inspection got."""

    id: InspectionId
    number: str


@action(permission=OpenInspection)
def open_inspection(
    *,
    actor: Actor,
    source: SourceRef,
    label: str,
    plant: PlantId,
    kind: InspectionKind,
    quantity: PositiveQuantity,
    material: MaterialId | None = None,
    lot: LotId | None = None,
    operation_sequence: int | None = None,
    operation_name: str = "",
    operation_name_en: str = "",
    plan: PlanId | None = None,
    blocking: bool | None = None,
    repeats: InspectionId | None = None,
) -> InspectionOpened:
    """Open an inspection of a business row, with its own copy of the plan that fits best.

    `quantity` is the lot that the sample is drawn from. Without any plan one piece is judged as a
    whole. `blocking` overrides the plan. A label that ends with the operation's name is said with
    its English name, too. Refuses `INSPECTION_OPEN_ALREADY` where one of this kind is open for the
    row, and `NOT_REINSPECTABLE` unless `repeats` failed and was sent to rework or scrapped.
    """
    actor.check_scope(OpenInspection, plant=plant)
    label_en = rules.label_in_english(label, operation_name, operation_name_en)
    if repeats is not None:
        rules.check_repeat(queries.lock_inspection(repeats))
    plan = plan or queries.find_plan(
        kind=kind,
        plant=plant,
        material=material,
        operation_sequence=operation_sequence,
        operation_name=operation_name,
    )
    content = queries.get_plan(plan).content if plan is not None else None
    sample = rules.sample_of(content.sampling if content else NO_PLAN, quantity)
    opened = sql.find(
        "insert_inspection",
        Opened,
        prefix=PREFIXES[kind],
        source_type=source.type,
        source_id=source.id,
        source_line=source.line,
        source_label=label,
        source_label_en=label_en,
        plant=plant,
        kind=kind,
        plan=plan,
        material=material,
        lot=lot,
        operation_name=operation_name,
        operation_name_en=operation_name_en,
        quantity=quantity,
        sample_size=sample.size,
        accept_number=sample.accept,
        blocking=(content.blocking if content else True) if blocking is None else blocking,
        repeats=repeats,
        overall=say("quality.overall", "zh"),
        at=clock.now(),
    )
    if opened is None:
        raise Refusal(
            INSPECTION_OPEN_ALREADY, source=label, source_en=label_en, inspection_kind=kind.value
        )
    return InspectionOpened(opened.id, opened.number, plan, sample.size, sample.accept)


@action(permission=RecordResults)
def record_results(
    *,
    actor: Actor,
    inspection: InspectionId,
    results: tuple[Result, ...],
    rest_good: bool = False,
    happened_at: HappenedAt | None = None,
) -> ResultsRecorded:
    """Record what was found, all or nothing, and judge the inspection.

    A figure outside its limits is bad whatever was ticked. `rest_good`: every attribute that is not
    recorded was looked at and is good; figures must still be measured. A failed inspection raises
    a non-conformance. Refuses `INSPECTION_NOT_OPEN`, `RESULTS_INVALID` with every faulty one, and
    `RESULTS_OLDER` where others were recorded after `happened_at`.
    """
    at = happened_at or clock.now()
    row = queries.lock_inspection(inspection)
    actor.check_scope(RecordResults, plant=row.plant)
    rules.check_open(row)
    sheet = queries.get_inspection(inspection)
    asked = {one.number: one for one in sheet.characteristics}
    rules.check_results(row, asked, results)
    if happened_at is not None:
        rules.check_latest(row, asked, results, sheet.results, at)
    sql.run(
        "put_results",
        inspection=inspection,
        pieces=[result.piece for result in results],
        characteristics=[result.characteristic for result in results],
        values=[result.value for result in results],
        goods=[rules.good(asked[result.characteristic], result) for result in results],
        notes=[result.note for result in results],
        by=actor.user,
        at=at,
    )
    found = queries.list_recorded(inspection)
    recorded = [(f.piece, f.characteristic, f.good) for f in found]
    rest_good = rest_good or row.rest_good
    judged = rules.judge(
        Sample(row.sample_size, row.accept_number),
        sheet.characteristics,
        recorded,
        rest_good=rest_good,
    )
    sql.run(
        "store_judgement",
        inspection=inspection,
        state=judged.state,
        faulty=judged.pieces_faulty,
        rest_good=rest_good,
        inspector=_person(actor),
        at=max((at, *(one.recorded_at for one in found))),
    )
    if judged.state is InspectionState.FAILED:
        _raise(actor, row, judged.pieces_faulty)
    return ResultsRecorded(
        inspection, row.number, judged.state, judged.pieces_faulty, judged.missing
    )


def _person(actor: Actor) -> UserId | None:
    return None if actor.user == SYSTEM_USER else actor.user


def _raise(actor: Actor, row: InspectionRow, faulty: int) -> None:
    words = say("quality.failed", "zh", number=row.number, faulty=faulty, size=row.sample_size)
    sql.run(
        "raise_for_inspection",
        inspection=row.id,
        description=words,
        by=actor.user,
        by_name=actor.name,
        at=clock.now(),
    )


@action(permission=DecideDisposition)
def decide_disposition(
    *, actor: Actor, inspection: InspectionId, disposition: Disposition, reason: str
) -> DispositionDecided:
    """Decide what is done after a failed inspection; a reason is part of it.

    Accepted pieces count as passed; a concession lets them through as they are and needs the right
    to grant one; rework asks for a second inspection. Refuses `DISPOSITION_NOT_DUE` unless it
    failed and is undecided.
    """
    row = queries.lock_inspection(inspection)
    actor.check_scope(DecideDisposition, plant=row.plant)
    if disposition is Disposition.CONCESSION:
        actor.check(GrantConcession)
        actor.check_scope(GrantConcession, plant=row.plant)
    return _dispose(actor, row, disposition, reason)


@action(permission=GrantConcession)
def grant_concession(*, actor: Actor, inspection: InspectionId, reason: str) -> DispositionDecided:
    """Let what failed an inspection go on as it is; a reason is part of it.

    For who answers for a concession without deciding other dispositions. Refuses
    `DISPOSITION_NOT_DUE` unless it failed and is undecided.
    """
    row = queries.lock_inspection(inspection)
    actor.check_scope(GrantConcession, plant=row.plant)
    return _dispose(actor, row, Disposition.CONCESSION, reason)


def _dispose(
    actor: Actor, row: InspectionRow, disposition: Disposition, reason: str
) -> DispositionDecided:
    rules.check_disposition(row, reason)
    state = {
        Disposition.ACCEPT: InspectionState.PASSED,
        Disposition.CONCESSION: InspectionState.CONCEDED,
    }.get(disposition, InspectionState.FAILED)
    sql.run(
        "store_disposition",
        inspection=row.id,
        state=state,
        disposition=disposition,
        reason=reason,
        by=_person(actor),
        at=clock.now(),
    )
    return DispositionDecided(row.id, row.number, disposition, state)


@action(permission=CancelInspection)
def cancel_inspections(
    *, actor: Actor, source_type: str, source_ids: tuple[int, ...], reason: str
) -> InspectionsCancelled:
    """Cancel what is still open for business rows that are no more (a cancelled order)."""
    for one in queries.list_inspections_of(source_type, source_ids):
        actor.check_scope(CancelInspection, plant=one.plant)
    count = sql.run(
        "cancel_inspections",
        source_type=source_type,
        source_ids=list(source_ids),
        reason=reason,
        at=clock.now(),
    )
    return InspectionsCancelled(count)

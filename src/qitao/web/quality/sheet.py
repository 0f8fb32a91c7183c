"""One inspection: entered piece by piece, judged at once, disposed of where it failed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import plain, say
from qitao.catalog import queries as catalog
from qitao.catalog.values.items import MaterialItem
from qitao.production.queries import lists as production
from qitao.production.queries.turns import name_roles
from qitao.production.values import OPERATION_SOURCE, OperationId
from qitao.quality import actions, queries
from qitao.quality.queries import InspectionSheet
from qitao.quality.rules.propose import Finding, propose
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    DecideDisposition,
    Disposition,
    Found,
    GrantConcession,
    InspectionId,
    InspectionKind,
    InspectionState,
    OpenInspection,
    RecordResults,
    Result,
    SourceRef,
    ViewQuality,
)
from qitao.web.quality.repeat import after, find_repeated
from qitao.web.shell import forms, marks
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

PIECES_SHOWN_MAX = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One characteristic with what was found of it on the piece in hand."""

    row: Characteristic
    found: Found | None
    typed: str | None = None
    """What stood in its field before a refusal."""

    @property
    def measured(self) -> bool:
        """Whether it is a figure."""
        return self.row.kind == CharacteristicKind.MEASURED

    @property
    def entered(self) -> str | Decimal | None:
        """What its field holds: what was typed, else what is recorded."""
        if self.typed is not None or self.found is None:
            return self.typed
        return self.found.value if self.measured else ("good" if self.found.good else "bad")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the sample: not seen yet, good or bad."""

    number: int
    outcome: str


@page(permission=ViewQuality)
def inspection(visit: Visit, inspection: int) -> HttpResponseBase:
    """Show an inspection; record what was found on one piece."""
    sheet = queries.get_inspection(InspectionId(inspection))
    _check_reach(visit, sheet)
    piece = min(
        max(visit.number_of("piece") or _next_piece(sheet), 1), sheet.inspection.sample_size
    )
    if visit.posted:
        return _record(visit, sheet, piece)
    found = {one.characteristic: one for one in sheet.results if one.piece == piece}
    plant = sheet.inspection.plant
    decidable = _decidable(visit, plant)
    return visit.show(
        "quality/inspection.html",
        live=(f"inspection:{sheet.inspection.id}",),
        sheet=sheet,
        row=sheet.inspection,
        piece=piece,
        pieces=_pieces(sheet),
        asked=[
            Asked(
                replace(each, **marks.asked(each, visit.lang)),
                found.get(each.number),
                visit.typed.get(f"c{each.number}") if visit.refusal else None,
            )
            for each in sheet.characteristics
        ],
        is_open=sheet.inspection.state == InspectionState.OPEN,
        failed=sheet.inspection.state == InspectionState.FAILED
        and not sheet.inspection.disposition,
        **_proposed(visit, sheet, decidable["dispositions"]),
        material=_material(sheet),
        may_record=visit.actor.may(RecordResults, plant=plant),
        **decidable,
        **after(visit, sheet.inspection),
    )


def _decidable(visit: Visit, plant: PlantId) -> dict[str, Any]:
    """Return what the reader may decide, and where: some all but a concession, some only that."""
    grants = visit.actor.may(GrantConcession, plant=plant)
    if visit.actor.may(DecideDisposition, plant=plant):
        own = tuple(each for each in Disposition if grants or each is not Disposition.CONCESSION)
        return {"dispositions": own, "decide_at": "quality:decide"}
    if grants:
        return {"dispositions": (Disposition.CONCESSION,), "decide_at": "quality:concede"}
    return {"dispositions": ()}


def _proposed(visit: Visit, sheet: InspectionSheet, own: Collection[Disposition]) -> dict[str, Any]:
    """Return what the results propose for a failed inspection, why, and who else decides on it."""
    findings = [
        Finding(one.piece, one.characteristic, one.good, one.value) for one in sheet.results
    ]
    found = propose({each.number: each for each in sheet.characteristics}, findings)
    if found is None:
        return {"proposal": None}
    words = say(
        f"ui.quality.ground.{found.ground}",
        visit.lang,
        bad=found.bad,
        seen=found.seen,
        percent=marks.figures(found.miss_percent),
    )
    concedes = found.disposition is Disposition.CONCESSION
    right = GrantConcession if concedes else DecideDisposition
    others = () if found.disposition in own else name_roles([right], visit.lang)
    return {"proposal": found, "ground": words, "deciders": plain(others, visit.lang)}


def _material(sheet: InspectionSheet) -> MaterialItem | None:
    """Return the material by whose drawing the inspector measures."""
    material = sheet.inspection.material
    found = catalog.list_materials(material=material) if material else ()
    return next(iter(found), None)


def _check_reach(visit: Visit, sheet: InspectionSheet) -> None:
    if not visit.actor.may(ViewQuality, plant=sheet.inspection.plant):
        raise Refusal(NOT_FOUND, inspection=sheet.inspection.id)


def _pieces(sheet: InspectionSheet) -> list[Piece]:
    size = min(sheet.inspection.sample_size, PIECES_SHOWN_MAX)
    whole = _whole(sheet)
    faulty = {one.piece for one in sheet.results if not one.good}
    return [
        Piece(each, "fail" if each in faulty else "pass" if each in whole else "not-evaluated")
        for each in range(1, size + 1)
    ]


def _whole(sheet: InspectionSheet) -> set[int]:
    """Return the pieces of which everything was looked at."""
    counts = Counter(one.piece for one in sheet.results)
    return {piece for piece, count in counts.items() if count >= len(sheet.characteristics)}


def _next_piece(sheet: InspectionSheet) -> int:
    whole, size = _whole(sheet), sheet.inspection.sample_size
    return next((number for number in range(1, size + 1) if number not in whole), size)


def _record(visit: Visit, sheet: InspectionSheet, piece: int) -> HttpResponseBase:
    results, rest_good = _results(visit, sheet, piece), "rest_good" in visit.typed
    if not results and not rest_good:
        words = say("ui.quality.nothing_entered", visit.lang, piece=piece)
        raise forms.refused([forms.Problem("piece", words)], visit.lang)
    result = actions.record_results(
        actor=visit.actor, inspection=sheet.inspection.id, results=results, rest_good=rest_good
    )
    still_open = result.state is InspectionState.OPEN
    visit.tell(
        "ui.quality.recorded_so_far" if still_open else "ui.quality.recorded",
        piece=piece,
        missing=result.missing,
        state=say(f"inspection_state.{result.state}", visit.lang),
        tone="warn" if result.state == InspectionState.FAILED else "done",
    )
    return visit.go("quality:inspection", sheet.inspection.id)


def _results(visit: Visit, sheet: InspectionSheet, piece: int) -> tuple[Result, ...]:
    """Read what was entered for one piece; refuses `INVALID` with every figure that is none."""
    results, problems = [], []
    for each in sheet.characteristics:
        text = visit.text(f"c{each.number}")
        note = visit.text(f"n{each.number}")
        if not text:
            continue
        if each.kind != CharacteristicKind.MEASURED:
            results.append(Result(piece, each.number, good=text == "good", note=note))
            continue
        value = forms.figure_of(text)
        if value is not None:
            results.append(Result(piece, each.number, value=value, note=note))
        else:
            words = say("ui.input.decimal_parsing", visit.lang)
            problems.append(
                forms.Problem(
                    f"c{each.number}", f"{marks.named(each.name, each.name_en, visit.lang)} {words}"
                )
            )
    if problems:
        raise forms.refused(problems, visit.lang)
    return tuple(results)


@page(permission=DecideDisposition)
def decide(visit: Visit, inspection: int) -> HttpResponseBase:
    """Decide what is done after a failed inspection."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    given: dict[str, Any] = visit.given(
        actions.decide_disposition, inspection=InspectionId(inspection)
    )
    actions.decide_disposition(actor=visit.actor, **given)
    visit.tell("ui.quality.decided")
    return visit.go("quality:inspection", inspection)


@page(permission=GrantConcession)
def concede(visit: Visit, inspection: int) -> HttpResponseBase:
    """Let what failed an inspection go on as it is."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    given: dict[str, Any] = visit.given(
        actions.grant_concession, inspection=InspectionId(inspection)
    )
    actions.grant_concession(actor=visit.actor, **given)
    visit.tell("ui.quality.decided")
    return visit.go("quality:inspection", inspection)


@page(permission=OpenInspection)
def open_for(visit: Visit, operation: int) -> HttpResponseBase:
    """Open an inspection of an operation of a work order."""
    row = production.find_operation(OperationId(operation))
    if row is None or not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND, operation=operation)
    order = production.get_order(visit.actor, row.number)
    material = visit.only(catalog.list_materials(code=row.material_code))
    source = SourceRef(OPERATION_SOURCE, row.id)
    kind = visit.choice_of("kind", InspectionKind.FIRST_PIECE)
    opened = actions.open_inspection(
        actor=visit.actor,
        source=source,
        label=f"{row.number} {row.name}",
        plant=PlantId(order.plant),
        kind=kind,
        quantity=row.quantity,
        material=material.id,
        operation_sequence=row.sequence,
        operation_name=row.name,
        operation_name_en=row.name_en,
        repeats=find_repeated(source, kind),
    )
    visit.tell("ui.quality.opened", number=opened.number)
    return visit.go("quality:inspection", opened.inspection)

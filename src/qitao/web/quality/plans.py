"""检验方案: what is looked at on which piece, drafted, published and retired by hand."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.people import queries as people
from qitao.quality import actions, queries
from qitao.quality.rules.sampling import AQLS
from qitao.quality.values import (
    PLAN_INVALID,
    CharacteristicKind,
    EditPlans,
    InspectionKind,
    InspectionLevel,
    PlanContent,
    PlanId,
    PlanRow,
    PublishPlan,
    Sampling,
    ViewQuality,
)
from qitao.web.shell import forms, marks, meeting, sheets, spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.forms import Problem
from qitao.web.shell.listing import EXPORT_ROWS_MAX, ROWS
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Grid, Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
FIELD = "ui.quality.plan_form"
DEEDS = deeds_of(actions.publish_plan, actions.retire_plan)
SAMPLING = ("count", "percent", "aql", "level")
FAR = 1_000_000
"""Nobody leafs on behind so many rows."""


def _plants(visit: Visit) -> list[tuple[str, str]]:
    plants = people.list_plants(EVERY, plants=visit.actor.plants_of(EditPlans), active=True)
    return [(str(plant.id), visit.name_plant(plant)) for plant in plants]


def _levels(_visit: Visit) -> list[tuple[str, str]]:
    return [(level.value, level.value) for level in InspectionLevel]


HEAD = (
    Spot("name", required=True),
    Spot("name_en"),
    Spot("kind", "choice", vocabulary="inspection_kind", codes=tuple(InspectionKind)),
    Spot("material", "hint", hints="catalog:material_hints", help=f"{FIELD}.material_help"),
    Spot("operation_sequence", "number", help=f"{FIELD}.operation_help"),
    Spot("plant", "choice", choices=_plants, help=f"{FIELD}.plant_help"),
    Spot("sampling", "choice", vocabulary="sampling", codes=tuple(Sampling)),
    Spot("count", "number", help=f"{FIELD}.count_help"),
    Spot("percent", "number", help=f"{FIELD}.percent_help"),
    Spot("aql", "choice", choices=lambda _visit: [(f"{aql:f}", f"{aql:f}") for aql in AQLS]),
    Spot("level", "choice", required=True, choices=_levels, start=InspectionLevel.II),
    Spot("blocking", "tick", start=True, help=f"{FIELD}.blocking_help"),
)
CODE = Spot("code", required=True)
LINES = Grid(
    "characteristics",
    (
        Spot("number", "number"),
        Spot("name"),
        Spot("name_en", under=True),
        Spot(
            "kind",
            "choice",
            vocabulary="characteristic_kind",
            codes=tuple(CharacteristicKind),
            start=CharacteristicKind.ATTRIBUTE,
        ),
        Spot("unit"),
        Spot("lower", "number"),
        Spot("nominal", "number"),
        Spot("upper", "number"),
        Spot("instrument"),
        Spot("instrument_en", under=True),
        Spot("method", "long"),
        Spot("method_en", "long", under=True),
    ),
    f"{FIELD}.characteristics",
    telling=("name", "lower", "upper"),
    number="number",
    step=1,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A plan's head as the form shows it."""

    name: str
    name_en: str
    kind: InspectionKind
    material: str
    operation_sequence: int | None
    plant: int | None
    sampling: Sampling
    count: int | None
    percent: Decimal | None
    aql: str
    level: InspectionLevel
    blocking: bool


def _head(row: PlanRow) -> Head:
    content, rule = row.content, row.content.sampling
    material = catalog.get_material(content.material).code if content.material else ""
    return Head(
        name=content.name,
        name_en=content.name_en,
        kind=content.kind,
        material=material,
        operation_sequence=content.operation_sequence,
        plant=content.plant,
        sampling=rule.kind,
        count=rule.count,
        percent=rule.percent,
        aql=_aql(rule.aql),
        level=rule.level,
        blocking=content.blocking,
    )


def _aql(value: Decimal | None) -> str:
    """Write an AQL as the standard does: 1.0, not 1."""
    return next((f"{aql:f}" for aql in AQLS if aql == value), "")


PART = 100
PLANT_HEAD = "ui.field.plant"
"""It stands only where plans of several plants may meet."""
HEADS = (
    "ui.quality.plans.code",
    "ui.quality.plans.version",
    "ui.quality.plans.name",
    "ui.quality.inspections.kind",
    "ui.quality.plans.for",
    "noun.operation",
    PLANT_HEAD,
    "ui.quality.plans.sampling",
    "ui.quality.plans.characteristics",
    "ui.quality.plans.state",
)


@page(permission=ViewQuality)
def plans(visit: Visit) -> HttpResponseBase:
    """List inspection plans with their sampling."""
    words, offset = visit.query.get("q", "").strip(), min(visit.number_of("offset") or 0, FAR)
    if visit.query.get("export") in sheets.FORMATS:
        return _sheet(visit, words)
    found = queries.list_plans(
        plants=visit.actor.plants_shown(ViewQuality), words=words, offset=offset, limit=ROWS + 1
    )
    return visit.show(
        "quality/plans.html",
        live=("quality",),
        plans=found[:ROWS],
        follow=offset + ROWS if len(found) > ROWS else None,
        leafing=offset > 0,
        may_edit=visit.actor.may(EditPlans),
        here="plans",
    )


def _sheet(visit: Visit, words: str) -> HttpResponseBase:
    """Answer with every plan that the list leafs through, as a file."""
    rows: list[Any] = []
    while len(rows) < EXPORT_ROWS_MAX:
        part = queries.list_plans(
            plants=visit.actor.plants_shown(ViewQuality), words=words, offset=len(rows), limit=PART
        )
        rows += part
        if len(part) < PART:
            break
    lang, several = visit.lang, visit.sees_plants
    body = [
        [
            row.code,
            row.version,
            marks.named(row.name, row.name_en, lang),
            marks.word("inspection_kind", row.kind, lang),
            marks.named(row.material_name or "", row.material_name_en or "", lang),
            marks.named(row.operation_name, row.operation_name_en, lang),
            *([_plant(visit, row.plant)] if several else []),
            marks.word("sampling", row.sampling, lang),
            row.characteristics,
            marks.word("plan_state", row.state, lang),
        ]
        for row in rows
    ]
    heads = [say(key, lang) for key in HEADS if several or key != PLANT_HEAD]
    title = say("ui.quality.plans.title", lang)
    return sheets.answer(title, heads, body, str(visit.query["export"]))


def _plant(visit: Visit, plant: PlantId | None) -> str:
    found = visit.known_plants.get(plant) if plant else None
    return visit.name_plant(found) if found else say("ui.shell.every_plant", visit.lang)


@page(permission=ViewQuality)
def plan(visit: Visit, plan: int) -> HttpResponseBase:
    """Show one version of a plan with what it looks at."""
    row = _seen(visit, PlanId(plan))
    return visit.show(
        "quality/plan.html",
        live=("quality",),
        plan=row,
        head=_head(row),
        material=catalog.get_material(row.content.material) if row.content.material else None,
        may_edit=visit.actor.reaches(EditPlans, plant=row.content.plant),
        may_publish=visit.actor.reaches(PublishPlan, plant=row.content.plant),
    )


def _seen(visit: Visit, plan: PlanId) -> PlanRow:
    """Return a plan that this person may see: of one of his plants, or for all."""
    row = queries.get_plan(plan)
    if not visit.actor.may(ViewQuality, plant=row.content.plant):
        raise Refusal(NOT_FOUND, plan=plan)
    return row


@page(permission=ViewQuality)
def plan_deed(visit: Visit, plan: int, verb: str) -> HttpResponseBase:
    """Publish or retire one version."""
    carry_out(visit, DEEDS, verb, plan=PlanId(plan))
    return visit.go("quality:plan", plan)


@page(permission=EditPlans)
def new_plan(visit: Visit) -> HttpResponseBase:
    """Draft a plan; `?of=` starts from another version, as its next one."""
    if visit.posted:
        with _faults_in_words(visit):
            content = _content(visit, "")
            made = actions.create_plan(actor=visit.actor, code=_code(visit), content=content)
        visit.tell("ui.quality.plan_drafted")
        return visit.go("quality:plan", made.plan)
    number = visit.number_of("of")
    before = _seen(visit, PlanId(number)) if number else None
    code = replace(CODE, start=before.code) if before else CODE
    return _form(visit, before, fresh=code)


def _code(visit: Visit) -> str:
    if not visit.text("code"):
        words = say(f"{FIELD}.code", visit.lang) + say("ui.input.missing", visit.lang)
        raise forms.refused([Problem("code", words)], visit.lang)
    return visit.text("code")


@page(permission=EditPlans)
def edit_plan(visit: Visit, plan: int) -> HttpResponseBase:
    """Change a draft."""

    def read() -> Held:
        row = _seen(visit, PlanId(plan))
        lines = row.content.characteristics
        return Held(f"plan:{plan}", _head(row), HEAD, FIELD, LINES, lines)

    row = _seen(visit, PlanId(plan))
    if visit.posted:
        meeting.meet(visit, f"plan:{plan}", read)
        with _faults_in_words(visit):
            content = _content(visit, row.content.operation_name)
            actions.change_plan(actor=visit.actor, plan=row.id, content=content)
        visit.tell("ui.quality.plan_drafted")
        return visit.go("quality:plan", plan)
    return _form(visit, row, held=read())


def _content(visit: Visit, operation_name: str) -> PlanContent:
    document = spots.read_document(visit, HEAD)
    rule = {name: document.pop(name) for name in SAMPLING if name in document}
    rule["kind"] = document.pop("sampling", Sampling.ALL)
    document |= {
        "sampling": rule,
        "material": _material(visit, document.pop("material", "")),
        "characteristics": LINES.read(visit),
        "operation_name": operation_name,
    }
    return forms.read_row(PlanContent, document, lang=visit.lang, words=FIELD)


def _material(visit: Visit, code: str) -> int | None:
    if not code:
        return None
    found = catalog.list_materials(code=code)
    if not found:
        what = say("fault.UNKNOWN_REFERENCE", visit.lang, noun="material", value=code)
        raise forms.refused([Problem("material", what)], visit.lang)
    return found[0].id


@contextmanager
def _faults_in_words(visit: Visit) -> Iterator[None]:
    """Let `PLAN_INVALID` name its fields as the form does."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code is PLAN_INVALID:
            numbers = [line.get("number") for line in LINES.read(visit)]
            problems = [_problem(visit, each, numbers) for each in refusal.evidence["problems"]]
            refusal.evidence["fields"] = {problem.field: problem for problem in problems}
        raise


def _problem(visit: Visit, fault: Mapping[str, Any], numbers: Sequence[Any]) -> Problem:
    words = say(f"plan_fault.{fault['code']}", visit.lang)
    if fault["number"] is None:
        return Problem(fault["field"], words)
    return Problem(f"{LINES.field}.{numbers.index(str(fault['number']))}.{fault['field']}", words)


def _form(
    visit: Visit, row: PlanRow | None, *, fresh: Spot | None = None, held: Held | None = None
) -> HttpResponseBase:
    head = _head(row) if row else None
    code = spots.shown(visit, [fresh], None, FIELD) if fresh else []
    return visit.show(
        "quality/plan_form.html",
        plan=None if fresh else row,
        holding=meeting.hold(visit, held) if held else None,
        live=(held.record,) if held else (),
        fields=[*code, *spots.shown(visit, HEAD, head, FIELD)],
        lines=LINES.lines(visit, row.content.characteristics if row else ()),
        blank=LINES.blank(visit),
    )

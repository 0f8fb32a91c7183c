"""Drafting what a product is made of and how: BOM lines, routing operations, substitutes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.actor import Permission
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import actions, queries
from qitao.catalog.values import (
    BomId,
    EditBoms,
    EditRoutings,
    RevisionState,
    RoutingId,
    ViewCatalog,
)
from qitao.catalog.values.items import BomItem, RoutingItem
from qitao.catalog.values.rows import BomRow, RoutingRow, SubstituteRow
from qitao.web.catalog.sheets import list_plants, list_units, list_work_centres
from qitao.web.catalog.words import faults_in_words
from qitao.web.shell import forms, marks, meeting, spots
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Grid, Spot
from qitao.web.shell.visit import Visit

BOM = "ui.catalog.bom_form"
ROUTING = "ui.catalog.routing_form"
MATERIAL = Spot("material", "hint", required=True, hints="catalog:material_hints", kept=True)
VERSION = Spot("version", required=True, start="1", kept=True)
FROM = Spot("effective_from", "day", required=True)
TO = Spot("effective_to", "day")
NOTE = Spot("note", wide=True)

BOM_LINES = Grid(
    "lines",
    (
        Spot("line_no", "number"),
        Spot(
            "component",
            "hint",
            hints="catalog:material_hints",
            wide=True,
            beside="component_name",
        ),
        Spot("quantity", "number"),
        Spot("unit", "choice", choices=list_units),
        Spot("scrap_rate", "percent"),
        Spot("operation_sequence", "number"),
        Spot("fixed", "yes"),
        Spot("position"),
    ),
    f"{BOM}.lines",
    telling=("component", "quantity"),
    number="line_no",
)
OPERATIONS = Grid(
    "operations",
    (
        Spot("sequence", "number"),
        Spot("name"),
        Spot("name_en", under=True),
        Spot("work_centre", "choice", choices=list_work_centres),
        Spot("setup_minutes", "number"),
        Spot("run_minutes", "number"),
        Spot("machines", "list"),
        Spot("inspection_required", "yes"),
        Spot("parallel_group", "number"),
        Spot("instruction", "long", wide=True),
    ),
    f"{ROUTING}.operations",
    telling=("name", "work_centre"),
    number="sequence",
)


SUBSTITUTE = (
    Spot("substitute", "hint", required=True, hints="catalog:material_hints", wide=True),
    Spot("ratio", "number", start=Decimal(1), help="ui.catalog.ratio_help"),
    Spot("priority", "number", start=1),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of versioned document: its row, verbs, fields and pages."""

    noun: str
    row: type[Any]
    create: Any
    update: Any
    permission: Permission
    spots: tuple[Spot, ...]
    grid: Grid
    words: str


BOMS = Document(
    "bom",
    BomRow,
    actions.create_bom,
    actions.update_bom,
    EditBoms,
    (MATERIAL, VERSION, Spot("base_quantity", "number", start=Decimal(1)), FROM, TO, NOTE),
    BOM_LINES,
    BOM,
)
ROUTINGS = Document(
    "routing",
    RoutingRow,
    actions.create_routing,
    actions.update_routing,
    EditRoutings,
    (
        MATERIAL,
        Spot("plant", "choice", required=True, choices=list_plants, kept=True),
        VERSION,
        FROM,
        TO,
        NOTE,
    ),
    OPERATIONS,
    ROUTING,
)


@page(permission=ViewCatalog)
def new_bom(visit: Visit) -> HttpResponseBase:
    """Draft a BOM version with its lines."""
    return _new(visit, BOMS)


@page(permission=ViewCatalog)
def new_routing(visit: Visit) -> HttpResponseBase:
    """Draft a routing version with its operations."""
    return _new(visit, ROUTINGS)


@page(permission=ViewCatalog)
def edit_bom(visit: Visit, bom: int) -> HttpResponseBase:
    """Change the draft of a BOM; what the form does not show of a line stays."""
    number = BomId(bom)

    def read() -> Held:
        lines = queries.list_bom_lines(number)
        return _held(BOMS, queries.get_bom(number), lines)

    def lines(item: BomItem) -> Sequence[Any]:
        rows = queries.list_boms([item.material])
        return next(row for row in rows if row.version == item.version).lines

    return _edit(visit, BOMS, read, lines)


@page(permission=ViewCatalog)
def edit_routing(visit: Visit, routing: int) -> HttpResponseBase:
    """Change the draft of a routing; what the form does not show of an operation stays."""
    number = RoutingId(routing)

    def read() -> Held:
        item = queries.get_routing(number)
        visit.actor.check_scope(ViewCatalog, plant=item.plant_id)
        return _held(ROUTINGS, item, queries.list_operations(number))

    def operations(item: RoutingItem) -> Sequence[Any]:
        key = (item.version, item.plant)
        rows = queries.list_routings([item.material])
        return next(row for row in rows if (row.version, row.plant) == key).operations

    return _edit(visit, ROUTINGS, read, operations)


def _held(kind: Document, item: Any, lines: Sequence[Any]) -> Held:
    return Held(f"{kind.noun}:{item.id}", item, kind.spots, kind.words, kind.grid, lines)


def _new(visit: Visit, kind: Document) -> HttpResponseBase:
    visit.actor.check(kind.permission)
    if visit.posted:
        return _save(visit, kind, kind.create, {}, ())
    usual = {"material": visit.query.get("material", ""), "effective_from": marks.today()}
    heads = [_started(spot, usual) for spot in kind.spots]
    return _form(visit, kind, heads, None)


def _edit(
    visit: Visit,
    kind: Document,
    read: Callable[[], Held],
    whole: Callable[[Any], Sequence[Any]],
) -> HttpResponseBase:
    visit.actor.check(kind.permission)
    held = read()
    if visit.posted:
        held = meeting.meet(visit, held.record, read)
        kept = {spot.name: getattr(held.row, spot.name) for spot in kind.spots if spot.kept}
        return _save(visit, kind, kind.update, kept, whole(held.row))
    return _form(visit, kind, list(kind.spots), held)


def _save(
    visit: Visit,
    kind: Document,
    verb: Any,
    kept: Mapping[str, Any],
    stored: Sequence[Any],
) -> HttpResponseBase:
    document = spots.read_document(visit, kind.spots) | dict(kept)
    lines = [_whole(kind.grid, line, stored) for line in kind.grid.read(visit)]
    document |= {kind.grid.field: lines, "state": RevisionState.DRAFT}
    with faults_in_words(visit, kind.words, kind.grid.field):
        row = forms.read_row(kind.row, document, lang=visit.lang, words=kind.words)
        saved = verb(actor=visit.actor, row=row)
    visit.tell("ui.catalog.drafted")
    return visit.go(f"catalog:{kind.noun}", getattr(saved, kind.noun))


def _whole(grid: Grid, line: dict[str, Any], stored: Sequence[Any]) -> dict[str, Any]:
    """Complete a typed line with what the stored line of that number has beside the form."""
    before = next(
        (one for one in stored if str(getattr(one, grid.number)) == line[grid.number]), None
    )
    shown = {spot.name for spot in grid.spots}
    if before is not None:
        hidden = [each.name for each in fields(before) if each.name not in shown]
        line = {name: getattr(before, name) for name in hidden} | line
    if "machines" in shown:
        line["machines"] = _machines(line.get("machines", ""), before)
    return line


def _machines(text: str, before: Any) -> list[Any]:
    """Read machines by code; one that was there before keeps its own times."""
    known = {one.machine: one for one in before.machines} if before is not None else {}
    codes = text.replace("，", ",").replace("、", ",").split(",")
    return [known.get(code.strip(), {"machine": code.strip()}) for code in codes if code.strip()]


def _started(spot: Spot, usual: Mapping[str, Any]) -> Spot:
    return replace(spot, start=usual[spot.name]) if spot.name in usual else spot


def _form(
    visit: Visit, kind: Document, heads: Sequence[Spot], held: Held | None
) -> HttpResponseBase:
    item = held.row if held else None
    return visit.show(
        "catalog/document.html",
        noun=kind.noun,
        item=item,
        fields=spots.shown(visit, heads, item, kind.words),
        holding=meeting.hold(visit, held) if held else None,
        live=(held.record,) if held else (),
        lines=kind.grid.lines(visit, held.lines if held else ()),
        blank=kind.grid.blank(visit),
        title=f"{kind.words}.lines_title",
        help=f"{kind.words}.lines_help",
        back=f"catalog:{kind.noun}s",
        back_words=f"ui.catalog.{kind.noun}s.title",
    )


@page(permission=ViewCatalog)
def substitutes(visit: Visit, bom: int, line: int) -> HttpResponseBase:
    """Say what may stand in for one line's component; of a published version too."""
    visit.actor.check(EditBoms)
    item = queries.get_bom(BomId(bom))
    found = visit.only([row for row in queries.list_bom_lines(item.id) if row.line_no == line])
    if visit.posted:
        key = {"material": item.material, "version": item.version, "line_no": line}
        _put_substitute(visit, key)
        return visit.go("catalog:substitutes", bom, line)
    return visit.show(
        "catalog/substitutes.html",
        live=("catalog",),
        bom=item,
        line=found,
        rows=queries.list_substitutes([found.id]),
        fields=spots.shown(visit, SUBSTITUTE, None, f"{BOM}.substitute"),
    )


def _put_substitute(visit: Visit, key: dict[str, Any]) -> None:
    words = f"{BOM}.substitute"
    document = key | spots.read_document(visit, SUBSTITUTE)
    row = forms.read_row(SubstituteRow, document, lang=visit.lang, words=words)
    match visit.text("act"):
        case "drop":
            actions.drop_substitute(actor=visit.actor, row=row)
        case "put":
            with faults_in_words(visit, words):
                actions.import_substitutes(actor=visit.actor, rows=(row,))
        case other:
            raise Refusal(NOT_FOUND, verb=other)
    visit.tell("ui.catalog.saved", code=row.substitute)

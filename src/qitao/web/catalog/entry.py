"""Entering one row of the master data by hand: one form for each noun, declared below."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.actor import Permission
from qitao.base.paging import Ask
from qitao.catalog import actions, queries
from qitao.catalog.values import (
    EditLocations,
    EditMaterials,
    EditPartners,
    EditWorkCentres,
    LocationId,
    LocationKind,
    MaterialId,
    MaterialKind,
    PartnerId,
    PartnerKind,
    ViewCatalog,
    WorkCentreId,
    WorkCentreKind,
)
from qitao.catalog.values.rows import LocationRow, MaterialRow, PartnerRow, WorkCentreRow
from qitao.people import queries as people
from qitao.web.shell import forms
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
Choices = Callable[[Visit], list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of a form: text, number, tick, or a choice."""

    name: str
    kind: str = "text"
    required: bool = False
    vocabulary: str = ""
    codes: tuple[str, ...] = ()
    choices: Choices | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One noun's form: its row, its verbs, its fields, where it leads."""

    row: type[Any]
    create: Any
    update: Any
    find: Callable[[int], Any]
    permission: Permission
    spots: tuple[Spot, ...]
    after: str
    by_id: bool = False


def _units(_visit: Visit) -> list[tuple[str, str]]:
    return [(unit.code, unit.name) for unit in queries.list_units(EVERY, active=True)]


def _groups(_visit: Visit) -> list[tuple[str, str]]:
    return [(group.code, group.name) for group in queries.list_material_groups(EVERY, active=True)]


def _plants(visit: Visit) -> list[tuple[str, str]]:
    plants = people.list_plants(EVERY, plants=visit.actor.plants_of(ViewCatalog), active=True)
    return [(plant.code, plant.name) for plant in plants]


SHEETS: dict[str, Sheet] = {
    "material": Sheet(
        MaterialRow,
        actions.create_material,
        actions.update_material,
        lambda number: queries.list_materials(material=MaterialId(number)),
        EditMaterials,
        (
            Spot("code", required=True),
            Spot("name", required=True),
            Spot("spec"),
            Spot("kind", "choice", vocabulary="material_kind", codes=tuple(MaterialKind)),
            Spot("unit", "choice", required=True, choices=_units),
            Spot("group", "choice", choices=_groups),
            Spot("drawing_no"),
            Spot("name_en"),
            Spot("lead_time_days", "number"),
            Spot("safety_stock", "number"),
            Spot("lot_tracked", "tick"),
            Spot("backflush", "tick"),
        ),
        "catalog:material",
        by_id=True,
    ),
    "partner": Sheet(
        PartnerRow,
        actions.create_partner,
        actions.update_partner,
        lambda number: queries.list_partners(partner=PartnerId(number)),
        EditPartners,
        (
            Spot("code", required=True),
            Spot("name", required=True),
            Spot("kind", "choice", vocabulary="partner_kind", codes=tuple(PartnerKind)),
            Spot("contact"),
            Spot("phone"),
            Spot("address"),
        ),
        "catalog:partners",
    ),
    "location": Sheet(
        LocationRow,
        actions.create_location,
        actions.update_location,
        lambda number: queries.list_locations(location=LocationId(number)),
        EditLocations,
        (
            Spot("plant", "choice", required=True, choices=_plants),
            Spot("code", required=True),
            Spot("name", required=True),
            Spot("kind", "choice", vocabulary="location_kind", codes=tuple(LocationKind)),
            Spot("parent"),
            Spot("pick_sequence", "number"),
            Spot("pickable", "tick"),
            Spot("allow_negative", "tick"),
        ),
        "catalog:locations",
    ),
    "work_centre": Sheet(
        WorkCentreRow,
        actions.create_work_centre,
        actions.update_work_centre,
        lambda number: queries.list_work_centres(work_centre=WorkCentreId(number)),
        EditWorkCentres,
        (
            Spot("plant", "choice", required=True, choices=_plants),
            Spot("code", required=True),
            Spot("name", required=True),
            Spot("kind", "choice", vocabulary="work_centre_kind", codes=tuple(WorkCentreKind)),
            Spot("capacity_minutes", "number"),
            Spot("line_side_location"),
        ),
        "catalog:work_centres",
    ),
}


@page(permission=ViewCatalog)
def new(visit: Visit, noun: str) -> HttpResponseBase:
    """Make one row."""
    sheet = SHEETS[noun]
    visit.actor.check(sheet.permission)
    if visit.posted:
        made = sheet.create(actor=visit.actor, row=_row(visit, sheet))
        return _done(visit, sheet, getattr(made, noun))
    return _form(visit, sheet, noun, None)


@page(permission=ViewCatalog)
def edit(visit: Visit, noun: str, number: int) -> HttpResponseBase:
    """Change one row; a change that somebody else made meanwhile is not overwritten."""
    sheet = SHEETS[noun]
    visit.actor.check(sheet.permission)
    if visit.posted:
        revision = visit.number_of("revision")
        sheet.update(actor=visit.actor, row=_row(visit, sheet), revision=revision)
        return _done(visit, sheet, number)
    return _form(visit, sheet, noun, visit.only(sheet.find(number)))


def _row(visit: Visit, sheet: Sheet) -> Any:
    names = [spot.name for spot in sheet.spots]
    return forms.read_row(sheet.row, visit.typed, names, lang=visit.lang)


def _done(visit: Visit, sheet: Sheet, number: int) -> HttpResponseBase:
    visit.tell("ui.catalog.saved", code=visit.text("code"))
    return visit.go(sheet.after, number) if sheet.by_id else visit.go(sheet.after)


def _form(visit: Visit, sheet: Sheet, noun: str, row: Any) -> HttpResponseBase:
    spots = [
        {
            "spot": spot,
            "value": getattr(row, spot.name) if row is not None else "",
            "choices": spot.choices(visit) if spot.choices else (),
        }
        for spot in sheet.spots
    ]
    back = sheet.after if not sheet.by_id else "catalog:materials"
    return visit.show("catalog/form.html", noun=noun, row=row, spots=spots, back=back)

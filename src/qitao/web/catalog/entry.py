"""Entering one row of the master data by hand; what may be typed into a field."""

from dataclasses import fields, replace
from typing import Any

from django.http.response import HttpResponseBase

from qitao.catalog import queries
from qitao.catalog.values import ViewCatalog
from qitao.web.catalog.sheets import EVERY, FIELD, SHEETS, Sheet
from qitao.web.catalog.words import faults_in_words
from qitao.web.shell import forms, meeting, spots
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

HINTS_MAX = 20


@page(permission=ViewCatalog)
def new(visit: Visit, noun: str) -> HttpResponseBase:
    """Make one row."""
    sheet = SHEETS[noun]
    visit.actor.check(sheet.permission)
    if visit.posted:
        with faults_in_words(visit, FIELD):
            made = sheet.create(actor=visit.actor, row=_row(visit, sheet, None))
        return _done(visit, sheet, getattr(made, noun))
    return _form(visit, sheet, noun, None)


@page(permission=ViewCatalog)
def edit(visit: Visit, noun: str, number: int) -> HttpResponseBase:
    """Show one row, and change it; what somebody else changed meanwhile is not overwritten."""
    sheet, record = SHEETS[noun], f"{noun}:{number}"

    def read() -> Held:
        return Held(record, visit.only(sheet.find(number)), sheet.spots, FIELD)

    held = read()
    if plant := getattr(held.row, "plant_id", None):
        visit.actor.check_scope(ViewCatalog, plant=plant)
    if visit.posted:
        visit.actor.check(sheet.permission)
        held = meeting.meet(visit, record, read)
        with faults_in_words(visit, FIELD):
            row = _row(visit, sheet, held.row)
            sheet.update(actor=visit.actor, row=row)
        return _done(visit, sheet, number)
    return _form(visit, sheet, noun, held)


def _row(visit: Visit, sheet: Sheet, stored: Any) -> Any:
    """Return the row as typed; what the form does not show, or keeps, stays as it is stored."""
    asked = [spot for spot in sheet.spots if stored is not None or spot.name != "active"]
    document = spots.read_document(visit, asked)
    if stored is not None:
        shown = {spot.name for spot in sheet.spots if not spot.kept}
        document |= {
            field.name: value
            for field in fields(sheet.row)
            if field.name not in shown and (value := getattr(stored, field.name)) not in ("", None)
        }
    return forms.read_row(sheet.row, document, lang=visit.lang, words=FIELD)


def _done(visit: Visit, sheet: Sheet, number: int) -> HttpResponseBase:
    visit.tell("ui.catalog.saved", code=visit.text("code") or visit.text("material"))
    return visit.go(sheet.page, number) if sheet.page else visit.go(sheet.list)


def _form(visit: Visit, sheet: Sheet, noun: str, held: Held | None) -> HttpResponseBase:
    row = held.row if held else None
    asked = [spot for spot in sheet.spots if row is not None or spot.name != "active"]
    asked = [_preset(visit, spot) for spot in asked]
    return visit.show(
        "catalog/form.html",
        noun=noun,
        row=row,
        holding=meeting.hold(visit, held) if held else None,
        live=(held.record,) if held else (),
        fields=spots.shown(visit, asked, row, FIELD),
        back=sheet.list,
        back_words=f"ui.{sheet.list.replace(':', '.')}.title",
        may_edit=_may_write(visit, sheet, row),
    )


def _may_write(visit: Visit, sheet: Sheet, row: Any) -> bool:
    """Tell whether this person may save the row: of his plants, or of all of them."""
    if sheet.create.verb.shared:
        return visit.actor.reaches(sheet.permission)
    plant, unit = getattr(row, "plant_id", None), getattr(row, "org_unit_id", None)
    return visit.actor.may(sheet.permission, plant=plant, org_unit=unit)


def _preset(visit: Visit, spot: spots.Spot) -> spots.Spot:
    """Let the address fill a field of a new row: `?work_centre=WC-01`."""
    wanted = visit.query.get(spot.name, "")
    return replace(spot, start=wanted) if wanted else spot


@page(permission=ViewCatalog)
def material_hints(visit: Visit) -> HttpResponseBase:
    """Return the materials that a typed word may mean, as options of a field."""
    typed = visit.query.get("q", "").strip()
    found: Any = queries.find_materials(typed, limit=HINTS_MAX) if typed else ()
    rows = found or queries.list_materials(EVERY, active=True)[:HINTS_MAX]
    return visit.show_bare("catalog/hints.html", rows=rows)


@page(permission=ViewCatalog)
def location_hints(visit: Visit) -> HttpResponseBase:
    """Return the places that a typed word may mean, as options of a field."""
    typed = visit.query.get("q", "").strip()
    plants = visit.actor.plants_of(ViewCatalog)
    rows = queries.list_locations(EVERY, search=typed, plants=plants, active=True)
    return visit.show_bare("catalog/hints.html", rows=rows[:HINTS_MAX])

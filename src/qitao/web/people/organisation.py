"""组织与工厂: the org tree and the plants on it, made, renamed, moved and retired by hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.paging import Ask
from qitao.base.texts import say
from qitao.people import actions, queries, rules
from qitao.people.values import EditOrg, OrgKind, ViewPeople
from qitao.web.shell import marks, meeting, spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
FIELD = "ui.people.field"
INDENT = "　"
ZONE = "Asia/Shanghai"
UNIT_DEEDS = deeds_of(actions.update_org_unit, actions.move_org_unit)
PLANT_DEEDS = deeds_of(actions.update_plant)


def list_units(visit: Visit) -> list[tuple[str, str]]:
    """Return the org units as a tree of choices."""
    units = queries.list_org_units(EVERY)

    def below(parent: int | None, depth: int) -> list[tuple[str, str]]:
        found = []
        for unit in units:
            if unit.parent == parent:
                name = marks.named(unit.name, unit.name_en, visit.lang)
                found.append((str(unit.id), f"{INDENT * depth}{name}"))
                found += below(unit.id, depth + 1)
        return found

    return below(None, 0)


UNIT = (
    Spot("code", required=True, help="ui.people.code_help"),
    Spot("name", required=True),
    Spot("name_en"),
    Spot("kind", "choice", vocabulary="people.org_kind", codes=tuple(OrgKind)),
    Spot("parent", "choice", choices=list_units),
)
PLANT = (
    Spot("code", required=True, help="ui.people.code_help"),
    Spot("name", required=True),
    Spot("name_en"),
    Spot("parent", "choice", choices=list_units, help="ui.people.plant_help"),
    Spot("time_zone", start=ZONE),
)
NAMES = (Spot("name", required=True), Spot("name_en"))
PLANT_EDIT = (*NAMES, Spot("time_zone", required=True))
MOVE = (Spot("parent", "choice", choices=list_units),)


@page(permission=ViewPeople)
def organisation(visit: Visit) -> HttpResponseBase:
    """Show the org tree and the plants."""
    units = queries.list_org_units(EVERY)
    return visit.show(
        "people/organisation.html",
        live=("people",),
        tree=tree_of(units, None),
        plants=queries.list_plants(EVERY),
        may_edit=visit.actor.may(EditOrg),
        here="organisation",
    )


def tree_of(units: list[Any], parent: int | None) -> list[dict[str, Any]]:
    """Return org units with what is below each."""
    return [
        {"unit": unit, "below": tree_of(units, unit.id)} for unit in units if unit.parent == parent
    ]


@page(permission=EditOrg)
def new_unit(visit: Visit) -> HttpResponseBase:
    """Make an org unit beneath another."""
    if visit.posted:
        given = visit.given(actions.create_org_unit, words=FIELD)
        made = actions.create_org_unit(actor=visit.actor, **given)
        visit.tell("ui.people.saved", name=made.code)
        return visit.go("people:organisation")
    asked = [replace(spot, start=visit.query.get(spot.name, spot.start)) for spot in UNIT]
    return _new(visit, asked, "ui.people.new_unit")


@page(permission=EditOrg)
def new_plant(visit: Visit) -> HttpResponseBase:
    """Make a plant, with an org unit of its own."""
    if visit.posted:
        given = visit.given(actions.create_plant, words=FIELD)
        made = actions.create_plant(actor=visit.actor, **given)
        visit.tell("ui.people.saved", name=made.code)
        return visit.go("people:organisation")
    return _new(visit, list(PLANT), "ui.people.new_plant")


def _new(visit: Visit, asked: list[Spot], title: str) -> HttpResponseBase:
    return spots.ask(
        visit,
        asked,
        FIELD,
        title=say(title, visit.lang),
        back=reverse("people:organisation"),
        back_words=say("ui.people.organisation.title", visit.lang),
    )


@page(permission=ViewPeople)
def unit(visit: Visit, unit: int) -> HttpResponseBase:
    """Show an org unit: rename it, hang it elsewhere, retire it."""
    number = OrgUnitId(unit)
    row = visit.only(queries.list_org_units(org_unit=number))
    reach = rules.reach_of(visit.actor, ViewPeople)
    shown = reach is None or number in reach
    return visit.show(
        "people/place.html",
        row=row,
        kind=say(f"people.org_kind.{row.kind}", visit.lang),
        deed="people:unit_deed",
        rename="update_org_unit",
        fields=spots.shown(visit, NAMES, row, FIELD),
        holding=meeting.hold(visit, _held_unit(visit, number, NAMES)),
        move=spots.shown(visit, MOVE, row, FIELD),
        holding_move=meeting.hold(visit, _held_unit(visit, number, MOVE)),
        live=(f"org_unit:{unit}",),
        people=queries.list_users(EVERY, org_units=[number], active=True) if shown else [],
        may_edit=visit.actor.reaches(EditOrg, org_unit=number),
        may_move=visit.actor.reaches(EditOrg, org_unit=number)
        and visit.actor.reaches(EditOrg, org_unit=row.parent),
    )


@page(permission=ViewPeople)
def unit_deed(visit: Visit, number: int, verb: str) -> HttpResponseBase:
    """Rename, move or retire an org unit."""
    asked = MOVE if verb == "move_org_unit" else NAMES
    meeting.meet(visit, f"org_unit:{number}", lambda: _held_unit(visit, OrgUnitId(number), asked))
    more: dict[str, Any] = {"org_unit": OrgUnitId(number)}
    if verb == "move_org_unit":
        more["parent"] = visit.number_of("parent")
    carry_out(visit, UNIT_DEEDS, verb, **more)
    return visit.go("people:unit", number)


@page(permission=ViewPeople)
def plant(visit: Visit, plant: int) -> HttpResponseBase:
    """Show a plant: rename it, set its time zone, retire it."""
    row = visit.only(queries.list_plants(EVERY, plants=[PlantId(plant)]))
    return visit.show(
        "people/place.html",
        row=row,
        kind=say("noun.plant", visit.lang),
        deed="people:plant_deed",
        rename="update_plant",
        fields=spots.shown(visit, PLANT_EDIT, row, FIELD),
        holding=meeting.hold(visit, _held_plant(visit, row.id)),
        live=(f"plant:{plant}",),
        may_edit=visit.actor.may(EditOrg, plant=row.id),
    )


@page(permission=ViewPeople)
def plant_deed(visit: Visit, number: int, verb: str) -> HttpResponseBase:
    """Change or retire a plant."""
    meeting.meet(visit, f"plant:{number}", lambda: _held_plant(visit, PlantId(number)))
    carry_out(visit, PLANT_DEEDS, verb, plant=PlantId(number))
    return visit.go("people:plant", number)


def _held_unit(visit: Visit, unit: OrgUnitId, asked: Sequence[Spot]) -> Held:
    row = visit.only(queries.list_org_units(org_unit=unit))
    return Held(f"org_unit:{unit}", row, asked, FIELD)


def _held_plant(visit: Visit, plant: PlantId) -> Held:
    row = visit.only(queries.list_plants(EVERY, plants=[plant]))
    return Held(f"plant:{plant}", row, PLANT_EDIT, FIELD)

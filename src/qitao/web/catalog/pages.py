"""The lists of the master data."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.catalog import actions, queries
from qitao.catalog.values import (
    EditBoms,
    EditLocations,
    EditMaterials,
    EditPartners,
    EditRoutings,
    EditWorkCentres,
    LocationKind,
    PartnerKind,
    UnitConversionId,
    ViewCatalog,
    WorkCentreId,
)
from qitao.catalog.values.rows import UnitConversionRow
from qitao.web.catalog.sheets import FIELD, list_units
from qitao.web.catalog.tables import (
    BOMS,
    CONVERSIONS,
    LOCATIONS,
    MACHINES,
    MATERIAL_GROUPS,
    MATERIALS,
    PARTNERS,
    ROUTINGS,
    SCRAP_REASONS,
    SUPPLIER_ITEMS,
    UNITS,
    WORK_CENTRES,
)
from qitao.web.catalog.words import faults_in_words
from qitao.web.shell import forms, spots
from qitao.web.shell.listing import ROWS
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
MATERIAL_TABS = ("materials", "material_groups", "units", "unit_conversions")
PARTNER_TABS = ("partners", "supplier_items")
CENTRE_TABS = ("work_centres", "machines", "scrap_reasons")
NOUNS_OF_PLANTS = ("location", "work_centre", "machine", "routing")
"""All other nouns here are shared by all plants."""

CONVERSION = (
    Spot("from_unit", "choice", required=True, choices=list_units),
    Spot("factor", "number", required=True, help="ui.catalog.factor_help"),
    Spot("to_unit", "choice", required=True, choices=list_units),
    Spot("material", "hint", hints="catalog:material_hints", help="ui.catalog.conversion_for_help"),
)


@page(permission=ViewCatalog)
def materials(visit: Visit) -> HttpResponseBase:
    """List materials; found by code, name, spec, drawing number or pinyin."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_materials(
            ask, search=asked["q"], kind=asked["kind"], active=not asked["retired"]
        )

    new = _may(visit, EditMaterials, "material")
    return MATERIALS.show(visit, fetch, new=new, tabs=MATERIAL_TABS, here="materials")


@page(permission=ViewCatalog)
def material_groups(visit: Visit) -> HttpResponseBase:
    """List the groups of materials."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_material_groups(ask, active=not asked["retired"])

    new = _may(visit, EditMaterials, "material_group")
    return MATERIAL_GROUPS.show(visit, fetch, new=new, tabs=MATERIAL_TABS, here="material_groups")


@page(permission=ViewCatalog)
def units(visit: Visit) -> HttpResponseBase:
    """List units of measure."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_units(ask, active=not asked["retired"])

    new = _may(visit, EditMaterials, "unit")
    return UNITS.show(visit, fetch, new=new, tabs=MATERIAL_TABS, here="units")


@page(permission=ViewCatalog)
def boms(visit: Visit) -> HttpResponseBase:
    """List BOM versions."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_bom_versions(
            ask, search=asked["q"], state=asked["state"], material=asked["material"]
        )

    return BOMS.show(visit, fetch, new=_may(visit, EditBoms, "bom"))


@page(permission=ViewCatalog)
def routings(visit: Visit) -> HttpResponseBase:
    """List routing versions."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_routing_versions(
            ask,
            search=asked["q"],
            state=asked["state"],
            material=asked["material"],
            operation=asked["operation"],
            plants=visit.actor.plants_shown(ViewCatalog),
        )

    return ROUTINGS.show(visit, fetch, new=_may(visit, EditRoutings, "routing"))


@page(permission=ViewCatalog)
def work_centres(visit: Visit) -> HttpResponseBase:
    """List work centres."""
    plants = visit.actor.plants_shown(ViewCatalog)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_work_centres(ask, plants=plants, active=not asked["retired"])

    new = _may(visit, EditWorkCentres, "work_centre")
    return WORK_CENTRES.show(visit, fetch, new=new, tabs=CENTRE_TABS, here="work_centres")


@page(permission=ViewCatalog)
def machines(visit: Visit) -> HttpResponseBase:
    """List machines with their work centres."""
    plants = visit.actor.plants_shown(ViewCatalog)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        centre = asked["work_centre"]
        return queries.list_machines(
            ask,
            plants=plants,
            work_centre=WorkCentreId(centre) if centre else None,
            active=not asked["retired"],
        )

    new = _may(visit, EditWorkCentres, "machine")
    return MACHINES.show(visit, fetch, new=new, tabs=CENTRE_TABS, here="machines")


@page(permission=ViewCatalog)
def scrap_reasons(visit: Visit) -> HttpResponseBase:
    """List why pieces are rejected."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_scrap_reasons(ask, active=not asked["retired"])

    new = _may(visit, EditWorkCentres, "scrap_reason")
    return SCRAP_REASONS.show(visit, fetch, new=new, tabs=CENTRE_TABS, here="scrap_reasons")


@page(permission=ViewCatalog)
def work_centre(visit: Visit, work_centre: int) -> HttpResponseBase:
    """Show a work centre with its machines."""
    number = WorkCentreId(work_centre)
    found = queries.list_work_centres(work_centre=number, plants=visit.actor.plants_of(ViewCatalog))
    machines = queries.list_machines(Ask(sort="code", limit=ROWS + 1), work_centre=number)
    centre = visit.only(found)
    return visit.show(
        "catalog/work_centre.html",
        centre=centre,
        machines=machines[:ROWS],
        more_machines=len(machines) > ROWS,
        may_edit=visit.actor.may(
            EditWorkCentres, plant=centre.plant_id, org_unit=centre.org_unit_id
        ),
    )


@page(permission=ViewCatalog)
def locations(visit: Visit) -> HttpResponseBase:
    """List places, the virtual ones too."""
    plants = visit.actor.plants_shown(ViewCatalog)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        kinds = [LocationKind(asked["kind"])] if asked["kind"] else None
        return queries.list_locations(
            ask, search=asked["q"], kinds=kinds, plants=plants, active=not asked["retired"]
        )

    return LOCATIONS.show(visit, fetch, new=_may(visit, EditLocations, "location"))


@page(permission=ViewCatalog)
def partners(visit: Visit) -> HttpResponseBase:
    """List suppliers, customers and outsourcers."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        kinds = [PartnerKind(asked["kind"])] if asked["kind"] else None
        return queries.list_partners(
            ask, search=asked["q"], kinds=kinds, active=not asked["retired"]
        )

    new = _may(visit, EditPartners, "partner")
    return PARTNERS.show(visit, fetch, new=new, tabs=PARTNER_TABS, here="partners")


@page(permission=ViewCatalog)
def supplier_items(visit: Visit) -> HttpResponseBase:
    """List who delivers what."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_supplier_items(
            ask,
            material=asked["material"],
            partner=asked["partner"],
            active=not asked["retired"],
        )

    new = _may(visit, EditPartners, "supplier_item")
    return SUPPLIER_ITEMS.show(visit, fetch, new=new, tabs=PARTNER_TABS, here="supplier_items")


@page(permission=ViewCatalog)
def unit_conversions(visit: Visit) -> HttpResponseBase:
    """List what units are worth in others; say it, or take it back."""
    if visit.posted:
        _convert(visit)
        return visit.go("catalog:unit_conversions")

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_unit_conversions(ask, material=asked["material"])

    return CONVERSIONS.show(
        visit,
        fetch,
        tabs=MATERIAL_TABS,
        here="unit_conversions",
        fields=spots.shown(visit, CONVERSION, None, FIELD),
        may_edit=visit.actor.reaches(EditMaterials),
        rows=queries.list_unit_conversions(EVERY),
    )


def _convert(visit: Visit) -> None:
    if number := visit.number_of("unit_conversion"):
        dropped = UnitConversionId(number)
        actions.drop_unit_conversion(actor=visit.actor, unit_conversion=dropped)
        return visit.tell("ui.catalog.conversion_dropped")
    with faults_in_words(visit, FIELD):
        document = spots.read_document(visit, CONVERSION)
        row = forms.read_row(UnitConversionRow, document, lang=visit.lang, words=FIELD)
        actions.put_unit_conversion(actor=visit.actor, row=row)
    return visit.tell("ui.catalog.saved", code=f"{row.from_unit} → {row.to_unit}")


def _may(visit: Visit, permission: Any, noun: str) -> str:
    """Return the noun where this person may make one: of his plants, or for all of them."""
    actor = visit.actor
    may = actor.may(permission) if noun in NOUNS_OF_PLANTS else actor.reaches(permission)
    return noun if may else ""

"""The lists of the master data."""

from collections.abc import Sequence
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.paging import Ask
from qitao.catalog import queries
from qitao.catalog.values import (
    EditBoms,
    EditLocations,
    EditMaterials,
    EditPartners,
    EditRoutings,
    EditWorkCentres,
    LocationKind,
    MaterialKind,
    PartnerKind,
    RevisionState,
    ViewCatalog,
    WorkCentreId,
)
from qitao.web.shell.listing import Chips, Column, Listing, Same, Search, Switch
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
REVISIONS = tuple(map(str, RevisionState))
MATERIAL_TABS = ("materials", "material_groups", "units")
CENTRE_TABS = ("work_centres", "machines", "scrap_reasons")

MATERIALS = Listing(
    "catalog.materials",
    columns=(
        Column("code", kind="main", link="catalog:material", phone="title", sortable=True),
        Column("name", sub="spec", phone="wide", sortable=True),
        Column("kind", kind="word", vocabulary="material_kind", phone="corner"),
        Column("unit", kind="unit"),
        Column("group"),
        Column("lot_tracked", kind="yes", phone="off"),
        Column("has_bom", kind="yes", phone="off"),
        Column("lead_time_days", kind="count", phone="off"),
        Column("safety_stock", kind="quantity", unit="unit", phone="off"),
    ),
    filters=(
        Chips("kind", tuple(map(str, MaterialKind)), "material_kind"),
        Search(),
        Switch("retired"),
    ),
    sort="code",
    picture="box",
    first_step=("ui.catalog.import", "imports:imports"),
    template="catalog/list.html",
)
MATERIAL_GROUPS = Listing(
    "catalog.material_groups",
    columns=(
        Column("code", kind="main", link="catalog:edit_material_group", phone="title"),
        Column("name", phone="wide"),
        Column("parent"),
    ),
    filters=(Switch("retired"),),
    sort="code",
    picture="binary-tree",
    first_step=("ui.catalog.new_material_group", "catalog:new_material_group"),
    template="catalog/list.html",
)
UNITS = Listing(
    "catalog.units",
    columns=(
        Column("code", kind="main", link="catalog:edit_unit", phone="title"),
        Column("name"),
        Column("name_en"),
        Column("decimals", kind="count"),
    ),
    filters=(Switch("retired"),),
    sort="code",
    picture="adjustments",
    first_step=("ui.catalog.new_unit", "catalog:new_unit"),
    template="catalog/list.html",
)
MACHINES = Listing(
    "catalog.machines",
    columns=(
        Column("code", kind="main", link="catalog:edit_machine", phone="title"),
        Column("name", phone="wide"),
        Column("work_centre_name", sub="work_centre"),
        Column("plant"),
        Column("state", kind="state", vocabulary="machine_state", phone="corner"),
    ),
    filters=(Switch("retired"),),
    sort="code",
    picture="building-factory-2",
    first_step=("ui.catalog.new_machine", "catalog:new_machine"),
    template="catalog/list.html",
)
SCRAP_REASONS = Listing(
    "catalog.scrap_reasons",
    columns=(
        Column("code", kind="main", link="catalog:edit_scrap_reason", phone="title"),
        Column("name", phone="wide"),
        Column("name_en"),
    ),
    filters=(Switch("retired"),),
    sort="code",
    picture="alert-triangle",
    first_step=("ui.catalog.new_scrap_reason", "catalog:new_scrap_reason"),
    template="catalog/list.html",
)
BOMS = Listing(
    "catalog.boms",
    columns=(
        Column("material", kind="main", link="catalog:bom", phone="title", sub="material_name"),
        Column("version", phone="corner"),
        Column("state", kind="state", vocabulary="revision_state"),
        Column("lines", kind="count"),
        Column("effective_from", kind="day"),
        Column("effective_to", kind="day"),
    ),
    filters=(Chips("state", REVISIONS, "revision_state"), Search(), Same("material")),
    sort="material",
    picture="sitemap",
    first_step=("ui.catalog.import", "imports:imports"),
    template="catalog/list.html",
)
ROUTINGS = Listing(
    "catalog.routings",
    columns=(
        Column("material", kind="main", link="catalog:routing", phone="title", sub="material_name"),
        Column("version", phone="corner"),
        Column("plant"),
        Column("state", kind="state", vocabulary="revision_state"),
        Column("operations", kind="count"),
        Column("effective_from", kind="day"),
    ),
    filters=(Chips("state", REVISIONS, "revision_state"), Search(), Same("material")),
    sort="material",
    picture="route",
    first_step=("ui.catalog.import", "imports:imports"),
    template="catalog/list.html",
)
WORK_CENTRES = Listing(
    "catalog.work_centres",
    columns=(
        Column("code", kind="main", link="catalog:work_centre", phone="title", sortable=True),
        Column("name", phone="wide"),
        Column("kind", kind="word", vocabulary="work_centre_kind", phone="corner"),
        Column("plant"),
        Column("machines", kind="count"),
        Column("capacity_minutes", kind="count"),
        Column("line_side_location"),
    ),
    filters=(Switch("retired"),),
    sort="code",
    picture="building-factory-2",
    first_step=("ui.catalog.new_work_centre", "catalog:new_work_centre"),
    template="catalog/list.html",
)
LOCATIONS = Listing(
    "catalog.locations",
    columns=(
        Column("code", kind="main", link="catalog:edit_location", phone="title", sortable=True),
        Column("name", phone="wide"),
        Column("kind", kind="word", vocabulary="location_kind", phone="corner"),
        Column("plant"),
        Column("parent"),
        Column("pickable", kind="yes"),
        Column("allow_negative", kind="yes"),
    ),
    filters=(
        Chips("kind", tuple(map(str, LocationKind)), "location_kind"),
        Search(),
        Switch("retired"),
    ),
    sort="code",
    picture="map-pin",
    first_step=("ui.catalog.new_location", "catalog:new_location"),
    template="catalog/list.html",
)
PARTNERS = Listing(
    "catalog.partners",
    columns=(
        Column("code", kind="main", link="catalog:edit_partner", phone="title", sortable=True),
        Column("name", phone="wide"),
        Column("kind", kind="word", vocabulary="partner_kind", phone="corner"),
        Column("contact"),
        Column("phone"),
        Column("address", kind="cut", phone="off"),
    ),
    filters=(
        Chips("kind", tuple(map(str, PartnerKind)), "partner_kind"),
        Search(),
        Switch("retired"),
    ),
    sort="code",
    picture="truck",
    first_step=("ui.catalog.new_partner", "catalog:new_partner"),
    template="catalog/list.html",
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
            plants=visit.actor.plants_of(ViewCatalog),
        )

    return ROUTINGS.show(visit, fetch, new=_may(visit, EditRoutings, "routing"))


@page(permission=ViewCatalog)
def work_centres(visit: Visit) -> HttpResponseBase:
    """List work centres."""
    plants = visit.actor.plants_of(ViewCatalog)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_work_centres(ask, plants=plants, active=not asked["retired"])

    new = _may(visit, EditWorkCentres, "work_centre")
    return WORK_CENTRES.show(visit, fetch, new=new, tabs=CENTRE_TABS, here="work_centres")


@page(permission=ViewCatalog)
def machines(visit: Visit) -> HttpResponseBase:
    """List machines with their work centres."""
    plants = visit.actor.plants_of(ViewCatalog)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[Any]:
        return queries.list_machines(ask, plants=plants, active=not asked["retired"])

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
    machines = queries.list_machines(EVERY, work_centre=number)
    return visit.show(
        "catalog/work_centre.html",
        centre=visit.only(found),
        machines=machines,
        may_edit=visit.actor.may(EditWorkCentres),
    )


@page(permission=ViewCatalog)
def locations(visit: Visit) -> HttpResponseBase:
    """List places, the virtual ones too."""
    plants = visit.actor.plants_of(ViewCatalog)

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

    return PARTNERS.show(visit, fetch, new=_may(visit, EditPartners, "partner"))


def _may(visit: Visit, permission: Any, noun: str) -> str:
    return noun if visit.actor.may(permission) else ""

"""The forms of the master data: one sheet for each noun, declared field by field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qitao.base.actor import Permission
from qitao.base.paging import Ask
from qitao.catalog import actions, queries
from qitao.catalog.values import (
    SELLERS,
    EditLocations,
    EditMaterials,
    EditPartners,
    EditWorkCentres,
    LocationId,
    LocationKind,
    MachineId,
    MachineState,
    MaterialGroupId,
    MaterialId,
    MaterialKind,
    PartnerId,
    PartnerKind,
    ScrapReasonId,
    UnitId,
    ViewCatalog,
    WorkCentreId,
    WorkCentreKind,
)
from qitao.catalog.values.items import SupplierItemItem
from qitao.catalog.values.rows import (
    LocationRow,
    MachineRow,
    MaterialGroupRow,
    MaterialRow,
    PartnerRow,
    ScrapReasonRow,
    SupplierItemRow,
    UnitRow,
    WorkCentreRow,
)
from qitao.people import queries as people
from qitao.web.catalog import words
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(sort="code", limit=500)
FIELD = "ui.catalog.field"
ACTIVE = Spot("active", "tick", start=True, help="ui.catalog.active_help")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One noun's form: its row, its verbs, its fields, where it leads.

    A field that the form does not show keeps what is stored.
    """

    row: type[Any]
    create: Any
    update: Any
    find: Callable[[int], Any]
    permission: Permission
    spots: tuple[Spot, ...]
    list: str
    """The URL name of the noun's list."""
    page: str = ""
    """The URL name of one row's own page; empty: there is none beside the form."""


def list_units(visit: Visit) -> list[tuple[str, str]]:
    """Return the units in use."""
    units = queries.list_units(EVERY, active=True)
    return [(unit.code, words.named(unit, visit.lang)) for unit in units]


def _groups(visit: Visit) -> list[tuple[str, str]]:
    rows = queries.list_material_groups(EVERY, active=True)
    return [(row.code, words.named(row, visit.lang)) for row in rows]


def list_plants(visit: Visit) -> list[tuple[str, str]]:
    """Return the plants that the visitor may know."""
    plants = people.list_plants(EVERY, plants=visit.actor.plants_of(ViewCatalog), active=True)
    return [(plant.code, f"{visit.name_plant(plant)} ({plant.code})") for plant in plants]


def list_work_centres(visit: Visit) -> list[tuple[str, str]]:
    """Return the work centres that the visitor may know."""
    plants = visit.actor.plants_of(ViewCatalog)
    rows = queries.list_work_centres(EVERY, plants=plants, active=True)
    return [(row.code, words.named(row, visit.lang)) for row in rows]


def _sellers(_visit: Visit) -> list[tuple[str, str]]:
    rows = queries.list_partners(EVERY, kinds=SELLERS, active=True)
    return [(row.code, f"{row.name} ({row.code})") for row in rows]


def _find_supplier_item(number: int) -> list[SupplierItemItem]:
    """Return the row behind the one before it: the list knows no filter by its own id."""
    rows = queries.list_supplier_items(Ask(after=(number - 1, number - 1), limit=1))
    return [row for row in rows if row.id == number]


CODE = Spot("code", required=True, kept=True)
NAME = Spot("name", required=True)
NAME_EN = Spot("name_en")
PLANT = Spot("plant", "choice", required=True, choices=list_plants, kept=True)

SHEETS: dict[str, Sheet] = {
    "material": Sheet(
        MaterialRow,
        actions.create_material,
        actions.update_material,
        lambda number: queries.list_materials(material=MaterialId(number)),
        EditMaterials,
        (
            CODE,
            NAME,
            Spot("spec"),
            Spot("kind", "choice", vocabulary="material_kind", codes=tuple(MaterialKind)),
            Spot("unit", "choice", required=True, choices=list_units, kept=True, open=True),
            Spot("group", "choice", choices=_groups),
            Spot("drawing_no"),
            NAME_EN,
            Spot("lead_time_days", "number"),
            Spot("safety_stock", "number"),
            Spot("shelf_life_days", "number", help="ui.catalog.shelf_life_help"),
            Spot("lot_tracked", "tick"),
            Spot("backflush", "tick", help="ui.catalog.backflush_help"),
            ACTIVE,
        ),
        "catalog:materials",
        "catalog:material",
    ),
    "material_group": Sheet(
        MaterialGroupRow,
        actions.create_material_group,
        actions.update_material_group,
        lambda number: queries.list_material_groups(material_group=MaterialGroupId(number)),
        EditMaterials,
        (CODE, NAME, NAME_EN, Spot("parent", "choice", choices=_groups), ACTIVE),
        "catalog:material_groups",
    ),
    "unit": Sheet(
        UnitRow,
        actions.create_unit,
        actions.update_unit,
        lambda number: queries.list_units(unit=UnitId(number)),
        EditMaterials,
        (CODE, NAME, NAME_EN, Spot("decimals", "number", help="ui.catalog.decimals_help"), ACTIVE),
        "catalog:units",
    ),
    "partner": Sheet(
        PartnerRow,
        actions.create_partner,
        actions.update_partner,
        lambda number: queries.list_partners(partner=PartnerId(number)),
        EditPartners,
        (
            CODE,
            NAME,
            Spot("kind", "choice", vocabulary="partner_kind", codes=tuple(PartnerKind)),
            Spot("contact"),
            Spot("phone"),
            Spot("address", wide=True),
            ACTIVE,
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
            PLANT,
            CODE,
            NAME,
            NAME_EN,
            Spot("kind", "choice", vocabulary="location_kind", codes=tuple(LocationKind)),
            Spot("parent", "hint", hints="catalog:location_hints"),
            Spot("pick_sequence", "number"),
            Spot("pickable", "tick", start=True, help="ui.catalog.pickable_help"),
            Spot("allow_negative", "tick", help="ui.catalog.negative_help"),
            ACTIVE,
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
            PLANT,
            CODE,
            NAME,
            NAME_EN,
            Spot("kind", "choice", vocabulary="work_centre_kind", codes=tuple(WorkCentreKind)),
            Spot("capacity_minutes", "number", start=480),
            Spot("line_side_location", "hint", hints="catalog:location_hints"),
            ACTIVE,
        ),
        "catalog:work_centres",
        "catalog:work_centre",
    ),
    "machine": Sheet(
        MachineRow,
        actions.create_machine,
        actions.update_machine,
        lambda number: queries.list_machines(machine=MachineId(number)),
        EditWorkCentres,
        (
            Spot("plant", "choice", required=True, choices=list_plants),
            Spot("work_centre", "choice", required=True, choices=list_work_centres),
            CODE,
            NAME,
            NAME_EN,
            Spot("state", "choice", vocabulary="machine_state", codes=tuple(MachineState)),
            ACTIVE,
        ),
        "catalog:machines",
    ),
    "supplier_item": Sheet(
        SupplierItemRow,
        actions.create_supplier_item,
        actions.update_supplier_item,
        _find_supplier_item,
        EditPartners,
        (
            Spot("material", "hint", required=True, hints="catalog:material_hints", kept=True),
            Spot("partner", "choice", required=True, choices=_sellers, kept=True),
            Spot("supplier_code"),
            Spot("unit", "choice", choices=list_units, help="ui.catalog.unit_help"),
            Spot("price", "number"),
            Spot("lead_time_days", "number"),
            Spot("quantity_min", "number"),
            Spot("quantity_max", "number"),
            Spot("preference", "number", start=1, help="ui.catalog.preference_help"),
            ACTIVE,
        ),
        "catalog:supplier_items",
    ),
    "scrap_reason": Sheet(
        ScrapReasonRow,
        actions.create_scrap_reason,
        actions.update_scrap_reason,
        lambda number: queries.list_scrap_reasons(scrap_reason=ScrapReasonId(number)),
        EditWorkCentres,
        (CODE, NAME, NAME_EN, ACTIVE),
        "catalog:scrap_reasons",
    ),
}

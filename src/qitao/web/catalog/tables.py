"""The lists of the master data: their columns and filters."""

from qitao.catalog.values import LocationKind, MaterialKind, PartnerKind, RevisionState
from qitao.web.shell.listing import Chips, Column, Listing, Same, Search, Switch

REVISIONS = tuple(map(str, RevisionState))

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
SUPPLIER_ITEMS = Listing(
    "catalog.supplier_items",
    columns=(
        Column(
            "material",
            kind="main",
            link="catalog:edit_supplier_item",
            sub="material_name",
            phone="title",
        ),
        Column("partner_name", sub="partner", phone="wide"),
        Column("supplier_code"),
        Column("price", kind="quantity", unit="unit"),
        Column("lead_time_days", kind="count"),
        Column("quantity_min", kind="quantity", unit="unit"),
        Column("preference", kind="count"),
    ),
    filters=(Switch("retired"), Same("material"), Same("partner")),
    sort="material",
    picture="truck",
    first_step=("ui.catalog.new_supplier_item", "catalog:new_supplier_item"),
    template="catalog/list.html",
)
CONVERSIONS = Listing(
    "catalog.unit_conversions",
    columns=(
        Column("from_unit", kind="unit", phone="title"),
        Column("factor", kind="quantity"),
        Column("to_unit", kind="unit"),
        Column("material"),
    ),
    filters=(Same("material"),),
    sort="from_unit",
    picture="adjustments",
    template="catalog/conversions.html",
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

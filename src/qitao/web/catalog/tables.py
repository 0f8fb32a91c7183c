"""The lists of the master data: their columns and filters."""

from typing import Any

from django.utils.safestring import SafeString

from qitao.catalog.values import LocationKind, MaterialKind, PartnerKind, RevisionState
from qitao.catalog.values.items import MaterialItem, SupplierItemItem
from qitao.web.shell import marks, units
from qitao.web.shell.html import markup
from qitao.web.shell.listing import PLANTS, Chips, Column, Filter, Listing, Same, Search, Switch

REVISIONS = tuple(map(str, RevisionState))


def _sheet(
    nouns: str,
    columns: tuple[Column, ...],
    filters: tuple[Filter, ...],
    *,
    picture: str,
    sort: str = "code",
    new: str = "",
) -> Listing:
    """Declare the list of a noun; an empty one offers to make a `new` row, or to bring rows in."""
    first = (f"ui.catalog.new_{new}", f"catalog:new_{new}")
    return Listing(
        f"catalog.{nouns}",
        live=("catalog",),
        columns=columns,
        filters=filters,
        sort=sort,
        picture=picture,
        first_step=first if new else ("ui.catalog.import", "imports:imports"),
        template="catalog/list.html",
    )


def _named(row: MaterialItem, lang: str) -> SafeString:
    name = marks.named(row.name, row.name_en, lang)
    return marks.product_line(row.code, name, row.spec, row.picture)


def _own_name(row: Any, _lang: str) -> str:
    """Beside a column of English names the name itself is shown."""
    return str(row.name)


def _price(row: SupplierItemItem, lang: str) -> SafeString:
    price = marks.figures(row.price)
    return markup(
        '<span class="num">{} <small>/ {}</small></span>', price, units.word(row.unit, lang)
    )


def _group(row: MaterialItem, lang: str) -> str:
    return marks.named(row.group_name, row.group_name_en, lang)


MATERIALS = _sheet(
    "materials",
    (
        Column("code", kind="main", link="catalog:material", phone="title", sortable=True),
        Column("name", cell=_named, phone="wide", sortable=True),
        Column("kind", kind="word", vocabulary="material_kind", phone="corner"),
        Column("unit", kind="unit"),
        Column("group", cell=_group),
        Column("lot_tracked", kind="yes", phone="off"),
        Column("has_bom", kind="yes", phone="off"),
        Column("lead_time_days", kind="count", phone="off"),
        Column("safety_stock", kind="quantity", unit="unit", phone="off"),
    ),
    (
        Chips("kind", tuple(map(str, MaterialKind)), "material_kind"),
        Search(),
        Switch("retired"),
    ),
    picture="box",
)
MATERIAL_GROUPS = _sheet(
    "material_groups",
    (
        Column("code", kind="main", link="catalog:edit_material_group", phone="title"),
        Column("name", phone="wide"),
        Column("parent"),
    ),
    (Switch("retired"),),
    picture="binary-tree",
    new="material_group",
)
UNITS = _sheet(
    "units",
    (
        Column("code", kind="main", link="catalog:edit_unit", phone="title"),
        Column("name", cell=_own_name),
        Column("name_en"),
        Column("decimals", kind="count"),
    ),
    (Switch("retired"),),
    picture="adjustments",
    new="unit",
)
MACHINES = _sheet(
    "machines",
    (
        Column("code", kind="main", link="catalog:edit_machine", phone="title"),
        Column("name", phone="wide"),
        Column("work_centre_name", sub="work_centre"),
        PLANTS,
        Column("state", kind="state", vocabulary="machine_state", phone="corner"),
    ),
    (Switch("retired"), Same("work_centre")),
    picture="building-factory-2",
    new="machine",
)
SUPPLIER_ITEMS = _sheet(
    "supplier_items",
    (
        Column(
            "material",
            kind="main",
            link="catalog:edit_supplier_item",
            sub="material_name",
            phone="title",
        ),
        Column("partner_name", sub="partner", phone="wide"),
        Column("supplier_code"),
        Column("price", kind="quantity", cell=_price),
        Column("lead_time_days", kind="count"),
        Column("quantity_min", kind="quantity", unit="unit"),
        Column("preference", kind="count"),
    ),
    (Switch("retired"), Same("material"), Same("partner")),
    sort="material",
    picture="truck",
    new="supplier_item",
)
CONVERSIONS = Listing(
    "catalog.unit_conversions",
    live=("catalog",),
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
SCRAP_REASONS = _sheet(
    "scrap_reasons",
    (
        Column("code", kind="main", link="catalog:edit_scrap_reason", phone="title"),
        Column("name", cell=_own_name, phone="wide"),
        Column("name_en"),
    ),
    (Switch("retired"),),
    picture="alert-triangle",
    new="scrap_reason",
)
BOMS = _sheet(
    "boms",
    (
        Column("material", kind="main", link="catalog:bom", phone="title", sub="material_name"),
        Column("version", kind="version", phone="corner"),
        Column("state", kind="state", vocabulary="revision_state"),
        Column("lines", kind="count"),
        Column("effective_from", kind="day"),
        Column("effective_to", kind="day"),
    ),
    (Chips("state", REVISIONS, "revision_state"), Search(), Same("material")),
    sort="material",
    picture="sitemap",
)
ROUTINGS = _sheet(
    "routings",
    (
        Column("material", kind="main", link="catalog:routing", phone="title", sub="material_name"),
        Column("version", kind="version", phone="corner"),
        PLANTS,
        Column("state", kind="state", vocabulary="revision_state"),
        Column("operations", kind="count"),
        Column("effective_from", kind="day"),
    ),
    (
        Chips("state", REVISIONS, "revision_state"),
        Search(),
        Same("material"),
        Same("operation", code=True),
    ),
    sort="material",
    picture="route",
)
WORK_CENTRES = _sheet(
    "work_centres",
    (
        Column("code", kind="main", link="catalog:work_centre", phone="title", sortable=True),
        Column("name", phone="wide"),
        Column("kind", kind="word", vocabulary="work_centre_kind", phone="corner"),
        PLANTS,
        Column("machines", kind="count"),
        Column("capacity_minutes", kind="count"),
        Column("line_side_location"),
    ),
    (Switch("retired"),),
    picture="building-factory-2",
    new="work_centre",
)
LOCATIONS = _sheet(
    "locations",
    (
        Column("code", kind="main", link="catalog:edit_location", phone="title", sortable=True),
        Column("name", phone="wide"),
        Column("kind", kind="word", vocabulary="location_kind", phone="corner"),
        PLANTS,
        Column("parent"),
        Column("pickable", kind="yes"),
        Column("allow_negative", kind="yes"),
    ),
    (
        Chips("kind", tuple(map(str, LocationKind)), "location_kind"),
        Search(),
        Switch("retired"),
    ),
    picture="map-pin",
    new="location",
)
PARTNERS = _sheet(
    "partners",
    (
        Column("code", kind="main", link="catalog:edit_partner", phone="title", sortable=True),
        Column("name", phone="wide"),
        Column("kind", kind="word", vocabulary="partner_kind", phone="corner"),
        Column("contact"),
        Column("phone"),
        Column("address", kind="cut", phone="off"),
    ),
    (
        Chips("kind", tuple(map(str, PartnerKind)), "partner_kind"),
        Search(),
        Switch("retired"),
    ),
    picture="truck",
    new="partner",
)

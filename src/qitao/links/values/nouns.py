"""Which nouns may come in or go out, in the order in which they stand on each other."""

from dataclasses import dataclass
from typing import Any

from qitao.base.actor import Permission
from qitao.catalog.values import (
    EditBoms,
    EditLocations,
    EditMaterials,
    EditPartners,
    EditRoutings,
    EditWorkCentres,
    PublishBom,
    PublishRouting,
    ViewCatalog,
)
from qitao.catalog.values import rows as catalog
from qitao.catalog.values.flat import BomEntryRow, RoutingEntryRow
from qitao.links.values import rows as own
from qitao.people.values import AssignPosts, EditOrg, EditUsers, ViewPeople
from qitao.production.values import ImportOrder, ViewOrder
from qitao.stock.values import PostMoves, ViewStock
from qitao.trade.values import ImportPurchases, ViewTrade


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: the shape of its rows, what makes their key, whose rights saving needs.

    `group` are the fields of the document that several rows make up (a BOM version); its rows are
    saved together. `part` names what several rows of it make up (an operation and its machines).
    `agree`: rows that are alike in the first fields must be alike in the second, too.
    `view` is the right to see the rows. Rows with a field `plant` belong to it; others to all
    plants, unless the saver asks for the plant of each (`plant_asked`).
    """

    name: str
    row: Any
    key: tuple[str, ...]
    view: Permission
    permissions: tuple[Permission, ...]
    group: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    agree: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    comes_in: bool = True
    plant_asked: bool = False


BOM = ("material", "version")
ROUTING = ("material", "plant", "version")
ORDER = ("number",)
_ALL = (
    Noun("org_unit", own.OrgUnitRow, ("code",), ViewPeople, (EditOrg,)),
    Noun("plant", own.PlantRow, ("code",), ViewPeople, (EditOrg,)),
    Noun("user", own.UserRow, ("username",), ViewPeople, (EditUsers,)),
    Noun(
        "assignment",
        own.AssignmentRow,
        ("user", "post", "role", "plant", "org_unit"),
        ViewPeople,
        (AssignPosts,),
        plant_asked=True,
    ),
    Noun("unit", catalog.UnitRow, ("code",), ViewCatalog, (EditMaterials,)),
    Noun("material_group", catalog.MaterialGroupRow, ("code",), ViewCatalog, (EditMaterials,)),
    Noun("material", catalog.MaterialRow, ("code",), ViewCatalog, (EditMaterials,)),
    Noun(
        "unit_conversion",
        catalog.UnitConversionRow,
        ("from_unit", "to_unit", "material"),
        ViewCatalog,
        (EditMaterials,),
    ),
    Noun("partner", catalog.PartnerRow, ("code",), ViewCatalog, (EditPartners,)),
    Noun(
        "supplier_item",
        catalog.SupplierItemRow,
        ("material", "partner"),
        ViewCatalog,
        (EditPartners,),
    ),
    Noun("location", catalog.LocationRow, ("plant", "code"), ViewCatalog, (EditLocations,)),
    Noun("work_centre", catalog.WorkCentreRow, ("plant", "code"), ViewCatalog, (EditWorkCentres,)),
    Noun("machine", catalog.MachineRow, ("code",), ViewCatalog, (EditWorkCentres,)),
    Noun("scrap_reason", catalog.ScrapReasonRow, ("code",), ViewCatalog, (EditWorkCentres,)),
    Noun(
        "bom",
        BomEntryRow,
        ("material", "version", "line_no"),
        ViewCatalog,
        (EditBoms, PublishBom),
        group=BOM,
        agree=((BOM, ("state", "effective_from", "effective_to", "base_quantity")),),
    ),
    Noun(
        "bom_substitute",
        catalog.SubstituteRow,
        ("material", "version", "line_no", "substitute"),
        ViewCatalog,
        (EditBoms,),
    ),
    Noun(
        "routing",
        RoutingEntryRow,
        ("material", "plant", "version", "sequence", "machine"),
        ViewCatalog,
        (EditRoutings, PublishRouting),
        group=ROUTING,
        part=("sequence",),
        agree=(
            (ROUTING, ("state", "effective_from", "effective_to")),
            ((*ROUTING, "sequence"), ("name", "work_centre", "setup_minutes", "run_minutes")),
        ),
    ),
    Noun(
        "opening_stock",
        own.OpeningStockRow,
        ("plant", "location", "material", "lot", "status"),
        ViewStock,
        (PostMoves,),
    ),
    Noun(
        "stock_balance",
        own.StockBalanceRow,
        ("plant", "location", "material", "lot", "status"),
        ViewStock,
        (),
        comes_in=False,
    ),
    Noun(
        "purchase_line",
        own.PurchaseEntryRow,
        ("number", "line"),
        ViewTrade,
        (ImportPurchases,),
        group=ORDER,
        agree=((ORDER, ("plant", "partner", "state", "ordered_on")),),
    ),
    Noun(
        "work_order",
        own.OrderEntryRow,
        ("number", "sequence"),
        ViewOrder,
        (ImportOrder,),
        group=ORDER,
        agree=((ORDER, ("plant", "material", "quantity", "state", "due_on", "priority")),),
    ),
    Noun("report", own.ReportRow, ("slip",), ViewOrder, (ImportOrder,), plant_asked=True),
)
NOUNS: dict[str, Noun] = {noun.name: noun for noun in _ALL}

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
)
from qitao.catalog.values import rows as catalog
from qitao.catalog.values.flat import BomEntryRow, RoutingEntryRow
from qitao.links.values import rows as own
from qitao.people.values import EditOrg, EditUsers
from qitao.production.values import ImportOrder
from qitao.stock.values import PostMoves
from qitao.trade.values import ImportPurchases


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: the shape of its rows, what makes their key, whose rights saving needs.

    `group` are the fields of the document that several rows make up (a BOM version); its rows are
    saved together. `part` names what several rows of it make up (an operation and its machines).
    `agree`: rows that are alike in the first fields must be alike in the second, too.
    """

    name: str
    row: Any
    key: tuple[str, ...]
    permissions: tuple[Permission, ...]
    group: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    agree: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    comes_in: bool = True


BOM = ("material", "version")
ROUTING = ("material", "plant", "version")
ORDER = ("number",)
_ALL = (
    Noun("org_unit", own.OrgUnitRow, ("code",), (EditOrg,)),
    Noun("plant", own.PlantRow, ("code",), (EditOrg,)),
    Noun("user", own.UserRow, ("username",), (EditUsers,)),
    Noun("unit", catalog.UnitRow, ("code",), (EditMaterials,)),
    Noun("material_group", catalog.MaterialGroupRow, ("code",), (EditMaterials,)),
    Noun("material", catalog.MaterialRow, ("code",), (EditMaterials,)),
    Noun(
        "unit_conversion",
        catalog.UnitConversionRow,
        ("from_unit", "to_unit", "material"),
        (EditMaterials,),
    ),
    Noun("partner", catalog.PartnerRow, ("code",), (EditPartners,)),
    Noun("supplier_item", catalog.SupplierItemRow, ("material", "partner"), (EditPartners,)),
    Noun("location", catalog.LocationRow, ("plant", "code"), (EditLocations,)),
    Noun("work_centre", catalog.WorkCentreRow, ("plant", "code"), (EditWorkCentres,)),
    Noun("machine", catalog.MachineRow, ("code",), (EditWorkCentres,)),
    Noun("scrap_reason", catalog.ScrapReasonRow, ("code",), (EditWorkCentres,)),
    Noun(
        "bom",
        BomEntryRow,
        ("material", "version", "line_no"),
        (EditBoms, PublishBom),
        group=BOM,
        agree=((BOM, ("state", "effective_from", "effective_to", "base_quantity")),),
    ),
    Noun(
        "bom_substitute",
        catalog.SubstituteRow,
        ("material", "version", "line_no", "substitute"),
        (EditBoms,),
    ),
    Noun(
        "routing",
        RoutingEntryRow,
        ("material", "plant", "version", "sequence", "machine"),
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
        (PostMoves,),
    ),
    Noun(
        "stock_balance",
        own.StockBalanceRow,
        ("plant", "location", "material", "lot", "status"),
        (),
        comes_in=False,
    ),
    Noun(
        "purchase_line",
        own.PurchaseEntryRow,
        ("number", "line"),
        (ImportPurchases,),
        group=ORDER,
        agree=((ORDER, ("plant", "partner", "state", "ordered_on")),),
    ),
    Noun(
        "work_order",
        own.OrderEntryRow,
        ("number", "sequence"),
        (ImportOrder,),
        group=ORDER,
        agree=((ORDER, ("plant", "material", "quantity", "state", "due_on", "priority")),),
    ),
    Noun("report", own.ReportRow, ("slip",), (ImportOrder,)),
)
NOUNS: dict[str, Noun] = {noun.name: noun for noun in _ALL}

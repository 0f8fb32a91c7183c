"""Tables of the master data, each with its row versions beside it (`…event`)."""

from qitao.catalog.models.items import Material, MaterialGroup, Unit, UnitConversion
from qitao.catalog.models.partners import Partner, SupplierItem
from qitao.catalog.models.places import Location, Machine, ScrapReason, WorkCentre
from qitao.catalog.models.structure import (
    Bom,
    BomLine,
    BomSubstitute,
    Routing,
    RoutingMachine,
    RoutingOperation,
)

__all__ = [
    "Bom",
    "BomLine",
    "BomSubstitute",
    "Location",
    "Machine",
    "Material",
    "MaterialGroup",
    "Partner",
    "Routing",
    "RoutingMachine",
    "RoutingOperation",
    "ScrapReason",
    "SupplierItem",
    "Unit",
    "UnitConversion",
    "WorkCentre",
]

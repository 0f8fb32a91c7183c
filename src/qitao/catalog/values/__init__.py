"""Ids, kinds, permissions and refusals of the master data."""

from enum import StrEnum
from typing import NewType

from qitao.base.actor import Permission
from qitao.base.refusal import RefusalCode

UnitId = NewType("UnitId", int)
UnitConversionId = NewType("UnitConversionId", int)
MaterialGroupId = NewType("MaterialGroupId", int)
MaterialId = NewType("MaterialId", int)
PartnerId = NewType("PartnerId", int)
SupplierItemId = NewType("SupplierItemId", int)
LocationId = NewType("LocationId", int)
WorkCentreId = NewType("WorkCentreId", int)
MachineId = NewType("MachineId", int)
ScrapReasonId = NewType("ScrapReasonId", int)
BomId = NewType("BomId", int)
BomLineId = NewType("BomLineId", int)
RoutingId = NewType("RoutingId", int)
RoutingOperationId = NewType("RoutingOperationId", int)


class MaterialKind(StrEnum):
    """How a material comes into being; a phantom is only a bundle that is never stocked."""

    MAKE = "make"
    BUY = "buy"
    PHANTOM = "phantom"


class FileKind(StrEnum):
    """What a file is to a material: how it looks, or how it is measured."""

    PICTURE = "picture"
    DRAWING = "drawing"


class PartnerKind(StrEnum):
    """What a partner is to the plant."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    BOTH = "both"
    OUTSOURCER = "outsourcer"


SELLERS = frozenset({PartnerKind.SUPPLIER, PartnerKind.BOTH, PartnerKind.OUTSOURCER})
"""Partners that may deliver goods or work to us."""


class LocationKind(StrEnum):
    """What a location is to the ledger; the last five are virtual and hold no balance."""

    INTERNAL = "internal"
    LINE_SIDE = "line_side"
    QUARANTINE = "quarantine"
    TRANSIT = "transit"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    PRODUCTION = "production"
    SCRAP = "scrap"
    ADJUSTMENT = "adjustment"

    @property
    def is_virtual(self) -> bool:
        """Tell whether the location stands for the world outside the store."""
        return self in VIRTUAL_KINDS


VIRTUAL_KINDS = frozenset(
    {
        LocationKind.SUPPLIER,
        LocationKind.CUSTOMER,
        LocationKind.PRODUCTION,
        LocationKind.SCRAP,
        LocationKind.ADJUSTMENT,
    }
)


class WorkCentreKind(StrEnum):
    """What limits a work centre."""

    MACHINE = "machine"
    LABOUR = "labour"
    INSPECTION = "inspection"
    OUTSIDE = "outside"


class MachineState(StrEnum):
    """Whether a machine may be planned on."""

    READY = "ready"
    DOWN = "down"
    MAINTENANCE = "maintenance"
    RETIRED = "retired"


class RevisionState(StrEnum):
    """Where a BOM or routing version stands; only a draft may be changed."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


ViewCatalog = Permission("catalog.view")
EditMaterials = Permission("catalog.edit_materials")
EditPartners = Permission("catalog.edit_partners")
EditLocations = Permission("catalog.edit_locations")
EditWorkCentres = Permission("catalog.edit_work_centres")
EditBoms = Permission("catalog.edit_boms")
PublishBom = Permission("catalog.publish_bom")
EditRoutings = Permission("catalog.edit_routings")
PublishRouting = Permission("catalog.publish_routing")

BOM_CYCLE = RefusalCode("BOM_CYCLE")
CATALOG_FAULTS = RefusalCode("CATALOG_FAULTS", 422)
STILL_USED = RefusalCode("STILL_USED")
NOT_A_DRAFT = RefusalCode("NOT_A_DRAFT")
BOM_TOO_DEEP = RefusalCode("BOM_TOO_DEEP")
NO_CONVERSION = RefusalCode("NO_CONVERSION")
BOM_OVERLAP = RefusalCode("BOM_OVERLAP")
ROUTING_OVERLAP = RefusalCode("ROUTING_OVERLAP")
ALREADY_EXISTS = RefusalCode("ALREADY_EXISTS")
TREE_CYCLE = RefusalCode("TREE_CYCLE")
PICTURE_WANTED = RefusalCode("PICTURE_WANTED", 422)
QUANTITY_TOO_FINE = RefusalCode("QUANTITY_TOO_FINE", 422)

LEVELS_MAX = 20
LINES_MAX = 1_000
SAVE_ROWS_MAX = 200_000
FAULTS_SHOWN_MAX = 5
EXPLODE_MAX = 20_000
PAGE_MAX = 200

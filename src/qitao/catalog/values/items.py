"""Rows of the lists that people and machines leaf through; ids beside codes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qitao.base.ids import OrgUnitId, PlantId
from qitao.catalog.values import (
    BomId,
    BomLineId,
    LocationId,
    LocationKind,
    MachineId,
    MachineState,
    MaterialGroupId,
    MaterialId,
    MaterialKind,
    PartnerId,
    PartnerKind,
    RevisionState,
    RoutingId,
    RoutingOperationId,
    ScrapReasonId,
    SupplierItemId,
    UnitConversionId,
    UnitId,
    WorkCentreId,
    WorkCentreKind,
)


@dataclass(frozen=True, slots=True)
class UnitItem:
    """A unit of measure."""

    id: UnitId
    code: str
    name: str
    name_en: str
    decimals: int
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class UnitConversionItem:
    """One `from_unit` is `factor` `to_unit`; without a material, for all."""

    id: UnitConversionId
    from_unit: str
    to_unit: str
    factor: Decimal
    material_id: MaterialId | None
    material: str


@dataclass(frozen=True, slots=True)
class MaterialGroupItem:
    """A class of materials."""

    id: MaterialGroupId
    code: str
    name: str
    name_en: str
    parent_id: MaterialGroupId | None
    parent: str
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """A material; `pinyin` sorts names as a Chinese dictionary does."""

    id: MaterialId
    code: str
    name: str
    pinyin: str
    name_en: str
    spec: str
    drawing_no: str
    kind: MaterialKind
    unit: str
    decimals: int
    group_id: MaterialGroupId | None
    group: str
    group_name: str
    group_name_en: str
    lot_tracked: bool
    serial_tracked: bool
    shelf_life_days: int | None
    safety_stock: Decimal
    reorder_point: Decimal
    lead_time_days: int
    standard_cost: Decimal
    backflush: bool
    has_bom: bool
    image: str
    picture: str | None
    drawing: str | None
    drawing_type: str | None
    active: bool
    revision: int

    @property
    def linked(self) -> bool:
        """Whether `image` is an address that leads to a document elsewhere."""
        return self.image.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing of a material, without its bytes."""

    code: str
    digest: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class PartnerItem:
    """A supplier, customer or outsourcer."""

    id: PartnerId
    code: str
    name: str
    pinyin: str
    kind: PartnerKind
    contact: str
    phone: str
    address: str
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class SupplierItemItem:
    """How a supplier delivers a material."""

    id: SupplierItemId
    material_id: MaterialId
    material: str
    material_name: str
    material_name_en: str
    partner_id: PartnerId
    partner: str
    partner_name: str
    unit: str
    supplier_code: str
    lead_time_days: int
    price: Decimal
    quantity_min: Decimal
    quantity_max: Decimal | None
    preference: int
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class LocationItem:
    """A place in a plant."""

    id: LocationId
    plant_id: PlantId
    plant: str
    code: str
    name: str
    name_en: str
    kind: LocationKind
    parent_id: LocationId | None
    parent: str
    allow_negative: bool
    pickable: bool
    pick_sequence: int
    work_centre: str
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class WorkCentreItem:
    """A work centre, with how many of its machines are in use."""

    id: WorkCentreId
    plant_id: PlantId
    plant: str
    code: str
    name: str
    name_en: str
    kind: WorkCentreKind
    org_unit_id: OrgUnitId | None
    org_unit: str
    org_unit_en: str
    capacity_minutes: int
    cost_rate: Decimal
    line_side_location_id: LocationId | None
    line_side_location: str
    machines: int
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class MachineItem:
    """A machine."""

    id: MachineId
    code: str
    name: str
    name_en: str
    work_centre_id: WorkCentreId
    work_centre: str
    work_centre_name: str
    work_centre_name_en: str
    plant_id: PlantId
    plant: str
    state: MachineState
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class ScrapReasonItem:
    """Why a piece was rejected."""

    id: ScrapReasonId
    code: str
    name: str
    name_en: str
    active: bool
    revision: int


@dataclass(frozen=True, slots=True)
class BomItem:
    """A BOM version, with how many lines it has."""

    id: BomId
    material_id: MaterialId
    material: str
    material_name: str
    material_name_en: str
    version: str
    state: RevisionState
    effective_from: date
    effective_to: date | None
    base_quantity: Decimal
    note: str
    lines: int
    revision: int


@dataclass(frozen=True, slots=True)
class BomLineItem:
    """A line of a BOM version, with the codes of its substitutes."""

    id: BomLineId
    line_no: int
    component_id: MaterialId
    component: str
    component_name: str
    component_name_en: str
    component_spec: str
    component_kind: MaterialKind
    quantity: Decimal
    unit: str
    fixed: bool
    scrap_rate: Decimal
    phantom: bool | None
    operation_sequence: int | None
    valid_from: date | None
    valid_to: date | None
    backflush: bool | None
    position: str
    substitutes: list[str]


@dataclass(frozen=True, slots=True)
class RoutingItem:
    """A routing version, with how many operations it has."""

    id: RoutingId
    material_id: MaterialId
    material: str
    material_name: str
    material_name_en: str
    plant_id: PlantId
    plant: str
    version: str
    state: RevisionState
    effective_from: date
    effective_to: date | None
    note: str
    operations: int
    revision: int


@dataclass(frozen=True, slots=True)
class OperationItem:
    """An operation of a routing, with the codes of the machines that may do it."""

    id: RoutingOperationId
    sequence: int
    name: str
    name_en: str
    work_centre_id: WorkCentreId
    work_centre: str
    work_centre_name: str
    work_centre_name_en: str
    setup_minutes: Decimal
    run_minutes: Decimal
    partner_id: PartnerId | None
    partner: str
    parallel_group: int | None
    inspection_required: bool
    reporting_point: bool
    instruction: str
    machines: list[str]

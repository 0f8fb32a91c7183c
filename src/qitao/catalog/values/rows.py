"""One row of each noun as people write it: other nouns are named by code.

Verbs, imports and exports share these shapes, so that a file that was exported imports unchanged.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from qitao.base.quantity import NonNegativeQuantity, PositiveQuantity
from qitao.catalog.values import (
    LocationKind,
    MachineState,
    MaterialKind,
    PartnerKind,
    RevisionState,
    WorkCentreKind,
)
from qitao.catalog.values.faults import Ref


def _word(length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=length)


def _words(length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=length)


Code = Annotated[str, _word(60)]
ShortCode = Annotated[str, _word(40)]
UnitCode = Annotated[str, _word(20)]
Version = Annotated[str, _word(20)]
Name = Annotated[str, _word(200)]
Note = Annotated[str, _words(300)]
Words = Annotated[str, _words(200)]
Phone = Annotated[str, _words(60)]
Mark = Annotated[str, _words(100)]
Days = Annotated[int, Field(ge=0, le=100_000)]
Order = Annotated[int, Field(ge=0, le=32_000)]
Number = Annotated[int, Field(ge=1, le=2_000_000_000)]
Rate = Annotated[Decimal, Field(ge=0, lt=1, max_digits=7, decimal_places=6)]
Factor = Annotated[Decimal, Field(gt=0, max_digits=24, decimal_places=12)]

UnitRef = Annotated[UnitCode, Ref("unit")]
GroupRef = Annotated[ShortCode, Ref("material_group")]
MaterialRef = Annotated[Code, Ref("material")]
PartnerRef = Annotated[Code, Ref("partner")]
PlantRef = Annotated[ShortCode, Ref("plant")]
OrgUnitRef = Annotated[ShortCode, Ref("org_unit")]
LocationRef = Annotated[Code, Ref("location", ("plant",))]
WorkCentreRef = Annotated[Code, Ref("work_centre", ("plant",))]
MachineRef = Annotated[Code, Ref("machine")]
BomRef = Annotated[Version, Ref("bom", ("material",))]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit of measure; needs are rounded up to `decimals` places."""

    code: UnitCode
    name: Annotated[str, _word(60)]
    name_en: Phone = ""
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitConversionRow:
    """One `from_unit` is `factor` `to_unit`; for one material, or for all where none is named."""

    from_unit: UnitRef
    to_unit: UnitRef
    factor: Factor
    material: MaterialRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialGroupRow:
    """A class of materials."""

    code: ShortCode
    name: Name
    name_en: Words = ""
    parent: GroupRef | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRow:
    """A material."""

    code: Code
    name: Name
    unit: UnitRef
    kind: MaterialKind
    name_en: Words = ""
    spec: Note = ""
    drawing_no: Mark = ""
    group: GroupRef | None = None
    lot_tracked: bool = False
    serial_tracked: bool = False
    shelf_life_days: Days | None = None
    safety_stock: NonNegativeQuantity = Decimal(0)
    reorder_point: NonNegativeQuantity = Decimal(0)
    lead_time_days: Days = 0
    standard_cost: NonNegativeQuantity = Decimal(0)
    backflush: bool = False
    image: Note = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A supplier, customer or outsourcer."""

    code: Code
    name: Name
    kind: PartnerKind
    contact: Words = ""
    phone: Phone = ""
    address: Note = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierItemRow:
    """How a supplier delivers a material; without a unit, in the material's own."""

    material: MaterialRef
    partner: PartnerRef
    unit: UnitRef | None = None
    supplier_code: Mark = ""
    lead_time_days: Days = 0
    price: NonNegativeQuantity = Decimal(0)
    quantity_min: NonNegativeQuantity = Decimal(0)
    quantity_max: NonNegativeQuantity | None = None
    preference: Order = 1
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCentreRow:
    """A work centre; `capacity_minutes` a day, `cost_rate` an hour."""

    plant: PlantRef
    code: Code
    name: Name
    name_en: Words = ""
    kind: WorkCentreKind = WorkCentreKind.MACHINE
    org_unit: OrgUnitRef | None = None
    capacity_minutes: Annotated[int, Field(ge=0, le=100_000)] = 480
    cost_rate: NonNegativeQuantity = Decimal(0)
    line_side_location: LocationRef | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationRow:
    """A place in a plant."""

    plant: PlantRef
    code: Code
    name: Name
    kind: LocationKind
    name_en: Words = ""
    parent: LocationRef | None = None
    allow_negative: bool = False
    pickable: bool = True
    pick_sequence: Annotated[int, Field(ge=-2_000_000_000, le=2_000_000_000)] = 0
    work_centre: WorkCentreRef | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRow:
    """A machine of a work centre."""

    code: Code
    name: Name
    plant: PlantRef
    work_centre: WorkCentreRef
    name_en: Words = ""
    state: MachineState = MachineState.READY
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapReasonRow:
    """Why a piece was rejected."""

    code: ShortCode
    name: Name
    name_en: Words = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BomLineRow:
    """One component of a BOM; without a unit, in the component's own."""

    line_no: Number
    component: MaterialRef
    quantity: PositiveQuantity
    unit: UnitRef | None = None
    fixed: bool = False
    scrap_rate: Rate = Decimal(0)
    phantom: bool | None = None
    operation_sequence: Number | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    backflush: bool | None = None
    position: Note = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BomRow:
    """A BOM version with all its lines, for `base_quantity` of the material.

    `state` is where it shall stand after saving: `active` publishes it.
    """

    material: MaterialRef
    version: Version = "1"
    effective_from: date = date(2000, 1, 1)
    effective_to: date | None = None
    base_quantity: PositiveQuantity = Decimal(1)
    note: Note = ""
    state: RevisionState = RevisionState.DRAFT
    lines: tuple[BomLineRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteRow:
    """A material that may stand in for a line's component: `ratio` of it does the work of one."""

    material: MaterialRef
    version: BomRef = "1"
    line_no: Number
    substitute: MaterialRef
    ratio: PositiveQuantity = Decimal(1)
    priority: Order = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSubstituteRow:
    """A material that may stand in on a line of the BOM version that it is given with."""

    line_no: Number
    substitute: MaterialRef
    ratio: PositiveQuantity = Decimal(1)
    priority: Order = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingMachineRow:
    """A machine that may do an operation, with its own times where they differ."""

    machine: MachineRef
    setup_minutes: NonNegativeQuantity | None = None
    run_minutes: NonNegativeQuantity | None = None
    preference: Order = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingOperationRow:
    """One operation: minutes to set up, and to run one piece."""

    sequence: Number
    name: Name
    work_centre: Annotated[Code, Ref("work_centre", ("plant",))]
    name_en: Words = ""
    setup_minutes: NonNegativeQuantity = Decimal(0)
    run_minutes: NonNegativeQuantity = Decimal(0)
    partner: PartnerRef | None = None
    parallel_group: Order | None = None
    inspection_required: bool = False
    reporting_point: bool = True
    instruction: Annotated[str, _words(1000)] = ""
    machines: tuple[RoutingMachineRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRow:
    """A routing version with all its operations, at a plant; `active` publishes it."""

    material: MaterialRef
    plant: PlantRef
    version: Version = "1"
    effective_from: date = date(2000, 1, 1)
    effective_to: date | None = None
    note: Note = ""
    state: RevisionState = RevisionState.DRAFT
    operations: tuple[RoutingOperationRow, ...] = ()

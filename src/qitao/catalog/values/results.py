"""What saving one row answers: its id and how often it has been changed."""

from dataclasses import dataclass

from qitao.catalog.values import (
    BomId,
    FileKind,
    LocationId,
    MachineId,
    MaterialGroupId,
    MaterialId,
    PartnerId,
    RoutingId,
    ScrapReasonId,
    SupplierItemId,
    UnitConversionId,
    UnitId,
    WorkCentreId,
)


@dataclass(frozen=True, slots=True)
class UnitSaved:
    """A unit was saved."""

    unit: UnitId
    revision: int


@dataclass(frozen=True, slots=True)
class UnitConversionSaved:
    """A conversion was saved."""

    unit_conversion: UnitConversionId


@dataclass(frozen=True, slots=True)
class MaterialGroupSaved:
    """A material group was saved."""

    material_group: MaterialGroupId
    revision: int


@dataclass(frozen=True, slots=True)
class MaterialSaved:
    """A material was saved."""

    material: MaterialId
    revision: int


@dataclass(frozen=True, slots=True)
class MaterialFileSaved:
    """A material's picture or drawing was put, or (without a digest) taken away."""

    material: MaterialId
    kind: FileKind
    digest: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class PartnerSaved:
    """A partner was saved."""

    partner: PartnerId
    revision: int


@dataclass(frozen=True, slots=True)
class SupplierItemSaved:
    """A supplier item was saved."""

    supplier_item: SupplierItemId
    revision: int


@dataclass(frozen=True, slots=True)
class LocationSaved:
    """A location was saved."""

    location: LocationId
    revision: int


@dataclass(frozen=True, slots=True)
class WorkCentreSaved:
    """A work centre was saved."""

    work_centre: WorkCentreId
    revision: int


@dataclass(frozen=True, slots=True)
class MachineSaved:
    """A machine was saved."""

    machine: MachineId
    revision: int


@dataclass(frozen=True, slots=True)
class ScrapReasonSaved:
    """A scrap reason was saved."""

    scrap_reason: ScrapReasonId
    revision: int


@dataclass(frozen=True, slots=True)
class BomSaved:
    """A BOM version was saved; `state` is where it stands now."""

    bom: BomId
    version: str
    state: str
    revision: int


@dataclass(frozen=True, slots=True)
class RoutingSaved:
    """A routing version was saved; `state` is where it stands now."""

    routing: RoutingId
    version: str
    state: str
    revision: int

"""Lists of the master data for pages, pickers and machines; lines of one version."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from qitao.base.ids import PlantId
from qitao.base.paging import FIRST, Ask, page
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom, containing
from qitao.catalog.values import (
    PAGE_MAX,
    BomId,
    LocationId,
    LocationKind,
    MachineId,
    MaterialGroupId,
    MaterialId,
    MaterialKind,
    PartnerId,
    PartnerKind,
    RevisionState,
    RoutingId,
    ScrapReasonId,
    UnitId,
    WorkCentreId,
)
from qitao.catalog.values.items import (
    BomItem,
    BomLineItem,
    Drawing,
    LocationItem,
    MachineItem,
    MaterialGroupItem,
    MaterialItem,
    OperationItem,
    PartnerItem,
    RoutingItem,
    ScrapReasonItem,
    SupplierItemItem,
    UnitConversionItem,
    UnitItem,
    WorkCentreItem,
)

sql = SqlRoom("qitao.catalog")
Row = TypeVar("Row")
PICKED_MAX = 20
LOOKED_AT_MAX = 1_000


@dataclass(frozen=True, slots=True)
class MaterialHit:
    """A material that a typed word may mean."""

    id: MaterialId
    code: str
    name: str
    name_en: str
    spec: str
    unit: str
    kind: MaterialKind


def _wanted(search: str | None) -> dict[str, Any]:
    """Return the parameters of a search: every word must appear somewhere."""
    words = (search or "").lower().split()
    return {
        "search": " ".join(words) or None,
        "patterns": [containing(word) for word in words],
    }


def _ids(ids: Collection[Any] | None) -> list[Any] | None:
    return None if ids is None else list(ids)


def _one(rows: list[Row], **key: object) -> Row:
    if not rows:
        raise Refusal(NOT_FOUND, **key)
    return rows[0]


def list_units(
    ask: Ask = FIRST, *, active: bool | None = None, unit: UnitId | None = None
) -> list[UnitItem]:
    """Return units of measure."""
    return page(sql, "list_units", UnitItem, ask, active=active, unit=unit)


def list_unit_conversions(
    ask: Ask = FIRST, *, material: MaterialId | None = None
) -> list[UnitConversionItem]:
    """Return what units are worth in others, perhaps only those of one material."""
    return page(sql, "list_unit_conversions", UnitConversionItem, ask, material=material)


def list_material_groups(
    ask: Ask = FIRST, *, active: bool | None = None, material_group: MaterialGroupId | None = None
) -> list[MaterialGroupItem]:
    """Return classes of materials."""
    params: dict[str, Any] = {"active": active, "material_group": material_group}
    return page(sql, "list_material_groups", MaterialGroupItem, ask, **params)


def list_materials(
    ask: Ask = FIRST,
    *,
    search: str | None = None,
    kind: MaterialKind | None = None,
    group: MaterialGroupId | None = None,
    active: bool | None = None,
    code: str | None = None,
    material: MaterialId | None = None,
) -> list[MaterialItem]:
    """Return materials by any part of code, name, spec, drawing number or pinyin."""
    params: dict[str, Any] = {
        "kind": kind,
        "group": group,
        "active": active,
        "code": code,
        "material": material,
    }
    return page(sql, "list_materials", MaterialItem, ask, **params, **_wanted(search))


def get_material(material: MaterialId) -> MaterialItem:
    """Return one material; refuses `NOT_FOUND`."""
    return _one(list_materials(material=material), material=material)


def list_drawings(codes: Collection[str]) -> list[Drawing]:
    """Return the drawings of materials, by their codes."""
    return sql.all("list_drawings", Drawing, codes=list(codes)) if codes else []


def find_materials(search: str, *, limit: int = PICKED_MAX) -> list[MaterialHit]:
    """Return the materials in use that a typed word may mean, the likeliest first."""
    wanted = _wanted(search)
    if wanted["search"] is None:
        return []
    limits = {"limit": min(limit, PAGE_MAX), "looked_at": LOOKED_AT_MAX}
    return sql.all("find_materials", MaterialHit, **wanted, typed=search.strip(), **limits)


def list_partners(
    ask: Ask = FIRST,
    *,
    search: str | None = None,
    kinds: Collection[PartnerKind] | None = None,
    active: bool | None = None,
    partner: PartnerId | None = None,
) -> list[PartnerItem]:
    """Return partners by any part of code, name or pinyin."""
    params: dict[str, Any] = {"kinds": _ids(kinds), "active": active, "partner": partner}
    return page(sql, "list_partners", PartnerItem, ask, **params, **_wanted(search))


def get_partner(partner: PartnerId) -> PartnerItem:
    """Return one partner; refuses `NOT_FOUND`."""
    return _one(list_partners(partner=partner), partner=partner)


def list_supplier_items(
    ask: Ask = FIRST,
    *,
    material: MaterialId | None = None,
    partner: PartnerId | None = None,
    active: bool | None = None,
) -> list[SupplierItemItem]:
    """Return who delivers what."""
    params: dict[str, Any] = {"material": material, "partner": partner, "active": active}
    return page(sql, "list_supplier_items", SupplierItemItem, ask, **params)


def list_locations(
    ask: Ask = FIRST,
    *,
    search: str | None = None,
    plants: Collection[PlantId] | None = None,
    kinds: Collection[LocationKind] | None = None,
    active: bool | None = None,
    location: LocationId | None = None,
) -> list[LocationItem]:
    """Return places; `plants` limits them to those that the reader may know (None: all)."""
    params: dict[str, Any] = {
        "plants": _ids(plants),
        "kinds": _ids(kinds),
        "active": active,
        "location": location,
    }
    return page(sql, "list_locations", LocationItem, ask, search=search or None, **params)


def list_work_centres(
    ask: Ask = FIRST,
    *,
    plants: Collection[PlantId] | None = None,
    active: bool | None = None,
    work_centre: WorkCentreId | None = None,
) -> list[WorkCentreItem]:
    """Return work centres; `plants` limits them to those that the reader may know (None: all)."""
    params: dict[str, Any] = {"plants": _ids(plants), "active": active, "work_centre": work_centre}
    return page(sql, "list_work_centres", WorkCentreItem, ask, **params)


def list_machines(
    ask: Ask = FIRST,
    *,
    plants: Collection[PlantId] | None = None,
    work_centre: WorkCentreId | None = None,
    work_centres: Collection[WorkCentreId] | None = None,
    active: bool | None = None,
    machine: MachineId | None = None,
    search: str | None = None,
) -> list[MachineItem]:
    """Return machines; `plants` limits them to those that the reader may know (None: all)."""
    params: dict[str, Any] = {"work_centre": work_centre, "active": active, "machine": machine}
    params |= {"plants": _ids(plants), "work_centres": _ids(work_centres), "search": search}
    return page(sql, "list_machines", MachineItem, ask, **params)


def list_scrap_reasons(
    ask: Ask = FIRST, *, active: bool | None = None, scrap_reason: ScrapReasonId | None = None
) -> list[ScrapReasonItem]:
    """Return why pieces are rejected."""
    params: dict[str, Any] = {"active": active, "scrap_reason": scrap_reason}
    return page(sql, "list_scrap_reasons", ScrapReasonItem, ask, **params)


def list_bom_versions(
    ask: Ask = FIRST,
    *,
    search: str | None = None,
    material: MaterialId | None = None,
    state: RevisionState | None = None,
    bom: BomId | None = None,
) -> list[BomItem]:
    """Return BOM versions of a material, or of all."""
    params: dict[str, Any] = {"material": material, "state": state, "bom": bom}
    return page(sql, "list_boms", BomItem, ask, **params, **_wanted(search))


def get_bom(bom: BomId) -> BomItem:
    """Return one BOM version; refuses `NOT_FOUND`."""
    return _one(list_bom_versions(bom=bom), bom=bom)


def list_bom_lines(bom: BomId) -> list[BomLineItem]:
    """Return the lines of one BOM version in their order."""
    return sql.all("list_bom_lines", BomLineItem, bom=bom)


def list_routing_versions(
    ask: Ask = FIRST,
    *,
    search: str | None = None,
    material: MaterialId | None = None,
    plants: Collection[PlantId] | None = None,
    state: RevisionState | None = None,
    routing: RoutingId | None = None,
    operation: str | None = None,
) -> list[RoutingItem]:
    """Return routing versions; `plants` limits them to those that the reader may know.

    `operation` leaves those that have an operation of this name.
    """
    params: dict[str, Any] = {
        "operation": operation,
        "material": material,
        "plants": _ids(plants),
        "state": state,
        "routing": routing,
    }
    return page(sql, "list_routings", RoutingItem, ask, **params, **_wanted(search))


def get_routing(routing: RoutingId) -> RoutingItem:
    """Return one routing version; refuses `NOT_FOUND`."""
    return _one(list_routing_versions(routing=routing), routing=routing)


def list_operations(routing: RoutingId) -> list[OperationItem]:
    """Return the operations of one routing version in their order."""
    return sql.all("list_operations", OperationItem, routing=routing)

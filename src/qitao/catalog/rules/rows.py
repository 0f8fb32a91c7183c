"""What must hold within the rows of each flat noun, all faults at once."""

from collections.abc import Collection, Sequence
from typing import Any

from qitao.catalog.rules.references import Known
from qitao.catalog.values import SELLERS, LocationKind, PartnerKind
from qitao.catalog.values.faults import Fault
from qitao.catalog.values.rows import LocationRow, MaterialRow, SupplierItemRow, UnitConversionRow


def check_materials(rows: Sequence[MaterialRow], known: Known) -> list[Fault]:
    """A stocked material keeps its unit for life; only lots can expire."""
    faults = []
    materials = known.get("material", {})
    for place, row in enumerate(rows):
        stored = materials.get((row.code,))
        if stored is not None and stored.fact != row.unit:
            evidence = {"value": row.unit, "stored": stored.fact}
            faults.append(Fault(place, "unit", "UNIT_FIXED", evidence))
        if row.shelf_life_days is not None and not row.lot_tracked:
            faults.append(Fault(place, "shelf_life_days", "SHELF_LIFE_NEEDS_LOTS"))
    return faults


def check_conversions(
    rows: Sequence[UnitConversionRow], stored: Collection[tuple[str, str, str | None]]
) -> list[Fault]:
    """A pair of units is said once, in one direction, for each material."""
    faults = []
    said = set(stored) | {(row.from_unit, row.to_unit, row.material) for row in rows}
    for place, row in enumerate(rows):
        if row.from_unit == row.to_unit:
            faults.append(Fault(place, "to_unit", "SAME_UNIT", {"value": row.to_unit}))
        elif (row.to_unit, row.from_unit, row.material) in said:
            faults.append(Fault(place, "to_unit", "SAID_THE_OTHER_WAY", {"value": row.to_unit}))
    return faults


def check_supplier_items(rows: Sequence[SupplierItemRow], known: Known) -> list[Fault]:
    """Only a partner that sells has supplier items; the largest order is not below the smallest."""
    faults = []
    for place, row in enumerate(rows):
        if row.quantity_max is not None and row.quantity_max < row.quantity_min:
            evidence = {"value": row.quantity_max, "least": row.quantity_min}
            faults.append(Fault(place, "quantity_max", "MAX_BELOW_MIN", evidence))
        faults += check_seller(place, row.partner, known)
    return faults


def check_locations(rows: Sequence[LocationRow], known: Known) -> list[Fault]:
    """A place that holds stock never turns into a virtual one, nor back."""
    faults = []
    for place, row in enumerate(rows):
        stored = known.get("location", {}).get((row.plant, row.code))
        if stored is not None and LocationKind(stored.fact).is_virtual != row.kind.is_virtual:
            evidence = {"value": str(row.kind), "stored": stored.fact}
            faults.append(Fault(place, "kind", "LOCATION_KIND_FIXED", evidence))
    return faults


def check_seller(
    place: int, partner: str | None, known: Known, *, part: int | None = None
) -> list[Fault]:
    """Return a fault unless the partner may deliver goods or work to us."""
    fact = known.get("partner", {}).get((partner,)) if partner else None
    if fact is None or PartnerKind(fact.fact) in SELLERS:
        return []
    return [Fault(place, "partner", "NOT_A_SUPPLIER", {"value": partner}, part)]


def check_span(place: int, row: Any, first: str, last: str, part: int | None = None) -> list[Fault]:
    """Return a fault where a span of days ends before it begins."""
    begin, end = getattr(row, first), getattr(row, last)
    if begin is None or end is None or begin <= end:
        return []
    return [Fault(place, last, "ENDS_BEFORE_IT_BEGINS", {"value": end, "first": begin}, part)]

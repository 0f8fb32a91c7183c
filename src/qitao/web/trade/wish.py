"""What a new purchase is to begin with: a short material, how much, from whom, until when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from qitao.catalog import queries as catalog
from qitao.catalog.values.items import MaterialItem, SupplierItemItem
from qitao.web.shell import marks
from qitao.web.shell.visit import Visit

FIGURES_MAX = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """The first line of the order, and what is known of the supplier it may come from."""

    material: str
    quantity: Decimal | None
    unit_price: Decimal | None
    expected_on: date | None
    name: str
    unit: str
    supplier: SupplierItemItem | None


def read_wish(visit: Visit) -> Wish | None:
    """Return what the address asks for; None where it names no material of ours."""
    code = visit.query.get("material", "").strip()
    found = catalog.list_materials(code=code) if code else []
    if not found:
        return None
    material = found[0]
    supplier = _supplier_of(material)
    in_same_unit = supplier is not None and supplier.unit == material.unit
    return Wish(
        material=material.code,
        quantity=_quantity(visit.query.get("quantity", "")),
        unit_price=supplier.price if supplier is not None and in_same_unit else None,
        expected_on=_day(visit.query.get("needed", "")),
        name=marks.named(material.name, material.name_en, visit.lang),
        unit=material.unit,
        supplier=supplier,
    )


def _supplier_of(material: MaterialItem) -> SupplierItemItem | None:
    """Return who is preferred, the cheapest of equals."""
    rows = catalog.list_supplier_items(material=material.id, active=True)
    return min(rows, key=lambda row: (row.preference, row.price, row.id), default=None)


def _quantity(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if len(text) <= FIGURES_MAX else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and value > 0 else None


def _day(text: str) -> date | None:
    """Return the day that is asked for; what is needed already is needed today."""
    try:
        return max(date.fromisoformat(text), marks.today())
    except ValueError:
        return None

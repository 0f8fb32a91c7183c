"""How finely an order's product is counted: as its unit says."""

from decimal import Decimal

from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialId
from qitao.production import rules


def check_grain(material: MaterialId, *quantities: Decimal) -> None:
    """Refuse `QUANTITY_TOO_FINE` for a quantity with more decimals than the product's unit has.

    Whole numbers fit every unit: only others ask for it.
    """
    fine = [quantity for quantity in quantities if quantity % 1]
    if not fine:
        return
    item = catalog.get_material(material)
    for quantity in fine:
        rules.check_grain(quantity, material=item.code, unit=item.unit, decimals=item.decimals)

"""Pure decisions about master data: values in, faults out."""

from qitao.catalog.rules.cycles import find_cycle, order_by_parent
from qitao.catalog.rules.documents import check_boms, check_routings
from qitao.catalog.rules.files import check_file
from qitao.catalog.rules.grain import check_grain, fits, round_up
from qitao.catalog.rules.plans import check_substitutes, plan_boms, plan_routings
from qitao.catalog.rules.references import (
    Fact,
    Key,
    Known,
    check_once,
    check_references,
    list_references,
    shape_of,
)
from qitao.catalog.rules.rows import (
    check_conversions,
    check_locations,
    check_materials,
    check_seller,
    check_supplier_items,
)

__all__ = [
    "Fact",
    "Key",
    "Known",
    "check_boms",
    "check_conversions",
    "check_file",
    "check_grain",
    "check_locations",
    "check_materials",
    "check_once",
    "check_references",
    "check_routings",
    "check_seller",
    "check_substitutes",
    "check_supplier_items",
    "find_cycle",
    "fits",
    "list_references",
    "order_by_parent",
    "plan_boms",
    "plan_routings",
    "round_up",
    "shape_of",
]

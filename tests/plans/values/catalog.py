"""What the masters are asked with; an export of all reads all."""

from datetime import date
from decimal import Decimal
from typing import Any

from qitao.base.paging import Ask

_SEARCH = {"search": "plan-47", "patterns": ["%plan-47%"]}
_NO_SEARCH: dict[str, Any] = {"search": None, "patterns": []}
_KNOWN: dict[str, list[str]] = {
    noun: ["PLAN-47"]
    for noun in (
        *("bom_material", "location", "machine", "material", "material_group", "org_unit"),
        *("partner", "plant", "scrap_reason", "unit", "work_centre"),
    )
}
_TREE = {"materials": [5001], "quantities": [Decimal(1)], "days": [date(2026, 3, 2)], "levels": 20}
_BOMS: dict[str, Any] = _NO_SEARCH | dict.fromkeys(("bom", "material", "state"))
_ROUTINGS: dict[str, Any] = _NO_SEARCH | dict.fromkeys(
    ("routing", "material", "plants", "operation", "state")
)
_PLACES: dict[str, Any] = dict.fromkeys(("location", "plants", "kinds", "active", "search"))
_MACHINES: dict[str, Any] = dict.fromkeys(
    ("machine", "plants", "work_centre", "work_centres", "search", "active")
)
_MATERIALS: dict[str, Any] = _NO_SEARCH | dict.fromkeys(
    ("material", "code", "kind", "group", "active")
)
_PARTNERS: dict[str, Any] = _NO_SEARCH | dict.fromkeys(("partner", "kinds", "active"))
_ITEMS: dict[str, Any] = dict.fromkeys(("material", "partner", "active"))
_USES: dict[str, Any] = {
    "unit": [],
    "material": [],
    "location": [],
    "work_centre": [],
    "partner": [],
    "limit": 100,
}
_BY_CODE = Ask("code", limit=51)
PAGES = {
    "catalog/list_boms": Ask("material", limit=51),
    "catalog/list_locations": _BY_CODE,
    "catalog/list_machines": _BY_CODE,
    "catalog/list_material_groups": _BY_CODE,
    "catalog/list_materials": _BY_CODE,
    "catalog/list_partners": _BY_CODE,
    "catalog/list_routings": Ask("material", limit=51),
    "catalog/list_scrap_reasons": _BY_CODE,
    "catalog/list_supplier_items": Ask("material", limit=51),
    "catalog/list_unit_conversions": Ask("from_unit", limit=51),
    "catalog/list_units": _BY_CODE,
    "catalog/list_work_centres": _BY_CODE,
}
VALUES: dict[str, dict[str, Any]] = {
    "catalog/explode": _TREE | {"limit": 2_000},
    "catalog/explode_many": _TREE,
    "catalog/find_materials": {
        "typed": "PLAN-47",
        "search": "plan-47",
        "patterns": ["%plan-47%"],
        "looked_at": 1_000,
        "limit": 20,
    },
    "catalog/list_bom_lines": {"bom": 7},
    "catalog/list_bom_rows of one": {"material": ["PLAN-P-47"]},
    "catalog/list_boms": _BOMS,
    "catalog/list_boms of a material": _BOMS | {"material": 5001},
    "catalog/list_boms with a number": _BOMS | {"bom": 7},
    "catalog/list_boms search": _BOMS | _SEARCH,
    "catalog/list_known": _KNOWN,
    "catalog/list_location_rows of one": {"plant": ["PLAN"], "code": ["BIN-47"]},
    "catalog/list_locations": _PLACES,
    "catalog/list_locations of a kind": _PLACES | {"plants": [1], "kinds": ["internal"]},
    "catalog/list_machine_rows of one": {"code": ["PLAN-M-10-47"]},
    "catalog/list_machines": _MACHINES,
    "catalog/list_material_group_rows of one": {"code": ["47"]},
    "catalog/list_material_groups": {"material_group": None, "active": True},
    "catalog/list_material_rows of one": {"code": ["PLAN-47"]},
    "catalog/list_materials": _MATERIALS,
    "catalog/list_materials with a number": _MATERIALS | {"material": 4711},
    "catalog/list_materials of a code": _MATERIALS | {"code": "PLAN-4711"},
    "catalog/list_materials search": _MATERIALS | _SEARCH,
    "catalog/list_operations": {"routing": 7},
    "catalog/list_overlaps_of_boms": {"ids": [7, 8], "limit": 20},
    "catalog/list_overlaps_of_routings": {"ids": [7, 8], "limit": 20},
    "catalog/list_partner_rows of one": {"code": ["V-47"]},
    "catalog/list_partners": _PARTNERS,
    "catalog/list_partners with a number": _PARTNERS | {"partner": 47},
    "catalog/list_partners search": _PARTNERS | {"search": "v-47", "patterns": ["%v-47%"]},
    "catalog/list_routing_rows of one": {"material": ["PLAN-P-47"]},
    "catalog/list_routings": _ROUTINGS,
    "catalog/list_routings of a plant": _ROUTINGS | {"plants": [1]},
    "catalog/list_routings of a material": _ROUTINGS | {"material": 5001},
    "catalog/list_routings of an operation": _ROUTINGS | {"operation": "工序 7"},
    "catalog/list_routings search": _ROUTINGS | _SEARCH,
    "catalog/list_scrap_reason_rows of one": {"code": ["47"]},
    "catalog/list_scrap_reasons": {"scrap_reason": None, "active": True},
    "catalog/list_substitute_rows of one": {"material": ["PLAN-P-47"]},
    "catalog/list_supplier_item_rows of one": {"material": ["PLAN-47"], "partner": None},
    "catalog/list_supplier_items": _ITEMS,
    "catalog/list_supplier_items of a material": _ITEMS | {"material": 47},
    "catalog/list_supplier_items of a partner": _ITEMS | {"partner": 47},
    "catalog/list_unit_conversion_rows of one": {"from_unit": ["t"], "to_unit": None},
    "catalog/list_unit_conversions": {"material": None},
    "catalog/list_unit_conversions of a material": {"material": 47},
    "catalog/list_unit_rows of one": {"code": ["t"]},
    "catalog/list_units": {"unit": None, "active": True},
    "catalog/list_uses of a material": _USES | {"material": [4711]},
    "catalog/list_uses of a partner": _USES | {"partner": [47]},
    "catalog/list_work_centre_rows of one": {"plant": ["PLAN"], "code": ["PLAN-10"]},
    "catalog/list_work_centres": {"work_centre": None, "plants": [1], "active": True},
    "catalog/where_used": {"material": 4711, "day": date(2026, 3, 2), "levels": 20, "limit": 500},
}

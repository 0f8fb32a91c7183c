"""How the rows of each noun are saved: by the verbs of the floor that owns them, set-based."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from qitao.base.actor import Actor
from qitao.catalog import actions as catalog
from qitao.catalog.actions.places import check_machines, check_work_centres
from qitao.catalog.values.faults import Saved
from qitao.catalog.values.flat import gather_boms, gather_routings
from qitao.links.actions.ledger import save_opening_stock
from qitao.links.actions.orders import save_orders, save_purchases, save_reports
from qitao.links.actions.persons import save_assignments, save_org_units, save_plants, save_users

Saver: TypeAlias = Callable[[Actor, Sequence[Any]], Saved]


def _by(verb: Callable[..., Saved]) -> Saver:
    return lambda actor, rows: verb(actor=actor, rows=tuple(rows))


def _asking(check: Callable[[Actor, Any], None], verb: Callable[..., Saved]) -> Saver:
    """Ask for the departments first, which a verb within another is vouched for."""

    def save(actor: Actor, rows: Sequence[Any]) -> Saved:
        check(actor, rows)
        return verb(actor=actor, rows=tuple(rows))

    return save


SAVERS: dict[str, Saver] = {
    "org_unit": save_org_units,
    "plant": save_plants,
    "user": save_users,
    "assignment": save_assignments,
    "unit": _by(catalog.import_units),
    "material_group": _by(catalog.import_material_groups),
    "material": _by(catalog.import_materials),
    "unit_conversion": _by(catalog.import_unit_conversions),
    "partner": _by(catalog.import_partners),
    "supplier_item": _by(catalog.import_supplier_items),
    "location": _by(catalog.import_locations),
    "work_centre": _asking(check_work_centres, catalog.import_work_centres),
    "machine": _asking(check_machines, catalog.import_machines),
    "scrap_reason": _by(catalog.import_scrap_reasons),
    "bom": lambda actor, rows: catalog.import_boms(actor=actor, rows=tuple(gather_boms(rows))),
    "bom_substitute": _by(catalog.import_substitutes),
    "routing": lambda actor, rows: catalog.import_routings(
        actor=actor, rows=tuple(gather_routings(rows))
    ),
    "opening_stock": save_opening_stock,
    "purchase_line": save_purchases,
    "work_order": save_orders,
    "report": save_reports,
}
"""Savers take the rows of one document side by side, and name it in faults by its place."""

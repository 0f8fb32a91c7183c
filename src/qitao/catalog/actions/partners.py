"""Partners and what they deliver."""

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.catalog import rules
from qitao.catalog.actions import saving
from qitao.catalog.actions.saving import Book
from qitao.catalog.models import Partner, SupplierItem
from qitao.catalog.values import EditPartners, PartnerId, SupplierItemId
from qitao.catalog.values.faults import Saved
from qitao.catalog.values.results import PartnerSaved, SupplierItemSaved
from qitao.catalog.values.rows import PartnerRow, SupplierItemRow

PARTNERS = Book("partner", "save_partners", Partner, PartnerRow, ("code",), spelled=True)
SUPPLIER_ITEMS = Book(
    "supplier_item",
    "save_supplier_items",
    SupplierItem,
    SupplierItemRow,
    ("material", "partner"),
    rules.check_supplier_items,
)


@action(permission=EditPartners, shared=True)
def create_partner(*, actor: Actor, row: PartnerRow) -> PartnerSaved:
    """Make a supplier, customer or outsourcer; refuses `ALREADY_EXISTS`."""
    number, revision = saving.create(PARTNERS, row)
    return PartnerSaved(PartnerId(number), revision)


@action(permission=EditPartners, shared=True)
def update_partner(*, actor: Actor, row: PartnerRow, revision: int | None = None) -> PartnerSaved:
    """Change a partner; refuses `CHANGED_MEANWHILE` unless `revision` is the stored one."""
    number, now = saving.update(PARTNERS, row, revision)
    return PartnerSaved(PartnerId(number), now)


@action(permission=EditPartners, shared=True)
def retire_partner(*, actor: Actor, partner: PartnerId) -> PartnerSaved:
    """Take a partner out of use; refuses `STILL_USED` while an active routing sends work there."""
    return PartnerSaved(partner, saving.retire(PARTNERS, partner).revision)


@action(permission=EditPartners, shared=True)
def import_partners(*, actor: Actor, rows: tuple[PartnerRow, ...]) -> Saved:
    """Make or change many partners by code, all or none; refuses with all faults at once."""
    return saving.save(PARTNERS, rows)


@action(permission=EditPartners, shared=True)
def create_supplier_item(*, actor: Actor, row: SupplierItemRow) -> SupplierItemSaved:
    """Say that a supplier delivers a material; refuses `ALREADY_EXISTS`."""
    number, revision = saving.create(SUPPLIER_ITEMS, row)
    return SupplierItemSaved(SupplierItemId(number), revision)


@action(permission=EditPartners, shared=True)
def update_supplier_item(
    *, actor: Actor, row: SupplierItemRow, revision: int | None = None
) -> SupplierItemSaved:
    """Change how a supplier delivers a material; refuses `CHANGED_MEANWHILE`."""
    number, now = saving.update(SUPPLIER_ITEMS, row, revision)
    return SupplierItemSaved(SupplierItemId(number), now)


@action(permission=EditPartners, shared=True)
def retire_supplier_item(*, actor: Actor, supplier_item: SupplierItemId) -> SupplierItemSaved:
    """Say that a supplier no longer delivers a material."""
    return SupplierItemSaved(supplier_item, saving.retire(SUPPLIER_ITEMS, supplier_item).revision)


@action(permission=EditPartners, shared=True)
def import_supplier_items(*, actor: Actor, rows: tuple[SupplierItemRow, ...]) -> Saved:
    """Make or change many supplier items, all or none; refuses with all faults at once."""
    return saving.save(SUPPLIER_ITEMS, rows)

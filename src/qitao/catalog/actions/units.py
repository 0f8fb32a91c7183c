"""Units of measure and what they are worth in one another."""

from collections.abc import Sequence

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.catalog import queries, rules
from qitao.catalog.actions import saving
from qitao.catalog.actions.saving import Book
from qitao.catalog.models import Unit, UnitConversion
from qitao.catalog.rules import Known
from qitao.catalog.values import STILL_USED, EditMaterials, UnitConversionId, UnitId
from qitao.catalog.values.faults import Fault, Saved
from qitao.catalog.values.results import UnitConversionSaved, UnitSaved
from qitao.catalog.values.rows import UnitConversionRow, UnitRow

UNITS = Book("unit", "save_units", Unit, UnitRow, ("code",))


def _check_conversions(rows: Sequence[UnitConversionRow], known: Known) -> list[Fault]:
    stored = queries.list_conversions(row.material for row in rows if row.material)
    pairs = {(one.from_unit, one.to_unit, one.material) for one in stored}
    return rules.check_conversions(rows, pairs)


CONVERSIONS = Book(
    "unit_conversion",
    "save_unit_conversions",
    UnitConversion,
    UnitConversionRow,
    ("material", "from_unit", "to_unit"),
    _check_conversions,
)


@action(permission=EditMaterials, shared=True)
def create_unit(*, actor: Actor, row: UnitRow) -> UnitSaved:
    """Make a unit of measure; refuses `ALREADY_EXISTS`."""
    number, revision = saving.create(UNITS, row)
    return UnitSaved(UnitId(number), revision)


@action(permission=EditMaterials, shared=True)
def update_unit(*, actor: Actor, row: UnitRow, revision: int | None = None) -> UnitSaved:
    """Change a unit of measure; refuses `CHANGED_MEANWHILE` unless `revision` is the stored one."""
    number, now = saving.update(UNITS, row, revision)
    return UnitSaved(UnitId(number), now)


@action(permission=EditMaterials, shared=True)
def retire_unit(*, actor: Actor, unit: UnitId) -> UnitSaved:
    """Take a unit out of use; refuses `STILL_USED` while materials are counted in it."""
    return UnitSaved(unit, saving.retire(UNITS, unit).revision)


@action(permission=EditMaterials, shared=True)
def import_units(*, actor: Actor, rows: tuple[UnitRow, ...]) -> Saved:
    """Make or change many units by code, all or none; refuses with all faults at once."""
    return saving.save(UNITS, rows)


@action(permission=EditMaterials, shared=True)
def put_unit_conversion(*, actor: Actor, row: UnitConversionRow) -> UnitConversionSaved:
    """Say what one unit is worth in another, for a material or in general."""
    saving.save(CONVERSIONS, (row,))
    stored = UnitConversion.objects.filter(
        from_unit__code=row.from_unit, to_unit__code=row.to_unit, material__code=row.material
    )
    return UnitConversionSaved(UnitConversionId(stored.values_list("id", flat=True)[0]))


@action(permission=EditMaterials, shared=True)
def drop_unit_conversion(*, actor: Actor, unit_conversion: UnitConversionId) -> UnitConversionSaved:
    """Take a conversion back; refuses `STILL_USED` while a BOM line that counts needs it."""
    uses = saving.sql.values("list_lines_by_conversion", conversion=unit_conversion)
    if uses:
        raise Refusal(STILL_USED, noun="unit_conversion", uses=uses, count=len(uses))
    gone, _ = UnitConversion.objects.filter(pk=unit_conversion).delete()
    if not gone:
        raise Refusal(NOT_FOUND, noun="unit_conversion", id=unit_conversion)
    return UnitConversionSaved(unit_conversion)


@action(permission=EditMaterials, shared=True)
def import_unit_conversions(*, actor: Actor, rows: tuple[UnitConversionRow, ...]) -> Saved:
    """Say what many units are worth in others, all or none; refuses with all faults at once."""
    return saving.save(CONVERSIONS, rows)

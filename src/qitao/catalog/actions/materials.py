"""Materials and their groups."""

from collections.abc import Sequence

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.catalog import rules
from qitao.catalog.actions import saving, trees
from qitao.catalog.actions.saving import Book
from qitao.catalog.models import Material, MaterialGroup
from qitao.catalog.values import EditMaterials, MaterialGroupId, MaterialId
from qitao.catalog.values.faults import Saved
from qitao.catalog.values.results import MaterialGroupSaved, MaterialSaved
from qitao.catalog.values.rows import MaterialGroupRow, MaterialRow

MATERIALS = Book(
    "material",
    "save_materials",
    Material,
    MaterialRow,
    ("code",),
    rules.check_materials,
    spelled=True,
)
GROUPS = Book("material_group", "save_material_groups", MaterialGroup, MaterialGroupRow, ("code",))


@action(permission=EditMaterials, shared=True)
def create_material(*, actor: Actor, row: MaterialRow) -> MaterialSaved:
    """Make a material; refuses `ALREADY_EXISTS`, and all faults of the row at once."""
    number, revision = saving.create(MATERIALS, row)
    return MaterialSaved(MaterialId(number), revision)


@action(permission=EditMaterials, shared=True)
def update_material(
    *, actor: Actor, row: MaterialRow, revision: int | None = None
) -> MaterialSaved:
    """Change a material (its unit stays); refuses `CHANGED_MEANWHILE`."""
    number, now = saving.update(MATERIALS, row, revision)
    return MaterialSaved(MaterialId(number), now)


@action(permission=EditMaterials, shared=True)
def retire_material(*, actor: Actor, material: MaterialId) -> MaterialSaved:
    """Take a material out of use; refuses `STILL_USED` while an active BOM needs it."""
    return MaterialSaved(material, saving.retire(MATERIALS, material).revision)


@action(permission=EditMaterials, shared=True)
def import_materials(*, actor: Actor, rows: tuple[MaterialRow, ...]) -> Saved:
    """Make or change many materials by code, all or none; refuses with all faults at once."""
    return saving.save(MATERIALS, rows)


def _save_groups(rows: Sequence[MaterialGroupRow]) -> Saved:
    return trees.save(GROUPS, rows, {("", row.code): row.parent for row in rows})


@action(permission=EditMaterials, shared=True)
def create_material_group(*, actor: Actor, row: MaterialGroupRow) -> MaterialGroupSaved:
    """Make a material group; refuses `ALREADY_EXISTS` and `TREE_CYCLE`."""
    number, revision = saving.create(GROUPS, row, _save_groups)
    return MaterialGroupSaved(MaterialGroupId(number), revision)


@action(permission=EditMaterials, shared=True)
def update_material_group(
    *, actor: Actor, row: MaterialGroupRow, revision: int | None = None
) -> MaterialGroupSaved:
    """Change a material group; refuses `TREE_CYCLE` and `CHANGED_MEANWHILE`."""
    number, now = saving.update(GROUPS, row, revision, _save_groups)
    return MaterialGroupSaved(MaterialGroupId(number), now)


@action(permission=EditMaterials, shared=True)
def retire_material_group(*, actor: Actor, material_group: MaterialGroupId) -> MaterialGroupSaved:
    """Take a material group out of use."""
    return MaterialGroupSaved(material_group, saving.retire(GROUPS, material_group).revision)


@action(permission=EditMaterials, shared=True)
def import_material_groups(*, actor: Actor, rows: tuple[MaterialGroupRow, ...]) -> Saved:
    """Make or change many groups by code, all or none; refuses with all faults at once."""
    return _save_groups(rows)

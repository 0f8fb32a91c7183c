"""The demo plant's people, materials, places, machines, BOMs, routings and inspection plans."""

from collections.abc import Callable
from typing import Any

from pydantic import SecretStr, TypeAdapter

from qitao.base.actor import Actor, Door
from qitao.base.ids import OrgUnitId
from qitao.catalog import actions as catalog
from qitao.catalog.values import rows
from qitao.people import actions as people
from qitao.people.models import OrgUnit, Plant, Role
from qitao.people.values import OrgKind, RoleId
from qitao.server.demo import PASSWORD, PLANT

ACTOR = Actor.system(cause="demo", door=Door.CLI)
FLAT: tuple[tuple[str, type[Any], Any], ...] = (
    ("unit", rows.UnitRow, catalog.import_units),
    ("unit_conversion", rows.UnitConversionRow, catalog.import_unit_conversions),
    ("material_group", rows.MaterialGroupRow, catalog.import_material_groups),
    ("material", rows.MaterialRow, catalog.import_materials),
    ("partner", rows.PartnerRow, catalog.import_partners),
    ("supplier_item", rows.SupplierItemRow, catalog.import_supplier_items),
    ("location", rows.LocationRow, catalog.import_locations),
    ("work_centre", rows.WorkCentreRow, catalog.import_work_centres),
    ("machine", rows.MachineRow, catalog.import_machines),
    ("scrap_reason", rows.ScrapReasonRow, catalog.import_scrap_reasons),
)


def install(content: dict[str, Any], *, tell: Callable[[str], None]) -> None:
    """Write everything that an order needs before it can be created."""
    tell("人员与岗位 · people")
    _organisation(content["org"])
    _users(content["user"])
    tell("物料、库位、设备 · master data")
    for name, row, verb in FLAT:
        verb(actor=ACTOR, rows=_rows(row, content["catalog"][name]))
    tell("BOM 与工艺路线 · BOMs and routings")
    boms = [{**bom, "state": "active"} for bom in content["bom"]]
    catalog.import_boms(actor=ACTOR, rows=_rows(rows.BomRow, boms))
    catalog.import_substitutes(actor=ACTOR, rows=_rows(rows.SubstituteRow, content["substitute"]))
    routings = [{**one, "plant": PLANT, "state": "active"} for one in content["routing"]]
    catalog.import_routings(actor=ACTOR, rows=_rows(rows.RoutingRow, routings))


def _rows(row: type[Any], content: list[dict[str, Any]]) -> Any:
    return TypeAdapter(tuple[row, ...]).validate_python(content)  # type: ignore[valid-type]


def _organisation(org: dict[str, Any]) -> None:
    company = people.create_org_unit(actor=ACTOR, kind=OrgKind.COMPANY, **org["company"])
    people.create_plant(actor=ACTOR, parent=company.org_unit, **org["plant"])
    plant = Plant.objects.get(code=PLANT)
    for workshop in org["workshops"]:
        people.create_org_unit(
            actor=ACTOR,
            kind=OrgKind.WORKSHOP,
            parent=OrgUnitId(plant.org_unit_id),
            **workshop,
        )


def _users(users: list[dict[str, str]]) -> None:
    """Create each person with a post that carries the role of the same name."""
    for user in users:
        role = Role.objects.get(code=user["role"])
        unit = OrgUnit.objects.get(code=user["org_unit"])
        created = people.create_user(
            actor=ACTOR,
            username=user["username"],
            name=user["name"],
            password=SecretStr(PASSWORD),
            org_unit=OrgUnitId(unit.pk),
        )
        post = people.create_post(
            actor=ACTOR,
            code=user["role"],
            name=role.name,
            name_en=role.name_en,
            roles=(RoleId(role.pk),),
        )
        people.assign_post(actor=ACTOR, user=created.user, post=post.post)

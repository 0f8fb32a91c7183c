"""The org tree and the plants on it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, PlantId
from qitao.base.refusal import Refusal
from qitao.people import queries, rules
from qitao.people.actions.rights import raise_grants_version, unique
from qitao.people.models import OrgUnit, Plant
from qitao.people.values import (
    CODE_TAKEN,
    ORG_UNIT_TAKEN,
    TIME_ZONE_UNKNOWN,
    Code,
    EditOrg,
    LongName,
    LongNameEn,
    OrgKind,
    TimeZone,
)


@dataclass(frozen=True, slots=True)
class OrgUnitChanged:
    """The org unit that was made or changed."""

    org_unit: OrgUnitId
    code: str


@dataclass(frozen=True, slots=True)
class PlantChanged:
    """The plant that was made or changed, and its org unit."""

    plant: PlantId
    org_unit: OrgUnitId
    code: str


@action(permission=EditOrg)
def create_org_unit(
    *,
    actor: Actor,
    code: Code,
    name: LongName,
    kind: OrgKind,
    parent: OrgUnitId | None = None,
    name_en: LongNameEn = "",
) -> OrgUnitChanged:
    """Create an org unit beneath another; without one it is the top of a tree of its own."""
    raise_grants_version()
    tree = queries.load_tree()
    rules.check_known(tree, org_unit=parent)
    rules.check_reach(actor, EditOrg, org_unit=parent)
    if parent is not None:
        rules.check_depth(tree, parent=parent)
    with unique(code=(CODE_TAKEN, {"code": code})):
        row = OrgUnit.objects.create(
            code=code, name=name, name_en=name_en, kind=str(kind), parent_id=parent
        )
    return OrgUnitChanged(OrgUnitId(row.pk), row.code)


@action(permission=EditOrg)
def update_org_unit(
    *,
    actor: Actor,
    org_unit: OrgUnitId,
    name: LongName | None = None,
    active: bool | None = None,
    parent: OrgUnitId | None = None,
    no_parent: bool = False,
    name_en: LongNameEn | None = None,
) -> OrgUnitChanged:
    """Rename an org unit, or retire it from lists of choice; its people and rights stay.

    With a `parent`, or `no_parent` for a tree of its own, it moves there too, all or nothing;
    refuses what `move_org_unit` refuses.
    """
    if parent is not None or no_parent:
        move_org_unit(actor=actor, org_unit=org_unit, parent=None if no_parent else parent)
    row = queries.lock_org_unit(org_unit)
    actor.check_scope(EditOrg, org_unit=org_unit)
    row.name = row.name if name is None else name
    row.name_en = row.name_en if name_en is None else name_en
    row.active = row.active if active is None else active
    row.save(update_fields=["name", "name_en", "active"])
    return OrgUnitChanged(org_unit, row.code)


@action(permission=EditOrg)
def move_org_unit(*, actor: Actor, org_unit: OrgUnitId, parent: OrgUnitId | None) -> OrgUnitChanged:
    """Hang an org unit, with all beneath it, under another; rights that cover it move along.

    Refuses `ORG_CYCLE`, with the circle, where it would come to lie beneath itself.
    """
    raise_grants_version()
    row = queries.lock_org_unit(org_unit)
    tree = queries.load_tree()
    rules.check_known(tree, org_unit=parent)
    above = OrgUnitId(row.parent_id) if row.parent_id else None
    for place in (above, org_unit, parent):
        rules.check_reach(actor, EditOrg, org_unit=place)
    rules.check_parent(tree, unit=org_unit, parent=parent)
    row.parent_id = parent
    row.save(update_fields=["parent"])
    return OrgUnitChanged(org_unit, row.code)


@action(permission=EditOrg)
def create_plant(
    *,
    actor: Actor,
    code: Code,
    name: LongName,
    org_unit: OrgUnitId | None = None,
    parent: OrgUnitId | None = None,
    time_zone: TimeZone = "Asia/Shanghai",
    name_en: LongNameEn = "",
) -> PlantChanged:
    """Create a plant on an org unit; without one it gets a unit of its own beneath `parent`."""
    _check_time_zone(time_zone)
    raise_grants_version()
    rules.check_reach(actor, EditOrg, org_unit=parent if org_unit is None else org_unit)
    if org_unit is None:
        made = create_org_unit(
            actor=actor, code=code, name=name, kind=OrgKind.PLANT, parent=parent, name_en=name_en
        )
        org_unit = made.org_unit
    else:
        rules.check_known(queries.load_tree(), org_unit=org_unit)
        rules.check_reach(actor, EditOrg, org_unit=org_unit)
    with unique(
        org_unit=(ORG_UNIT_TAKEN, {"org_unit": org_unit}), code=(CODE_TAKEN, {"code": code})
    ):
        row = Plant.objects.create(
            code=code, name=name, name_en=name_en, org_unit_id=org_unit, time_zone=time_zone
        )
    return PlantChanged(PlantId(row.pk), org_unit, row.code)


@action(permission=EditOrg)
def update_plant(
    *,
    actor: Actor,
    plant: PlantId,
    name: LongName | None = None,
    time_zone: TimeZone | None = None,
    active: bool | None = None,
    name_en: LongNameEn | None = None,
) -> PlantChanged:
    """Change a plant's names or time zone, or retire it."""
    raise_grants_version()
    row = queries.lock_plant(plant)
    actor.check_scope(EditOrg, plant=plant)
    if time_zone is not None:
        _check_time_zone(time_zone)
    row.name = row.name if name is None else name
    row.name_en = row.name_en if name_en is None else name_en
    row.time_zone = row.time_zone if time_zone is None else time_zone
    row.active = row.active if active is None else active
    row.save(update_fields=["name", "name_en", "time_zone", "active"])
    return PlantChanged(plant, OrgUnitId(row.org_unit_id), row.code)


def _check_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise Refusal(TIME_ZONE_UNKNOWN, time_zone=name) from error

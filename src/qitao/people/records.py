"""What may be read back of people, posts and the organisation."""

from typing import Any

from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.versions import Part, Record, register
from qitao.people.models import Assignment, OrgUnit, Plant, Post, Role, RolePermission, User
from qitao.people.rules import reach_of
from qitao.people.values import ViewPeople


def _sees_person(actor: Actor, record: Record, values: dict[str, Any]) -> bool:
    """A right with bounds shows the people of its org units."""
    reach = reach_of(actor, record.permission)
    return reach is None or values["org_unit_id"] in reach


def _sees_plant(actor: Actor, record: Record, values: dict[str, Any]) -> bool:
    plants = actor.plants_of(record.permission)
    return plants is None or PlantId(values["id"]) in plants


HELD = ("post_id", "role_id", "plant_id", "org_unit_id")

register(
    Record(
        "user",
        ViewPeople,
        (
            Part(User, vocabulary={"lang": "people.lang"}),
            Part(Assignment, "assignments", owner="user_id", label=HELD),
        ),
        sees=_sees_person,
    ),
    Record("plant", ViewPeople, (Part(Plant),), sees=_sees_plant),
    Record("org_unit", ViewPeople, (Part(OrgUnit, vocabulary={"kind": "people.org_kind"}),)),
    Record("post", ViewPeople, (Part(Post),)),
    Record(
        "role",
        ViewPeople,
        (
            Part(Role),
            Part(
                RolePermission,
                "permissions",
                owner="role_id",
                label=("permission",),
                vocabulary={"permission": "permission"},
            ),
        ),
    ),
)

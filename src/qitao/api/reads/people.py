"""The reads of people."""

from qitao.api.reads.history import histories
from qitao.api.reads.read import Read, Scope, plants_of
from qitao.base.actor import Permission
from qitao.people import queries, rules
from qitao.people.values import (
    AssignmentRow,
    EditTokens,
    OrgUnitRow,
    PlantRow,
    PostRow,
    RoleRow,
    TokenRow,
    UserRow,
    ViewPeople,
)

FLOOR = "people"


def units_of(permission: Permission) -> Scope:
    """Keep a query's `org_units` to those that the caller reaches."""
    return {"org_units": lambda actor: rules.reach_of(actor, permission)}


READS = (
    Read(
        FLOOR,
        "users",
        ViewPeople,
        UserRow,
        queries.list_users,
        sorts=("pinyin", "id", "username", "created_at"),
        scope=units_of(ViewPeople),
    ),
    Read(FLOOR, "roles", ViewPeople, RoleRow, queries.list_roles, ("id", "code")),
    Read(FLOOR, "posts", ViewPeople, PostRow, queries.list_posts, ("id", "code")),
    Read(FLOOR, "org_units", ViewPeople, OrgUnitRow, queries.list_org_units, ("id", "code")),
    Read(
        FLOOR,
        "plants",
        ViewPeople,
        PlantRow,
        queries.list_plants,
        sorts=("code", "id"),
        scope=plants_of(ViewPeople),
    ),
    Read(
        FLOOR,
        "assignments",
        ViewPeople,
        AssignmentRow,
        queries.list_assignments,
        scope=units_of(ViewPeople),
    ),
    Read(
        FLOOR,
        "tokens",
        EditTokens,
        TokenRow,
        queries.list_tokens,
        sorts=("id", "created_at"),
        scope=units_of(EditTokens),
    ),
    *histories(FLOOR, ViewPeople),
)

"""The reads of people."""

from typing import Any

from qitao.api.reads.read import Read
from qitao.base.actor import Actor
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


def _org_units(actor: Actor) -> dict[str, Any]:
    return {"org_units": rules.reach_of(actor, ViewPeople)}


def _token_units(actor: Actor) -> dict[str, Any]:
    return {"org_units": rules.reach_of(actor, EditTokens)}


def _plants(actor: Actor) -> dict[str, Any]:
    return {"plants": actor.plants_of(ViewPeople)}


READS = (
    Read(
        "people",
        "users",
        ViewPeople,
        UserRow,
        queries.list_users,
        sorts=("pinyin", "id", "username", "created_at"),
        scope=_org_units,
        scoped=("org_units",),
    ),
    Read("people", "roles", ViewPeople, RoleRow, queries.list_roles, sorts=("id", "code")),
    Read("people", "posts", ViewPeople, PostRow, queries.list_posts, sorts=("id", "code")),
    Read(
        "people", "org_units", ViewPeople, OrgUnitRow, queries.list_org_units, sorts=("id", "code")
    ),
    Read(
        "people",
        "plants",
        ViewPeople,
        PlantRow,
        queries.list_plants,
        sorts=("code", "id"),
        scope=_plants,
        scoped=("plants",),
    ),
    Read(
        "people",
        "assignments",
        ViewPeople,
        AssignmentRow,
        queries.list_assignments,
        scope=_org_units,
        scoped=("org_units",),
    ),
    Read(
        "people",
        "tokens",
        EditTokens,
        TokenRow,
        queries.list_tokens,
        sorts=("id", "created_at"),
        scope=_token_units,
        scoped=("org_units",),
    ),
)

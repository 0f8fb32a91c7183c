"""The lists of people that pages and the API show."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from qitao.base.actor import Actor, Permission
from qitao.base.ids import OrgUnitId, PlantId, UserId
from qitao.base.paging import FIRST, PAGE_MAX, Ask, page
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.people import rules
from qitao.people.queries.actors import today
from qitao.people.values import (
    CACHED_USERS_MAX,
    AssignmentRow,
    OrgUnitRow,
    PlantRow,
    PostId,
    PostRow,
    RoleId,
    RoleRow,
    TokenRow,
    UseOwnAccount,
    UserRow,
)

sql = SqlRoom("qitao.people")
Row = TypeVar("Row")

_own_plants: dict[UserId, tuple[rules.Grants, tuple[PlantRow, ...]]] = {}
"""The plants of people, each with the rights that they follow from (`actors` keeps those)."""


def _ids(units: Collection[OrgUnitId] | None) -> list[OrgUnitId] | None:
    return None if units is None else list(units)


def list_users(
    ask: Ask = FIRST,
    *,
    search: str | None = None,
    active: bool | None = None,
    org_units: Collection[OrgUnitId] | None = None,
    username: str | None = None,
    user: UserId | None = None,
) -> list[UserRow]:
    """Return people by name, user name or pinyin (in full or first letters)."""
    return page(
        sql,
        "list_users",
        UserRow,
        ask,
        search=search or None,
        active=active,
        org_units=_ids(org_units),
        username=username,
        user=user,
    )


def list_users_within(actor: Actor, permission: Permission) -> list[UserId] | None:
    """Return the actor and those who work only where his right reaches; None means everybody.

    What they did is within his reach, whatever it was done to.
    """
    plants, units = actor.plants_of(permission), rules.reach_of(actor, permission)
    if plants is None or units is None:
        return None
    found = sql.values("list_users_within", plants=sorted(plants), org_units=sorted(units))
    return [actor.user, *found]


@dataclass(frozen=True, slots=True)
class _Named:
    id: UserId
    name: str


def name_users(users: Collection[int]) -> dict[int, str]:
    """Return the names of people by id; the house itself (0) and unknown ids are missing."""
    rows = sql.all("list_user_names", _Named, users=list(users)) if users else []
    return {row.id: row.name for row in rows}


def list_held_posts(user: UserId) -> list[str]:
    """Return the codes of the posts that a person holds today."""
    return sql.values("list_held_posts", user=user, on_day=today())


def get_user(user: UserId) -> UserRow:
    """Return one person; refuses `NOT_FOUND`."""
    return _only(list_users(user=user), user=user)


def find_user_by_username(username: str) -> UserRow | None:
    """Return the person with that user name, or None."""
    return next(iter(list_users(username=username)), None)


def list_roles(
    ask: Ask = FIRST,
    *,
    code: str | None = None,
    permission: str | None = None,
    role: RoleId | None = None,
) -> list[RoleRow]:
    """Return roles, perhaps only those that hold a permission."""
    return page(sql, "list_roles", RoleRow, ask, code=code, permission=permission, role=role)


def get_role_by_code(code: str) -> RoleRow:
    """Return the role with that code; refuses `NOT_FOUND`."""
    return _only(list_roles(code=code), role=code)


def list_posts(
    ask: Ask = FIRST,
    *,
    code: str | None = None,
    org_unit: OrgUnitId | None = None,
    post: PostId | None = None,
) -> list[PostRow]:
    """Return posts with the roles that they map to."""
    return page(sql, "list_posts", PostRow, ask, code=code, org_unit=org_unit, post=post)


def list_org_units(
    ask: Ask = FIRST,
    *,
    code: str | None = None,
    parent: OrgUnitId | None = None,
    active: bool | None = None,
    org_unit: OrgUnitId | None = None,
) -> list[OrgUnitRow]:
    """Return org units."""
    return page(
        sql,
        "list_org_units",
        OrgUnitRow,
        ask,
        code=code,
        parent=parent,
        active=active,
        org_unit=org_unit,
    )


def list_plants(
    ask: Ask = FIRST,
    *,
    plants: Collection[PlantId] | None = None,
    code: str | None = None,
    active: bool | None = None,
) -> list[PlantRow]:
    """Return plants; `plants` limits them to those that the reader may know (None: all)."""
    known = None if plants is None else list(plants)
    return page(sql, "list_plants", PlantRow, ask, plants=known, code=code, active=active)


def list_own_plants(actor: Actor) -> tuple[PlantRow, ...]:
    """Return the plants where a person may do anything; kept per process as long as the rights."""
    kept = _own_plants.get(actor.user)
    if kept is not None and kept[0] is actor.grants:
        return kept[1]
    if len(_own_plants) >= CACHED_USERS_MAX:
        _own_plants.clear()
    rights = (Permission.read(code) for code in actor.grants if code != UseOwnAccount)
    held = [actor.plants_of(right) for right in rights]
    bounds = None if None in held else frozenset().union(*(each for each in held if each))
    found = tuple(list_plants(Ask(limit=PAGE_MAX), plants=bounds)) if held else ()
    _own_plants[actor.user] = (actor.grants, found)
    return found


def list_assignments(
    ask: Ask = FIRST,
    *,
    user: UserId | None = None,
    post: PostId | None = None,
    role: RoleId | None = None,
    plant: PlantId | None = None,
    org_units: Collection[OrgUnitId] | None = None,
) -> list[AssignmentRow]:
    """Return who holds which post or role where; `org_units` limits it to people of those."""
    return page(
        sql,
        "list_assignments",
        AssignmentRow,
        ask,
        user=user,
        post=post,
        role=role,
        plant=plant,
        org_units=_ids(org_units),
    )


def list_tokens(
    ask: Ask = FIRST,
    *,
    user: UserId | None = None,
    living: bool | None = None,
    org_units: Collection[OrgUnitId] | None = None,
) -> list[TokenRow]:
    """Return API tokens, without their secrets; `org_units` limits them to people of those."""
    units = _ids(org_units)
    return page(sql, "list_tokens", TokenRow, ask, user=user, living=living, org_units=units)


def _only(rows: list[Row], **asked: object) -> Row:
    if not rows:
        raise Refusal(NOT_FOUND, **asked)
    return rows[0]

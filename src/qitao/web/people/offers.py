"""What a reader may do about a person: the checks that the verbs make, asked beforehand."""

from typing import Any

from qitao.base.actor import Actor, Permission
from qitao.base.paging import Ask
from qitao.people import queries, rules
from qitao.people.rules import Grants
from qitao.people.values import (
    AssignmentRow,
    AssignPosts,
    EditTokens,
    EditUsers,
    PostRow,
    ResetAccess,
    RoleRow,
    UserRow,
)

EVERY = Ask(limit=500)


def of_person(actor: Actor, person: UserRow, grants: Grants) -> dict[str, Any]:
    """Return which buttons a person's page has for this reader, and what he may give and take."""
    above = bool(rules.rights_above(actor, grants))

    def may(permission: Permission) -> bool:
        return not above and actor.reaches(permission, org_unit=person.org_unit)

    roles = {role.id: role for role in queries.list_roles(EVERY)}
    posts = queries.list_posts(EVERY)
    gives = actor.may(AssignPosts)
    held = queries.list_assignments(EVERY, user=person.id)
    return {
        "may_edit": may(EditUsers),
        "may_reset": may(ResetAccess),
        "may_token": actor.may(EditTokens),
        "may_issue": may(EditTokens),
        "is_above": above and actor.may(EditUsers),
        "is_self": person.id == actor.user,
        "assignments": [(row, gives and _may_take(actor, row, posts, roles)) for row in held],
        "posts": [post for post in posts if gives and _holds(actor, _of_post(post, roles))],
        "roles": [role for role in roles.values() if gives and _holds(actor, role.permissions)],
    }


def _holds(actor: Actor, codes: Any) -> bool:
    return all(actor.may(Permission.read(code)) for code in codes)


def _of_post(post: PostRow, roles: dict[Any, RoleRow]) -> set[str]:
    return {code for role in post.roles for code in roles[role].permissions}


def _may_take(
    actor: Actor, row: AssignmentRow, posts: list[PostRow], roles: dict[Any, RoleRow]
) -> bool:
    """Tell whether the reader holds all that an assignment gives, as far as it reaches."""
    codes = {code for post in posts if post.id == row.post for code in _of_post(post, roles)}
    codes |= set(roles[row.role].permissions) if row.role in roles else set()
    scope = rules.scope_of(queries.load_tree(), plant=row.plant, org_unit=row.org_unit)
    return not rules.missing_grants(actor, [AssignPosts, *codes], scope)

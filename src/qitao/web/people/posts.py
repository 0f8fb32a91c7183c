"""岗位与角色: posts with the roles that they map to, roles with their permissions."""

from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.actor import PERMISSIONS
from qitao.base.paging import Ask
from qitao.people import actions, queries
from qitao.people.values import EditRoles, PostId, RoleId, RoleRow, ViewPeople
from qitao.web.people.organisation import FIELD, list_units
from qitao.web.shell import spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
NAMES = (Spot("name", required=True), Spot("name_en"))
CODE = Spot("code", required=True, help="ui.people.code_help")
POST = (CODE, *NAMES, Spot("org_unit", "choice", choices=list_units, help="ui.people.post_help"))
ROLE = (CODE, *NAMES, Spot("purpose", wide=True))
POST_DEEDS = deeds_of(actions.update_post, actions.set_post_roles, actions.delete_post)
ROLE_DEEDS = deeds_of(actions.update_role, actions.set_role_permissions, actions.delete_role)


@page(permission=ViewPeople)
def posts(visit: Visit) -> HttpResponseBase:
    """List posts with the roles that they map to."""
    return visit.show(
        "people/posts.html",
        posts=queries.list_posts(EVERY),
        roles={row.id: row for row in queries.list_roles(EVERY)},
        may_edit=visit.actor.reaches(EditRoles),
        here="posts",
    )


@page(permission=EditRoles)
def new_post(visit: Visit) -> HttpResponseBase:
    """Make a post; its roles are ticked on the next page."""
    if visit.posted:
        given = visit.given(actions.create_post, words=FIELD)
        made = actions.create_post(actor=visit.actor, **given)
        visit.tell("ui.people.post_made")
        return visit.go("people:post", made.post)
    return visit.show(
        "people/new.html",
        title="ui.people.posts.new",
        fields=spots.shown(visit, POST, None, FIELD),
        back="people:posts",
        back_words="ui.people.posts.title",
    )


@page(permission=ViewPeople)
def post(visit: Visit, post: int) -> HttpResponseBase:
    """Show a post: its names, and the roles that whoever holds it gets."""
    row = visit.only(queries.list_posts(post=PostId(post)))
    return visit.show(
        "people/post.html",
        post=row,
        fields=spots.shown(visit, NAMES, row, FIELD),
        roles=queries.list_roles(EVERY),
        may_edit=visit.actor.reaches(EditRoles),
    )


@page(permission=ViewPeople)
def post_deed(visit: Visit, number: int, verb: str) -> HttpResponseBase:
    """Rename a post, set its roles, or delete it."""
    more: dict[str, Any] = {"post": PostId(number)}
    if verb == "set_post_roles":
        more["roles"] = visit.typed.getlist("roles")
    carry_out(visit, POST_DEEDS, verb, **more)
    return visit.go("people:posts") if verb == "delete_post" else visit.go("people:post", number)


@page(permission=ViewPeople)
def roles(visit: Visit) -> HttpResponseBase:
    """Show the matrix of roles and permissions."""
    rows = queries.list_roles(EVERY)
    return visit.show(
        "people/roles.html",
        roles=rows,
        floors=_matrix(rows),
        may_edit=visit.actor.reaches(EditRoles),
        here="roles",
    )


@page(permission=EditRoles)
def new_role(visit: Visit) -> HttpResponseBase:
    """Make a role; its permissions are ticked on the next page."""
    if visit.posted:
        given = visit.given(actions.create_role, words=FIELD)
        made = actions.create_role(actor=visit.actor, **given)
        visit.tell("ui.people.role_made")
        return visit.go("people:role", made.role)
    return visit.show(
        "people/new.html",
        title="ui.people.roles.new",
        fields=spots.shown(visit, ROLE, None, FIELD),
        back="people:roles",
        back_words="ui.people.roles.title",
    )


@page(permission=ViewPeople)
def role(visit: Visit, role: int) -> HttpResponseBase:
    """Show one role: its names, and what whoever has it may do."""
    row = visit.only(queries.list_roles(role=RoleId(role)))
    return visit.show(
        "people/role.html",
        role=row,
        fields=spots.shown(visit, (*NAMES, Spot("purpose", wide=True)), row, FIELD),
        rights=by_floor(PERMISSIONS),
        may_edit=visit.actor.reaches(EditRoles),
    )


@page(permission=ViewPeople)
def role_deed(visit: Visit, number: int, verb: str) -> HttpResponseBase:
    """Rename a role, make it hold exactly the ticked permissions, or delete it."""
    more: dict[str, Any] = {"role": RoleId(number)}
    if verb == "set_role_permissions":
        more["permissions"] = visit.typed.getlist("permissions")
    carry_out(visit, ROLE_DEEDS, verb, **more)
    return visit.go("people:roles") if verb == "delete_role" else visit.go("people:role", number)


def by_floor(codes: Any) -> dict[str, list[str]]:
    """Group permission codes by floor, in the order of their names."""
    floors: dict[str, list[str]] = {}
    for code in sorted(map(str, codes)):
        floors.setdefault(code.split(".", 1)[0], []).append(code)
    return floors


def _matrix(rows: list[RoleRow]) -> list[tuple[str, list[tuple[str, list[bool]]]]]:
    held = [frozenset(row.permissions) for row in rows]
    return [
        (floor, [(code, [code in codes for codes in held]) for code in codes_of])
        for floor, codes_of in by_floor(PERMISSIONS).items()
    ]

"""岗位与角色: posts with the roles that they map to, roles with their permissions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base.actor import PERMISSIONS
from qitao.base.paging import Ask
from qitao.base.texts import say
from qitao.people import actions, queries
from qitao.people.values import EditRoles, PostId, RoleId, RoleRow, ViewPeople
from qitao.web.people.organisation import FIELD, list_units
from qitao.web.shell import meeting, spots
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
Forms = Mapping[str, Sequence[Spot]]
NAMES = (Spot("name", required=True), Spot("name_en"))
CODE = Spot("code", required=True, help="ui.people.code_help")
POST = (CODE, *NAMES, Spot("org_unit", "choice", choices=list_units, help="ui.people.post_help"))
PURPOSE = Spot("purpose", wide=True)
ROLE = (CODE, *NAMES, PURPOSE)
POST_FORMS = {"update_post": NAMES, "set_post_roles": (Spot("roles", "many"),)}
ROLE_FORMS = {
    "update_role": (*NAMES, PURPOSE),
    "set_role_permissions": (Spot("permissions", "many"),),
}
"""What the forms of a post and of a role hold, by the verb that each sends."""
POST_DEEDS = deeds_of(actions.update_post, actions.set_post_roles, actions.delete_post)
ROLE_DEEDS = deeds_of(actions.update_role, actions.set_role_permissions, actions.delete_role)


@page(permission=ViewPeople)
def posts(visit: Visit) -> HttpResponseBase:
    """List posts with the roles that they map to."""
    return visit.show(
        "people/posts.html",
        live=("people",),
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
    return spots.ask(
        visit,
        POST,
        FIELD,
        title=say("ui.people.posts.new", visit.lang),
        back=reverse("people:posts"),
        back_words=say("ui.people.posts.title", visit.lang),
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
        **_holding(visit, f"post:{post}", row, POST_FORMS),
        may_edit=visit.actor.reaches(EditRoles),
    )


def _holding(visit: Visit, record: str, row: Any, forms: Forms) -> dict[str, Any]:
    """Return what each form of a page carries along, by the verb that it sends."""
    held = {verb: Held(record, row, asked, FIELD) for verb, asked in forms.items()}
    holding = {verb: meeting.hold(visit, each) for verb, each in held.items()}
    return {"holding": holding, "live": (record,)}


@page(permission=ViewPeople)
def post_deed(visit: Visit, number: int, verb: str) -> HttpResponseBase:
    """Rename a post, set its roles, or delete it."""
    if verb in POST_FORMS:
        meeting.meet(visit, f"post:{number}", lambda: _held_post(visit, PostId(number), verb))
    more: dict[str, Any] = {"post": PostId(number)}
    if verb == "set_post_roles":
        more["roles"] = visit.typed.getlist("roles")
    carry_out(visit, POST_DEEDS, verb, **more)
    return visit.go("people:posts") if verb == "delete_post" else visit.go("people:post", number)


@page(permission=ViewPeople)
def roles(visit: Visit) -> HttpResponseBase:
    """Show the matrix of roles and permissions."""
    rows = queries.list_roles(EVERY)
    words = visit.query.get("q", "").strip().lower()
    return visit.show(
        "people/roles.html",
        live=("people",),
        roles=rows,
        words=words,
        floors=_matrix(rows, words, visit.lang),
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
    return spots.ask(
        visit,
        ROLE,
        FIELD,
        title=say("ui.people.roles.new", visit.lang),
        back=reverse("people:roles"),
        back_words=say("ui.people.roles.title", visit.lang),
    )


@page(permission=ViewPeople)
def role(visit: Visit, role: int) -> HttpResponseBase:
    """Show one role: its names, and what whoever has it may do."""
    row = visit.only(queries.list_roles(role=RoleId(role)))
    return visit.show(
        "people/role.html",
        role=row,
        fields=spots.shown(visit, (*NAMES, PURPOSE), row, FIELD),
        **_holding(visit, f"role:{role}", row, ROLE_FORMS),
        rights=by_floor(PERMISSIONS),
        may_edit=visit.actor.reaches(EditRoles),
    )


@page(permission=ViewPeople)
def role_deed(visit: Visit, number: int, verb: str) -> HttpResponseBase:
    """Rename a role, make it hold exactly the ticked permissions, or delete it."""
    if verb in ROLE_FORMS:
        meeting.meet(visit, f"role:{number}", lambda: _held_role(visit, RoleId(number), verb))
    more: dict[str, Any] = {"role": RoleId(number)}
    if verb == "set_role_permissions":
        more["permissions"] = visit.typed.getlist("permissions")
    carry_out(visit, ROLE_DEEDS, verb, **more)
    return visit.go("people:roles") if verb == "delete_role" else visit.go("people:role", number)


def _held_post(visit: Visit, post: PostId, verb: str) -> Held:
    row = visit.only(queries.list_posts(post=post))
    return Held(f"post:{post}", row, POST_FORMS[verb], FIELD)


def _held_role(visit: Visit, role: RoleId, verb: str) -> Held:
    row = visit.only(queries.list_roles(role=role))
    return Held(f"role:{role}", row, ROLE_FORMS[verb], FIELD)


def by_floor(codes: Any) -> dict[str, list[str]]:
    """Group permission codes by floor, in the order of their names."""
    floors: dict[str, list[str]] = {}
    for code in sorted(map(str, codes)):
        floors.setdefault(code.split(".", 1)[0], []).append(code)
    return floors


def _matrix(
    rows: list[RoleRow], words: str, lang: str
) -> list[tuple[str, list[tuple[str, list[bool]]]]]:
    """Return, by floor, the permissions whose name or code holds `words`, with who has them."""
    held = [frozenset(row.permissions) for row in rows]
    wanted = [
        code for code in PERMISSIONS if words in f"{code} {say(f'permission.{code}', lang)}".lower()
    ]
    return [
        (floor, [(code, [code in codes for codes in held]) for code in codes_of])
        for floor, codes_of in by_floor(wanted).items()
    ]

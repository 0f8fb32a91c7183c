"""人员与权限: who works here, in which posts, and what that lets them do."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from qitao.base.actor import PERMISSIONS, Permission
from qitao.base.ids import UserId
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.people import actions, queries
from qitao.people.values import EditUsers, RoleId, RoleRow, UserRow, ViewPeople
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.listing import Column, Listing, Search, Switch
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
USERS = Listing(
    "people.users",
    columns=(
        Column("name", kind="main", link="people:user", sub="username", phone="title"),
        Column("posts"),
        Column("org_unit_name"),
        Column("phone", phone="off"),
        Column("totp", kind="yes", phone="off"),
        Column("last_login", kind="when"),
        Column("active", kind="state", vocabulary="ui.people.active_state", phone="corner"),
    ),
    filters=(Search(), Switch("gone")),
    sort="pinyin",
    picture="users",
    first_step=("ui.people.users.new", "people:new_user"),
    template="people/users.html",
)
DEEDS = deeds_of(
    actions.update_user,
    actions.move_user,
    actions.deactivate_user,
    actions.reactivate_user,
    actions.set_password,
    actions.reset_totp,
    actions.assign_post,
    actions.assign_role,
    actions.end_assignment,
)


@page(permission=ViewPeople)
def users(visit: Visit) -> HttpResponseBase:
    """List people; those who left are shown on request."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> list[UserRow]:
        return queries.list_users(ask, search=asked["q"], active=not asked["gone"])

    return USERS.show(visit, fetch, may_edit=visit.actor.may(EditUsers), here="users")


@page(permission=EditUsers)
def new_user(visit: Visit) -> HttpResponseBase:
    """Create a person's account."""
    if visit.posted:
        made = actions.create_user(actor=visit.actor, **visit.given(actions.create_user))
        visit.tell("ui.people.user_made", name=made.username)
        return visit.go("people:user", made.user)
    return visit.show("people/new_user.html", org_units=queries.list_org_units(EVERY, active=True))


@page(permission=ViewPeople)
def user(visit: Visit, user: int) -> HttpResponse:
    """Show a person: posts, rights with the way to each, account."""
    person = queries.get_user(UserId(user))
    wanted = visit.query.get("why", "")
    paths = queries.why_may(person.id, Permission.read(wanted)) if wanted in PERMISSIONS else []
    rights = queries.load_grants(person.id)
    return visit.show(
        "people/user.html",
        person=person,
        assignments=queries.list_assignments(EVERY, user=person.id),
        rights=_by_floor(rights),
        wanted=wanted,
        paths=paths,
        posts=queries.list_posts(EVERY),
        roles=queries.list_roles(EVERY),
        plants=queries.list_plants(EVERY, active=True),
        org_units=queries.list_org_units(EVERY, active=True),
    )


@page(permission=ViewPeople)
def user_deed(visit: Visit, user: int, verb: str) -> HttpResponseBase:
    """Carry out one verb on a person."""
    more = {} if verb == "end_assignment" else {"user": UserId(user)}
    carry_out(visit, DEEDS, verb, **more)
    return visit.go("people:user", user)


@page(permission=ViewPeople)
def roles(visit: Visit) -> HttpResponse:
    """Show the matrix of roles and permissions."""
    rows = queries.list_roles(EVERY)
    return visit.show(
        "people/roles.html", roles=rows, floors=_matrix(rows), here="roles", key="ui.people.roles"
    )


@page(permission=ViewPeople)
def role(visit: Visit, role: int) -> HttpResponseBase:
    """Show one role, or make it hold exactly the ticked permissions."""
    if visit.posted:
        actions.set_role_permissions(
            actor=visit.actor,
            role=RoleId(role),
            permissions=tuple(visit.typed.getlist("permissions")),
        )
        visit.tell("ui.people.role_saved")
        return visit.go("people:role", role)
    found = queries.list_roles(role=RoleId(role))
    if not found:
        raise Refusal(NOT_FOUND, role=role)
    return visit.show("people/role.html", role=found[0], rights=_by_floor(PERMISSIONS))


@page(permission=ViewPeople)
def posts(visit: Visit) -> HttpResponse:
    """List posts with the roles that they map to."""
    return visit.show("people/posts.html", posts=queries.list_posts(EVERY), here="posts")


@page(permission=ViewPeople)
def organisation(visit: Visit) -> HttpResponse:
    """Show the org tree and the plants."""
    units = queries.list_org_units(EVERY)
    return visit.show(
        "people/organisation.html",
        tree=_tree(units, None),
        plants=queries.list_plants(EVERY),
        here="organisation",
    )


def _by_floor(codes: Any) -> dict[str, list[str]]:
    """Group permission codes by floor, in the order of their names."""
    floors: dict[str, list[str]] = {}
    for code in sorted(map(str, codes)):
        floors.setdefault(code.split(".", 1)[0], []).append(code)
    return floors


def _matrix(rows: list[RoleRow]) -> list[tuple[str, list[tuple[str, list[bool]]]]]:
    held = [frozenset(row.permissions) for row in rows]
    return [
        (floor, [(code, [code in codes for codes in held]) for code in codes_of])
        for floor, codes_of in _by_floor(PERMISSIONS).items()
    ]


def _tree(units: list[Any], parent: int | None) -> list[dict[str, Any]]:
    return [
        {"unit": unit, "below": _tree(units, unit.id)} for unit in units if unit.parent == parent
    ]

"""人员与权限: who works here, in which posts, and what that lets them do."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from qitao.base.actor import PERMISSIONS, Permission
from qitao.base.ids import UserId
from qitao.base.paging import Ask
from qitao.base.texts import plain
from qitao.people import actions, queries, rules
from qitao.people.values import EditTokens, EditUsers, TokenRow, UserRow, ViewPeople
from qitao.production.queries.turns import name_roles
from qitao.web.people import offers
from qitao.web.people.posts import by_floor
from qitao.web.people.tokens import state_of
from qitao.web.shell import marks, meeting
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.listing import Column, Listing, Search, Switch
from qitao.web.shell.meeting import Held
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)


def _posts(row: UserRow, lang: str) -> str:
    """Name the posts in the reader's language."""
    return str(plain(row.posts_en if lang == "en" else row.posts, lang))


def _unit(row: UserRow, lang: str) -> str:
    """Name the department in the reader's language."""
    return marks.named(row.org_unit_name, row.org_unit_name_en, lang)


USERS = Listing(
    "people.users",
    columns=(
        Column("name", kind="main", link="people:user", sub="username", phone="title"),
        Column("posts", cell=_posts),
        Column("org_unit_name", cell=_unit),
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
    live=("people",),
)
ACCOUNT = (Spot("name"), Spot("phone"), Spot("email"), Spot("badge"))
DEEDS = deeds_of(
    actions.update_user,
    actions.move_user,
    actions.deactivate_user,
    actions.reactivate_user,
    actions.set_password,
    actions.unlock_user,
    actions.reset_totp,
    actions.assign_post,
    actions.assign_role,
    actions.end_assignment,
)


@page(permission=ViewPeople)
def users(visit: Visit) -> HttpResponseBase:
    """List people; those who left are shown on request."""

    def fetch(ask: Ask, asked: dict[str, Any]) -> list[UserRow]:
        return queries.list_users(
            ask,
            search=asked["q"],
            active=not asked["gone"],
            org_units=rules.reach_of(visit.actor, ViewPeople),
        )

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
    person = _person(visit, UserId(user))
    wanted = visit.query.get("why", "")
    paths = queries.why_may(person.id, Permission.read(wanted)) if wanted in PERMISSIONS else []
    rights = queries.load_grants(person.id)
    return visit.show(
        "people/user.html",
        person=person,
        holding=meeting.hold(visit, _held(person)),
        live=(f"user:{user}",),
        locked_out=queries.is_locked_out(person.username),
        **offers.of_person(visit.actor, person, rights),
        tokens=_tokens(visit, person.id),
        rights=by_floor(rights),
        wanted=wanted,
        paths=paths,
        missing=by_floor(PERMISSIONS.keys() - set(map(str, rights))),
        givers=name_roles([wanted], visit.lang) if wanted in PERMISSIONS and not paths else (),
        plants=queries.list_plants(EVERY, active=True),
        org_units=queries.list_org_units(EVERY, active=True),
    )


def _tokens(visit: Visit, user: UserId) -> list[tuple[TokenRow, str]]:
    """Return a person's tokens with how each stands, newest first, to whoever may edit them."""
    if not visit.actor.may(EditTokens):
        return []
    reach = rules.reach_of(visit.actor, EditTokens)
    rows = queries.list_tokens(Ask(falling=True), user=user, org_units=reach)
    return [(row, state_of(row)) for row in rows]


@page(permission=ViewPeople)
def user_deed(visit: Visit, user: int, verb: str) -> HttpResponseBase:
    """Carry out one verb on a person."""
    if verb == "end_assignment":
        held = queries.list_assignments(EVERY, user=UserId(user))
        visit.only([row for row in held if row.id == visit.number_of("assignment")])
    more = {} if verb == "end_assignment" else {"user": UserId(user)}
    if verb == "update_user":
        meeting.meet(visit, f"user:{user}", lambda: _held(_person(visit, UserId(user))))
    carry_out(visit, DEEDS, verb, **more)
    return visit.go("people:user", user)


def _person(visit: Visit, user: UserId) -> UserRow:
    reach = rules.reach_of(visit.actor, ViewPeople)
    return visit.only(queries.list_users(user=user, org_units=reach))


def _held(person: UserRow) -> Held:
    """Return what the panel shows that changes an account."""
    return Held(f"user:{person.id}", person, ACCOUNT, "ui.people")

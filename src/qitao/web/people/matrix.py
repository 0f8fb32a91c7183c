"""Who holds which role; why somebody may do something, or what he lacks and who grants it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase

from qitao.base.actor import PERMISSIONS, Permission
from qitao.base.ids import PlantId, UserId
from qitao.base.paging import Ask
from qitao.base.verbs import VERBS
from qitao.people import queries, rules
from qitao.people.queries.grants import name_granter
from qitao.people.values import GrantPath, UserRow, ViewPeople
from qitao.production.queries.turns import name_roles
from qitao.web.shell import verb_words
from qitao.web.shell.listing import Column, Listing, Search
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

EVERY = Ask(limit=500)
BY_NAME = Ask(sort="pinyin", limit=500)

HOLDERS = Listing(
    "people.held",
    columns=(Column("name"), Column("username")),
    filters=(Search(),),
    sort="pinyin",
    picture="users",
    template="people/holders.html",
    live=("people",),
)


@page(permission=ViewPeople)
def holders(visit: Visit) -> HttpResponseBase:
    """Show the matrix of people and roles."""
    roles = queries.list_roles(EVERY)

    def fetch(ask: Ask, asked: dict[str, Any]) -> Sequence[UserRow]:
        return queries.list_users(
            ask,
            search=asked["q"],
            active=True,
            org_units=rules.reach_of(visit.actor, ViewPeople),
        )

    def more(rows: Sequence[UserRow]) -> dict[str, Any]:
        found = queries.list_roles_held([row.id for row in rows])
        held = {(each.user, each.role): each for each in found}
        lines = [(row, [held.get((row.id, role.id)) for role in roles]) for row in rows]
        return {"people": lines}

    return HOLDERS.show(visit, fetch, more=more, roles=roles, here="holders")


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: by which ways, which of them hold now and here, else who can grant it."""

    person: UserRow
    permission: str
    verb: str
    shared: bool
    may: bool
    elsewhere: bool
    ways: tuple[tuple[GrantPath, str], ...]
    givers: tuple[str, ...]
    granters: tuple[str, ...]


@page(permission=ViewPeople)
def why(visit: Visit) -> HttpResponseBase:
    """Tell why somebody may carry out a verb, or what he lacks and who can grant it."""
    reach = rules.reach_of(visit.actor, ViewPeople)
    people = queries.list_users(BY_NAME, active=True, org_units=reach)
    wanted = visit.number_of("user")
    found = queries.list_users(user=UserId(wanted), org_units=reach) if wanted else []
    person = next(iter(found), None)
    verb = visit.query.get("verb", "")
    plant = visit.number_of("plant")
    known = verb in VERBS or verb in PERMISSIONS
    return visit.show(
        "people/why.html",
        people=people,
        verbs=verb_words.by_floor(visit.lang),
        plants=queries.list_plants(EVERY, active=True),
        user=wanted,
        verb=verb,
        plant=plant,
        answer=_answer(person, verb, plant, visit.lang) if person and known else None,
        here="why",
    )


def _answer(person: UserRow, verb: str, plant: int | None, lang: str) -> Why:
    known = VERBS.get(verb)
    permission = known.permission if known else Permission.read(verb)
    shared = bool(known and known.shared)
    actor = queries.load_actor(person.id)
    here = PlantId(plant) if plant else None
    anywhere = actor.may(permission)
    may = actor.reaches(permission) if shared else actor.may(permission, plant=here)
    today = queries.today()
    ways = queries.why_may(UserId(person.id), permission)
    granters = [] if may else queries.list_granters(permission, plant=here, everywhere=shared)
    return Why(
        person,
        str(permission),
        verb,
        shared,
        may,
        anywhere and not may,
        tuple((way, _state(way, today)) for way in ways),
        () if may else name_roles([str(permission)], lang),
        tuple(name_granter(each, lang) for each in granters),
    )


def _state(way: GrantPath, today: date) -> str:
    if way.valid_to and way.valid_to < today:
        return "over"
    return "ahead" if way.valid_from and way.valid_from > today else "holds"

"""Nothing is offered that is then refused for want of a right: every link and every form.

Each role walks through the pages that it is led to, from its desk on, sends each form as it stands,
and is never told `PERMISSION_MISSING` or `OUT_OF_SCOPE`. What a form did is taken back at once.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from qitao.base.ids import PlantId, UserId
from qitao.people import actions as people
from qitao.people.queries import actors, get_role_by_code, list_shipped_roles, load_actor
from qitao.people.values import RoleId
from qitao.web.shell.visit import Visit
from tests.foreign import World, build_world
from tests.shop import HOUSE
from tests.web.conftest import sign_in
from tests.web.forms_seen import Form, Seen

EACH_MAX = 1
"""So many pages of one address, and forms of one target, are tried."""
BOUND = ("it_supervisor", "administrator")
"""Roles that reach much: they walk a second time as people of one plant."""
TELLING = ("tab", "state", "kind", "tree")
"""What in a query makes another page of an address."""
LEFT_OUT = ("login:", "design:", "desk:search")


@dataclass
class Walk:
    """One person's way through the house, and what was refused on it."""

    user: UserId
    client: Client
    waiting: list[tuple[str, str]]
    met: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    wrong: set[str] = field(default_factory=set)

    def go(self) -> None:
        while self.waiting:
            url, came_from = self.waiting.pop(0)
            kind = kind_of(url)
            if kind is None or self.met[kind] >= EACH_MAX:
                continue
            self.met[kind] += 1
            answer = self.client.get(url)
            if answer.status_code == 403:
                self.wrong.add(f"link {came_from} → {url}")
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            seen = Seen(answer.content.decode(), url)
            self.waiting += [(urljoin(url, link), url) for link in seen.links]
            for form in seen.forms:
                self.send(form, url)

    def send(self, form: Form, page: str) -> None:
        target = kind_of(urljoin(page, form.action))
        if not (form.posts and form.sendable) or target is None or self.sent[target] >= EACH_MAX:
            return
        self.sent[target] += 1
        point = transaction.savepoint()
        try:
            answer = self.client.post(urljoin(page, form.action), form.values)
        finally:
            transaction.savepoint_rollback(point)
            actors._grants.clear()
        if answer.status_code == 403:
            self.wrong.add(f"form {page} → {form.action}")


@cache
def kind_of(url: str) -> str | None:
    """Return the name of a page with what matters of its address; None for what is left out."""
    parts = urlsplit(url)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    if parts.netloc or not found.view_name or found.view_name.startswith(LEFT_OUT):
        return None
    asked = [f"{name}={value}" for name, value in parse_qsl(parts.query) if name in TELLING]
    return " ".join([found.view_name, str(found.kwargs.get("verb", "")), *sorted(asked)])


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    from tests.conftest import empty_all_tables

    with django_db_blocker.unblock():
        built = build_world()
    yield built
    with django_db_blocker.unblock():
        empty_all_tables()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Visit]]:
    """Keep the verb of each form that is read, though what it holds may be refused before."""
    kept: list[tuple[Any, Visit]] = []
    usual = Visit.given

    def given(visit: Visit, call: Any, **more: Any) -> dict[str, Any]:
        kept.append((call.verb, visit))
        return usual(visit, call, **more)

    monkeypatch.setattr(Visit, "given", given)
    return kept


def enter(world: World, role: str, plant: PlantId | None) -> UserId:
    made = get_user_model().objects.create(username=f"walks.{role}", name="走一遍")
    number = RoleId(get_role_by_code(role).id)
    people.assign_role(actor=HOUSE, user=UserId(made.pk), role=number, plant=plant)
    actors._grants.clear()
    return UserId(made.pk)


def roles() -> list[str]:
    from qitao.people.queries.shipped import read_roles

    return list(read_roles())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "bounded"), [(each, False) for each in roles()] + [(each, True) for each in BOUND]
)
def test_whatever_is_offered_may_be_done(
    standing_world: World, db: None, asked: list[tuple[Any, Visit]], role: str, bounded: bool
) -> None:
    user = enter(standing_world, role, standing_world.shop.plant if bounded else None)
    walk = Walk(user, sign_in(user), [("/", "")])
    walk.go()
    actor = load_actor(user)
    for verb, visit in asked:
        may = actor.reaches(verb.permission) if verb.shared else actor.may(verb.permission)
        if not may:
            walk.wrong.add(f"form {visit.request.path}: {verb.name}")
    assert sorted(walk.wrong) == []
    assert {each.code for each in list_shipped_roles()} >= {role}
    assert len(walk.met) > 20

"""A person's page offers what the reader may do, role by role and button by button."""

import pytest
from django.urls import reverse

from qitao.base.ids import UserId
from qitao.people import actions as people
from qitao.people.queries import actors, get_role_by_code
from qitao.people.values import RoleId
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form, sign_in
from tests.web.town import Town

BUTTONS = {
    "assign": 'data-open="#assign"',
    "take": "do/end_assignment/",
    "edit": "do/update_user/",
    "password": "do/set_password/",
    "deactivate": "do/deactivate_user/",
    "token": "/token/",
}
ALL = set(BUTTONS)
OFFERED: dict[tuple[str, str], set[str]] = {
    ("administrator", "operator"): ALL,
    ("administrator", "administrator"): ALL - {"deactivate"},  # nobody locks himself out
    ("it_supervisor", "nobody"): {"edit", "password", "deactivate", "token"},
    ("it_supervisor", "operator"): set(),  # who may report: he could act as that person
    ("workshop_director", "operator"): {"assign", "take"},
    ("workshop_director", "administrator"): {"assign"},
    ("general_manager", "operator"): set(),
}


def buttons(page: str) -> set[str]:
    return {name for name, mark in BUTTONS.items() if mark in page}


def reader_of(town: Town, role: str) -> UserId:
    """Return a person of a role, a new one where the town has none."""
    if role in town.users:
        return town.users[role]
    user = people.create_user(actor=HOUSE, username=role, name=role).user
    people.assign_role(actor=HOUSE, user=user, role=RoleId(get_role_by_code(role).id))
    actors._grants.clear()
    return user


def test_who_looks_after_the_system_has_its_health_at_hand_on_the_phone(town: Town) -> None:
    page = sign_in(reader_of(town, "it_supervisor")).get("/").content.decode()
    assert 'href="/health/"' in page.split('class="bottombar"')[1]


@pytest.mark.parametrize(("reader", "person"), OFFERED)
def test_each_role_gets_its_buttons(town: Town, reader: str, person: str) -> None:
    page = sign_in(reader_of(town, reader)).get(reverse("people:user", args=[town.users[person]]))
    if page.status_code == 403:
        assert OFFERED[reader, person] == set()
        return
    assert buttons(page.content.decode()) == OFFERED[reader, person]


def test_who_holds_more_is_named(town: Town, visitor: Visitor) -> None:
    """A person with `people.edit_users` alone may not touch an administrator, and reads why."""
    role = people.create_role(actor=HOUSE, code="clerk", name="文员").role
    codes = ("people.edit_users", "people.reset_access", "people.view")
    people.set_role_permissions(actor=HOUSE, role=role, permissions=codes)
    people.assign_role(actor=HOUSE, user=town.users["nobody"], role=role)
    actors._grants.clear()
    client, boss = visitor("nobody"), town.users["administrator"]
    page = client.get(reverse("people:user", args=[boss])).content.decode()
    assert buttons(page) == set()
    assert "有你没有的权限" in page
    deed = reverse("people:user_deed", args=[boss, "deactivate_user"])
    assert enter_form(client, deed).status_code == 403

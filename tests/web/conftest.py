"""People who look at pages through the Django client."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from qitao.base.ids import UserId
from qitao.base.sql import SqlRoom
from tests.standing import keep_standing
from tests.web.town import Town, busy_town

Visitor = Callable[[str], Client]


@pytest.fixture
def town_stands(django_db_setup: None, django_db_blocker: Any) -> Town:
    with django_db_blocker.unblock():
        return keep_standing("town", busy_town)


@pytest.fixture
def town(town_stands: Town, db: None) -> Town:
    """The plant at work; what a test does to it is rolled back."""
    return town_stands


@pytest.fixture
def visitor(town: Town) -> Visitor:
    """Return a client that is signed in: `visitor("planner")`."""

    def enter(role: str, *, lang: str = "zh") -> Client:
        return sign_in(town.users[role], lang=lang)

    return enter


def sign_in(user: UserId, *, lang: str = "zh") -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(
        get_user_model().objects.get(pk=user), "django.contrib.auth.backends.ModelBackend"
    )
    client.cookies["lang"] = lang
    return client


def enter_form(client: Client, url: str, **typed: object) -> Any:
    """Post a form as a browser would: with a key of its own."""
    from qitao.base.ids import new_key

    return client.post(url, {"key": new_key(), **typed})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the statements that run from now on."""
    names: list[str] = []
    usual = SqlRoom._execute

    def execute(room: SqlRoom, name: str, params: dict[str, Any], factory: Any) -> Any:
        names.append(name)
        return usual(room, name, params, factory)

    monkeypatch.setattr(SqlRoom, "_execute", execute)
    return names

"""Signing in: wrong, locked, the second step, language, the way back."""

from typing import Any

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from qitao.people.models import User
from tests.web.conftest import Visitor, enter_form
from tests.web.town import PASSWORD, Town

pytestmark = pytest.mark.django_db
PICTURE = 'class="qr"'


def enter(client: Client, username: str, password: str, **more: Any) -> Any:
    return client.post("/login/", {"username": username, "password": password, **more})


def test_signing_in_leads_to_where_one_wanted(town: Town) -> None:
    client = Client()
    answer = enter(client, "planner", PASSWORD, next="/orders/?state=draft")
    assert (answer.status_code, answer["Location"]) == (303, "/orders/?state=draft")
    assert client.get("/orders/").status_code == 200


def test_a_foreign_address_is_not_followed(town: Town) -> None:
    answer = enter(Client(), "planner", PASSWORD, next="https://evil.example/")
    assert answer["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_says_why(town: Town) -> None:
    answer = enter(Client(), "planner", "wrong")
    page = answer.content.decode()
    assert answer.status_code == 401
    assert 'value="planner"' in page
    assert "SIGN_IN_WRONG" in page
    assert "wrong" not in page


def test_five_wrong_tries_lock_with_minutes(town: Town) -> None:
    client = Client()
    for _ in range(5):
        answer = enter(client, "planner", "wrong")
    assert "SIGN_IN_LOCKED" in answer.content.decode()
    assert answer.status_code == 429
    assert "分钟" in answer.content.decode()


def test_the_second_step_is_asked_and_proven(town: Town) -> None:
    user = town.users["planner"]
    device = TOTPDevice.objects.create(user_id=user, name="phone", confirmed=True)
    client = Client()
    assert enter(client, "planner", PASSWORD, next="/kits/")["Location"] == "/login/code/"
    assert client.get("/orders/").status_code == 302
    wrong = client.post("/login/code/", {"code": "000000"})
    assert wrong.status_code == 403
    device.refresh_from_db()
    device.throttle_reset()
    right = client.post("/login/code/", {"code": f"{totp(device.bin_key):06d}"})
    assert right["Location"] == "/kits/"
    assert client.get("/orders/").status_code == 200


def test_the_language_switch_keeps_the_page(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    answer = client.post("/language/", {"lang": "en", "next": "/orders/?state=all"})
    assert answer["Location"] == "/orders/?state=all"
    assert client.cookies["lang"].value == "en"
    assert "Work orders" in client.get("/orders/").content.decode()
    assert User.objects.get(pk=town.users["planner"]).lang == "en"


def test_changing_the_password_keeps_this_session(visitor: Visitor) -> None:
    client = visitor("planner")
    wrong = client.post("/account/password/", {"current": "no", "password": "harbour-kettle-9"})
    assert "PASSWORD_WRONG" in wrong.content.decode()
    right = client.post("/account/password/", {"current": PASSWORD, "password": "harbour-kettle-9"})
    assert right["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_signing_out_ends_the_session(visitor: Visitor) -> None:
    client = visitor("planner")
    client.post("/logout/")
    assert client.get("/orders/").status_code == 302


def test_the_device_is_told_who_signed_in_and_that_he_left(town: Town) -> None:
    client, told = Client(), set()
    for role in ("operator", "operator", "planner"):
        enter(client, role, PASSWORD)
        told.add(client.cookies["person"].value)
    people = [each.split(".")[0] for each in sorted(told)]
    assert sorted(people) == sorted(str(town.users[r]) for r in ("operator", "operator", "planner"))
    client.get("/logout/")
    assert client.cookies["person"].value
    client.post("/logout/")
    assert client.cookies["person"].value == ""
    enter(client, "planner", PASSWORD)
    client.post("/account/sessions/")
    assert client.cookies["person"].value == ""


def test_a_second_factor_can_be_set_up(town: Town, visitor: Visitor) -> None:
    client = visitor("operator")
    page = enter_form(client, "/account/second-step/", current=PASSWORD).content.decode()
    assert PICTURE in page
    device = TOTPDevice.objects.get(user_id=town.users["operator"])
    right = totp(device.bin_key)
    wrong = f"{(right + 1) % 1_000_000:06d}"
    again = enter_form(client, "/account/second-step/code/", code=wrong).content.decode()
    assert "TOTP_CODE_WRONG" in again
    assert PICTURE not in again
    device.refresh_from_db()
    device.throttle_reset()
    done = enter_form(client, "/account/second-step/code/", code=f"{right:06d}")
    assert done["Location"] == "/account/"
    assert "已开启" in client.get("/account/").content.decode()


def test_looking_at_the_page_of_the_second_factor_begins_nothing(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("operator")
    assert 'type="password"' in client.get("/account/second-step/").content.decode()
    assert client.get("/account/second-step/code/").status_code == 200
    wrong = enter_form(client, "/account/second-step/", current="guessed").content.decode()
    assert "PASSWORD_WRONG" in wrong
    assert PICTURE not in wrong
    assert not TOTPDevice.objects.filter(user_id=town.users["operator"]).exists()


def test_a_form_of_the_second_factor_sent_twice_shows_no_secret_again(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("operator")
    typed = {"key": "twice", "current": PASSWORD}
    assert PICTURE in client.post("/account/second-step/", typed).content.decode()
    again = client.post("/account/second-step/", typed).content.decode()
    assert 'type="password"' in again
    assert PICTURE not in again
    assert TOTPDevice.objects.filter(user_id=town.users["operator"]).count() == 1

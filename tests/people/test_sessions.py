"""Signing in: password, lockout, second factor, and when a session ends."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django_otp.oath import TOTP
from pydantic import SecretStr

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.ids import UserId
from qitao.base.refusal import NOT_SIGNED_IN, Refusal
from qitao.people import actions, queries, values
from qitao.people.actions import SignIn
from tests.people.conftest import PASSWORD, SYSTEM, MakePerson

pytestmark = pytest.mark.usefixtures("real_db")
Store: Any = import_module(settings.SESSION_ENGINE).SessionStore


def browser(address: str = "10.0.0.7") -> HttpRequest:
    request = RequestFactory().post("/login/", REMOTE_ADDR=address)
    request.session = Store()
    return request


def attempt(
    username: str, password: str = PASSWORD, *, address: str = "10.0.0.7"
) -> tuple[str, HttpRequest]:
    request = browser(address)
    try:
        return str(actions.sign_in(request, username=username, password=password)), request
    except Refusal as refusal:
        return refusal.code.code, request


def actor_in(request: HttpRequest) -> Actor:
    return queries.load_session_actor(request.session)


@pytest.fixture
def second_factor(person: MakePerson) -> tuple[UserId, str]:
    user = person("otto")
    started = actions.enable_totp(actor=queries.load_actor(user), current=SecretStr(PASSWORD))
    assert started.secret is not None
    assert started.uri is not None
    assert started.uri.get_secret_value().startswith("otpauth://totp/Qitao:otto?secret=")
    device = queries.find_totp_device(user, confirmed=False)
    assert device is not None
    code = f"{TOTP(device.bin_key).token():06d}"
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    with pytest.raises(Refusal, match="TOTP_CODE_WRONG"):
        actions.confirm_totp(actor=queries.load_actor(user), code=SecretStr(wrong))
    actions.confirm_totp(actor=queries.load_actor(user), code=SecretStr(code))
    forget_last_code()
    return user, code


def forget_last_code() -> None:
    """Let the same half minute's code count again, so that tests need not wait for the next."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE otp_totp_totpdevice SET last_t = -1, throttling_failure_count = 0, "
            "throttling_failure_timestamp = NULL"
        )


def test_the_right_password_opens_a_session_whatever_the_case_of_the_name(
    person: MakePerson,
) -> None:
    user = person("anna")
    outcome, request = attempt("  Anna ")
    assert outcome == SignIn.DONE
    assert actor_in(request).user == user
    assert get_user(request).pk == user
    actions.sign_out(request)
    with pytest.raises(Refusal, match=NOT_SIGNED_IN.code):
        actor_in(request)


def test_a_wrong_name_and_a_wrong_password_read_the_same(person: MakePerson) -> None:
    person("berta")
    assert attempt("berta", "nonsense")[0] == "SIGN_IN_WRONG"
    assert attempt("nobody", "nonsense")[0] == "SIGN_IN_WRONG"
    gone = person("gone")
    actions.deactivate_user(actor=SYSTEM, user=gone)
    assert attempt("gone")[0] == "SIGN_IN_WRONG"


def test_five_wrong_passwords_lock_the_name_at_that_address_only(person: MakePerson) -> None:
    person("carla")
    person("dora")
    outcomes = [attempt("carla", "wrong")[0] for _ in range(5)]
    assert outcomes == ["SIGN_IN_WRONG"] * 4 + ["SIGN_IN_LOCKED"]
    assert attempt("carla")[0] == "SIGN_IN_LOCKED"
    assert attempt("dora")[0] == SignIn.DONE
    assert attempt("carla", address="10.0.0.8")[0] == SignIn.DONE


def test_a_lock_ends_by_itself(person: MakePerson) -> None:
    person("emil")
    for _ in range(5):
        attempt("emil", "wrong")
    assert attempt("emil")[0] == "SIGN_IN_LOCKED"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE axes_accessattempt SET attempt_time = now() - interval '16 minutes'")
    assert attempt("emil")[0] == SignIn.DONE


def test_a_lock_is_taken_off_by_hand_or_with_a_new_password(person: MakePerson) -> None:
    user = person("erik")
    ways: list[Callable[[], object]] = [
        lambda: actions.unlock_user(actor=SYSTEM, user=user),
        lambda: actions.set_password(actor=SYSTEM, user=user, password=SecretStr(PASSWORD)),
    ]
    for unlock in ways:
        for _ in range(5):
            attempt("erik", "wrong")
        assert attempt("erik")[0] == "SIGN_IN_LOCKED"
        unlock()
        assert attempt("erik")[0] == SignIn.DONE


def test_success_forgets_the_failures_before_it(person: MakePerson) -> None:
    person("frida")
    for _ in range(3):
        outcomes = [attempt("frida", "wrong")[0] for _ in range(4)]
        assert set(outcomes) == {"SIGN_IN_WRONG"}
        assert attempt("frida")[0] == SignIn.DONE


def test_one_address_cannot_try_many_names(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    person("greta")
    monkeypatch.setattr("qitao.people.actions.sessions.ADDRESS_FAILURES_MAX", 6)
    for number in range(6):
        assert attempt(f"name{number}", "wrong")[0] == "SIGN_IN_WRONG"
    assert attempt("greta")[0] == "SIGN_IN_LOCKED"
    assert attempt("greta", address="10.0.0.9")[0] == SignIn.DONE


def test_colleagues_who_mistype_lock_nobody_out_who_is_at_home_at_the_address(
    person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plant comes from one address; guessing at many names there stays limited all the same."""
    for name in ("greta", "gustav", "gast"):
        person(name)
    for name in ("greta", "gustav"):
        assert attempt(name)[0] == SignIn.DONE
    monkeypatch.setattr("qitao.people.actions.sessions.ADDRESS_FAILURES_MAX", 6)
    for number in range(6):
        assert attempt(f"name{number}", "wrong")[0] == "SIGN_IN_WRONG"
    assert attempt("greta")[0] == SignIn.DONE
    assert attempt("gast")[0] == "SIGN_IN_LOCKED", "not at home here"
    assert attempt("name7", "wrong")[0] == "SIGN_IN_LOCKED"
    tries = [attempt("gustav", "wrong")[0] for _ in range(5)]
    assert tries == ["SIGN_IN_WRONG"] * 4 + ["SIGN_IN_LOCKED"], "each account keeps its own limit"
    assert attempt("gustav")[0] == "SIGN_IN_LOCKED"
    with clock.frozen(clock.now() + timedelta(days=91)):
        assert not queries.has_signed_in_from("greta", "10.0.0.7")


def test_a_new_password_ends_other_sessions_and_keeps_this_one(person: MakePerson) -> None:
    person("hanna")
    _, here = attempt("hanna")
    _, there = attempt("hanna")
    here.user = get_user(here)
    actions.change_own_password(
        actor=actor_in(here),
        current=SecretStr(PASSWORD),
        password=SecretStr("lantern-harbour-9"),
    )
    actions.keep_session(here)
    assert actor_in(here).name == "hanna"
    with pytest.raises(Refusal, match=NOT_SIGNED_IN.code):
        actor_in(there)
    assert get_user(there).is_anonymous


def test_the_session_id_changes_when_somebody_signs_in(person: MakePerson) -> None:
    person("ida")
    request = browser()
    request.session.save()
    before = request.session.session_key
    actions.sign_in(request, username="ida", password=PASSWORD)
    assert request.session.session_key != before


def test_with_a_second_factor_the_password_alone_opens_nothing(
    second_factor: tuple[UserId, str],
) -> None:
    user, code = second_factor
    outcome, request = attempt("otto")
    assert outcome == SignIn.CODE_NEEDED
    with pytest.raises(Refusal, match=NOT_SIGNED_IN.code):
        actor_in(request)
    assert actions.finish_sign_in(request, code=code) == SignIn.DONE
    assert actor_in(request).user == user


def test_a_code_counts_once(second_factor: tuple[UserId, str]) -> None:
    _, code = second_factor
    _, first = attempt("otto")
    _, second = attempt("otto")
    actions.finish_sign_in(first, code=code)
    with pytest.raises(Refusal, match="TOTP_CODE_WRONG"):
        actions.finish_sign_in(second, code=code)


@pytest.mark.parametrize("code", ["", "abcdef", "12345678901234567890", "１２３４５６", "-1"])
def test_nonsense_is_a_wrong_code(second_factor: tuple[UserId, str], code: str) -> None:
    _, request = attempt("otto")
    with pytest.raises(Refusal, match="TOTP_CODE_WRONG"):
        actions.finish_sign_in(request, code=code)


def test_codes_cannot_be_guessed_quickly(second_factor: tuple[UserId, str]) -> None:
    _, code = second_factor
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    _, request = attempt("otto")
    with pytest.raises(Refusal, match="TOTP_CODE_WRONG"):
        actions.finish_sign_in(request, code=wrong)
    with pytest.raises(Refusal, match="TRIES_EXHAUSTED"):
        actions.finish_sign_in(request, code=code)


def test_the_second_step_does_not_wait_for_ever(second_factor: tuple[UserId, str]) -> None:
    _, code = second_factor
    _, request = attempt("otto")
    with (
        clock.frozen(clock.now() + timedelta(minutes=6)),
        pytest.raises(Refusal, match="SIGN_IN_EXPIRED"),
    ):
        actions.finish_sign_in(request, code=code)
    with pytest.raises(Refusal, match="SIGN_IN_EXPIRED"):
        actions.finish_sign_in(browser(), code=code)


def test_a_password_changed_meanwhile_ends_the_second_step(
    second_factor: tuple[UserId, str],
) -> None:
    user, code = second_factor
    _, request = attempt("otto")
    actions.set_password(actor=SYSTEM, user=user, password=SecretStr("lantern-harbour-9"))
    with pytest.raises(Refusal, match="SIGN_IN_EXPIRED"):
        actions.finish_sign_in(request, code=code)


def test_the_second_factor_can_be_turned_off_or_reset(second_factor: tuple[UserId, str]) -> None:
    user, _ = second_factor
    actor = queries.load_actor(user)
    with pytest.raises(Refusal, match="TOTP_ALREADY_ON"):
        actions.enable_totp(actor=actor, current=SecretStr(PASSWORD))
    actions.disable_totp(actor=actor, current=SecretStr(PASSWORD))
    outcome, request = attempt("otto")
    assert outcome == SignIn.DONE
    with pytest.raises(Refusal, match="TOTP_NOT_STARTED"):
        actions.confirm_totp(actor=actor, code=SecretStr("123456"))
    actions.enable_totp(actor=actor, current=SecretStr(PASSWORD))
    actions.reset_totp(actor=SYSTEM, user=user)
    with pytest.raises(Refusal, match=NOT_SIGNED_IN.code):
        actor_in(request)
    assert queries.find_totp_device(user, confirmed=False) is None


def test_a_second_factor_is_neither_begun_nor_ended_without_the_password(
    person: MakePerson,
) -> None:
    """A session left open is not enough to lock its owner out with somebody else's phone."""
    actor = queries.load_actor(person("olga"))
    for _ in range(values.TRIES_MAX):
        with pytest.raises(Refusal, match="PASSWORD_WRONG"):
            actions.enable_totp(actor=actor, current=SecretStr("guessed"))
    assert queries.find_totp_device(actor.user, confirmed=False) is None
    for verb in (actions.enable_totp, actions.disable_totp):
        with pytest.raises(Refusal, match="TRIES_EXHAUSTED"):
            verb(actor=actor, current=SecretStr(PASSWORD))


def test_the_secret_of_the_second_factor_is_not_in_the_journal(
    second_factor: tuple[UserId, str],
) -> None:
    user, _ = second_factor
    started_secret = queries.find_totp_device(user, confirmed=True)
    assert started_secret is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT result::text FROM base_journal WHERE verb = 'people.enable_totp'")
        (kept,) = cursor.fetchone()
    assert '"secret": null' in kept
    assert '"uri": null' in kept


def test_signing_in_leaves_no_row_version(person: MakePerson) -> None:
    person("jana")
    attempt("jana")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_userevent")
        assert cursor.fetchone()[0] == 1


def test_expired_sessions_are_forgotten(person: MakePerson) -> None:
    person("karl")
    _, request = attempt("karl")
    request.session.save()
    assert actions.forget_expired_sessions() == 0
    with clock.frozen(clock.now() + timedelta(days=30)):
        assert actions.forget_expired_sessions() >= 1


def test_a_lock_says_how_long(person: MakePerson) -> None:
    for _ in range(5):
        attempt("lena", "wrong")
    with pytest.raises(Refusal) as caught:
        actions.sign_in(browser(), username="lena", password="x")
    assert caught.value.code is values.SIGN_IN_LOCKED
    assert caught.value.evidence == {"minutes": 15}

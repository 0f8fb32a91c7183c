"""The API as a machine meets it: tokens, keys, answers, and every no in the one shape."""

import json
import logging
from typing import Any

import pytest
from django.db import OperationalError, connection

from qitao.api import door, limits
from qitao.api.values import BODY_BYTES_MAX, FAILURES_MAX
from qitao.base.refusal import CODES
from qitao.people import actions, queries
from tests.api.conftest import PASSWORD, SYSTEM, Client, MakeClient, Reply, make_user, token_of


def check_shape(reply: Reply) -> None:
    """Hold an error to RFC 9457 and to the house's own fields."""
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = reply.json
    assert set(problem) == {
        "type", "title", "status", "code", "message", "next", "evidence", "number",
    }  # fmt: skip
    assert problem["status"] == reply.status == CODES[problem["code"]].status
    assert problem["type"] == f"/api/problems/{problem['code']}"
    for words in (problem["message"], problem["next"]):
        assert set(words) == {"zh", "en"}
        assert all(words.values())
        assert "{" not in str(words.values())
    assert "Traceback" not in reply.body.decode()


def refused(reply: Reply, status: int, code: str) -> Any:
    assert (reply.status, reply.code) == (status, code), reply.body
    check_shape(reply)
    return reply.json


# what works


def test_a_verb_is_carried_out_and_written_to_the_journal(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    reply = boss.post("people.create_user", {"username": "li", "name": "李四"})
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "application/json"
    number = reply.json["user"]
    assert reply.json == {"user": number, "username": "li", "active": True}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT door, subject, actor_name FROM base_journal WHERE verb = 'people.create_user' "
            "AND given->>'username' = 'li'"
        )
        assert cursor.fetchall() == [("api", f"user:{number}", "人员 boss")]


def test_a_request_sent_twice_is_carried_out_once(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    body = {"code": "TOP", "name": "总公司", "kind": "company"}
    first = boss.post("people.create_org_unit", body, key="slip-0001")
    again = boss.post("people.create_org_unit", body, key="slip-0001")
    assert first.status == again.status == 200
    assert first.json == again.json
    assert len(queries.list_org_units()) == 1
    other = boss.post("people.create_org_unit", {**body, "name": "别的"}, key="slip-0001")
    refused(other, 422, "KEY_REUSED")


def test_a_new_token_is_shown_in_the_first_answer_only(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    body = {"user": 1, "name": "WMS"}
    first = boss.post("people.issue_token", body, key="k1")
    raw = first.json["token"]
    assert raw.startswith("qt_")
    assert Client(raw).get("people.users").status == 200
    again = boss.post("people.issue_token", body, key="k1")
    assert again.json == {**first.json, "token": None}


def test_a_revoked_token_is_refused_with_the_next_call(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    issued = boss.post("people.issue_token", {"user": 1, "name": "x"}).json
    machine = Client(issued["token"])
    assert machine.get("people.roles").status == 200
    boss.post("people.revoke_token", {"api_token": issued["api_token"]})
    refused(machine.get("people.roles"), 401, "NOT_SIGNED_IN")


def test_rights_changed_are_rights_changed(client_of: MakeClient) -> None:
    boss, clerk = client_of("boss", "administrator"), client_of("clerk", "general_manager")
    assert clerk.get("people.users").status == 200
    role = queries.get_role_by_code("general_manager").id
    boss.post("people.set_role_permissions", {"role": role, "permissions": ["base.view_journal"]})
    refused(clerk.get("people.users"), 403, "PERMISSION_MISSING")


# every no has one shape


def test_without_a_right_the_permission_and_who_can_grant_it_are_named(
    client_of: MakeClient,
) -> None:
    client_of("boss", "administrator")
    clerk = client_of("clerk")
    problem = refused(
        clerk.post("people.create_user", {"username": "x2", "name": "x"}), 403, "PERMISSION_MISSING"
    )
    assert problem["message"]["zh"] == "您没有「维护人员账号」权限，不能做这一步。"
    assert problem["next"]["zh"] == "可找 人员 boss（系统管理员） 授权。"
    assert problem["next"]["en"] == "Ask 人员 boss (Administrator) to grant it."
    assert problem["evidence"]["permission"] == "people.edit_users"
    assert problem["number"] == "1"


def test_the_right_is_asked_before_the_values_are_judged(client_of: MakeClient) -> None:
    clerk = client_of("clerk")
    problem = refused(clerk.post("people.create_user", {"nonsense": 1}), 403, "PERMISSION_MISSING")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id::text, verb, code FROM base_refusal")
        assert cursor.fetchall() == [
            (problem["number"], "people.create_user", "PERMISSION_MISSING")
        ]


def test_all_faults_of_the_input_are_named_with_their_places(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    body = {"username": "a b", "lang": "fr", "org_unit": "x", "colour": "red"}
    problem = refused(boss.post("people.create_user", body), 422, "INVALID")
    found = {item["place"]: item["kind"] for item in problem["evidence"]["problems"]}
    assert found == {
        "username": "string_pattern_mismatch",
        "name": "missing",
        "org_unit": "int_parsing",
        "lang": "enum",
        "colour": "extra_forbidden",
    }
    assert "colour：没有这个字段" in problem["message"]["zh"]
    assert "colour: is not a known field" in problem["message"]["en"]


@pytest.mark.parametrize(
    "raw", [b"{", b"nonsense", b'{"a": "\xff"}', b"[" * 5_000, b'{"a": "\\ud800"}', b"\x00"]
)
def test_what_is_not_json_is_refused(client_of: MakeClient, raw: bytes) -> None:
    boss = client_of("boss", "administrator")
    refused(boss.post("people.create_user", raw=raw), 400, "NOT_JSON")


@pytest.mark.parametrize("raw", [b"[]", b"1", b'"x"', b"null", b"{}"])
def test_json_of_another_form_is_invalid(client_of: MakeClient, raw: bytes) -> None:
    boss = client_of("boss", "administrator")
    refused(boss.post("people.create_user", raw=raw), 422, "INVALID")


@pytest.mark.parametrize(
    ("name", "status"),
    [("a\0b", 422), ("a\\u0000b", 200), ("\\\0", 422), ("\\\\u0000", 200)],
)
def test_a_nul_character_never_reaches_the_database(
    client_of: MakeClient, name: str, status: int
) -> None:
    boss = client_of("boss", "administrator")
    reply = boss.post("people.create_user", {"username": "nul", "name": name})
    assert reply.status == status, reply.body
    if status == 422:
        refused(reply, 422, "NUL_CHARACTER")


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30, 10**400])
def test_a_number_too_large_is_refused(client_of: MakeClient, number: int) -> None:
    boss = client_of("boss", "administrator")
    reply = boss.post("people.deactivate_user", {"user": number})
    assert reply.status in (404, 422)
    check_shape(reply)
    assert boss.get("people.assignments", f"user={number}").status in (200, 422)


def test_a_body_too_large_is_refused_unread(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    raw = b'{"name": "' + b"x" * BODY_BYTES_MAX + b'"}'
    refused(boss.post("people.create_user", raw=raw), 413, "BODY_TOO_LARGE")
    reply = boss.post("people.create_user", raw=raw, CONTENT_LENGTH="")
    refused(reply, 413, "BODY_TOO_LARGE")


def test_another_kind_of_content_is_refused(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    reply = boss.post("people.create_user", {"a": 1}, CONTENT_TYPE="text/xml; charset=utf-8")
    assert refused(reply, 415, "NOT_JSON_TYPE")["evidence"]["content_type"] == "text/xml"


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "键", "a\x7f", "a\n"])
def test_a_malformed_key_is_refused(client_of: MakeClient, key: str) -> None:
    boss = client_of("boss", "administrator")
    refused(boss.post("people.install_roles", key=key), 400, "KEY_MALFORMED")


@pytest.mark.parametrize(
    "address", ["/api/v1/people/fly", "/api/v1/", "/api/", "/api/v2/people/users", "/api/%00"]
)
def test_an_unknown_address_is_404(client_of: MakeClient, address: str) -> None:
    refused(client_of("boss").call("GET", address), 404, "NO_SUCH_ADDRESS")
    refused(Client().call("GET", address), 404, "NO_SUCH_ADDRESS")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_is_405(client_of: MakeClient, method: str) -> None:
    reply = client_of("boss").call(method, "/api/v1/people/create_user")
    refused(reply, 405, "METHOD_NOT_ALLOWED")
    assert reply.headers["Allow"] == "POST"


@pytest.mark.parametrize("token", ["", "qt_wrong", "x" * 10_000, "\x80"])
def test_a_wrong_token_is_401(roles: None, token: str) -> None:
    reply = Client(token).get("people.users")
    refused(reply, 401, "NOT_SIGNED_IN")
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")


def test_other_schemes_and_nothing_at_all_are_401(roles: None) -> None:
    refused(
        Client(headers={"HTTP_AUTHORIZATION": "Basic eDp5"}).get("people.users"),
        401,
        "NOT_SIGNED_IN",
    )
    refused(Client().get("people.users"), 401, "NOT_SIGNED_IN")


def test_who_guesses_tokens_must_wait(client_of: MakeClient) -> None:
    good = client_of("boss", "administrator")
    for _ in range(FAILURES_MAX):
        refused(Client("qt_guess").get("people.users"), 401, "NOT_SIGNED_IN")
    reply = Client("qt_guess").get("people.users")
    refused(reply, 429, "TOO_FAST")
    assert 0 < int(reply.headers["Retry-After"]) <= 60
    assert good.get("people.users").status == 200, "who proves himself is not held up by others"
    refused(Client("qt_guess").get("people.users"), 429, "TOO_FAST")
    elsewhere = Client("qt_guess", {"REMOTE_ADDR": "10.0.0.8"})
    refused(elsewhere.get("people.users"), 401, "NOT_SIGNED_IN")
    limits.forget()
    refused(Client("qt_guess").get("people.users"), 401, "NOT_SIGNED_IN")


def test_a_fault_of_ours_has_a_number_and_no_traceback(
    client_of: MakeClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    boss = client_of("boss", "administrator")

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("qitao.api.verbs.VerbOperation.run", broken)
    with caplog.at_level(logging.ERROR):
        reply = boss.post("people.install_roles")
    problem = refused(reply, 500, "FAULT")
    assert "secret detail" not in reply.body.decode()
    assert problem["number"] in caplog.text
    assert "secret detail" in caplog.text


@pytest.mark.parametrize(
    ("method", "name", "status", "code"),
    [
        ("POST", "people.install_roles", 503, "OUTCOME_UNKNOWN"),
        ("GET", "people.roles", 503, "DATABASE_AWAY"),
    ],
)
def test_a_lost_database_says_what_is_known(
    client_of: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    name: str,
    status: int,
    code: str,
) -> None:
    boss = client_of("boss", "administrator")

    def away(*_: object) -> None:
        import psycopg

        raise OperationalError("gone") from psycopg.OperationalError("server closed")

    monkeypatch.setattr("qitao.api.verbs.VerbOperation.run", away)
    monkeypatch.setattr("qitao.api.reads.read.Read.run", away)
    refused(boss.call(method, f"/api/v1/{name.replace('.', '/')}"), status, code)


def test_a_code_is_explained_at_its_own_address() -> None:
    reply = Client().call("GET", "/api/problems/GRANT_NOT_HELD")
    assert reply.status == 200
    assert reply.json["status"] == 403
    assert reply.json["message"]["zh"].startswith("您自己")
    refused(Client().call("GET", "/api/problems/NO_SUCH_CODE"), 404, "NO_SUCH_ADDRESS")


def test_no_answer_is_kept_by_anybody(client_of: MakeClient) -> None:
    boss = client_of("boss", "administrator")
    for reply in (
        boss.get("people.users"),
        boss.get("people.nothing"),
        Client().get("people.users"),
    ):
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


# the browser's way


def browser(username: str) -> Any:
    from django.test import Client as Browser

    found = Browser(enforce_csrf_checks=True)
    user = queries.find_user_by_username(username)
    assert user is not None
    from qitao.people.models import User

    found.force_login(User.objects.get(pk=user.id), "django.contrib.auth.backends.ModelBackend")
    return found


def test_a_session_may_call_with_its_csrf_token(roles: None) -> None:
    make_user("boss", "administrator")
    page = browser("boss")
    body = json.dumps({"code": "TOP", "name": "总公司", "kind": "company"})
    address = "/api/v1/people/create_org_unit"
    bare = page.post(address, body, content_type="application/json")
    assert (bare.status_code, bare.json()["code"]) == (403, "CSRF_MISSING")
    page.cookies["csrftoken"] = token = "a" * 32
    reply = page.post(
        address,
        body,
        content_type="application/json",
        headers={"X-CSRFToken": token, "Idempotency-Key": "k-1"},
    )
    assert reply.status_code == 200
    assert page.get("/api/v1/people/org_units").json()["rows"][0]["code"] == "TOP"


def test_both_ways_give_the_same_answers(roles: None) -> None:
    user = make_user("boss", "administrator")
    machine, page = Client(token_of(user)), browser("boss")
    for address in (
        "/api/v1/people/roles?sort=-code",
        "/api/v1/people/roles?colour=red",
        "/api/v1/people/nothing",
        "/api/v1/people/create_user",
        "/api/problems/INVALID",
    ):
        short, long = machine.call("GET", address), page.get(address)
        assert (short.status, short.body) == (long.status_code, long.content)
        for name in short.headers:
            assert long.headers[name] == short.headers[name]


def test_a_session_that_is_over_is_401(roles: None) -> None:
    user = make_user("boss", "administrator")
    make_user("second", "administrator")
    page = browser("boss")
    assert page.get("/api/v1/people/roles").status_code == 200
    actions.deactivate_user(actor=SYSTEM, user=user)
    assert page.get("/api/v1/people/roles").json()["code"] == "NOT_SIGNED_IN"


def test_a_form_of_another_site_cannot_call(roles: None) -> None:
    make_user("boss", "administrator")
    page = browser("boss")
    reply = page.post("/api/v1/people/install_roles", {"a": "b"})
    assert reply.status_code == 403
    assert PASSWORD not in reply.content.decode()


def test_the_door_swallows_nothing_that_should_end_the_process(
    client_of: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = client_of("boss", "administrator")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "_answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        boss.get("people.users")

"""The verbs of people, on a real database, through their one way in."""

import pytest
from django.db import connection
from pydantic import SecretStr

from qitao.base import journal
from qitao.base.actor import Actor, Door
from qitao.base.ids import UserId
from qitao.base.refusal import (
    NOT_SIGNED_IN,
)
from qitao.people import actions, queries, values
from qitao.people.models import User
from qitao.people.values import ViewPeople
from tests.people.conftest import PASSWORD, SYSTEM, Company, MakePerson, refused
from tests.waiting import settled

pytestmark = pytest.mark.usefixtures("real_db")


def count(statement: str, *arguments: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        row = cursor.fetchone()
    return int(row[0])


# accounts


def test_a_user_name_is_taken_once_whatever_its_case(person: MakePerson) -> None:
    person("zhang")
    with refused(values.USERNAME_TAKEN) as caught:
        actions.create_user(actor=SYSTEM, username="Zhang", name="张三")
    assert caught.value.evidence == {"username": "Zhang"}


def test_a_badge_belongs_to_one_person_and_can_be_taken_away(person: MakePerson) -> None:
    first, second = person("a1"), person("a2")
    actions.update_user(actor=SYSTEM, user=first, badge="B-7")
    with refused(values.BADGE_TAKEN):
        actions.update_user(actor=SYSTEM, user=second, badge="B-7")
    actions.update_user(actor=SYSTEM, user=first, badge="")
    actions.update_user(actor=SYSTEM, user=second, badge="B-7")
    assert queries.get_user(first).badge is None
    assert queries.get_user(second).badge == "B-7"


def test_an_account_without_a_password_opens_to_nobody() -> None:
    made = actions.create_user(actor=SYSTEM, username="ghost", name="无密码")
    row = User.objects.get(pk=made.user)
    assert not row.check_password("")
    assert not row.has_usable_password()


def test_a_weak_password_is_refused_and_nobody_is_made() -> None:
    with refused(values.PASSWORD_WEAK) as caught:
        actions.create_user(
            actor=SYSTEM, username="wang", name="王五", password=SecretStr("12345678")
        )
    assert caught.value.evidence["password_faults"] == ["digits", "common"]
    assert queries.find_user_by_username("wang") is None


def test_a_password_is_nowhere_in_the_journal_or_the_kept_answers(person: MakePerson) -> None:
    keyed = Actor.system(cause="test", key="k1")
    actions.create_user(
        actor=keyed, username="li", name="李四", password=SecretStr("Pumpkin-42-lantern")
    )
    user = queries.find_user_by_username("li")
    assert user is not None
    actions.set_password(actor=keyed_as("k2"), user=user.id, password=SecretStr("other-Pumpkin-9"))
    assert count("SELECT count(*) FROM base_journal WHERE given::text LIKE '%%Pumpkin%%'") == 0
    assert count("SELECT count(*) FROM base_request WHERE result LIKE '%%Pumpkin%%'") == 0
    assert count("SELECT count(*) FROM base_journal WHERE given::text LIKE '%%**%%'") == 2


def keyed_as(key: str) -> Actor:
    return Actor.system(cause="test", key=key)


def test_deactivation_ends_sessions_and_tokens_and_stays_ended(
    company: Company, person: MakePerson
) -> None:
    user = person("zhao", role="operator")
    issued = actions.issue_token(actor=SYSTEM, user=user, name="terminal 1")
    assert issued.token is not None
    raw = issued.token.get_secret_value()
    session = session_of(user)
    assert queries.load_session_actor(session).user == user
    actions.deactivate_user(actor=SYSTEM, user=user)
    for load in (
        lambda: queries.load_actor(user),
        lambda: queries.load_session_actor(session),
        lambda: queries.authenticate_token(raw),
    ):
        with refused(NOT_SIGNED_IN):
            load()
    actions.reactivate_user(actor=SYSTEM, user=user)
    assert queries.load_actor(user).user == user
    for load in (
        lambda: queries.load_session_actor(session),
        lambda: queries.authenticate_token(raw),
    ):
        with refused(NOT_SIGNED_IN):
            load()


def session_of(user: UserId) -> dict[str, str]:
    row = User.objects.get(pk=user)
    return {"_auth_user_id": str(user), "_auth_user_hash": row.get_session_auth_hash()}


def test_a_new_password_ends_every_session(person: MakePerson) -> None:
    user = person("qian")
    session = session_of(user)
    actions.set_password(actor=SYSTEM, user=user, password=SecretStr("another-kettle-9"))
    with refused(NOT_SIGNED_IN):
        queries.load_session_actor(session)


def test_sign_out_everywhere_ends_every_session(person: MakePerson) -> None:
    user = person("sun")
    session = session_of(user)
    actions.sign_out_everywhere(actor=queries.load_session_actor(session))
    with refused(NOT_SIGNED_IN):
        queries.load_session_actor(session)
    with refused(NOT_SIGNED_IN):
        queries.load_session_actor({})
    with refused(NOT_SIGNED_IN):
        queries.load_session_actor({"_auth_user_id": str(user), "_auth_user_hash": ""})


def test_nobody_deactivates_himself(company: Company, person: MakePerson) -> None:
    user = person("head", role="administrator")
    with refused(values.OWN_ACCOUNT):
        actions.deactivate_user(actor=queries.load_actor(user), user=user)


def test_changing_the_own_password_needs_the_present_one(person: MakePerson) -> None:
    actor = queries.load_actor(person("zhou"))
    with refused(values.PASSWORD_WRONG):
        actions.change_own_password(
            actor=actor, current=SecretStr("wrong"), password=SecretStr("next-kettle-77")
        )
    actions.change_own_password(
        actor=actor, current=SecretStr(PASSWORD), password=SecretStr("next-kettle-77")
    )
    with refused(values.PASSWORD_WRONG):
        actions.disable_totp(actor=actor, current=SecretStr(PASSWORD))


def test_a_stolen_session_cannot_guess_the_password(person: MakePerson) -> None:
    actor = queries.load_actor(person("wu"))
    for _ in range(values.TRIES_MAX):
        with refused(values.PASSWORD_WRONG):
            actions.disable_totp(actor=actor, current=SecretStr("guess"))
    with refused(values.TRIES_EXHAUSTED):
        actions.disable_totp(actor=actor, current=SecretStr(PASSWORD))


def test_language_is_the_callers_own_choice(person: MakePerson) -> None:
    user = person("en1")
    actions.set_language(actor=queries.load_actor(user), lang=values.Lang.EN)
    assert queries.load_actor(user).lang == "en"
    assert queries.load_actor(user, lang="zh").lang == "zh"


# tokens


def test_a_token_is_shown_once_and_kept_nowhere(company: Company, person: MakePerson) -> None:
    user = person("machine", role="general_manager")
    actor = Actor.system(cause="test", key="issue-1")
    issued = actions.issue_token(actor=actor, user=user, name="WMS", days=30)
    assert issued.token is not None
    raw = issued.token.get_secret_value()
    again = actions.issue_token(actor=actor, user=user, name="WMS", days=30)
    assert again.token is None
    assert again.api_token == issued.api_token
    assert count("SELECT count(*) FROM people_apitoken") == 1
    for table in ("base_journal", "base_request", "people_apitoken"):
        assert count(f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s", f"%{raw}%") == 0
    session = queries.authenticate_token(raw, key="k")
    assert (session.actor.user, session.actor.door, session.actor.key) == (user, Door.API, "k")
    assert session.actor.may(ViewPeople)


@pytest.mark.parametrize("raw", ["", "qt_", "qt_nonsense", "Bearer", "\x00", "令牌"])
def test_a_token_that_was_never_issued_opens_nothing(raw: str) -> None:
    with refused(NOT_SIGNED_IN):
        queries.authenticate_token(raw)


def test_a_revoked_token_is_refused_at_once(person: MakePerson) -> None:
    issued = actions.issue_token(actor=SYSTEM, user=person("m2"), name="x")
    assert issued.token is not None
    raw = issued.token.get_secret_value()
    queries.authenticate_token(raw)
    actions.revoke_token(actor=SYSTEM, api_token=issued.api_token)
    with refused(NOT_SIGNED_IN):
        queries.authenticate_token(raw)
    actions.revoke_token(actor=SYSTEM, api_token=issued.api_token)


def test_an_expired_token_is_refused(person: MakePerson) -> None:
    issued = actions.issue_token(actor=SYSTEM, user=person("m3"), name="x", days=1)
    assert issued.token is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_apitoken SET expires_at = now() - interval '1 second'")
    with refused(NOT_SIGNED_IN):
        queries.authenticate_token(issued.token.get_secret_value())


def test_the_use_of_a_token_is_noted_about_once_an_hour(person: MakePerson) -> None:
    issued = actions.issue_token(actor=SYSTEM, user=person("m4"), name="x")
    assert issued.token is not None
    raw = issued.token.get_secret_value()
    actions.note_token_use(queries.authenticate_token(raw))
    first = queries.list_tokens()[0].last_used_at
    actions.note_token_use(queries.authenticate_token(raw))
    assert first is not None
    assert queries.list_tokens()[0].last_used_at == first


# traces


def test_row_versions_know_who_and_never_the_password(person: MakePerson) -> None:
    user = person("traced", name="旧名")
    actions.update_user(actor=SYSTEM, user=user, name="新名")
    from django.apps import apps

    events = apps.get_model("people", "UserEvent")
    rows = list(events.objects.filter(pgh_obj_id=user).order_by("pgh_id"))
    assert [(row.pgh_label, row.name) for row in rows] == [("insert", "旧名"), ("update", "新名")]
    assert rows[1].pgh_context["verb"] == "people.update_user"
    assert not {"password", "last_login"} & {field.name for field in events._meta.get_fields()}


def test_each_verb_is_one_entry_about_its_subject(company: Company, person: MakePerson) -> None:
    user = person("subject")
    settled()
    entries = [entry for entry in journal.read(journal.Position()) if entry.actor == 0]
    assert entries[-1].subject == f"user:{user}"
    assert "people.create_plant" in {entry.verb for entry in entries}

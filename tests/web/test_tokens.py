"""API tokens and lock-outs on the pages of people: issued once, listed, revoked, unlocked."""

import re

from axes.models import AccessAttempt
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from qitao.base.ids import new_key
from qitao.people.models import ApiToken
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def test_a_token_is_shown_once_and_opens_the_api(town: Town, visitor: Visitor) -> None:
    client, user = visitor("administrator"), town.users["storekeeper"]
    url, person = reverse("people:new_token", args=[user]), reverse("people:user", args=[user])
    typed = {"key": new_key(), "name": "一号仓扫码枪", "days": "30"}
    told = client.post(url, typed).content.decode()
    found = re.search(r'id="token">([^<]+)<', told)
    assert found
    secret = found[1]
    assert f'data-copy="{secret}"' in told
    row = ApiToken.objects.get(user_id=user)
    assert (row.name, secret.startswith(row.prefix)) == ("一号仓扫码枪", True)
    assert row.expires_at is not None
    again = client.post(url, typed).content.decode()
    assert secret not in again
    assert "已经显示过一次" in again
    assert ApiToken.objects.count() == 1
    shown = client.get(person).content.decode()
    assert "一号仓扫码枪" in shown
    assert "还没用过" in shown
    assert secret not in shown + client.get(reverse("people:tokens")).content.decode()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/stock/balances", headers=bearer).status_code == 200


def test_a_token_is_revoked_after_asking(town: Town, visitor: Visitor) -> None:
    client, user = visitor("administrator", lang="en"), town.users["storekeeper"]
    enter_form(client, reverse("people:new_token", args=[user]), name="gate scanner")
    row = ApiToken.objects.get()
    shown = client.get(reverse("people:user", args=[user])).content.decode()
    assert f'id="revoke-{row.pk}"' in shown
    deed = reverse("people:token_deed", args=[user, "revoke_token"])
    enter_form(client, deed, api_token=row.pk)
    row.refresh_from_db()
    assert row.revoked_at is not None
    shown = client.get(reverse("people:user", args=[user])).content.decode()
    assert "Revoked" in shown
    assert f'id="revoke-{row.pk}"' not in shown
    listed = reverse("people:tokens")
    assert "gate scanner" not in client.get(listed).content.decode()
    assert "gate scanner" in client.get(listed, {"gone": "1"}).content.decode()


def test_a_token_needs_a_name_and_sensible_days(town: Town, visitor: Visitor) -> None:
    url = reverse("people:new_token", args=[town.users["storekeeper"]])
    answer = enter_form(visitor("administrator"), url, name="", days="0")
    assert answer.status_code == 422
    assert "有效天数" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_who_may_not_edit_tokens_sees_none(town: Town, visitor: Visitor) -> None:
    user = town.users["storekeeper"]
    enter_form(visitor("administrator"), reverse("people:new_token", args=[user]), name="秤")
    director = visitor("workshop_director")
    for name, args in (("tokens", []), ("new_token", [user])):
        assert director.get(reverse(f"people:{name}", args=args)).status_code == 403
    deed = reverse("people:token_deed", args=[user, "revoke_token"])
    refused = enter_form(director, deed, api_token=ApiToken.objects.get().pk)
    assert refused.status_code == 403
    assert ApiToken.objects.get().revoked_at is None
    page = director.get(reverse("people:user", args=[user])).content.decode()
    for name, args in (("tokens", []), ("new_token", [user])):
        assert reverse(f"people:{name}", args=args) not in page
    assert "秤" not in page


def test_a_locked_person_is_unlocked_by_whoever_may(town: Town, visitor: Visitor) -> None:
    client, user = visitor("administrator"), town.users["operator"]
    page = reverse("people:user", args=[user])
    deed = reverse("people:user_deed", args=[user, "unlock_user"])
    assert deed not in client.get(page).content.decode()
    AccessAttempt.objects.create(
        username="operator",
        ip_address="10.0.0.9",
        attempt_time=timezone.now(),
        failures_since_start=settings.AXES_FAILURE_LIMIT,
    )
    shown = client.get(page).content.decode()
    assert "登录已被锁定" in shown
    assert deed in shown
    assert enter_form(visitor("storekeeper"), deed).status_code == 403
    assert AccessAttempt.objects.exists()
    enter_form(client, deed)
    assert not AccessAttempt.objects.exists()
    assert deed not in client.get(page).content.decode()

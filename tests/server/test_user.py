"""`./qitao user`: what whoever reaches the machine may do for people who cannot sign in."""

from contextlib import nullcontext

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice
from typer.testing import CliRunner

from qitao.base import audit
from qitao.base.refusal import Refusal
from qitao.people import actions, queries
from qitao.server.commands import user
from tests.shop import HOUSE


@pytest.mark.django_db
def test_a_lost_phone_does_not_lock_the_only_administrator_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(user, "attached", lambda **_: nullcontext())
    made = actions.create_user(actor=HOUSE, username="admin", name="管理员")
    TOTPDevice.objects.create(user_id=made.user, name="phone", confirmed=True)
    answer = CliRunner().invoke(user.app, ["reset-second-step", "ADMIN"])
    assert answer.exit_code == 0, answer.output
    assert not TOTPDevice.objects.exists()
    [entry] = audit.list_entries(verb="people.reset_totp")
    assert (entry.door, entry.cause) == ("cli", "user reset-second-step")
    unknown = CliRunner().invoke(user.app, ["reset-second-step", "nobody"])
    assert unknown.exit_code == 1


@pytest.mark.django_db
def test_a_token_is_issued_listed_and_revoked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user, "attached", lambda **_: nullcontext())
    made = actions.create_user(actor=HOUSE, username="scale", name="地磅")
    call = ["token", "issue", "SCALE", "--name", "一号地磅", "--days", "30"]
    answer = CliRunner().invoke(user.app, call)
    assert answer.exit_code == 0, answer.output
    secret = answer.stdout.strip().splitlines()[-1]
    session = queries.authenticate_token(secret)
    assert session.actor.user == made.user
    [row] = queries.list_tokens(user=made.user)
    listed = CliRunner().invoke(user.app, ["token", "list"])
    assert row.prefix in listed.output
    assert secret not in listed.output
    assert CliRunner().invoke(user.app, ["token", "revoke", "nothing"]).exit_code == 1
    assert CliRunner().invoke(user.app, ["token", "revoke", row.prefix]).exit_code == 0
    with pytest.raises(Refusal, match="NOT_SIGNED_IN"):
        queries.authenticate_token(secret)

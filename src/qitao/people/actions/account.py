"""What everybody may do with the own account: password, second factor, language, sessions."""

from base64 import b32encode
from dataclasses import dataclass

from django_otp.plugins.otp_totp.models import TOTPDevice
from pydantic import SecretStr

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import UserId
from qitao.base.refusal import Refusal
from qitao.people import queries
from qitao.people.actions.passwords import hashed
from qitao.people.models import User
from qitao.people.values import (
    PASSWORD_WRONG,
    TOTP_ALREADY_ON,
    TOTP_CODE_WRONG,
    TOTP_NOT_STARTED,
    TRIES_EXHAUSTED,
    TRIES_MAX,
    TRIES_MINUTES,
    Lang,
    Password,
    ShownOnce,
    TotpCode,
    UseOwnAccount,
)

TOTP_ISSUER = "Qitao"


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """The own account, changed."""

    user: UserId


@dataclass(frozen=True, slots=True)
class TotpStarted:
    """What an authenticator app needs, as a QR code's text and as letters; shown once."""

    user: UserId
    uri: ShownOnce
    secret: ShownOnce


@action(permission=UseOwnAccount)
def change_own_password(*, actor: Actor, current: Password, password: Password) -> AccountChanged:
    """Change the own password, proving the present one; every other session ends.

    Refuses `PASSWORD_WRONG`, `PASSWORD_WEAK`, and `TRIES_EXHAUSTED` after five wrong tries.
    """
    row = _lock_proven(actor, current)
    row.password = hashed(password, row)
    row.save(update_fields=["password"])
    return AccountChanged(actor.user)


@action(permission=UseOwnAccount)
def set_language(*, actor: Actor, lang: Lang) -> AccountChanged:
    """Choose the language in which Qitao speaks to the caller."""
    row = queries.lock_user(actor.user)
    row.lang = str(lang)
    row.save(update_fields=["lang"])
    return AccountChanged(actor.user)


@action(permission=UseOwnAccount)
def sign_out_everywhere(*, actor: Actor) -> AccountChanged:
    """End every session of the caller, this one too; API tokens stay."""
    row = queries.lock_user(actor.user)
    row.sessions_version += 1
    row.save(update_fields=["sessions_version"])
    return AccountChanged(actor.user)


@action(permission=UseOwnAccount)
def enable_totp(*, actor: Actor, current: Password) -> TotpStarted:
    """Begin to set up a second factor, proving the password; it counts from `confirm_totp` on.

    Refuses as `change_own_password`, and `TOTP_ALREADY_ON`. Beginning again makes a new secret.
    """
    row = _lock_proven(actor, current)
    if queries.find_totp_device(actor.user, confirmed=True):
        raise Refusal(TOTP_ALREADY_ON)
    TOTPDevice.objects.filter(user=row).delete()
    device = TOTPDevice.objects.create(user=row, name=row.username, confirmed=False)
    letters = b32encode(device.bin_key).decode()
    return TotpStarted(actor.user, SecretStr(_uri(row, letters)), SecretStr(letters))


@action(permission=UseOwnAccount)
def confirm_totp(*, actor: Actor, code: TotpCode) -> AccountChanged:
    """Turn the second factor on with a code that the app shows; refuses `TOTP_CODE_WRONG`."""
    _check_tries(actor)
    device = queries.find_totp_device(actor.user, confirmed=False)
    if device is None:
        raise Refusal(TOTP_NOT_STARTED)
    if not device.verify_token(code.get_secret_value()):
        raise Refusal(TOTP_CODE_WRONG)
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return AccountChanged(actor.user)


@action(permission=UseOwnAccount)
def disable_totp(*, actor: Actor, current: Password) -> AccountChanged:
    """Turn the second factor off, proving the password; refuses as `change_own_password`."""
    row = _lock_proven(actor, current)
    TOTPDevice.objects.filter(user=row).delete()
    return AccountChanged(actor.user)


def _lock_proven(actor: Actor, current: SecretStr) -> User:
    """Lock the own account once the present password is proven.

    A stolen session must not guess: wrong tries are counted in the refusals, which outlive the
    rollback of the verb that was refused.
    """
    _check_tries(actor)
    row = queries.lock_user(actor.user)
    if not row.check_password(current.get_secret_value()):
        raise Refusal(PASSWORD_WRONG)
    return row


def _check_tries(actor: Actor) -> None:
    if queries.count_wrong_tries(actor.user) >= TRIES_MAX:
        raise Refusal(TRIES_EXHAUSTED, minutes=TRIES_MINUTES)


def _uri(row: User, letters: str) -> str:
    return f"otpauth://totp/{TOTP_ISSUER}:{row.username}?secret={letters}&issuer={TOTP_ISSUER}"

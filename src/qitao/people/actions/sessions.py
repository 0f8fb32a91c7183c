"""Signing in and out: no verbs, since before them there is no actor.

django-axes counts failures per person and address and keeps the log of sign-ins; a second limit
holds for one address whoever is named, but for those who are at home there. A session exists only
after *all* factors were proven.
"""

import math
from enum import StrEnum
from typing import Any

from axes.helpers import get_client_ip_address, get_cool_off
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.sessions.models import Session as StoredSession
from django.utils.crypto import constant_time_compare

from qitao.base import clock
from qitao.base.action import durably
from qitao.base.ids import UserId
from qitao.base.refusal import Refusal
from qitao.people import queries
from qitao.people.models import User
from qitao.people.values import (
    ADDRESS_FAILURES_MAX,
    SECOND_STEP_SECONDS_MAX,
    SIGN_IN_EXPIRED,
    SIGN_IN_LOCKED,
    SIGN_IN_WRONG,
    TOTP_CODE_WRONG,
    TRIES_EXHAUSTED,
    TRIES_MINUTES,
)

SECOND_STEP = "people.second_step"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(StrEnum):
    """Where a sign-in stands."""

    DONE = "done"
    CODE_NEEDED = "code_needed"


def sign_in(request: Any, *, username: str, password: str) -> SignIn:
    """Prove name and password of a Django request; `CODE_NEEDED` asks for `finish_sign_in`.

    Refuses `SIGN_IN_WRONG` (never telling which of the two was wrong) and `SIGN_IN_LOCKED`.
    """
    username = username.strip().lower()
    _check_address(get_client_ip_address(request), username)
    user = authenticate(request, username=username, password=password)
    locked = getattr(request, "axes_locked_out", False)
    request.axes_locked_out = False  # or the middleware of axes would replace our answer
    if locked:
        raise Refusal(SIGN_IN_LOCKED, minutes=_locked_minutes(request))
    if not isinstance(user, User):
        raise Refusal(SIGN_IN_WRONG)
    if queries.find_totp_device(UserId(user.pk), confirmed=True):
        request.session.flush()
        request.session[SECOND_STEP] = [
            user.pk,
            user.get_session_auth_hash(),
            clock.now().timestamp(),
        ]
        return SignIn.CODE_NEEDED
    login(request, user, backend=BACKEND)
    return SignIn.DONE


def finish_sign_in(request: Any, *, code: str) -> SignIn:
    """Prove the second factor and open the session.

    Refuses `TOTP_CODE_WRONG`, `TRIES_EXHAUSTED` (each wrong code doubles the wait), and
    `SIGN_IN_EXPIRED` five minutes after the password.
    """
    user = _waiting_user(request)
    proven, waits = durably(lambda: _prove(UserId(user.pk), code))
    if waits:
        raise Refusal(TRIES_EXHAUSTED, minutes=1)
    if not proven:
        raise Refusal(TOTP_CODE_WRONG)
    request.session.pop(SECOND_STEP, None)
    login(request, user, backend=BACKEND)
    return SignIn.DONE


def sign_out(request: Any) -> None:
    """Close the session of a Django request."""
    logout(request)


def keep_session(request: Any) -> None:
    """Keep this session alive after its owner changed his own password (the others end)."""
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)


def forget_expired_sessions() -> int:
    """Delete sessions that are over; house-keeping, so no journal entry."""
    return durably(lambda: StoredSession.objects.filter(expire_date__lt=clock.now()).delete()[0])


def _check_address(address: str | None, username: str) -> None:
    """Refuse `SIGN_IN_LOCKED` where too many sign-ins failed at an address, whoever was named.

    Accounts at home there may still try, each within its own limit: a plant behind one address is
    not locked out by those who mistype, and a guesser gets few tries at accounts he cannot choose.
    """
    if not address or queries.count_address_failures(address) < ADDRESS_FAILURES_MAX:
        return
    if not queries.has_signed_in_from(username, address):
        raise Refusal(SIGN_IN_LOCKED, minutes=TRIES_MINUTES)


def _locked_minutes(request: Any) -> int:
    cool_off = get_cool_off(request)
    return math.ceil(cool_off.total_seconds() / 60) if cool_off else TRIES_MINUTES


def _waiting_user(request: Any) -> User:
    number, proof, begun = request.session.get(SECOND_STEP) or (None, "", 0.0)
    user = User.objects.filter(pk=number, is_active=True).first() if number else None
    late = clock.now().timestamp() - begun > SECOND_STEP_SECONDS_MAX
    if user is None or late or not constant_time_compare(proof, user.get_session_auth_hash()):
        request.session.pop(SECOND_STEP, None)
        raise Refusal(SIGN_IN_EXPIRED)
    return user


def _prove(user: UserId, code: str) -> tuple[bool, bool]:
    """Check a code once: (right, must wait first). The lock keeps one code from counting twice."""
    queries.lock_user(user)
    device = queries.find_totp_device(user, confirmed=True)
    if device is None:
        return False, False
    allowed, _ = device.verify_is_allowed()
    return (bool(device.verify_token(code)), False) if allowed else (False, True)

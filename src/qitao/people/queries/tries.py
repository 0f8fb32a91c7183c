"""How often somebody guessed wrong lately, and the second factor that is asked for."""

from datetime import timedelta

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django_otp.plugins.otp_totp.models import TOTPDevice

from qitao.base import clock
from qitao.base.ids import UserId
from qitao.base.sql import SqlRoom
from qitao.people.values import (
    ADDRESS_KNOWN_DAYS,
    PASSWORD_WRONG,
    TOTP_CODE_WRONG,
    TRIES_MINUTES,
)

sql = SqlRoom("qitao.people")


def count_wrong_tries(user: UserId) -> int:
    """Return how many wrong passwords and codes a signed-in person gave lately."""
    count: int = sql.value(
        "count_wrong_tries",
        user=user,
        since=clock.now() - timedelta(minutes=TRIES_MINUTES),
        codes=[PASSWORD_WRONG.code, TOTP_CODE_WRONG.code],
    )
    return count


def count_address_failures(address: str) -> int:
    """Return how many sign-ins failed lately from an address, whoever was named."""
    count: int = sql.value(
        "count_address_failures",
        address=address,
        since=clock.now() - timedelta(minutes=TRIES_MINUTES),
    )
    return count


def is_locked_out(username: str) -> bool:
    """Tell whether an account is locked at some address after wrong passwords."""
    since = clock.now() - (get_cool_off() or timedelta())
    known = AccessAttempt.objects.filter(username=username, attempt_time__gt=since)
    failures = known.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return bool(failures.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists())


def has_signed_in_from(username: str, address: str) -> bool:
    """Tell whether an account is at home at an address: it has signed in there lately."""
    since = clock.now() - timedelta(days=ADDRESS_KNOWN_DAYS)
    known: bool = sql.value("has_signed_in_from", username=username, address=address, since=since)
    return known


def find_totp_device(user: UserId, *, confirmed: bool) -> TOTPDevice | None:
    """Return a person's second factor, or the one being set up."""
    device: TOTPDevice | None = (
        TOTPDevice.objects.filter(user_id=user, confirmed=confirmed).order_by("id").first()
    )
    return device

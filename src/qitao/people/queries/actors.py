"""Who acts: from a session or a token to an actor, in one round trip.

Whether the person may still act (active, token neither revoked nor over) is asked every time. What
he may do is kept per process, keyed by the version of all rights that the same answer carries; it
changes with every change of rights, and the day is part of the key because assignments have terms.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from qitao.base import clock
from qitao.base.actor import Actor, Door
from qitao.base.ids import UserId
from qitao.base.refusal import NOT_SIGNED_IN, Refusal
from qitao.base.sql import SqlRoom
from qitao.people import rules
from qitao.people.models import session_hash
from qitao.people.rules import Grants
from qitao.people.values import (
    CACHED_USERS_MAX,
    TOKEN_MARK,
    ApiTokenId,
    Holding,
    OrgNode,
    OrgTree,
)

sql = SqlRoom("qitao.people")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ActingUser:
    """An active person, with what a session must match and the version of all rights."""

    id: UserId
    name: str
    lang: str
    password: str
    sessions_version: int
    version: int


@dataclass(frozen=True, slots=True)
class TokenUser:
    """The person behind a living token."""

    id: UserId
    name: str
    lang: str
    version: int
    token: ApiTokenId
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """An actor from a token, with what is needed to note that the token lives."""

    actor: Actor
    token: ApiTokenId
    last_used_at: datetime | None


_grants: dict[UserId, tuple[int, date, Grants]] = {}
_zone = ZoneInfo(settings.TIME_ZONE)


def today() -> date:
    """Return the calendar day here: terms of assignments begin and end with it."""
    return clock.now().astimezone(_zone).date()


def load_actor(
    user: UserId,
    *,
    door: Door = Door.PAGE,
    key: str | None = None,
    lang: str | None = None,
    cause: str = "",
) -> Actor:
    """Return an active person as an actor; refuses `NOT_SIGNED_IN` where he may not act."""
    row = sql.find("load_user", ActingUser, user=user)
    if row is None:
        raise Refusal(NOT_SIGNED_IN)
    return _actor(row, door=door, key=key, lang=lang, cause=cause)


def load_session_actor(
    session: Mapping[str, Any], *, door: Door = Door.PAGE, key: str | None = None
) -> Actor:
    """Return the person of a Django session; refuses `NOT_SIGNED_IN` where it no longer holds.

    A session ends at once with a new password, with deactivation and with "sign out everywhere".
    """
    user = session.get(SESSION_KEY)
    row = sql.find("load_user", ActingUser, user=int(user)) if user else None
    if row is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), session_hash(row.password, row.sessions_version)
    ):
        raise Refusal(NOT_SIGNED_IN)
    return _actor(row, door=door, key=key)


def authenticate_token(raw: str, *, door: Door = Door.API, key: str | None = None) -> Session:
    """Return the actor of a raw API token; refuses `NOT_SIGNED_IN` for any that does not live."""
    if not raw.startswith(TOKEN_MARK):
        raise Refusal(NOT_SIGNED_IN)
    row = sql.find("load_token_user", TokenUser, digest=hash_token(raw))
    if row is None:
        raise Refusal(NOT_SIGNED_IN)
    return Session(_actor(row, door=door, key=key), row.token, row.last_used_at)


def hash_token(raw: str) -> bytes:
    """Return what is stored of a token: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(raw.encode()).digest()


def load_grants(user: UserId) -> Grants:
    """Return what a person may do today, fresh from the database."""
    holdings = sql.all("list_holdings", _HoldingRow, user=user, on=today())
    return rules.resolve_grants([row.holding for row in holdings], load_tree())


def load_tree() -> OrgTree:
    """Return the whole org tree."""
    return rules.plant_tree(sql.all("list_org_nodes", OrgNode))


def _actor(
    row: ActingUser | TokenUser,
    *,
    door: Door,
    key: str | None,
    lang: str | None = None,
    cause: str = "",
) -> Actor:
    grants = _cached_grants(row.id, row.version)
    return Actor(row.id, row.name, grants, door=door, key=key, cause=cause, lang=lang or row.lang)


def _cached_grants(user: UserId, version: int) -> Grants:
    day = today()
    kept = _grants.get(user)
    if kept is not None and kept[0] == version and kept[1] == day:
        return kept[2]
    if len(_grants) >= CACHED_USERS_MAX:
        _grants.clear()
    grants = load_grants(user)
    _grants[user] = (version, day, grants)
    return grants


@dataclass(frozen=True, slots=True)
class _HoldingRow:
    assignment: int
    plant: Any
    org_unit: Any
    permissions: list[str]

    @property
    def holding(self) -> Holding:
        return Holding(self.assignment, self.plant, self.org_unit, tuple(self.permissions))  # type: ignore[arg-type]

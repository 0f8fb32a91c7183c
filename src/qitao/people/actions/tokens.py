"""API tokens of machines: shown once, stored as a hash, revoked at once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, SecretStr

from qitao.base import clock
from qitao.base.action import action, durably
from qitao.base.actor import Actor
from qitao.base.ids import OrgUnitId, UserId
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.people import queries, rules
from qitao.people.models import ApiToken
from qitao.people.queries.actors import Session, hash_token
from qitao.people.values import (
    TOKEN_BYTES,
    TOKEN_MARK,
    TOKEN_PREFIX_CHARS,
    USER_INACTIVE,
    ApiTokenId,
    EditTokens,
    Name,
    ShownOnce,
)

sql = SqlRoom("qitao.people")
NOTED_EVERY = timedelta(hours=1)
TokenDays = Annotated[int, Field(ge=1, le=3_650)]


@dataclass(frozen=True, slots=True)
class TokenIssued:
    """A new token; `token` is shown in this answer and never again."""

    api_token: ApiTokenId
    user: UserId
    prefix: str
    expires_at: datetime | None
    token: ShownOnce


@dataclass(frozen=True, slots=True)
class TokenRevoked:
    """A token that no longer opens anything."""

    api_token: ApiTokenId
    user: UserId


@action(permission=EditTokens)
def issue_token(
    *, actor: Actor, user: UserId, name: Name, days: TokenDays | None = None
) -> TokenIssued:
    """Issue a token with which a machine acts as that person; give each machine its own.

    Only its hash is stored, and the journal never sees it. A repeated request with the same key is
    answered without the secret: revoke that token and issue another. Refuses `RIGHTS_ABOVE_YOURS`.
    """
    person = queries.lock_user(user)
    if not person.is_active:
        raise Refusal(USER_INACTIVE, user=user, name=person.name)
    _check(actor, user, person.org_unit_id)
    raw = TOKEN_MARK + secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = clock.now() + timedelta(days=days) if days else None
    row = ApiToken.objects.create(
        user=person,
        name=name,
        prefix=raw[:TOKEN_PREFIX_CHARS],
        digest=hash_token(raw),
        expires_at=expires_at,
    )
    return TokenIssued(ApiTokenId(row.pk), user, row.prefix, expires_at, SecretStr(raw))


@action(permission=EditTokens)
def revoke_token(*, actor: Actor, api_token: ApiTokenId) -> TokenRevoked:
    """Revoke a token: the next request with it is refused; harmless to repeat."""
    row = queries.lock_token(api_token)
    _check(actor, UserId(row.user_id), row.user.org_unit_id)
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
    return TokenRevoked(api_token, UserId(row.user_id))


def note_token_use(session: Session) -> None:
    """Note when a token was last used, about once an hour; no verb, so no journal entry."""
    now = clock.now()
    if session.last_used_at is None or now - session.last_used_at > NOTED_EVERY:
        durably(lambda: sql.run("note_token_use", token=session.token, at=now))


def _check(actor: Actor, user: UserId, org_unit: int | None) -> None:
    unit = OrgUnitId(org_unit) if org_unit else None
    rules.check_reach(actor, EditTokens, org_unit=unit)
    rules.check_not_above(actor, queries.load_grants(user), user=user)

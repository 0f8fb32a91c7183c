"""Boards on the wall: links that open one board without log-in, issued, seen, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, SecretStr

from qitao.base import clock
from qitao.base.action import action, durably
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import WorkCentreId
from qitao.people.queries.actors import hash_token
from qitao.people.values import TOKEN_BYTES, TOKEN_PREFIX_CHARS, Lang, Name, ShownOnce
from qitao.production import queries
from qitao.production.models import WallLink
from qitao.production.queries.walls import WALL_MARK, Wall
from qitao.production.values import ShareBoard, ViewOrder, WallLinkId

sql = SqlRoom("qitao.production")
NOTED_EVERY = timedelta(minutes=1)
WallDays = Annotated[int, Field(ge=1, le=3_650)]


@dataclass(frozen=True, slots=True)
class WallLinkIssued:
    """A new link; `secret` is shown in this answer and never again."""

    wall_link: WallLinkId
    plant: PlantId
    prefix: str
    expires_at: datetime | None
    secret: ShownOnce


@dataclass(frozen=True, slots=True)
class WallLinkRevoked:
    """A link that no longer shows anything."""

    wall_link: WallLinkId


@action(permission=ShareBoard)
def issue_wall_link(
    *,
    actor: Actor,
    plant: PlantId,
    name: Name,
    work_centre: WorkCentreId | None = None,
    lang: Lang = Lang.ZH,
    days: WallDays | None = None,
) -> WallLinkIssued:
    """Issue a link under which a screen shows a plant's board, or a work centre's, without log-in.

    Guarantees that it opens that board and nothing else. Only its hash is stored, and the journal
    never sees it. Refuses `OUT_OF_SCOPE` to who may not look at the plant's orders himself,
    `NOT_FOUND` for a work centre of another plant.
    """
    actor.check_scope(ShareBoard, plant=plant)
    actor.check_scope(ViewOrder, plant=plant)
    if work_centre is not None and not catalog.list_work_centres(
        plants=(plant,), work_centre=work_centre
    ):
        raise Refusal(NOT_FOUND, noun="work_centre", id=work_centre)
    raw = WALL_MARK + secrets.token_urlsafe(TOKEN_BYTES)
    row = WallLink.objects.create(
        name=name,
        plant_id=plant,
        work_centre_id=work_centre,
        lang=str(lang),
        prefix=raw[:TOKEN_PREFIX_CHARS],
        digest=hash_token(raw),
        made_by_id=actor.user or None,
        expires_at=clock.now() + timedelta(days=days) if days else None,
    )
    return WallLinkIssued(WallLinkId(row.pk), plant, row.prefix, row.expires_at, SecretStr(raw))


@action(permission=ShareBoard)
def revoke_wall_link(*, actor: Actor, wall_link: WallLinkId) -> WallLinkRevoked:
    """Revoke a link: its screens say so at once; harmless to repeat."""
    row = queries.lock_wall_link(wall_link)
    actor.check_scope(ShareBoard, plant=PlantId(row.plant_id))
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
    return WallLinkRevoked(wall_link)


def note_wall_seen(wall: Wall) -> None:
    """Note when a screen last showed its board, about once a minute; no verb, no journal entry."""
    now = clock.now()
    if wall.last_seen_at is None or now - wall.last_seen_at > NOTED_EVERY:
        durably(lambda: sql.run("note_wall_seen", wall_link=wall.id, at=now))

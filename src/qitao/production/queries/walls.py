"""Links of boards on the wall: who holds the secret sees that board and nothing else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from qitao.base import clock
from qitao.base.actor import Actor, Scope
from qitao.base.ids import PlantId, UserId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import WorkCentreId
from qitao.people.queries.actors import hash_token
from qitao.production.models import WallLink
from qitao.production.values import PAGE_MAX, WALL_LINK_GONE, ViewOrder, WallLinkId

sql = SqlRoom("qitao.production")
WALL_MARK = "qw_"
"""What all links begin with."""
SCREEN = UserId(-2)
"""No person: a screen on the wall."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A living link: what its board shows."""

    id: WallLinkId
    name: str
    plant: PlantId
    plant_name: str
    plant_name_en: str
    work_centre: WorkCentreId | None
    work_centre_name: str
    work_centre_name_en: str
    lang: str
    last_seen_at: datetime | None

    @property
    def actor(self) -> Actor:
        """The screen as an actor: it may look at the orders of its plant, and nothing else."""
        grants = MappingProxyType({str(ViewOrder): (Scope(plants=frozenset({self.plant})),)})
        return Actor(SCREEN, self.name, grants, lang=self.lang)


@dataclass(frozen=True, slots=True)
class WallLinkRow:
    """A link without its secret."""

    id: WallLinkId
    name: str
    plant: PlantId
    plant_name: str
    plant_name_en: str
    work_centre: WorkCentreId | None
    work_centre_name: str
    work_centre_name_en: str
    prefix: str
    made_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_seen_at: datetime | None


def get_wall(secret: str) -> Wall:
    """Return the board of a link; refuse `WALL_LINK_GONE` for any that does not live."""
    found = None
    if secret.startswith(WALL_MARK):
        found = sql.find("find_wall_link", Wall, digest=hash_token(secret), at=clock.now())
    if found is None:
        raise Refusal(WALL_LINK_GONE)
    return found


def list_wall_links(
    plants: Collection[PlantId] | None,
    *,
    living: bool = False,
    before: int | None = None,
    limit: int = 50,
) -> list[WallLinkRow]:
    """Return links within plants, newest first; `living` leaves out those that are over."""
    return sql.all(
        "list_wall_links",
        WallLinkRow,
        plants=None if plants is None else list(plants),
        living=living,
        before=before,
        at=clock.now(),
        limit=min(limit, PAGE_MAX),
    )


def lock_wall_link(wall_link: WallLinkId) -> WallLink:
    """Lock a link; refuse `NOT_FOUND`."""
    row = WallLink.objects.select_for_update().filter(pk=wall_link).first()
    if row is None:
        raise Refusal(NOT_FOUND, noun="wall_link", id=wall_link)
    return row

"""墙上看板的链接: made and shown once, listed with when each was last seen, revoked."""

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.base.paging import Ask
from qitao.base.texts import say
from qitao.catalog import queries as catalog
from qitao.people import queries as people
from qitao.production import actions
from qitao.production import queries as production
from qitao.production.queries.walls import WallLinkRow
from qitao.production.values import ShareBoard, ViewOrder, WallLinkId
from qitao.web.shell import marks, spots
from qitao.web.shell.actors import LANG_NAMES
from qitao.web.shell.deeds import carry_out, deeds_of
from qitao.web.shell.html import markup
from qitao.web.shell.listing import Column, Listing, Switch
from qitao.web.shell.page import page
from qitao.web.shell.spots import Spot
from qitao.web.shell.visit import Visit

DEEDS = deeds_of(actions.revoke_wall_link)
STATE = "ui.board.link_state"
WORDS = "ui.board.link_field"


def _plants_of(visit: Visit) -> list[PlantId] | None:
    """Return where somebody may share boards: where he may look at orders, too."""
    return _both(visit.plants_of(ShareBoard), visit.plants_of(ViewOrder))


def _both(shared: list[PlantId] | None, seen: list[PlantId] | None) -> list[PlantId] | None:
    if shared is None or seen is None:
        return seen if shared is None else shared
    return sorted(set(shared) & set(seen))


def _plant_choices(visit: Visit) -> list[tuple[str, str]]:
    rows = people.list_plants(Ask(limit=200), plants=_plants_of(visit), active=True)
    return [(str(row.id), visit.name_plant(row)) for row in rows]


def _centre_choices(visit: Visit) -> list[tuple[str, str]]:
    rows = catalog.list_work_centres(Ask(limit=500), plants=_plants_of(visit), active=True)
    return [
        ("", ""),
        *(
            (str(row.id), f"{marks.named(row.name, row.name_en, visit.lang)} · {row.plant}")
            for row in rows
        ),
    ]


def _langs(visit: Visit) -> list[tuple[str, str]]:
    """Return the languages, the reader's own first."""
    return sorted(LANG_NAMES.items(), key=lambda each: each[0] != visit.lang)


LINK = (
    Spot("name", required=True, help="ui.board.link_name_help"),
    Spot("plant", "choice", required=True, choices=_plant_choices),
    Spot("work_centre", "choice", choices=_centre_choices, help="ui.board.link_centre_help"),
    Spot("lang", "choice", choices=_langs),
    Spot("days", "number", help="ui.board.link_days_help"),
)


def state_of(row: WallLinkRow) -> str:
    """Return whether a link still shows anything: living, expired or revoked."""
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at and row.expires_at <= clock.now() else "living"


def _state(row: WallLinkRow, lang: str) -> SafeString:
    """Show whether it still shows anything, and the button that ends it."""
    standing = state_of(row)
    shown = marks.state(STATE, standing, lang)
    if standing != "living":
        return shown
    return markup(
        '{} <button class="btn btn-sm" type="button" data-open="#revoke-{}">{}</button>',
        shown,
        row.id,
        say("ui.board.revoke", lang),
    )


LINKS = Listing(
    "board.walls",
    columns=(
        Column("name", kind="main", sub="prefix", phone="title"),
        Column("plant_name", sub="work_centre_name"),
        Column("made_by", phone="off"),
        Column("created_at", kind="when", phone="off"),
        Column("expires_at", kind="when"),
        Column("last_seen_at", kind="when"),
        Column("revoked_at", cell=_state, plain=state_of, phone="corner"),
    ),
    filters=(Switch("gone"),),
    falling=True,
    picture="device-tv",
    first_step=("ui.board.new_wall", "board:new_wall"),
    template="board/walls.html",
    live=("production",),
)


@page(permission=ShareBoard)
def walls(visit: Visit) -> HttpResponseBase:
    """List links; those that show nothing any more only on request."""
    plants = _both(visit.plants_shown(ShareBoard), visit.plants_shown(ViewOrder))

    def fetch(ask: Ask, asked: dict[str, Any]) -> list[WallLinkRow]:
        before = ask.after[1] if ask.after else None
        return production.list_wall_links(
            plants, living=not asked["gone"], before=before, limit=ask.limit
        )

    return LINKS.show(visit, fetch, state_of=state_of)


@page(permission=ShareBoard)
def new_wall(visit: Visit) -> HttpResponseBase:
    """Make a link; the answer shows it, and no page ever does again."""
    if visit.posted:
        given = visit.given(actions.issue_wall_link, words=WORDS)
        issued = actions.issue_wall_link(actor=visit.actor, **given)
        secret = issued.secret.get_secret_value() if issued.secret else ""
        path = reverse("board:wall", args=[secret]) if secret else ""
        url = visit.request.build_absolute_uri(path) if secret else ""
        return visit.show("board/wall_made.html", issued=issued, url=url)
    return spots.ask(
        visit,
        LINK,
        WORDS,
        title=say("ui.board.new_wall", visit.lang),
        more=say("ui.board.new_wall_help", visit.lang),
        back=reverse("board:walls"),
        back_words=say("ui.board.walls.title", visit.lang),
        deed=say("ui.board.make", visit.lang),
        picture="device-tv",
    )


@page(permission=ShareBoard)
def revoke(visit: Visit, wall_link: int) -> HttpResponseBase:
    """Revoke a link and come back to the list."""
    carry_out(visit, DEEDS, "revoke_wall_link", wall_link=WallLinkId(wall_link))
    return visit.go("board:walls")

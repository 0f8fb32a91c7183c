"""The four tiles on the desk of those who keep the system: asked while they look."""

from collections.abc import Callable

from django.http import HttpResponse

from qitao.base import clock
from qitao.base.values import SealJournal
from qitao.web.shell import tiles
from qitao.web.shell.page import page
from qitao.web.shell.tiles import Tile
from qitao.web.shell.visit import Visit


def _flow() -> Tile:
    return tiles.ask_checks("flow", ("flow",))


def _stock() -> Tile:
    return tiles.ask_checks("stock", ("stock",))


ASKED: dict[str, Callable[[], Tile]] = {
    "flow": _flow,
    "stock": _stock,
    "worker": tiles.ask_worker,
    "backup": tiles.ask_backup,
}


@page(permission=SealJournal)
def health(visit: Visit) -> HttpResponse:
    """Ask flow, stock, jobs and backup; the desk fetches this once it stands."""
    visit.actor.check_everywhere(SealJournal)
    asked = [tiles.asked(name, ask) for name, ask in ASKED.items()]
    return visit.show_bare("desk/tiles.html", tiles=asked, at=clock.now())

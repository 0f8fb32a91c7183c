"""News for pages that cannot reach the stream (a firewall, a proxy), asked for now and then."""

from django.http import HttpResponse, JsonResponse

from qitao.base import journal
from qitao.base.journal import Position
from qitao.web.live import topics
from qitao.web.shell import pace
from qitao.web.shell.page import open_page, page
from qitao.web.shell.visit import Visit

LOOK_MAX = 500


@page()
def since(visit: Visit) -> HttpResponse:
    """Tell what of the followed topics changed since a position, and where the journal stands."""
    return _news(visit, topics.parse(visit.text("topics")))


@open_page
def wall_since(visit: Visit, secret: str) -> HttpResponse:
    """Tell the same to a screen on the wall: only that something changed, while its link lives."""
    visit.at = str(journal.present())
    pace.admit(visit.request, secret)
    return _news(visit, topics.WALL)


def _news(visit: Visit, followed: frozenset[str]) -> HttpResponse:
    after = Position.parse(visit.text("at"))
    if after is None:
        return JsonResponse({"at": visit.at, "changed": [], "all": True})
    changes = journal.read_changes(after, limit=LOOK_MAX)
    full = len(changes) == LOOK_MAX
    at = visit.at if full or not changes else str(changes[-1].position)
    changed = topics.matching(followed, topics.of_all(changes))
    return JsonResponse({"at": at, "changed": changed, "all": full})

"""News for pages that cannot reach the stream (a firewall, a proxy), asked for now and then."""

from django.http import HttpResponse, JsonResponse

from qitao.base import journal
from qitao.base.journal import Position
from qitao.web.live import topics
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

LOOK_MAX = 500


@page()
def since(visit: Visit) -> HttpResponse:
    """Tell what of the followed topics changed since a position, and where the journal stands."""
    followed = topics.parse(visit.text("topics"))
    after = Position.parse(visit.text("at"))
    if after is None:
        return JsonResponse({"at": visit.at, "changed": [], "all": True})
    changes = journal.read_changes(after, limit=LOOK_MAX)
    full = len(changes) == LOOK_MAX
    at = visit.at if full or not changes else str(changes[-1].position)
    changed = topics.matching(followed, topics.of_all(changes))
    return JsonResponse({"at": at, "changed": changed, "all": full})

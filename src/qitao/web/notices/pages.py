"""通知: each thing that waits for this person as one line, and the way to its cure."""

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from qitao.base import clock
from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.people import queries as people
from qitao.watch import actions, queries
from qitao.watch.values import BELL_MAX, NOTICES_MAX
from qitao.web.notices.lines import line_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

PLANTS_MAX = 200


@page()
def notices(visit: Visit) -> HttpResponse:
    """List what asks for this person's attention, the newest first."""
    at = clock.now()
    found = queries.list_notices(visit.actor)
    plants = {row.id: row for row in people.list_plants(Ask(limit=PLANTS_MAX), active=True)}
    named = plants if len({each.group.plant for each in found if each.group.plant}) > 1 else {}
    return visit.show(
        "notices/notices.html",
        live=queries.list_topics(visit.actor),
        lines=[line_of(each, visit.actor, named) for each in found[:NOTICES_MAX]],
        more=max(0, len(found) - NOTICES_MAX),
        unread=sum(each.unread for each in found),
        until=at.isoformat(),
    )


@page()
def bell(visit: Visit) -> HttpResponse:
    """Tell how many notices are unread; asked once a page stands, and when the journal moves."""
    count = queries.count_unread(visit.actor)
    words = say("ui.notices.unread" if count else "ui.notices.title", visit.lang, count=count)
    shown = f"{BELL_MAX}+" if count > BELL_MAX else str(count or "")
    return JsonResponse({"shown": shown, "words": words})


@page()
def see(visit: Visit) -> HttpResponseBase:
    """Mark one notice or all as read."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    chosen = tuple(visit.typed.getlist("notices"))
    given = visit.given(actions.see_notices, words="ui.notices", notices=chosen)
    actions.see_notices(actor=visit.actor, **given)
    return visit.go("notices:notices")

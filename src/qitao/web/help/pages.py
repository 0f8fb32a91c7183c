"""Help beside the work: of the page one comes from, of every area, and the guides."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.web.help import reading
from qitao.web.shell.navigation import PLACES, may_enter, place_of
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

PICTURE_AGE = "private, max-age=3600"


@page()
def help_of(visit: Visit) -> HttpResponseBase:
    """Show what is said of the page one comes from, else what there is to read."""
    place = place_of(visit.query.get("from", ""))
    if place in reading.list_sections(visit.lang):
        return visit.go("help:area", place)
    return visit.go("help:paper", reading.READ_FIRST[-1])


@page()
def area(visit: Visit, place: str) -> HttpResponse:
    """Show what is said of one area, and lead back to it."""
    section = reading.list_sections(visit.lang).get(place)
    if section is None:
        raise Refusal(NOT_FOUND, area=place)
    url = reverse(place) if may_enter(visit.actor, PLACES[place]) else ""
    return _show(visit, section.title, section.html, here=place, url=url)


@page()
def paper(visit: Visit, name: str) -> HttpResponse:
    """Show one document."""
    found = reading.read_paper(name, visit.lang)
    return _show(visit, found.title, found.html, here=name)


def _show(visit: Visit, title: str, html: str, *, here: str, url: str = "") -> HttpResponse:
    papers = reading.list_papers(visit.lang)
    return visit.show(
        "help/help.html",
        title=title,
        html=html,
        url=url,
        here=here,
        areas=reading.list_sections(visit.lang).values(),
        guides=[(name, words) for name, words in papers.items() if "reference/" not in name],
        references=[(name, words) for name, words in papers.items() if "reference/" in name],
    )


@page()
def picture(_visit: Visit, name: str) -> HttpResponseBase:
    """Show a picture of the documents."""
    file, kind = reading.find_picture(name)
    answer = HttpResponse(file.read_bytes(), content_type=kind)
    answer["Cache-Control"] = PICTURE_AGE
    return answer

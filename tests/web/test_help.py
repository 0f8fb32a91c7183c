"""Help: each area has its part in both languages, and nothing but the documents is read."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from qitao.web.help import reading
from qitao.web.shell.navigation import PLACES
from tests.web.conftest import Visitor

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_area_has_its_help(lang: str) -> None:
    assert list(reading.list_sections(lang)) == list(PLACES)


@pytest.mark.parametrize(
    ("page", "area"),
    [
        ("/orders/?state=all", "orders:orders"),
        ("/catalog/boms/", "catalog:boms"),
        ("/", "desk:desk"),
    ],
)
def test_help_opens_at_the_page_one_comes_from(visitor: Visitor, page: str, area: str) -> None:
    answer = visitor("planner").get(reverse("help:help"), {"from": page.split("?", maxsplit=1)[0]})
    assert answer["Location"] == reverse("help:area", args=[area])
    anywhere = visitor("planner").get(reverse("help:help"), {"from": "/nowhere/"})
    assert anywhere["Location"] == reverse("help:paper", args=["guide/README"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_document_is_shown_and_its_links_lead_somewhere(visitor: Visitor, lang: str) -> None:
    client = visitor("operator", lang=lang)
    links: set[str] = set()
    for name in reading.list_papers(lang):
        page = client.get(reverse("help:paper", args=[name]))
        assert page.status_code == 200, name
        assert "<script" not in str(reading.read_paper(name, lang).html)
        links |= set(LINK.findall(str(reading.read_paper(name, lang).html)))
    links |= {
        link for each in reading.list_sections(lang).values() for link in LINK.findall(each.html)
    }
    assert any(link.endswith(".jpg") for link in links)
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize(
    "path",
    [
        "/help/read/../../pyproject/",
        "/help/read/nouns/",
        "/help/read/decisions/0001/",
        "/help/pictures/../bench.json",
        "/help/pictures/..%2F..%2Fpyproject.toml",
        "/help/pictures/guide/",
        "/help/areas/people:secrets/",
    ],
)
def test_nothing_but_documents_is_read(visitor: Visitor, path: str) -> None:
    assert visitor("administrator").get(path).status_code == 404


def test_help_is_for_those_who_signed_in(visitor: Visitor) -> None:
    assert Client().get("/help/").status_code == 302
    outsider = visitor("operator").get(reverse("help:area", args=["people:users"]))
    assert outsider.status_code == 200
    assert 'class="btn btn-primary" href="/people/' not in outsider.content.decode()

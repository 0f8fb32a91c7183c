"""A plant whose data carry English names has no Chinese on an English page, wherever one looks."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from qitao.base.texts import say
from qitao.catalog.models import (
    Location,
    Machine,
    Material,
    MaterialGroup,
    RoutingOperation,
    ScrapReason,
    Unit,
    WorkCentre,
)
from qitao.people.models import OrgUnit, Plant, User
from qitao.production.models import OrderOperation
from qitao.quality import actions as quality
from qitao.quality.models import Inspection
from qitao.quality.values import Severity
from tests.shop import HOUSE, build_shop
from tests.standing import keep_standing
from tests.web.conftest import sign_in
from tests.web.test_pages import HAN, OPEN_TO_ALL, OTHER, PLAIN, addresses
from tests.web.town import Town, put_to_work

NAMES = {
    Unit: {"PCS": "pcs", "KG": "kg"},
    Material: {"CASE": "Housing", "RESIN": "ABS granulate", "SCREW": "Screw M3", "BOX": "Box"},
    ScrapReason: {"SHORT": "Short shot"},
}
OPERATIONS = {"注塑": "Moulding", "装配": "Assembly", "包装": "Packing"}
OWN = re.compile(r"<[^>]*>")
AS_STORED = (
    "?tab=changes",
    *map(reverse_lazy, ("board:new_wall", "catalog:units", "catalog:scrap_reasons")),
)
"""A history and two lists show both names as they are stored; a screen on the wall chooses among
languages."""
ATTRIBUTES = re.compile(r'(?:title|aria-label|placeholder|data-label|alt)="([^"]*)"')


def english_town() -> Town:
    """The usual plant with English names wherever a name may have one, and Latin ones elsewhere."""
    shop = build_shop()
    MaterialGroup.objects.create(code="RAW", name="原料", name_en="Raw material")
    for model, names in NAMES.items():
        for code, name in names.items():
            model.objects.filter(code=code).update(name_en=name)  # type: ignore[attr-defined]
    for name, english in OPERATIONS.items():
        RoutingOperation.objects.filter(name=name).update(name_en=english, inspection_required=True)
        WorkCentre.objects.filter(name=name).update(name_en=f"{english} centre")
        Machine.objects.filter(name=f"{name}机").update(name_en=f"{english} machine")
    Location.objects.update(name="库", name_en="Store")
    for place in (Plant, OrgUnit):
        place.objects.update(name="工厂", name_en="Plant 1")  # type: ignore[attr-defined]
    town = put_to_work(shop)
    User.objects.update(name="A. Person")
    quality.raise_nonconformance(
        actor=HOUSE, plant=shop.plant, severity=Severity.MINOR, description="-", quantity=1,
        material=shop.materials["CASE"],
    )  # fmt: skip
    return town


@pytest.fixture
def town_stands(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Town:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return keep_standing("english town", english_town)


def chinese(answer: str) -> list[str]:
    """Return the Chinese that a person would read or hear on a page."""
    page = OTHER.sub(" ", answer)
    said = [*OWN.sub("\n", page).split("\n"), *ATTRIBUTES.findall(page)]
    return [unescape(words).strip() for words in said if HAN.search(words)]


def look(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return chinese(answer.content.decode())


def test_no_chinese_stands_on_an_english_page(town: Town) -> None:
    client = sign_in(town.users["administrator"], lang="en")
    urls = [*map(reverse, (*OPEN_TO_ALL, *(name for name, _ in PLAIN)))]
    urls += [url for url, role in addresses(town).values() if role]
    number = town.orders["running"].number
    urls += [f"{reverse('orders:order', args=[number])}?tab={tab}" for tab in ("quality", "log")]
    inspection = Inspection.objects.latest("pk")
    urls.append(reverse("quality:inspection", args=[inspection.pk]))
    urls.append(reverse("catalog:routing", args=[RoutingOperation.objects.all()[0].routing_id]))
    urls.append(reverse("catalog:work_centre", args=[WorkCentre.objects.all()[0].pk]))
    urls.append(f"{reverse('desk:search')}?q=assem")
    urls = [url for url in urls if not url.endswith(tuple(map(str, AS_STORED)))]
    found = [f"{url}: {' '.join(words)}" for url in urls if (words := look(client, url))]
    assert not found, "\n".join(found)


def test_each_person_finds_an_english_desk(town: Town) -> None:
    found = {
        role: words
        for role, user in town.users.items()
        if (words := look(sign_in(user, lang="en"), "/"))
    }
    assert found == {}


def test_the_terminal_takes_along_english_names(town: Town) -> None:
    client = sign_in(town.users["administrator"], lang="en")
    pack = client.get(reverse("terminal:pack")).json()
    assert {row["name"] for row in pack["operations"]} >= {"Moulding", "Assembly"}
    assert {row["name"] for row in pack["centres"]} == {f"{x} centre" for x in OPERATIONS.values()}
    assert not HAN.search(json.dumps(pack, ensure_ascii=False))


def test_an_order_keeps_the_names_that_its_routing_had(town: Town) -> None:
    RoutingOperation.objects.update(name_en="Else")
    kept = OrderOperation.objects.filter(order=town.orders["running"].order)
    assert [row.name_en for row in kept.order_by("sequence")] == [*OPERATIONS.values()]


def test_a_chinese_page_keeps_the_chinese_names(town: Town) -> None:
    client = sign_in(town.users["administrator"], lang="zh")
    url = reverse("orders:order", args=[town.orders["running"].number])
    page = client.get(url).content.decode()
    assert "注塑" in page
    assert "Moulding" not in page


@pytest.mark.parametrize(("lang", "name"), [("zh", "注塑"), ("en", "Moulding")])
def test_a_refusal_names_the_operation_in_the_readers_language(lang: str, name: str) -> None:
    told = {"number": "WO-1", "operation": "注塑", "operation_en": "Moulding"}
    assert name in say("refusal.NOTHING_REPORTED", lang, **told)
    assert "注塑" in say("refusal.NOTHING_REPORTED", lang, **(told | {"operation_en": ""}))

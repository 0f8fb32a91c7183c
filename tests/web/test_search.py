"""One search for everything: by number, by name, by letters; what a scan means exactly opens."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from qitao.base import clock
from qitao.base.pinyin import search_key
from qitao.catalog import actions as catalog
from qitao.catalog.models import Location, Machine, Material, WorkCentre
from qitao.catalog.values import MaterialId, PartnerKind
from qitao.catalog.values.rows import PartnerRow
from qitao.people.models import User
from qitao.quality.models import Inspection
from qitao.stock.actions import create_lot
from qitao.stock.values import NewLot
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

ROUTINGS = reverse("catalog:routings")


def hits(client: Client, words: str) -> str:
    return client.get("/search/hits/", {"q": words}).content.decode()


def opened(client: Client, words: str) -> Any:
    return client.get("/search/", {"q": words})


@pytest.mark.parametrize("words", ["zs", "zhusu", "ZhuSu", "注塑", "P1-10"])
def test_a_work_centre_is_found_by_letters(town: Town, visitor: Visitor, words: str) -> None:
    centre = WorkCentre.objects.get(code="P1-10")
    html = hits(visitor("planner"), words)
    assert reverse("catalog:work_centre", args=[centre.pk]) in html
    assert ">注塑</b>" in html


@pytest.mark.parametrize("words", ["zs", "zhusu", "注塑"])
def test_an_operation_leads_to_the_routings_that_have_it(
    town: Town, visitor: Visitor, words: str
) -> None:
    client = visitor("planner")
    place = f"{ROUTINGS}?operation={quote('注塑')}"
    assert place in hits(client, words)
    listed = client.get(place).content.decode()
    assert "CASE" in listed
    assert "工序：注塑" in listed
    none = client.get(f"{ROUTINGS}?operation={quote('注')}").content.decode()
    assert 'class="main">CASE<' not in none


def test_partners_people_places_and_lots_are_found(town: Town, visitor: Visitor) -> None:
    row = PartnerRow(code="KSW", name="科塑新材料", kind=PartnerKind.SUPPLIER)
    partner = catalog.create_partner(actor=HOUSE, row=row).partner
    material = Material.objects.get(code="RESIN")
    letters = search_key(material.name)
    Material.objects.filter(pk=material.pk).update(lot_tracked=True, letters=letters)
    lot = create_lot(actor=HOUSE, lot=NewLot(MaterialId(material.pk), "R-2611")).lot
    client = visitor("administrator")
    assert reverse("catalog:edit_partner", args=[partner]) in hits(client, "ksxcl")
    assert reverse("people:user", args=[town.users["planner"]]) in hits(client, "ln")
    assert reverse("stock:lot", args=[lot]) in hits(client, "r-26".upper())
    assert reverse("stock:lot", args=[lot]) in hits(client, letters.split()[-1])
    store = Location.objects.get(code="STORE")
    assert f"?location={store.pk}" in hits(client, "STO")


def test_what_is_meant_exactly_opens_at_once(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    centre = WorkCentre.objects.get(code="P1-10")
    store = Location.objects.get(code="STORE")
    User.objects.filter(pk=town.users["operator"]).update(badge="B-0017")
    wanted = {
        "p1-10": reverse("catalog:work_centre", args=[centre.pk]),
        "store": f"{reverse('stock:balances')}?location={store.pk}",
        "b-0017": reverse("people:user", args=[town.users["operator"]]),
        "screw": reverse("catalog:material", args=[town.shop.materials["SCREW"]]),
    }
    assert {words: opened(client, words)["Location"] for words in wanted} == wanted
    assert opened(client, "注塑").status_code == 200


def test_inspections_and_machines_are_found_by_number(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    centre = WorkCentre.objects.get(code="P1-10")
    machine = Machine.objects.create(code="IM-05", name="注塑机 5 号", work_centre=centre)
    sheet = Inspection.objects.create(
        number="IPQC-000012",
        kind="in_process",
        source_type="order_operation",
        source_id=1,
        sample_size=1,
        quantity=1,
        source_line=0,
        source_label="WO-1",
        plant_id=town.shop.plant,
        opened_at=clock.now(),
        since=clock.now(),
    )
    assert opened(client, "im-05")["Location"] == reverse("catalog:edit_machine", args=[machine.pk])
    page = reverse("quality:inspection", args=[sheet.pk])
    assert opened(client, "ipqc-000012")["Location"] == page
    assert page in hits(client, "IPQC-0000")
    assert page not in hits(client, "IPQC-9")
    assert page not in hits(visitor("nobody"), "IPQC-0000")


def test_only_what_one_may_see_is_found(town: Town, visitor: Visitor) -> None:
    assert "P1-10" not in hits(visitor("nobody"), "zs")
    assert ROUTINGS not in hits(visitor("nobody"), "zs")


def test_in_english_names_are_english(town: Town, visitor: Visitor) -> None:
    Material.objects.filter(code="SCREW").update(name_en="Screw M3")
    html = hits(visitor("planner", lang="en"), "SCREW")
    assert "Screw M3" in html
    assert "螺丝" not in html

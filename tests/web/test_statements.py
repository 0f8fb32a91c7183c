"""What a page asks of the database does not grow with the rows that it shows."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from qitao.base.actor import Permission
from qitao.catalog.models import Partner
from qitao.catalog.values import PartnerId
from qitao.people import actions as people
from qitao.people.queries import list_granters, list_granters_of, list_org_units, load_actor
from qitao.people.values import OrgKind
from qitao.production import actions as production
from qitao.production.queries.explain import explain_order
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
)
from qitao.trade import actions as trade
from qitao.trade import queries
from qitao.trade.values import NewPurchaseLine, ReceiptState
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town


def test_a_purchase_with_more_receipts_asks_no_more(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    look = Characteristic(1, "外观", CharacteristicKind.ATTRIBUTE)
    content = PlanContent("来料", InspectionKind.INCOMING, (look,), material=None)
    quality.publish_plan(
        actor=HOUSE, plan=quality.create_plan(actor=HOUSE, code="IN", content=content).plan
    )
    partner = Partner.objects.create(code="S-01", name="科塑新材料", kind="supplier")
    order = trade.create_purchase(
        actor=HOUSE,
        plant=town.shop.plant,
        partner=PartnerId(partner.pk),
        lines=(NewPurchaseLine(town.shop.materials["SCREW"], Decimal(100)),),
    ).purchase_order
    trade.approve_purchase(actor=HOUSE, purchase_order=order)
    (line,) = queries.get_purchase(order).lines
    client, counts = visitor("storekeeper"), []
    page = reverse("trade:purchase", args=[order])
    assert client.get(page).status_code == 200  # from now on it is known who looks
    for slips in (("A",), ("B", "C", "D")):
        for slip in slips:
            trade.receive_line(
                actor=HOUSE,
                purchase_line=line.id,
                quantity=Decimal(5),
                slip=slip,
                location=town.shop.places["STORE"],
            )
        asked.clear()
        assert client.get(page).status_code == 200
        counts.append(len(asked))
    states = [row.state for row in queries.get_purchase(order).receipts]
    assert states == [ReceiptState.WAITING] * 4
    assert counts[0] == counts[1]


def test_more_causes_ask_no_more_for_whose_turn_it_is(town: Town, asked: list[str]) -> None:
    actor, stops = load_actor(town.users["nobody"]), 0
    for made in town.orders.values():
        asked.clear()
        for each in explain_order(actor, made.order, lang="zh"):
            stops += len(each.stopping)
        assert "list_roles" not in asked
        assert asked.count("list_holding_roles") <= 2, made.number
        assert asked.count("list_granters") <= 1, made.number
    assert stops > 1


def test_more_departments_ask_no_more_for_who_can_grant(town: Town, asked: list[str]) -> None:
    for code in ("D1", "D2", "D3"):
        people.create_org_unit(actor=HOUSE, code=code, name=code, kind=OrgKind.WORKSHOP)
    permission, plant = Permission.read("production.release_order"), town.shop.plant
    units = [row.id for row in list_org_units()]
    each = [list_granters(permission, plant=plant, org_unit=unit) for unit in units]
    counts = []
    for some in ((), units[:1], units):
        asked.clear()
        found = list_granters_of(permission, plant=plant, org_units=some)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
    assert {row.user for row in found} == {row.user for rows in each for row in rows} != set()


@pytest.mark.parametrize(
    "page", ["/board/", "/orders/", "/", "/counted/", "/stuck/", "/quality/scrap/"]
)
def test_a_page_with_more_orders_asks_no_more(
    town: Town, visitor: Visitor, asked: list[str], page: str
) -> None:
    client, counts = visitor("workshop_director"), []
    client.get(page)  # from now on it is known who looks
    for more in (0, 8):
        for _ in range(more):
            town.shop.released(1)
        asked.clear()
        assert client.get(page).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_a_screen_on_the_wall_with_more_orders_asks_no_more(town: Town, asked: list[str]) -> None:
    issued = production.issue_wall_link(actor=HOUSE, plant=town.shop.plant, name="东墙")
    assert issued.secret is not None
    url, counts = reverse("board:wall", args=[issued.secret.get_secret_value()]), []
    Client().get(url)  # its first look is noted
    for more in (0, 8):
        for _ in range(more):
            town.shop.released(1)
        asked.clear()
        assert Client().get(url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_pack_lists_the_work_once_more_only_for_a_scan(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    client = visitor("operator")
    client.get(reverse("terminal:pack"))
    assert asked.count("list_work") == 1
    client.get(reverse("terminal:pack"), {"scan": town.orders["running"].number})
    assert asked.count("list_work") == 3

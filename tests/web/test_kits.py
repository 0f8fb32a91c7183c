"""齐套: a new priority is tried in the address, shows whom it hits, and is saved by one button."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from qitao.catalog import actions as catalog
from qitao.catalog.models import Partner, Unit
from qitao.catalog.values import PartnerId, PartnerKind
from qitao.catalog.values.rows import PartnerRow
from qitao.kitting import actions as kitting
from qitao.kitting import queries
from qitao.kitting.queries import Unanswered
from qitao.kitting.values import Demand, DemandLine, Source, UnknownCause
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.production.models import WorkOrder
from qitao.production.queries.making import list_made
from qitao.trade import actions as trade
from qitao.trade.values import NewPurchaseLine
from qitao.web.kits import ranking
from qitao.web.shell import units
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

KITS = reverse("kits:kits")
MOVE = reverse("kits:move")


@pytest.fixture
def big(town: Town) -> OrderCreated:
    """An order that lacks material only because others come before it."""
    order = town.shop.order(85, priority=8)
    production.submit_order(actor=HOUSE, order=order.order)
    kitting.check_kits(actor=HOUSE, plant=town.shop.plant)
    return order


def priority_of(order: OrderCreated) -> int:
    return WorkOrder.objects.get(pk=order.order).priority


def test_an_order_before_another_one_shows_who_becomes_short_and_saves_nothing(
    town: Town, visitor: Visitor, big: OrderCreated
) -> None:
    client, waiting = visitor("planner", lang="en"), town.orders["waiting"]
    answer = client.get(MOVE, {"order": big.order, "before": waiting.order})
    assert answer.status_code == 303
    assert answer["Location"] == f"{KITS}?moved={big.order}%3A4"
    page = client.get(answer["Location"]).content.decode()
    trial = page.split("kits-trial-title", 1)[1].split("</section>", 1)[0]
    assert "1 become complete, 1 lack more" in trial
    assert big.number in trial
    assert town.orders["scheduled"].number in trial
    rows = page.split('<ol class="kits"', 1)[1].split("</ol>", 1)[0]
    assert rows.index(big.number) < rows.index(waiting.number)
    assert priority_of(big) == 8


def test_what_was_tried_is_saved_by_one_button_and_undone_by_the_other(
    town: Town, visitor: Visitor, big: OrderCreated
) -> None:
    client = visitor("planner")
    tried = f"{KITS}?state=all&moved={big.order}:4"
    page = client.get(tried).content.decode()
    assert f'href="{KITS}?state=all"' in page
    done = enter_form(client, reverse("kits:rank"), moved=f"{big.order}:4", state="all")
    assert done["Location"] == f"{KITS}?state=all"
    assert priority_of(big) == 4
    assert "1 张工单的优先级已保存" in client.get(done["Location"]).content.decode()
    assert "kits-trial" not in client.get(tried).content.decode(), "it stands there already"


def test_an_order_that_is_back_in_its_place_is_no_move(
    town: Town, visitor: Visitor, big: OrderCreated
) -> None:
    client = visitor("planner")
    moved = {"order": big.order, "moved": f"{big.order}:4", "to": "8"}
    assert client.get(MOVE, moved)["Location"] == f"{KITS}?"
    moved["to"] = "5"
    assert client.get(MOVE, moved)["Location"] == f"{KITS}?moved={big.order}%3A5"
    short = town.orders["short"].order
    behind = {"order": big.order, "behind": short, "moved": ""}
    assert client.get(MOVE, behind)["Location"] == f"{KITS}?moved={big.order}%3A9"


def test_an_effect_that_could_not_be_computed_is_unknown(
    town: Town, visitor: Visitor, big: OrderCreated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qitao.kitting.values.PLANT_TIMEOUT_MS", 1)

    def silent(*_: object) -> None:
        raise Unanswered(UnknownCause.TIMEOUT, "too slow")

    monkeypatch.setattr(queries, "preview_priorities", silent)
    page = visitor("planner").get(f"{KITS}?moved={big.order}:1").content.decode()
    assert "没有及时算出影响" in page


def test_what_cannot_be_read_of_the_address_is_left_out(town: Town, visitor: Visitor) -> None:
    assert ranking.read("5:1,x,7:0,8:10,9:9,") == {5: 1, 9: 9}
    assert len(ranking.read(",".join(f"{n}:1" for n in range(1, 99)))) == ranking.MOVES_MAX
    assert visitor("planner").get(f"{KITS}?moved=999999:1,,:").status_code == 200
    assert enter_form(visitor("planner"), reverse("kits:rank"), moved="x").status_code == 404


def test_who_may_not_rank_neither_moves_nor_saves(
    town: Town, visitor: Visitor, big: OrderCreated
) -> None:
    client = visitor("operator")
    assert client.get(MOVE, {"order": big.order, "to": "1"}).status_code == 403
    assert enter_form(client, reverse("kits:rank"), moved=f"{big.order}:1").status_code == 403
    assert priority_of(big) == 8


def test_a_short_material_names_who_holds_it(town: Town, visitor: Visitor) -> None:
    kitting.check_kits(actor=HOUSE, plant=town.shop.plant)
    page = visitor("planner").get(KITS).content.decode()
    table = page.split("缺料清单", 1)[1]
    assert "被谁占用" in table
    assert town.orders["running"].number in table


def test_a_row_says_what_is_made_in_one_statement(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    client = visitor("planner")
    page = client.get(KITS).content.decode()
    short = town.orders["short"]
    row = page.split(f'id="kit-work_order-{short.order}"')[1].split("</li>")[0]
    assert list_made([short.order])[short.order].name in row
    assert "· 500 " in row
    asked.clear()
    client.get(KITS)
    assert asked.count("list_made") == 1


def test_a_part_made_here_says_what_orders_will_make_of_it(town: Town, visitor: Visitor) -> None:
    """Four of the town's five orders are begun: 6 + 7 + 8 + 500."""
    case = town.shop.materials["CASE"]
    line = DemandLine(1, case, Decimal(30))
    demand = Demand(Source("assembly", 1), "ASM-1", town.shop.plant, (line,))
    kitting.put_demands(actor=HOUSE, demands=(demand,))
    kitting.check_kits(actor=HOUSE, plant=town.shop.plant)
    client = visitor("planner")
    for page in (KITS, reverse("kits:kit", args=["assembly", 1])):
        told = client.get(page).content.decode().split("整机壳")[-1]
        assert "在制 521" in told.replace("<b>", "").replace('<span class="num">', "")
        assert f'href="{reverse("orders:orders")}?material={case}">4 张工单' in told


def test_an_order_leads_to_its_own_kit(town: Town, visitor: Visitor) -> None:
    short = town.orders["short"]
    client = visitor("planner")
    kit = reverse("kits:kit", args=["work_order", short.order])
    assert f'href="{kit}"' in client.get(f"/orders/{short.number}/").content.decode()
    assert client.get(kit).status_code == 200


def test_a_material_says_who_needs_it_and_what_brings_it(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    short, screw = town.orders["short"], town.shop.materials["SCREW"]
    row = PartnerRow(code="S-01", name="科塑新材料", kind=PartnerKind.SUPPLIER)
    catalog.create_partner(actor=HOUSE, row=row)
    made = trade.create_purchase(
        actor=HOUSE,
        plant=town.shop.plant,
        partner=PartnerId(Partner.objects.get(code="S-01").pk),
        lines=(NewPurchaseLine(screw, Decimal(5)),),
        number="PO-NEXT",
    )
    trade.approve_purchase(actor=HOUSE, purchase_order=made.purchase_order)
    client = visitor("planner")
    url = reverse("catalog:material", args=[screw])
    asked.clear()
    page = client.get(url).content.decode()
    assert "哪些工单要用" in page
    assert "PO-NEXT" in page.split("在途")[1]
    kit = reverse("kits:kit", args=["work_order", short.order])
    assert f'href="{kit}"' in page
    assert asked.count("list_needing") == 1
    assert asked.count("list_bringing") == 1


@pytest.mark.parametrize(("lang", "unit"), [("zh", "件"), ("en", "pcs")])
def test_each_figure_of_a_short_material_carries_its_unit(
    town: Town, visitor: Visitor, lang: str, unit: str
) -> None:
    Unit.objects.update(name="件", name_en="pcs")
    units._words.cache_clear()
    client = visitor("planner", lang=lang)  # type: ignore[call-arg]
    number = town.orders["short"].order
    for url in (reverse("kits:kits"), reverse("kits:kit", args=["work_order", number])):
        html = client.get(url).content.decode()
        held = re.search(r'(?:<a href="[^"]*">)?WO-\d+(?:</a>)? [\d,.]+ (\S+)</span>', html)
        assert held, url
        assert held[1] == unit
    on_hand = re.search(r'data-label="(?:现存|On hand)">(.*?)</td>', html_of(client), re.S)
    assert on_hand
    assert f"<small>{unit}</small>" in on_hand[1]
    units._words.cache_clear()


def html_of(client: Client) -> str:
    return client.get(reverse("kits:kits")).content.decode()

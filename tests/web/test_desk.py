"""工作台: each person's work stands on it; the tiles are asked while somebody looks."""

from decimal import Decimal

import pytest
from django.urls import reverse

from qitao.base import clock
from qitao.base.checks import CHECKS, Check, Finding
from qitao.catalog import actions as catalog
from qitao.catalog.models import Material, Partner
from qitao.catalog.values import PartnerKind
from qitao.catalog.values.rows import PartnerRow
from qitao.people.queries import load_actor
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report
from qitao.production.queries import lists
from qitao.trade import actions as trade
from qitao.trade.values import NewPurchaseLine
from tests.shop import HOUSE
from tests.web.conftest import Visitor, sign_in
from tests.web.test_person import reader_of
from tests.web.town import Town

TILES = "/health-tiles/"
PURCHASING = "/purchasing/"


def test_the_purchasers_desk_shows_what_to_order_drafts_and_what_is_late(town: Town) -> None:
    Material.objects.filter(code="RESIN").update(kind="buy")
    catalog.create_partner(
        actor=HOUSE, row=PartnerRow(code="S-01", name="科塑新材料", kind=PartnerKind.SUPPLIER)
    )
    partner = Partner.objects.get(code="S-01").pk
    for number, due in (("PO-DRAFT", "2031-01-01"), ("PO-LATE", "2026-01-05")):
        line = NewPurchaseLine(town.shop.materials["SCREW"], Decimal(5), expected_on=due)
        made = trade.create_purchase(
            actor=HOUSE, plant=town.shop.plant, partner=partner, lines=(line,), number=number
        )
    trade.approve_purchase(actor=HOUSE, purchase_order=made.purchase_order)
    client = sign_in(reader_of(town, "purchaser"))
    desk = client.get("/").content.decode()
    assert f'hx-get="{PURCHASING}"' in desk
    assert "卡住的工单" not in desk
    page = client.get(PURCHASING).content.decode()
    assert "缺料：按需用日期" in page
    assert f"/purchases/new/?plant={town.shop.plant}&material=RESIN&quantity=421" in page
    drafts, late = page.split("等审核的采购单")[1].split("逾期未到")
    assert "PO-DRAFT" in drafts
    assert "PO-LATE" not in drafts
    assert reverse("trade:purchase", args=[made.purchase_order]) in late
    boss = sign_in(reader_of(town, "purchasing_manager")).get(PURCHASING).content.decode()
    assert "PO-DRAFT" in boss
    assert "/purchases/new/?" not in boss
    operator = sign_in(reader_of(town, "operator"))
    assert PURCHASING not in operator.get("/").content.decode()
    assert operator.get(PURCHASING).status_code == 403


def test_it_sees_four_tiles_each_asked_just_now(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(reader_of(town, "it_supervisor"))
    assert f'hx-get="{TILES}"' in client.get("/").content.decode()
    assert TILES not in visitor("planner").get("/").content.decode()
    assert visitor("planner").get(TILES).status_code == 403
    page = client.get(TILES).content.decode()
    assert page.count('class="figure"') == 4
    assert "没有设置备份" in page
    assert "项对账都通过" in page
    broken = Check("stock.broken", "stock", "", lambda: [Finding("stock_account:1")])
    monkeypatch.setitem(CHECKS, "stock.broken", broken)
    assert "有 1 处不符" in client.get(TILES).content.decode()


def test_an_operators_next_task_is_the_own_work_and_nothing_that_a_supplier_does(
    town: Town, visitor: Visitor
) -> None:
    me = load_actor(town.users["operator"])
    urgent = town.shop.order(3, priority=1)
    for verb in (production.submit_order, production.schedule_order, production.release_order):
        verb(actor=HOUSE, order=urgent.order)
    running = lists.list_operations(town.orders["running"].order)[0]
    assert lists.list_next_work(me, limit=6)[0].id == running.id
    production.pause_operation(actor=HOUSE, operation=running.id)
    first = lists.list_operations(urgent.order)[0]
    assert lists.list_next_work(me, limit=6)[0].id == first.id
    OrderOperation.objects.filter(pk=first.id).update(outsourced_to=supplier())
    assert first.id not in {row.id for row in lists.list_next_work(me, limit=6)}
    assert first.id in {row.id for row in lists.list_own_work(me)}
    second = lists.list_operations(urgent.order)[1]
    Report.objects.create(
        operation_id=second.id,
        good=0,
        scrap=1,
        rework=0,
        operator_id=town.users["operator"],
        happened_at=clock.now(),
    )
    assert second.work_centre != running.work_centre
    assert lists.list_next_work(me, limit=6)[0].work_centre == second.work_centre
    production.start_operation(actor=me, operation=running.id)
    assert lists.list_next_work(me, limit=6)[0].id == running.id


def supplier() -> int:
    row = PartnerRow(code="OUT-1", name="外协电镀", kind=PartnerKind.SUPPLIER)
    catalog.create_partner(actor=HOUSE, row=row)
    return int(Partner.objects.get(code="OUT-1").pk)

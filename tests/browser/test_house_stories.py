"""Stories of the house at the screen: master data, purchases, plans and people made by hand."""

import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from qitao.catalog import actions as catalog
from qitao.catalog.models import Bom, BomLine, Material
from qitao.catalog.values import PartnerKind
from qitao.catalog.values.rows import PartnerRow
from qitao.people.models import OrgUnit, Post
from qitao.quality import queries as quality
from qitao.stock.models import Serial
from qitao.trade import queries as trade
from qitao.trade.models import PurchaseOrder
from qitao.trade.values import PurchaseOrderId
from tests.browser.conftest import PHONE, Enter
from tests.shop import HOUSE
from tests.web.town import Town


def cell(page: Page, line: int, name: str) -> str:
    """Return the selector of one field of one row."""
    return f"[data-grid] tbody tr:nth-child({line}) [name='{name}']"


def fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_a_planner_drafts_a_bom_with_hints_and_publishes_it(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(reverse("catalog:material", args=[real_town.shop.materials["CASE"]]))
    page.get_by_role("link", name="编制 BOM").click()
    expect(page.locator("[name=material]")).to_have_value("CASE")
    page.locator("[name=version]").fill("2")
    page.locator("[name=effective_from]").fill("2031-01-01")
    component = page.locator(cell(page, 1, "lines.component"))
    component.press_sequentially("螺丝")
    expect(page.locator("datalist option[value=SCREW]")).to_have_count(1)
    component.fill("SCREW")
    page.locator(cell(page, 1, "lines.quantity")).fill("4")
    page.get_by_role("button", name="加一行").click()
    page.get_by_role("button", name="加一行").click()
    expect(page.locator("[data-grid] tbody tr")).to_have_count(5)
    page.locator(cell(page, 5, "lines.component")).fill("BOX")
    page.locator(cell(page, 5, "lines.quantity")).fill("zwei")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".refusal-why")).to_contain_text("第 2 行：用量不是数字")
    page.locator(cell(page, 2, "lines.quantity")).fill("2")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("h1")).to_contain_text("草稿")
    page.get_by_role("button", name="发布 BOM").click()
    expect(page.locator("h1")).to_contain_text("已生效")
    bom = Bom.objects.get(version="2")
    assert list(BomLine.objects.filter(bom=bom).values_list("line_no", flat=True)) == [10, 20]


def test_a_line_is_dropped_and_one_always_stays(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(reverse("catalog:new_routing"))
    rows = page.locator("[data-grid] tbody tr")
    for left in (2, 1):
        page.locator("[data-drop-line]").first.click()
        expect(rows).to_have_count(left)
    page.locator("[data-drop-line]").first.click()
    expect(rows).to_have_count(1)


def test_a_storekeeper_receives_on_the_phone(real_town: Town, enter: Enter) -> None:
    row = PartnerRow(code="S-01", name="科塑新材料", kind=PartnerKind.SUPPLIER)
    catalog.create_partner(actor=HOUSE, row=row)
    buyer = enter("administrator")
    page = buyer.page
    buyer.go(reverse("trade:new_purchase"))
    page.locator("[name=partner]").select_option(label="科塑新材料 (S-01)")
    page.locator(cell(page, 1, "lines.material")).fill("SCREW")
    page.locator(cell(page, 1, "lines.quantity")).fill("500")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("button", name="审核", exact=True).click()
    expect(page.locator("h1")).to_contain_text("已审核")
    order = PurchaseOrder.objects.get()
    keeper = enter("storekeeper", size=PHONE)
    page = keeper.page
    keeper.go(reverse("trade:purchase", args=[order.pk]))
    fits(page)
    page.get_by_role("link", name="收货").click()
    fits(page)
    expect(page.locator("[name=quantity]")).to_have_value("500")
    page.locator("[name=quantity]").fill("200")
    page.locator("[name=slip]").fill("D-100")
    page.locator("[name=location]").select_option(label="STORE (STORE)")
    page.get_by_role("button", name="收货").click()
    expect(page.locator("#notice")).to_contain_text("已收货入库")
    expect(page.locator("#page")).to_contain_text("D-100")
    assert trade.list_lines(PurchaseOrderId(order.pk))[0].stocked == 200


def test_an_inspector_drafts_and_publishes_a_plan(real_town: Town, enter: Enter) -> None:
    visit = enter("inspector")
    page = visit.page
    visit.go(reverse("quality:plans"))
    page.get_by_role("link", name="新建检验方案").first.click()
    page.locator("[name=code]").fill("QP-9")
    page.locator("[name=name]").fill("完工检")
    page.locator("[name=kind]").select_option(value="final")
    page.locator(cell(page, 1, "characteristics.name")).fill("壁厚")
    page.locator(cell(page, 1, "characteristics.kind")).select_option(value="measured")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".refusal-why")).to_contain_text("测量项目要填下限或上限")
    page.locator(cell(page, 1, "characteristics.lower")).fill("1.9")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_role("button", name="发布检验方案").click()
    expect(page.locator("h1")).to_contain_text("已生效")
    assert quality.list_plans(words="QP-9")[0].state == "active"


def test_an_administrator_builds_the_organisation(real_town: Town, enter: Enter) -> None:
    visit = enter("administrator", lang="en", size=PHONE)
    page = visit.page
    visit.go(reverse("people:organisation"))
    fits(page)
    page.get_by_role("link", name="New department").click()
    page.locator("[name=code]").fill("WS-1")
    page.locator("[name=name]").fill("Moulding")
    page.locator("[name=kind]").select_option(value="workshop")
    page.locator("[name=parent]").select_option(label="工厂 P1")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".tree")).to_contain_text("Moulding")
    assert OrgUnit.objects.get(code="WS-1").parent is not None
    visit.go(reverse("people:new_post"))
    page.locator("[name=code]").fill("LEAD")
    page.locator("[name=name]").fill("班组长")
    page.locator("[name=name_en]").fill("Shift lead")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("checkbox", name="Operator operator").check()
    fits(page)
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("#notice")).to_be_visible()
    assert [role.code for role in Post.objects.get(code="LEAD").roles.all()] == ["operator"]


def test_opening_stock_asks_for_serial_numbers_where_they_are_kept(
    real_town: Town, enter: Enter
) -> None:
    Material.objects.filter(code="CASE").update(serial_tracked=True)
    visit = enter("storekeeper", size=PHONE)
    page = visit.page
    visit.go(reverse("stock:opening"))
    expect(page.locator("[name=change]")).to_be_visible()
    page.locator("[name=material_code]").fill("CASE")
    page.locator("[name=material_code]").press("Tab")
    scanned = page.locator("[name=serials]")
    expect(scanned).to_be_visible()
    expect(page.locator("[name=change]")).to_have_count(0)
    fits(page)
    scanned.fill("K1\nK2")
    page.locator("[name=location]").select_option(str(real_town.shop.places["STORE"]))
    page.locator("[name=reason]").fill("期初")
    page.locator("[name=lot_code]").fill("L-1")
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(r"/stock/\?material="))
    assert set(Serial.objects.values_list("code", flat=True)) == {"K1", "K2"}

"""Purchases on the screen: drafted, approved, received with lot, inspected, sent back."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from qitao.catalog import actions as catalog
from qitao.catalog.models import Location, Material, Partner
from qitao.catalog.values import PartnerKind
from qitao.catalog.values.rows import PartnerRow, SupplierItemRow
from qitao.quality import actions as quality
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    InspectionState,
    PlanContent,
    Result,
)
from qitao.stock.models import Account, Movement
from qitao.trade import queries
from qitao.trade.models import PurchaseLine, PurchaseOrder, PurchaseReceipt
from qitao.trade.values import PurchaseOrderId
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


@pytest.fixture
def supplier(town: Town) -> Partner:
    row = PartnerRow(code="S-01", name="科塑新材料", kind=PartnerKind.SUPPLIER)
    catalog.create_partner(actor=HOUSE, row=row)
    Material.objects.filter(code="RESIN").update(lot_tracked=True)
    return Partner.objects.get(code="S-01")


def form(town: Town, supplier: Partner, **more: object) -> dict[str, object]:
    return {
        "partner": supplier.pk,
        "plant": town.shop.plant,
        "number": "PO-9",
        "ordered_on": "2026-11-01",
        "note": "",
        "lines.material": ["RESIN", "SCREW", ""],
        "lines.quantity": ["500", "2000", ""],
        "lines.unit_price": ["12.5", "", ""],
        "lines.expected_on": ["2026-12-01", "", ""],
        **more,
    }


def draft(town: Town, supplier: Partner, visitor: Visitor) -> PurchaseOrder:
    client = visitor("administrator")
    made = enter_form(client, reverse("trade:new_purchase"), **form(town, supplier))
    order = PurchaseOrder.objects.get(number="PO-9")
    assert made["Location"] == reverse("trade:purchase", args=[order.pk])
    return order


def test_search_finds_a_purchase_by_its_number(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    client = visitor("administrator")
    assert client.get("/search/?q=po-9")["Location"] == reverse("trade:purchase", args=[order.pk])
    page = client.get("/search/?q=PO").content.decode()
    assert reverse("trade:purchase", args=[order.pk]) in page
    assert "科塑新材料" in page
    assert "PO-9" not in visitor("nobody").get("/search/?q=PO").content.decode()


def approve(order: PurchaseOrder, visitor: Visitor) -> None:
    url = reverse("trade:purchase_deed", args=[order.pk, "approve_purchase"])
    enter_form(visitor("administrator"), url)


def free(town: Town, material: str) -> Decimal:
    rows = Account.objects.filter(
        material_id=town.shop.materials[material],
        location_id=town.shop.places["STORE"],
        status="available",
    )
    return sum((row.quantity for row in rows), Decimal(0))


def test_every_fault_of_a_purchase_is_told_at_once(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    client = visitor("administrator")
    unknown = form(town, supplier) | {"lines.material": ["RESIN", "GONE", ""]}
    page = enter_form(client, reverse("trade:new_purchase"), **unknown).content.decode()
    assert "第 2 行：没有编码为「GONE」的物料" in page
    assert 'value="GONE"' in page
    wrong = form(town, supplier) | {"lines.quantity": ["x", "", ""]}
    page = enter_form(client, reverse("trade:new_purchase"), **wrong).content.decode()
    assert "第 1 行：数量不是数字" in page
    assert "第 2 行：数量必填" in page
    assert not PurchaseOrder.objects.filter(number="PO-9").exists()


def test_a_purchase_is_approved_and_received_with_its_lot(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    keeper = visitor("storekeeper")
    url = reverse("trade:purchase", args=[order.pk])
    assert "等采购主管、总经理审核" in keeper.get(url).content.decode()
    approve(order, visitor)
    assert "已审核" in keeper.get(url).content.decode()
    line = queries.list_lines(PurchaseOrderId(order.pk))[0]
    receive = reverse("trade:receive", args=[order.pk, line.id])
    assert 'value="500"' in keeper.get(receive).content.decode()
    before = free(town, "RESIN")
    typed = {"quantity": "300", "rejected": "20", "slip": "D-1", "lot_code": "L-77"}
    place = {"location": town.shop.places["STORE"]}
    done = enter_form(keeper, receive, **typed, **place)
    assert done["Location"] == url
    assert free(town, "RESIN") - before == 280
    page = keeper.get(url).content.decode()
    assert "D-1" in page
    assert "L-77" in page
    again = enter_form(keeper, receive, **(typed | {"quantity": "50"}), **place)
    assert again.status_code == 409
    assert "没有重复入账" in again.content.decode()
    over = enter_form(keeper, receive, **(typed | {"slip": "D-2", "quantity": "201"}), **place)
    assert "超收了" in over.content.decode()


def test_goods_go_where_the_material_was_put_last_or_into_the_only_store(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    approve(order, visitor)
    keeper, store = visitor("storekeeper"), town.shop.places["STORE"]
    line = queries.list_lines(PurchaseOrderId(order.pk))[0]
    receive = reverse("trade:receive", args=[order.pk, line.id])

    def chosen() -> list[str]:
        field = keeper.get(receive).content.decode().split('name="location"')[1]
        return re.findall(r'value="(\d+)" selected', field.split("</select>")[0])

    other = Location.objects.create(
        plant_id=town.shop.plant, code="RAW-2", name="原料二库", kind="internal"
    )
    assert chosen() == [str(store)]
    typed = {"quantity": "5", "slip": "D-8", "lot_code": "L-8", "location": other.pk}
    enter_form(keeper, receive, **typed)
    assert chosen() == [str(other.pk)]
    slip = PurchaseReceipt.objects.get(slip="D-8").pk
    undo = reverse("trade:undo", args=[order.pk, slip])
    assert enter_form(keeper, undo, reason="收错库").status_code == 303
    assert chosen() == [str(store)], "what was undone is no habit"

    PurchaseLine.objects.filter(pk=line.id).update(material_id=town.shop.materials["CASE"])
    assert chosen() == [], "it was never bought, and there are several stores"
    Location.objects.filter(kind="internal").exclude(pk=store).update(active=False)
    assert chosen() == [str(store)], "there is no other store"


def test_inspected_goods_wait_and_what_is_not_accepted_goes_back(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    look = Characteristic(1, "外观", CharacteristicKind.ATTRIBUTE)
    content = PlanContent("来料", InspectionKind.INCOMING, (look,), material=None)
    plan = quality.create_plan(actor=HOUSE, code="IN", content=content).plan
    quality.publish_plan(actor=HOUSE, plan=plan)
    order = draft(town, supplier, visitor)
    approve(order, visitor)
    line = queries.list_lines(PurchaseOrderId(order.pk))[1]
    keeper = visitor("storekeeper")
    before = free(town, "SCREW")
    receive = reverse("trade:receive", args=[order.pk, line.id])
    typed = {"quantity": "1", "slip": "D-3", "location": town.shop.places["STORE"]}
    enter_form(keeper, receive, **typed)
    assert free(town, "SCREW") == before
    url = reverse("trade:purchase", args=[order.pk])
    receipt = queries.get_purchase(PurchaseOrderId(order.pk)).receipts[0]
    settle = reverse("trade:settle", args=[order.pk, receipt.id])
    assert "入库 / 退货" in keeper.get(url).content.decode()
    early = enter_form(keeper, settle)
    assert early.status_code == 409
    judge(receipt.id)
    enter_form(keeper, settle, accepted="0")
    assert free(town, "SCREW") == before
    assert "已处理" in keeper.get(url).content.decode()


def test_a_wrong_receipt_is_undone_on_the_order_not_in_the_ledger(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    approve(order, visitor)
    line = queries.list_lines(PurchaseOrderId(order.pk))[1]
    keeper = visitor("storekeeper")
    before = free(town, "SCREW")
    typed = {"quantity": "5", "slip": "D-4", "location": town.shop.places["STORE"]}
    enter_form(keeper, reverse("trade:receive", args=[order.pk, line.id]), **typed)
    move = Movement.objects.latest("id")
    listed = keeper.get(reverse("stock:moves")).content.decode()
    url = reverse("trade:purchase", args=[order.pk])
    assert f'href="{url}#receipts">撤销收货' in listed
    assert reverse("stock:reverse", args=[move.pk]) not in listed
    refused = keeper.get(reverse("stock:reverse", args=[move.pk]))
    assert "「撤销收货」" in refused.content.decode()
    receipt = queries.get_purchase(PurchaseOrderId(order.pk)).receipts[0]
    undo = reverse("trade:undo", args=[order.pk, receipt.id])
    assert undo in keeper.get(url).content.decode()
    assert undo not in visitor("planner").get(url).content.decode()
    assert enter_form(keeper, undo, reason="多收了")["Location"] == url
    page = keeper.get(url).content.decode()
    assert "5 重新记为未到" in page
    assert undo not in page
    assert free(town, "SCREW") == before


def test_goods_go_back_from_stock_and_the_return_is_undone(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    approve(order, visitor)
    keeper = visitor("storekeeper")
    line = queries.list_lines(PurchaseOrderId(order.pk))[0]
    place = {"location": town.shop.places["STORE"]}
    receive = reverse("trade:receive", args=[order.pk, line.id])
    enter_form(keeper, receive, quantity="50", slip="D-5", lot_code="L-9", **place)
    before = free(town, "RESIN")
    url = reverse("trade:purchase", args=[order.pk])
    back = reverse("trade:return_goods", args=[order.pk, line.id])
    assert back in keeper.get(url).content.decode()
    assert back not in visitor("planner").get(url).content.decode()
    form_page = keeper.get(back).content.decode()
    assert "L-9" in form_page
    lot = Account.objects.get(lot__code="L-9").lot_id
    at = f"{place['location']}-{lot}-available"
    offered = re.findall(r'<option value="(.*?)".*?>(.*?)</option>', form_page)
    assert (at, "STORE (STORE) · L-9 · 可用 · 50 千克") in offered
    assert all("SHELF" not in words for _, words in offered)
    typed = {"place": at, "reason": "受潮", "expected_again": "on"}
    assert enter_form(keeper, back, quantity="1", reason="受潮", place="x").status_code == 422
    assert enter_form(keeper, back, quantity="70", **typed).status_code == 409
    assert enter_form(keeper, back, quantity="20", **typed)["Location"] == url
    assert before - free(town, "RESIN") == 20
    page = keeper.get(url).content.decode()
    assert "受潮" in page
    assert "要补货" in page
    (done,) = queries.get_purchase(PurchaseOrderId(order.pk)).returns
    enter_form(keeper, reverse("trade:undo_return", args=[order.pk, done.id]))
    assert free(town, "RESIN") == before


def judge(receipt: int) -> None:
    from qitao.quality import queries as inspections

    found = inspections.list_inspections_of("purchase_receipt", [receipt])[0]
    judged = quality.record_results(
        actor=HOUSE, inspection=found.id, results=(Result(1, 1, good=True),)
    )
    assert judged.state is InspectionState.PASSED


def test_who_may_only_look_sees_no_buttons(town: Town, supplier: Partner, visitor: Visitor) -> None:
    order = draft(town, supplier, visitor)
    url = reverse("trade:purchase", args=[order.pk])
    page = visitor("planner").get(url).content.decode()
    assert '<button class="btn btn-primary">审核' not in page
    assert visitor("operator").get(url).status_code == 403
    assert visitor("planner").get(reverse("trade:new_purchase")).status_code == 403
    listed = visitor("planner", lang="en").get(reverse("trade:purchases")).content.decode()
    assert "PO-9" in listed
    assert "Draft" in listed


def test_a_purchase_is_cancelled_or_closed(town: Town, supplier: Partner, visitor: Visitor) -> None:
    order = draft(town, supplier, visitor)
    approve(order, visitor)
    client = visitor("administrator")
    enter_form(client, reverse("trade:purchase_deed", args=[order.pk, "close_purchase"]))
    order.refresh_from_db()
    assert order.state == "closed"
    refused = enter_form(client, reverse("trade:purchase_deed", args=[order.pk, "cancel_purchase"]))
    assert refused.status_code == 409
    assert "已关闭" in refused.content.decode()


def test_a_shortage_leads_to_a_purchase_and_shows_what_is_drafted(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    resin, plant = town.shop.materials["RESIN"], town.shop.plant
    Material.objects.filter(pk=resin).update(kind="buy")
    catalog.create_supplier_item(
        actor=HOUSE,
        row=SupplierItemRow(material="RESIN", partner="S-01", lead_time_days=7, price=Decimal(9)),
    )
    wanted = {each.short.code: each for each in queries.list_wanted(plant)}["RESIN"]
    assert wanted.rest == wanted.short.short > 0
    client = visitor("administrator")
    address = f"/purchases/new/?plant={plant}&material=RESIN&quantity="
    page = client.get("/kits/").content.decode()
    assert f"{address}{wanted.rest.normalize():f}&needed=" in page
    assert "/purchases/new/?" not in visitor("planner").get("/kits/").content.decode()
    new = client.get(f"{address}12.5&needed=2031-02-03").content.decode()
    for field in (
        'name="lines.material" value="RESIN"',
        'name="lines.quantity" value="12.5"',
        'name="lines.unit_price" value="9"',
        'name="lines.expected_on" value="2031-02-03"',
        f'<option value="{supplier.pk}" selected>',
        "交期 7 天",
    ):
        assert field in new
    for nonsense in ("quantity=1e999", "quantity=x&needed=1999-99-99", "quantity=-4&material=NO"):
        assert client.get(f"/purchases/new/?material=RESIN&{nonsense}").status_code == 200
    order = draft(town, supplier, visitor)
    (after,) = (each for each in queries.list_wanted(plant) if each.short.code == "RESIN")
    assert [(one.number, one.quantity) for one in after.drafts] == [("PO-9", Decimal(500))]
    assert after.rest == max(Decimal(0), wanted.rest - 500)
    link = reverse("trade:purchase", args=[order.pk])
    assert f'<a href="{link}">PO-9</a>' in client.get("/kits/").content.decode()
    approve(order, visitor)
    (after,) = (each for each in queries.list_wanted(plant) if each.short.code == "RESIN")
    assert (after.drafts, after.short.incoming) == ((), Decimal(500))
    page = client.get("/kits/").content.decode()
    assert f'<a href="{link}">PO-9</a>' in page


def test_a_promised_day_is_changed_on_the_order(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    line, client = order.lines.earliest("line"), visitor("administrator")
    page = client.get(reverse("trade:purchase", args=[order.pk])).content.decode()
    url = reverse("trade:promise", args=[order.pk, line.pk])
    assert f'href="{url}"' in page
    assert 'name="expected_on"' in client.get(url).content.decode()
    assert enter_form(client, url, expected_on="2030-02-01", note="船期推迟").status_code == 303
    line.refresh_from_db()
    assert str(line.expected_on) == "2030-02-01"
    assert enter_form(client, url, expected_on="nie").status_code == 422
    assert enter_form(client, url, expected_on="").status_code == 303
    line.refresh_from_db()
    assert line.expected_on is None
    assert enter_form(visitor("storekeeper"), url, expected_on="2030-02-01").status_code == 403
    other = reverse("trade:promise", args=[order.pk, line.pk + 999])
    assert enter_form(client, other, expected_on="2030-02-01").status_code == 404


def test_the_list_is_searched_by_supplier_and_marks_what_is_late(
    town: Town, supplier: Partner, visitor: Visitor
) -> None:
    order = draft(town, supplier, visitor)
    client = visitor("planner")
    for words in ("科塑", "kesu", supplier.code, "PO-9"):
        assert "PO-9" in client.get("/purchases/", {"q": words}).content.decode(), words
    assert "PO-9" not in client.get("/purchases/", {"q": "五金"}).content.decode()
    order.lines.update(expected_on="2020-01-01")
    assert "due-late" not in client.get("/purchases/").content.decode()
    PurchaseOrder.objects.filter(pk=order.pk).update(state="approved")
    assert "due-late" in client.get("/purchases/").content.decode()

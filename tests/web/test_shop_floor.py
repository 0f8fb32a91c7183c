"""Terminal, stock, inspection, kits: what the shop floor enters on the screen."""

from decimal import Decimal

from django.urls import reverse

from qitao.kitting import queries as kitting
from qitao.kitting.models import Demand
from qitao.production import actions as production
from qitao.production.models import OrderOperation, WorkOrder
from qitao.production.queries import list_receipts
from qitao.production.values import OperationId
from qitao.quality.models import Inspection, NonConformance
from qitao.stock.models import Account, Movement, Reservation
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def operation(town: Town, place: int = 0) -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders["running"].order).order_by(
        "sequence"
    )[place]


def test_a_storekeeper_moves_stock_and_sees_it_in_the_entries(town: Town, visitor: Visitor) -> None:
    client = visitor("storekeeper")
    material, store, shelf = (
        town.shop.materials["SCREW"],
        town.shop.places["STORE"],
        town.shop.places["SHELF"],
    )
    where = [material, store, "available", 0]
    url = reverse("stock:account_deed", args=[*where, "transfer_stock"])
    refused = enter_form(client, url, target=shelf, quantity="99999")
    assert refused.status_code == 409
    assert "STOCK" in refused.content.decode()
    enter_form(client, url, target=shelf, quantity="30", reason="补货架")
    assert Account.objects.get(material_id=material, location_id=shelf).quantity == 30
    page = client.get(reverse("stock:account", args=where)).content.decode()
    assert "−30" in page
    assert "补货架" in page
    assert "陈秀英" in page


def test_an_adjustment_needs_a_reason(town: Town, visitor: Visitor) -> None:
    client = visitor("storekeeper")
    where = [town.shop.materials["BOX"], town.shop.places["STORE"], "available", 0]
    url = reverse("stock:account_deed", args=[*where, "adjust_stock"])
    assert enter_form(client, url, change="-2", reason="").status_code == 422
    enter_form(client, url, change="-2", reason="盘点破损")
    assert Account.objects.get(material_id=where[0], location_id=where[1]).quantity == Decimal(98)


def test_opening_stock_makes_the_lot(town: Town, visitor: Visitor) -> None:
    answer = enter_form(
        visitor("storekeeper"),
        "/stock/opening/",
        material_code="CASE",
        location=town.shop.places["STORE"],
        change="12",
        lot_code="L-1",
        reason="期初",
    )
    assert answer.status_code == 303
    account = Account.objects.get(material_id=town.shop.materials["CASE"])
    assert account.quantity == 12
    client = visitor("storekeeper")
    assert "L-1" in client.get("/stock/lots/?code=L-1").content.decode()
    page = client.get(reverse("stock:lot", args=[account.lot_id])).content.decode()
    assert "没有更早的批次" in page


def test_opening_stock_says_what_is_wrong_and_keeps_what_was_typed(
    town: Town, visitor: Visitor
) -> None:
    client, store = visitor("storekeeper"), town.shop.places["STORE"]
    typed = {"location": store, "change": "12", "reason": "期初"}
    unknown = enter_form(client, "/stock/opening/", material_code="NO-9", **typed)
    page = unknown.content.decode()
    assert (unknown.status_code, "没有编码为「NO-9」的物料" in page) == (422, True)
    assert f'value="{store}" selected' in page
    lot = enter_form(client, "/stock/opening/", material_code="CASE", **typed).content.decode()
    assert "CASE 按批次管理，没有填批次" in lot
    assert "LOT_REQUIRED" not in lot
    word = enter_form(client, "/stock/opening/", **{**typed, "material_code": "BOX", "change": "x"})
    assert "增减数量不是数字" in word.content.decode()


def test_a_balance_names_the_orders_that_hold_some(town: Town, visitor: Visitor) -> None:
    held = Reservation.objects.select_related("account").first()
    assert held is not None
    at = held.account
    url = reverse("stock:account", args=[at.material_id, at.location_id, at.status, at.lot_id or 0])
    number = WorkOrder.objects.get(pk=held.holder_id).number
    assert f'href="{reverse("orders:order", args=[number])}"' in (
        visitor("storekeeper").get(url).content.decode()
    )


def test_enter_in_a_quantity_issues_as_typed_not_everything(town: Town, visitor: Visitor) -> None:
    running = town.orders["running"]
    url = reverse("orders:order", args=[running.number])
    page = visitor("storekeeper").get(f"{url}?tab=materials").content.decode()
    typed = reverse("orders:move_materials", args=[running.order, "issue_materials"])
    everything = reverse("orders:order_deed", args=[running.order, "issue_materials"])
    assert page.index(f'formaction="{typed}"') < page.index(f'formaction="{everything}"')


def test_issuing_as_typed_with_nothing_typed_issues_nothing(town: Town, visitor: Visitor) -> None:
    running, client = town.orders["running"], visitor("storekeeper")
    url = reverse("orders:move_materials", args=[running.order, "issue_materials"])
    before = Movement.objects.count()
    for typed, words in (("", "没有填数量"), ("-1", "不是数量"), ("NaN", "不是数量")):
        answer = enter_form(client, url, line_10=typed)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Movement.objects.count() == before


def test_a_movement_is_reversed_once(town: Town, visitor: Visitor) -> None:
    client = visitor("storekeeper")
    shelf = town.shop.places["SHELF"]
    where = [town.shop.materials["BOX"], town.shop.places["STORE"], "available", 0]
    enter_form(
        client,
        reverse("stock:account_deed", args=[*where, "transfer_stock"]),
        target=shelf,
        quantity="5",
    )
    move = Movement.objects.latest("id")
    url = reverse("stock:reverse", args=[move.pk])
    assert enter_form(client, url, reason="移错").status_code == 303
    assert Account.objects.get(material_id=where[0], location_id=shelf).quantity == 0
    assert "ALREADY_REVERSED" in enter_form(client, url, reason="再来").content.decode()


def test_a_failed_inspection_is_disposed_of(town: Town, visitor: Visitor) -> None:
    client = visitor("inspector")
    row = operation(town)
    opened = enter_form(client, reverse("quality:open_for", args=[row.pk]), kind="first_piece")
    sheet = Inspection.objects.latest("id")
    assert opened["Location"] == reverse("quality:inspection", args=[sheet.pk])
    enter_form(client, opened["Location"], piece="1", c1="bad")
    sheet.refresh_from_db()
    assert sheet.state == "failed"
    assert NonConformance.objects.filter(inspection=sheet).exists()
    page = client.get(opened["Location"]).content.decode()
    assert "怎么处置" in page
    url = reverse("quality:decide", args=[sheet.pk])
    assert enter_form(client, url, disposition="accept", reason="").status_code == 422
    enter_form(client, url, disposition="accept", reason="复核合格")
    sheet.refresh_from_db()
    assert sheet.state == "passed"


def test_a_kit_without_open_material_says_so(town: Town, visitor: Visitor) -> None:
    order = town.orders["waiting"].order
    url = f"/kits/work_order/{order}/"
    client = visitor("planner")
    assert "没有还要领的料" not in client.get(url).content.decode()
    Demand.objects.filter(source_id=order).delete()
    assert "没有还要领的料" in client.get(url).content.decode()


def test_kits_are_checked_again_and_counted(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    answer = enter_form(client, "/kits/check/", plant=town.shop.plant)
    page = client.get(answer["Location"]).content.decode()
    assert "缺料 1" in page
    assert "螺丝 M3" in page


def test_the_policy_is_set_for_the_plant(town: Town, visitor: Visitor) -> None:
    enter_form(
        visitor("administrator"),
        "/kits/policy/",
        plant=town.shop.plant,
        interception="0",
        allocation="partial",
        incoming_days="",
        stale_after_seconds="600",
    )
    policy = kitting.get_policy(town.shop.plant)
    assert (int(policy.interception), policy.incoming_days) == (0, None)


def test_a_receipt_of_finished_goods_is_undone_on_the_order(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    for row in OrderOperation.objects.filter(order_id=order.order).order_by("sequence"):
        production.report_output(actor=HOUSE, operation=OperationId(row.pk), good=Decimal(3))
    production.receive_output(actor=HOUSE, order=order.order, quantity=Decimal(2))
    keeper = visitor("storekeeper")
    url = reverse("orders:order", args=[order.number])
    move = Movement.objects.latest("id")
    listed = keeper.get(reverse("stock:moves")).content.decode()
    assert f'href="{url}?tab=operations#receipts">撤销完工入库' in listed
    assert reverse("stock:reverse", args=[move.pk]) not in listed
    (receipt,) = list_receipts(order.order)
    undo = reverse("orders:undo_receipt", args=[order.order, receipt.id])
    assert undo in keeper.get(url).content.decode()
    assert undo not in visitor("operator").get(url).content.decode()
    assert enter_form(keeper, undo, reason="入错了").status_code == 303
    page = keeper.get(url).content.decode()
    assert undo not in page
    assert "撤销完工入库" in page  # the notice
    assert WorkOrder.objects.get(pk=order.order).received == 0

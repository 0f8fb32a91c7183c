"""Serial numbers on the screen: scanned at receipt, at issue, at the finished goods; traced."""

from decimal import Decimal

from django.urls import reverse

from qitao.catalog.models import Material, Partner, Unit
from qitao.catalog.values import PartnerId
from qitao.production import actions as production
from qitao.production.models import OrderMaterial, OrderOperation
from qitao.production.values import OperationId
from qitao.stock.models import Serial
from qitao.trade import actions as trade
from qitao.trade import queries as purchases
from qitao.trade.values import NewPurchaseLine
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def test_pieces_are_scanned_from_the_gate_to_the_product(town: Town, visitor: Visitor) -> None:
    piece = Unit.objects.get(code="PCS")
    Material.objects.create(code="CHIP", name="芯片", kind="buy", unit=piece, serial_tracked=True)
    Material.objects.filter(code="CASE").update(serial_tracked=True)
    chip = Material.objects.get(code="CHIP")
    partner = Partner.objects.create(code="S1", name="供应商", kind="supplier")
    bought = trade.create_purchase(
        actor=HOUSE,
        plant=town.shop.plant,
        partner=PartnerId(partner.pk),
        lines=(NewPurchaseLine(chip.pk, Decimal(5)),),
    ).purchase_order
    trade.approve_purchase(actor=HOUSE, purchase_order=bought)
    keeper = visitor("storekeeper")
    line = purchases.get_purchase(bought).lines[0]
    url = reverse("trade:receive", args=[bought, line.id])
    assert 'name="serials"' in keeper.get(url).content.decode()
    typed = {"slip": "D-1", "location": town.shop.places["STORE"], "quantity": "3"}
    wrong = enter_form(keeper, url, **typed, serials="K-1\nK-2\n")
    assert wrong.status_code == 422
    assert "数量是 3，序列号有 2 个" in wrong.content.decode()
    assert "K-2" in wrong.content.decode()  # what was scanned stays
    assert enter_form(keeper, url, **typed, serials="K-1\r\nK-2\r\n K-3 ").status_code == 303
    order = town.orders["running"]
    need = OrderMaterial.objects.get(order_id=order.order, material__code="BOX")
    OrderMaterial.objects.filter(pk=need.pk).update(material_id=chip.pk)
    page = keeper.get(f"{reverse('orders:order', args=[order.number])}?tab=materials")
    assert f'name="serials_{need.line}"' in page.content.decode()
    issue = reverse("orders:move_materials", args=[order.order, "issue_materials"])
    scanned = {f"serials_{need.line}": "K-3\nK-1", f"line_{need.line}": ""}
    assert enter_form(keeper, issue, **scanned).status_code == 303
    assert set(Serial.objects.exclude(location=None).values_list("code", flat=True)) == {"K-2"}
    for row in OrderOperation.objects.filter(order_id=order.order).order_by("sequence"):
        production.report_output(actor=HOUSE, operation=OperationId(row.pk), good=Decimal(2))
    receive = reverse("orders:order_deed", args=[order.order, "receive_output"])
    assert enter_form(keeper, receive, quantity="2", serials="P1\nP2").status_code == 303
    made = Serial.objects.get(code="P1")
    listed = keeper.get(f"{reverse('stock:serials')}?code=P1").content.decode()
    assert reverse("stock:serial", args=[made.pk]) in listed
    scanned_at = keeper.get("/search/?q=P1")["Location"]
    assert scanned_at == reverse("stock:serial", args=[made.pk])
    page = keeper.get(scanned_at).content.decode()
    assert "K-3" in page
    assert "K-2" not in page
    part = Serial.objects.get(code="K-3")
    page = keeper.get(reverse("stock:serial", args=[part.pk])).content.decode()
    assert "P1" in page
    assert order.number in page
    moves = keeper.get(f"{reverse('stock:moves')}?serial={part.pk}").content.decode()
    assert moves.count("is-undone") == 0
    assert "K-3" in moves
    assert "K-1" not in moves


def test_pieces_are_entered_moved_and_corrected_by_hand(town: Town, visitor: Visitor) -> None:
    """The quantity follows from what was scanned; what is wrong is named with its line."""
    piece, places = Unit.objects.get(code="PCS"), town.shop.places
    chip = Material.objects.create(
        code="CHIP", name="芯片", kind="buy", unit=piece, serial_tracked=True
    )
    keeper, opening = visitor("storekeeper"), reverse("stock:opening")
    shown = keeper.get(opening).content.decode()
    assert 'name="serials"' not in shown
    shown = keeper.get(opening, {"material_code": "CHIP 芯片"}).content.decode()
    assert 'name="serials"' in shown
    assert 'name="change"' not in shown
    typed = {"material_code": "CHIP 芯片", "location": places["STORE"], "reason": "期初"}
    nothing = enter_form(keeper, opening, **typed)
    assert nothing.status_code == 422
    assert "至少一件" in nothing.content.decode()
    twice = enter_form(keeper, opening, **typed, serials="K-1\nK-2\nK-1")
    assert twice.status_code == 422
    assert "1, 3: K-1" in twice.content.decode()
    assert "K-2" in twice.content.decode()  # what was scanned stays
    assert (
        enter_form(keeper, opening, **typed, serials="K-1\r\n K-2 \r\n\r\nK-3").status_code == 303
    )
    where = [chip.pk, places["STORE"], "available", 0]
    page = keeper.get(reverse("stock:account", args=where)).content.decode()
    assert page.count('name="serials"') == 2
    assert 'name="quantity"' not in page
    assert 'name="change"' not in page
    move = reverse("stock:account_deed", args=[*where, "transfer_stock"])
    wrong = enter_form(keeper, move, target=places["SHELF"], serials="K-1\nZ9")
    assert wrong.status_code == 409
    assert "2: Z9" in wrong.content.decode()
    assert enter_form(keeper, move, target=places["SHELF"], serials="K-1\nK-3").status_code == 303
    change = reverse("stock:account_deed", args=[*where, "adjust_stock"])
    gone = {"way": "out", "reason": "盘亏"}
    assert enter_form(keeper, change, **gone, serials="K-1").status_code == 409
    assert enter_form(keeper, change, **gone, serials="K-2").status_code == 303
    assert enter_form(keeper, change, way="in", reason="盘盈", serials="K7").status_code == 303
    assert dict(Serial.objects.values_list("code", "location__code")) == {
        "K-1": "SHELF",
        "K-2": None,
        "K-3": "SHELF",
        "K7": "STORE",
    }

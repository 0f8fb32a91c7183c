"""Outsourced operations on the order's page: sent out, waited for, taken back."""

from decimal import Decimal

from django.urls import reverse

from qitao.catalog.models import Partner
from qitao.production import queries
from qitao.production.models import OrderOperation
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def test_pieces_are_sent_out_and_taken_back_on_the_order(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    partner = Partner.objects.create(code="OUT", name="移印厂", kind="outsourcer")
    first, second, _ = OrderOperation.objects.filter(order_id=order.order).order_by("sequence")
    OrderOperation.objects.filter(pk=second.pk).update(outsourced_to=partner)
    OrderOperation.objects.filter(pk=first.pk).update(state="finished", running_since=None)
    keeper = visitor("storekeeper")
    url = reverse("orders:order", args=[order.number])
    send = reverse("orders:send_out", args=[order.order, second.pk])
    page = keeper.get(url).content.decode()
    assert send in page
    assert "还有 3 没有发外" in page
    assert send not in visitor("operator").get(url).content.decode()
    over = enter_form(keeper, send, quantity="4")
    assert "只有 3 可以发外" in over.content.decode()
    sent = enter_form(keeper, send, quantity="3", expected_on="2099-03-09", slip="W-1")
    assert sent.status_code == 303
    page = keeper.get(url).content.decode()
    assert "在等外协厂 移印厂：还有 3 没收回，预计 2099-03-09" in page
    (dispatch,) = queries.list_dispatches(order.order)
    back = reverse("orders:dispatch_deed", args=[order.order, dispatch.id, "take_back_operation"])
    assert back in page
    lost = enter_form(keeper, back, good="2", scrap="1", scrap_reason="")
    assert lost.status_code == 422  # scrap needs a reason
    reason = town.shop.scrap_reason
    assert enter_form(keeper, back, good="2", scrap="1", scrap_reason=reason).status_code == 303
    second.refresh_from_db()
    assert (second.state, second.good, second.scrap) == ("paused", Decimal(2), Decimal(1))
    assert back not in keeper.get(url).content.decode()
    undo = reverse("orders:dispatch_deed", args=[order.order, dispatch.id, "undo_send_out"])
    refused = enter_form(keeper, undo, reason="")
    assert "不能撤销" in refused.content.decode()


def test_an_address_of_another_order_or_of_none_does_nothing(town: Town, visitor: Visitor) -> None:
    order, other = town.orders["running"], town.orders["scheduled"]
    partner = Partner.objects.create(code="OUT", name="移印厂", kind="outsourcer")
    first, second, _ = OrderOperation.objects.filter(order_id=order.order).order_by("sequence")
    OrderOperation.objects.filter(pk=second.pk).update(outsourced_to=partner)
    OrderOperation.objects.filter(pk=first.pk).update(state="finished", running_since=None)
    keeper = visitor("storekeeper")
    for number in (other.order, 999_999_999):
        send = reverse("orders:send_out", args=[number, second.pk])
        assert enter_form(keeper, send, quantity="1").status_code == 404
    assert queries.list_dispatches(order.order) == []
    send = reverse("orders:send_out", args=[order.order, second.pk])
    assert enter_form(keeper, send, quantity="1").status_code == 303
    (dispatch,) = queries.list_dispatches(order.order)
    for number in (other.order, 999_999_999):
        undo = reverse("orders:dispatch_deed", args=[number, dispatch.id, "undo_send_out"])
        assert enter_form(keeper, undo, reason="").status_code == 404
    assert not queries.list_dispatches(order.order)[0].undone

"""Closing periods, and what is done about a lot, on the pages of stock."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from qitao.people import queries as people
from qitao.stock import actions, queries
from qitao.stock.models import Lot, Period
from qitao.stock.values import LotId, NewLot, PeriodState, StockStatus
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


@pytest.fixture
def lot(town: Town) -> LotId:
    """Ten cases of one lot in the store."""
    material, places = town.shop.materials["CASE"], town.shop.places
    made = actions.ensure_lots(actor=HOUSE, lots=(NewLot(material, "A-1"),)).lots[0]
    actions.adjust_stock(
        actor=HOUSE,
        material=material,
        location=places["STORE"],
        lot=made,
        change=Decimal(10),
        reason="期初",
    )
    return made


def quantities(lot: LotId) -> dict[str, Decimal]:
    return {str(row.status): row.quantity for row in queries.list_balances(lot=lot)}


def test_a_period_is_closed_and_reopened(town: Town, visitor: Visitor) -> None:
    client, plant = visitor("administrator"), town.shop.plant
    page = reverse("stock:periods")
    assert f'href="{page}"' in client.get(reverse("stock:balances")).content.decode()
    assert "还没有关过账" in client.get(page).content.decode()
    yesterday = people.day_in(plant) - timedelta(days=1)
    close = reverse("stock:period_deed", args=[plant, "close_period"])
    enter_form(client, close, ends_on=yesterday)
    row = Period.objects.get()
    assert row.state == PeriodState.CLOSED
    shown = client.get(page).content.decode()
    assert "已关到" in shown
    assert 'id="reopen"' in shown
    reopen = reverse("stock:period_deed", args=[plant, "reopen_period"])
    enter_form(client, reopen, period=row.pk)
    row.refresh_from_db()
    assert row.state == PeriodState.OPEN
    shown = client.get(page).content.decode()
    assert "已反关账" in shown
    assert 'id="reopen"' not in shown
    assert f'value="{yesterday}"' in shown


def test_a_day_that_is_not_over_cannot_be_closed(town: Town, visitor: Visitor) -> None:
    close = reverse("stock:period_deed", args=[town.shop.plant, "close_period"])
    client = visitor("administrator", lang="en")
    refused = enter_form(client, close, ends_on=timezone.localdate() + timedelta(days=1))
    assert refused.status_code == 409
    assert "PERIOD_NOT_OVER" in refused.content.decode()
    assert not Period.objects.exists()


def test_who_may_not_close_only_reads(town: Town, visitor: Visitor) -> None:
    client, plant = visitor("storekeeper"), town.shop.plant
    shown = client.get(reverse("stock:periods")).content.decode()
    close = reverse("stock:period_deed", args=[plant, "close_period"])
    assert close not in shown
    day = people.day_in(plant) - timedelta(days=1)
    assert enter_form(client, close, ends_on=day).status_code == 403
    assert not Period.objects.exists()
    assert visitor("nobody").get(reverse("stock:periods")).status_code == 403


def test_a_lot_is_blocked_and_released(town: Town, visitor: Visitor, lot: LotId) -> None:
    client, page = visitor("inspector"), reverse("stock:lot", args=[lot])
    assert 'data-open="#status"' in client.get(page).content.decode()
    deed = reverse("stock:lot_deed", args=[lot, "set_lot_status"])
    refused = enter_form(client, deed, was="available", status="blocked", reason="")
    assert refused.status_code == 422
    assert quantities(lot) == {"available": 10}
    enter_form(client, deed, was="available", status="blocked", location="", reason="客户投诉")
    assert quantities(lot) == {"blocked": 10}
    place = town.shop.places["STORE"]
    enter_form(client, deed, was="blocked", status="available", location=place, reason="复检合格")
    assert quantities(lot) == {"available": 10}


def test_what_is_learnt_of_a_lot_is_noted(town: Town, visitor: Visitor, lot: LotId) -> None:
    client = visitor("storekeeper")
    deed = reverse("stock:lot_deed", args=[lot, "edit_lot"])
    wrong = enter_form(client, deed, expires_on="soon", supplier_code="", note="")
    assert wrong.status_code == 422
    enter_form(client, deed, expires_on="2027-03-01", supplier_code="S-77", note="外箱受潮")
    row = Lot.objects.get(pk=lot)
    assert (str(row.expires_on), row.supplier_code, row.note) == ("2027-03-01", "S-77", "外箱受潮")
    assert "外箱受潮" in client.get(reverse("stock:lot", args=[lot])).content.decode()


def test_a_lot_is_split(town: Town, visitor: Visitor, lot: LotId) -> None:
    client, [balance] = visitor("storekeeper"), queries.list_balances(lot=lot)
    deed = reverse("stock:lot_deed", args=[lot, "split_lot"])
    short = enter_form(client, deed, account=balance.id, quantity="11", code="A-1-2")
    assert short.status_code == 409
    assert not Lot.objects.filter(code="A-1-2").exists()
    made = enter_form(client, deed, account=balance.id, quantity="4", code="A-1-2")
    new = Lot.objects.get(code="A-1-2")
    assert made["Location"] == reverse("stock:lot", args=[new.pk])
    assert quantities(lot) == {"available": 6}
    assert quantities(LotId(new.pk)) == {"available": 4}
    assert "A-1" in client.get(made["Location"]).content.decode()
    assert enter_form(client, deed, account=0, quantity="1", code="A-1-3").status_code == 404


def test_who_may_only_look_at_a_lot_gets_no_button(
    town: Town, visitor: Visitor, lot: LotId
) -> None:
    client = visitor("planner")
    shown = client.get(reverse("stock:lot", args=[lot]))
    assert shown.status_code == 200
    for name in ("status", "edit", "split"):
        assert f'id="{name}"' not in shown.content.decode()
    deed = reverse("stock:lot_deed", args=[lot, "set_lot_status"])
    typed = {"was": "available", "status": str(StockStatus.BLOCKED), "reason": "x"}
    assert enter_form(client, deed, **typed).status_code == 403
    assert quantities(lot) == {"available": 10}

"""One deed for many orders at once: the outcome is told for each."""

from qitao.production.models import GateWaiver, WorkOrder
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town, state_of


def test_bulk_release_tells_the_outcome_of_each(town: Town, visitor: Visitor) -> None:
    picked = [town.orders[name].order for name in ("scheduled", "draft")]
    answer = enter_form(visitor("planner"), "/orders/bulk/", order=picked, verb="release_order")
    page = answer.content.decode()
    assert "2 张里办成 1 张" in page
    assert "已下发" in page
    assert f"工单 {town.orders['draft'].number} 现在是「草稿」" in page
    assert (state_of(town, "scheduled"), state_of(town, "draft")) == ("released", "draft")


def test_many_orders_are_scheduled_at_once(town: Town, visitor: Visitor) -> None:
    picked = [town.orders["waiting"].order]
    answer = enter_form(visitor("planner"), "/orders/bulk/", order=picked, verb="schedule_order")
    assert "1 张里办成 1 张" in answer.content.decode()
    assert state_of(town, "waiting") == "scheduled"


def test_bulk_redrive_asks_for_a_reason_first(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    picked = [town.orders["short"].order]
    asked = enter_form(client, "/orders/bulk/", order=picked, verb="redrive_orders")
    assert 'name="reason"' in asked.content.decode()
    still = enter_form(client, "/orders/bulk/", order=picked, verb="redrive_orders", reason="试试")
    assert "缺 3 项" in still.content.decode()
    town.shop.stock(1_000)
    done = enter_form(
        client, "/orders/bulk/", order=picked, verb="redrive_orders", reason="物料已到"
    )
    assert "1 张里办成 1 张" in done.content.decode()


def test_many_orders_are_held_for_one_reason(town: Town, visitor: Visitor) -> None:
    client = visitor("workshop_director")
    picked = [town.orders[name].order for name in ("running", "short")]
    hold: dict[str, object] = {"order": picked, "verb": "hold_order"}
    asked = enter_form(client, "/orders/bulk/", **hold).content.decode()
    assert 'name="reason"' in asked
    assert "暂停工单：2 张工单" in asked
    assert state_of(town, "running") == "in_production"
    done = enter_form(client, "/orders/bulk/", **hold, reason="模具返修").content.decode()
    assert "2 张里办成 2 张" in done
    assert {state_of(town, "running"), state_of(town, "short")} == {"on_hold"}
    reasons = WorkOrder.objects.filter(pk__in=picked).values_list("hold_reason", flat=True)
    assert list(reasons) == ["模具返修"] * 2
    again = enter_form(client, "/orders/bulk/", **hold, reason="模具返修").content.decode()
    assert "2 张里办成 0 张" in again


def test_many_orders_are_waived_and_the_others_say_why_not(town: Town, visitor: Visitor) -> None:
    client = visitor("workshop_director")
    names = ("short", "draft", "waiting", "running")
    waive: dict[str, object] = {
        "order": [town.orders[name].order for name in names],
        "verb": "waive_gate",
        "reason": "客户先要",
    }
    page = enter_form(client, "/orders/bulk/", **waive).content.decode()
    assert "4 张里办成 1 张" in page
    assert "没有等料的需求" in page
    assert page.count("料已经齐，不用放行") == 2
    assert GateWaiver.objects.count() == 1
    refused = enter_form(visitor("storekeeper"), "/orders/bulk/", **waive).content.decode()
    assert "4 张里办成 0 张" in refused
    assert GateWaiver.objects.count() == 1
    page = client.get("/orders/").content.decode()
    assert 'value="waive_gate"' in page
    assert 'value="waive_gate"' not in visitor("planner").get("/orders/").content.decode()

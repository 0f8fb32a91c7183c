"""卡住: each order that does not go on is counted once under its cause, and listed by it."""

from decimal import Decimal

from django.urls import reverse
from django.utils.html import escape

from qitao.kitting import actions as kitting
from qitao.kitting.models import Verdict
from qitao.kitting.values import Interception, Policy
from qitao.production import actions
from qitao.production.queries import lists
from qitao.production.queries.holding import list_holding
from qitao.production.queries.lists import STUCK, OrderFilter
from qitao.production.values import BUSINESS, OPERATION_SOURCE
from qitao.quality import actions as quality
from qitao.quality.values import InspectionKind, SourceRef
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town


def counts(town: Town) -> dict[tuple[str, str | None], int]:
    found = lists.count_stuck([town.shop.plant])
    assert found == lists.count_stuck(None)
    return {(row.cause, row.node): row.orders for row in found}


def listed(cause: str) -> set[str]:
    return {row.number for row in lists.list_orders(HOUSE, OrderFilter(cause=cause))}


def test_drafts_and_work_that_goes_on_are_not_stuck(town: Town) -> None:
    assert counts(town) == {
        ("short", None): 1,
        ("turn", "awaiting_schedule"): 1,
        ("turn", "scheduled"): 1,
    }
    assert lists.count_stuck([]) == []


def test_what_is_counted_is_what_the_list_shows(town: Town) -> None:
    numbers = {name: made.number for name, made in town.orders.items()}
    actions.hold_order(actor=HOUSE, order=town.orders["running"].order, reason="改图")
    assert listed("short") == {numbers["short"]}
    assert listed("on_hold") == {numbers["running"]}
    assert listed("turn") == {numbers["waiting"], numbers["scheduled"]}
    found = counts(town)
    for cause in STUCK:
        assert len(listed(cause)) == sum(n for (each, _), n in found.items() if each == cause)


def test_a_waiver_lets_go(town: Town) -> None:
    actions.waive_gate(actor=HOUSE, order=town.orders["short"].order, reason="借调")
    found = counts(town)
    assert ("short", None) not in found
    assert found["turn", "awaiting_schedule"] == 2


def test_a_scheduled_order_that_became_short_is_short_where_the_plant_stops_it(town: Town) -> None:
    order = town.orders["scheduled"]
    kit = Verdict.objects.filter(source_type=BUSINESS, source_id=order.order)
    kit.update(state="short", lines_short=1)
    assert order.number in listed("short")
    kit.update(state="unknown", cause="not_checked")
    assert order.number in listed("no_answer")
    kitting.set_plant_policy(
        actor=HOUSE, policy=Policy(town.shop.plant, interception=Interception.WARN)
    )
    assert order.number in listed("turn")


def test_an_inspection_holds_an_order_that_nobody_works_at(town: Town) -> None:
    made = town.orders["running"]
    first = lists.list_operations(made.order)[0]
    quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, first.id),
        label="首检",
        plant=town.shop.plant,
        kind=InspectionKind.FIRST_PIECE,
        quantity=Decimal(1),
        material=town.shop.materials["CASE"],
    )
    assert listed("inspection") == set()
    actions.pause_operation(actor=HOUSE, operation=first.id)
    assert listed("inspection") == {made.number}


def test_the_desk_leads_to_the_inspections_that_hold_orders(town: Town, visitor: Visitor) -> None:
    first = lists.list_operations(town.orders["running"].order)[0]
    spare = lists.list_operations(town.orders["scheduled"].order)[0]
    opened = {}
    for operation, blocking in ((first, True), (spare, False)):
        opened[operation.id] = quality.open_inspection(
            actor=HOUSE,
            source=SourceRef(OPERATION_SOURCE, operation.id),
            label=f"检验 {operation.id}",
            plant=town.shop.plant,
            kind=InspectionKind.FIRST_PIECE,
            quantity=Decimal(1),
            material=town.shop.materials["CASE"],
            blocking=blocking,
        )
    client, page = visitor("workshop_director"), reverse("quality:inspections")
    url = f"{page}?state=all&holding=1"
    number = opened[first.id].number
    assert list_holding(None) == []
    assert number not in client.get(url).content.decode()
    actions.pause_operation(actor=HOUSE, operation=first.id)
    assert list_holding([town.shop.plant]) == [opened[first.id].inspection]
    assert list_holding([]) == []
    card = client.get(reverse("desk:stuck")).content.decode()
    assert f'href="{escape(url)}">看检验单</a>' in card
    shown = client.get(url).content.decode()
    assert number in shown
    assert opened[spare.id].number not in shown
    assert opened[spare.id].number in client.get(page).content.decode()
    english = visitor("workshop_director", lang="en")  # type: ignore[call-arg]
    assert "See the inspections" in english.get(reverse("desk:stuck")).content.decode()


def test_the_desk_tells_causes_each_with_its_orders_and_one_button(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("workshop_director")
    address = reverse("desk:stuck")
    assert f'hx-get="{address}"' in client.get("/").content.decode()
    card = client.get(address).content.decode()
    assert "缺料" in card
    assert "等待提交" not in card
    assert "正在生产" not in card
    assert f"{reverse('kits:kits')}?state=short" in card
    assert "另有 1 张正常进行" in card
    orders = client.get("/orders/?state=all&cause=short").content.decode()
    assert town.orders["short"].number in orders
    assert town.orders["waiting"].number not in orders
    asked = client.get("/orders/bulk/?verb=redrive_orders&cause=short").content.decode()
    assert f'name="order" value="{town.orders["short"].order}"' in asked
    assert f'value="{town.orders["waiting"].order}"' not in asked

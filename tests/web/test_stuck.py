"""卡住: each order that does not go on is counted once under its cause, and listed by it."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from django.urls import reverse
from django.utils.html import escape

from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.flow.models import Token
from qitao.kitting import actions as kitting
from qitao.kitting.models import Verdict
from qitao.kitting.values import Interception, Policy
from qitao.people import actions as people
from qitao.people import queries as people_queries
from qitao.people.models import Assignment, OrgUnit, Plant, RolePermission
from qitao.people.values import RoleId
from qitao.production import actions
from qitao.production.models import OrderOperation
from qitao.production.queries import lists
from qitao.production.queries.explain import explain_order
from qitao.production.queries.holding import list_holding
from qitao.production.queries.lists import OrderFilter
from qitao.production.queries.stuck import Stuck, count_stuck
from qitao.production.values import BUSINESS, OPERATION_SOURCE, WorkOrderId
from qitao.quality import actions as quality
from qitao.quality.values import InspectionKind, SourceRef
from qitao.web.shell.order_cells import cause as cause_cell
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town


def counts(town: Town) -> dict[tuple[str, str | None], int]:
    found = count_stuck([town.shop.plant])
    assert found == count_stuck(None)
    return {(row.cause, row.node): row.orders for row in found}


def listed(cause: str) -> set[str]:
    return {row.number for row in lists.list_orders(HOUSE, OrderFilter(cause=cause))}


def test_drafts_and_work_that_goes_on_are_not_stuck(town: Town) -> None:
    assert counts(town) == {
        ("short", None): 1,
        ("turn", "awaiting_schedule"): 1,
        ("turn", "scheduled"): 1,
    }
    assert count_stuck([]) == []


def test_a_place_is_told_what_holds_the_orders_that_still_pass_it(town: Town) -> None:
    order = town.orders["running"].order
    first, second = lists.list_operations(order)[:2]
    actions.hold_order(actor=HOUSE, order=order, reason="改图")
    OrderOperation.objects.filter(pk=first.id).update(state="finished")
    told = [
        {row.cause for row in count_stuck(None, work_centre=each.work_centre)}
        for each in (first, second)
    ]
    assert told == [{"short", "turn"}, {"short", "turn", "on_hold"}]


def test_what_is_counted_is_what_the_list_shows(town: Town) -> None:
    numbers = {name: made.number for name, made in town.orders.items()}
    actions.hold_order(actor=HOUSE, order=town.orders["running"].order, reason="改图")
    assert listed("short") == {numbers["short"]}
    assert listed("on_hold") == {numbers["running"]}
    assert listed("turn") == {numbers["waiting"], numbers["scheduled"]}
    found = counts(town)
    for cause in get_args(Stuck):
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


def plant_hand(town: Town, role: str = "operator") -> Actor:
    return people_queries.load_actor(town.users[role])


def refused(actor: Actor, order: WorkOrderId) -> None:
    with pytest.raises(Refusal, match="PERMISSION_MISSING"):
        actions.release_order(actor=actor, order=order)


def explained(town: Town, name: str, *, lang: str = "zh") -> list[tuple[str, str, str]]:
    told = explain_order(plant_hand(town, "planner"), town.orders[name].order, lang=lang)[0]
    return [(one.name, one.sentence, one.todo) for one in told.stopping]


def test_who_was_refused_the_next_step_for_want_of_a_right_is_told(
    town: Town, visitor: Visitor
) -> None:
    made = town.orders["scheduled"]
    assert listed("no_right") == set()
    assert explained(town, "scheduled") == []
    refused(plant_hand(town), made.order)
    assert listed("no_right") == {made.number}
    assert counts(town)["no_right", "scheduled"] == 1
    assert ("turn", "scheduled") not in counts(town)
    name, sentence, todo = explained(town, "scheduled")[0]
    assert (name, sentence) == (
        "no_right",
        "王建国 办理「下发工单」被拒绝：没有「下发工单」权限",
    )
    assert "周敏" in todo
    assert "王建国 was refused “Release an order”" in explained(town, "scheduled", lang="en")[0][1]
    page = visitor("planner").get(f"/orders/{made.number}/").content.decode()
    assert sentence in page
    card = visitor("administrator").get(reverse("desk:stuck")).content.decode()
    assert "办理人无权：等待下发" in card
    assert f'href="{reverse("people:users")}">安排权限</a>' in card
    list_url = f"{reverse('orders:orders')}?state=all&amp;cause=no_right&amp;step=scheduled"
    planner = visitor("planner").get(reverse("desk:stuck")).content.decode()
    assert f'href="{list_url}">看工单</a>' in planner


def test_a_try_of_another_step_or_of_who_may_by_now_is_no_cause(town: Town) -> None:
    made, hand = town.orders["scheduled"], plant_hand(town)
    with pytest.raises(Refusal, match="PERMISSION_MISSING"):
        actions.close_order(actor=hand, order=made.order)
    assert listed("no_right") == set()
    refused(hand, made.order)
    assert listed("no_right") == {made.number}
    planner = RoleId(people_queries.get_role_by_code("planner").id)
    people.assign_role(
        actor=HOUSE, user=town.users["operator"], role=planner, plant=town.shop.plant
    )
    assert listed("no_right") == set()


def test_a_try_at_an_order_that_cannot_be_is_no_cause_and_no_fault(town: Town) -> None:
    refused(plant_hand(town), WorkOrderId(10**30))
    assert listed("no_right") == set()
    refused(plant_hand(town), town.orders["scheduled"].order)
    assert listed("no_right") == {town.orders["scheduled"].number}


def test_who_left_and_a_step_that_was_done_tell_nothing(town: Town) -> None:
    made = town.orders["scheduled"]
    refused(plant_hand(town), made.order)
    actions.release_order(actor=HOUSE, order=made.order)
    assert listed("no_right") == set()
    other, hand = town.orders["waiting"], plant_hand(town)
    with pytest.raises(Refusal, match="PERMISSION_MISSING"):
        actions.schedule_order(actor=hand, order=other.order)
    assert listed("no_right") == {other.number}
    people.deactivate_user(actor=HOUSE, user=town.users["operator"])
    assert listed("no_right") == set()


def test_a_draft_that_was_refused_waits_for_who_may_submit_it(town: Town) -> None:
    made = town.orders["draft"]
    with pytest.raises(Refusal, match="PERMISSION_MISSING"):
        actions.submit_order(actor=plant_hand(town), order=made.order)
    assert listed("no_right") == {made.number}
    assert counts(town)["no_right", "draft"] == 1


def test_an_operation_that_nobody_was_let_start_is_told_of_its_order(town: Town) -> None:
    made = town.orders["scheduled"]
    actions.release_order(actor=HOUSE, order=made.order)
    first = lists.list_operations(made.order)[0]
    with pytest.raises(Refusal, match="PERMISSION_MISSING"):
        actions.start_operation(actor=plant_hand(town, "storekeeper"), operation=first.id)
    assert listed("no_right") == {made.number}


def test_a_step_whose_right_nobody_holds_is_nobodys(town: Town) -> None:
    made = town.orders["scheduled"]
    RolePermission.objects.filter(permission="production.release_order").delete()
    assert listed("nobody") == {made.number}
    assert counts(town)["nobody", "scheduled"] == 1
    name, sentence, todo = explained(town, "scheduled")[0]
    assert name == "nobody"
    assert sentence == "这个工厂现在没有人持有「下发工单」权限，这一步没有人能办"
    assert "系统管理员" in todo
    assert "Nobody at this plant" in explained(town, "scheduled", lang="en")[0][1]


def test_a_right_reaches_the_plants_of_its_department(town: Town) -> None:
    RolePermission.objects.filter(
        permission="production.release_order", role__code="administrator"
    ).delete()
    plant = Plant.objects.get(pk=town.shop.plant)
    inside = OrgUnit.objects.create(
        code="W9", name="九车间", kind="workshop", parent=plant.org_unit
    )
    beside = OrgUnit.objects.create(code="X9", name="别处", kind="company")
    held = Assignment.objects.filter(role__permissions__permission="production.release_order")
    for unit, found in ((inside, 0), (beside, 1), (plant.org_unit, 0)):
        held.update(org_unit=unit, plant=None)
        assert len(listed("nobody")) == found, unit
    held.update(org_unit=None, plant=plant, valid_to=date(2020, 1, 1))
    assert len(listed("nobody")) == 1


CAUSE_SAID = {
    "no_answer": "检查没有答复",
    "short": "缺 螺丝",
    "failed": "作业失败",
    "refused": "检查不通过",
    "inspection": "质检待检或未过",
    "on_hold": "已暂停，等待恢复",
    "no_right": "办理人无权：等待下发",
    "nobody": "无人有权办理：等待下发",
    "turn": "等待下发",
}


def bring_about(town: Town, cause: str) -> None:
    """Let the scheduled order (for an inspection the running one) stand still for a cause."""
    made = town.orders["scheduled"]
    token = Token.objects.filter(instance__business_type=BUSINESS, instance__business_id=made.order)
    match cause:
        case "no_answer":
            kit = Verdict.objects.filter(source_type=BUSINESS, source_id=made.order)
            kit.update(state="unknown", cause="not_checked")
        case "failed":
            token.update(wait="incident")
        case "refused":
            token.update(verdict="fail", code="t.NO")
        case "inspection":
            test_an_inspection_holds_an_order_that_nobody_works_at(town)
        case "on_hold":
            actions.hold_order(actor=HOUSE, order=made.order, reason="改图")
        case "no_right":
            refused(plant_hand(town), made.order)
        case "nobody":
            RolePermission.objects.filter(permission="production.release_order").delete()


@pytest.mark.parametrize("cause", get_args(Stuck))
def test_the_list_names_every_cause_as_the_desk_does(
    town: Town, visitor: Visitor, cause: str
) -> None:
    bring_about(town, cause)
    name = {"short": "short", "inspection": "running"}.get(cause, "scheduled")
    made = town.orders[name]
    (row,) = [one for one in lists.list_orders(HOUSE, OrderFilter()) if one.id == made.order]
    assert row.cause == cause
    client = visitor("planner")
    page = client.get(f"/orders/?state=all&cause={cause}&q={made.number}").content.decode()
    cell = page.split(f"/orders/{made.number}/", 1)[1]
    assert CAUSE_SAID[cause] in cell
    sheet = client.get(f"/orders/?state=all&q={made.number}&export=csv").content.decode()
    assert CAUSE_SAID[cause] in sheet


def test_a_draft_and_an_order_at_work_show_what_comes_next(town: Town) -> None:
    rows = {row.id: row for row in lists.list_orders(HOUSE, OrderFilter())}
    for name in ("draft", "running"):
        assert rows[town.orders[name].order].cause is None
    assert cause_cell(rows[town.orders["draft"].order], "zh") == "等待提交"


def test_a_button_is_called_after_a_step_only_for_who_may_take_it(
    town: Town, visitor: Visitor
) -> None:
    for role, acts in (("planner", True), ("storekeeper", False)):
        card = visitor(role).get(reverse("desk:stuck")).content.decode()
        assert ("去下发" in card, "去排产" in card) == (acts, acts), role
        assert "看工单" in card or acts

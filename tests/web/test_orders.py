"""工单 on the screen: found, explained, moved on; every form counts once."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.kitting import actions as kitting
from qitao.kitting.values import Interception, Policy
from qitao.people.models import Plant
from qitao.production import actions as production
from qitao.production.actions.control import PriorityChange
from qitao.production.models import OrderMaterial, WorkOrder
from qitao.production.queries import lists
from qitao.production.queries.gates import list_short_materials
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town, state_of


def shown(client: Client, query: str = "") -> str:
    return client.get(f"/orders/{query}").content.decode()


def most_lacking(town: Town) -> dict[str, str]:
    short = list_short_materials(town.orders["short"].order)
    return max(short, key=lambda each: Decimal(each["short"]))


def test_filters_stand_in_the_address(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    numbers = {name: created.number for name, created in town.orders.items()}
    draft = shown(client, "?state=draft")
    assert numbers["draft"] in draft
    assert numbers["running"] not in draft
    short = shown(client, "?kit=short")
    assert numbers["short"] in short
    assert numbers["waiting"] not in short
    found = shown(client, f"?q={numbers['scheduled']}")
    assert numbers["scheduled"] in found
    assert numbers["draft"] not in found
    assert "没有符合筛选条件的记录" in shown(client, "?q=nothing-like-this")


def test_the_list_names_the_material_that_stops_an_order(town: Town, visitor: Visitor) -> None:
    number = town.orders["short"].number
    client = visitor("planner")
    page = shown(client, f"?q={number}")
    lack = most_lacking(town)
    assert f"缺 {lack['name']} −" in page
    assert lack["unit"] in page
    in_english = visitor("planner", lang="en").get(f"/orders/?q={number}").content.decode()
    assert "Lacks " in in_english
    production.waive_gate(actor=HOUSE, order=town.orders["short"].order, reason="借调")
    assert "缺 " + lack["name"] not in shown(client, f"?q={number}")


def test_a_plant_that_only_warns_holds_no_order_for_its_kit(town: Town, visitor: Visitor) -> None:
    number, client = town.orders["short"].number, visitor("planner")
    lack = most_lacking(town)["name"]
    assert f"缺 {lack}" in client.get("/board/").content.decode()
    warns = Policy(town.shop.plant, interception=Interception.WARN)
    kitting.set_plant_policy(actor=HOUSE, policy=warns)
    assert f"缺 {lack}" not in client.get("/board/").content.decode()
    assert f"缺 {lack}" not in shown(client, f"?q={number}")


def test_a_refused_release_leads_to_its_cures(town: Town, visitor: Visitor) -> None:
    order, plant = town.shop.order(500), town.shop.plant
    kitting.set_plant_policy(actor=HOUSE, policy=Policy(plant, interception=Interception.WARN))
    production.submit_order(actor=HOUSE, order=order.order)
    production.schedule_order(actor=HOUSE, order=order.order)
    kitting.set_plant_policy(actor=HOUSE, policy=Policy(plant))
    answer = enter_form(
        visitor("planner"), "/orders/bulk/", order=order.order, verb="release_order"
    )
    page = answer.content.decode()
    assert "下发工单 · 处理结果" in page
    assert "看齐套明细" in page
    url = f"{reverse('kits:kits')}?order={order.number}"
    assert f'href="{url}"' in page
    led = visitor("planner").get(url)
    assert led.headers["Location"] == reverse("kits:kit", args=["work_order", order.order])
    assert "有权放行的角色" in page
    director = visitor("workshop_director")
    page = enter_form(director, "/orders/bulk/", order=order.order, verb="release_order")
    assert "到工单上放行" in page.content.decode()
    assert "有权放行的角色" not in page.content.decode()


def test_a_long_list_is_leafed_through_by_cursor(town: Town, visitor: Visitor) -> None:
    for _ in range(60):
        town.shop.order(1, due_on=clock.now().date() + timedelta(days=30))
    client = visitor("planner")
    answer = client.get("/orders/")
    follow = answer.content.decode().split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(f"/orders/{follow.replace('&amp;', '&')}").content.decode()
    first_numbers = set(WorkOrder.objects.values_list("number", flat=True))
    on_first = {number for number in first_numbers if f">{number}<" in answer.content.decode()}
    on_second = {number for number in first_numbers if f">{number}<" in second}
    assert len(on_first) == 50
    assert len(on_second) == 15
    assert not on_first & on_second


def test_the_list_costs_the_same_for_one_row_and_for_fifty(
    town: Town, visitor: Visitor, asked: list[str]
) -> None:
    client = visitor("planner")
    client.get("/orders/")
    asked.clear()
    client.get("/orders/?state=draft")
    few = list(asked)
    for _ in range(50):
        town.shop.order(1)
    asked.clear()
    client.get("/orders/?state=draft")
    assert asked == few
    assert "tell_orders" in few


def test_the_export_is_a_sheet_of_the_filtered_rows(town: Town, visitor: Visitor) -> None:
    answer = visitor("planner").get("/orders/?state=draft&export=xlsx")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == "工单号"
    assert [row[0] for row in rows[1:]] == [town.orders["draft"].number]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["数量"], told["在等什么"]) == (5, "等待提交")


def test_a_short_order_says_what_is_missing_and_what_to_do(town: Town, visitor: Visitor) -> None:
    url = reverse("orders:order", args=[town.orders["short"].number])
    page = visitor("workshop_director").get(url).content.decode()
    assert "等待齐套检查通过" in page
    assert "缺 3 项物料" in page
    assert "螺丝 M3" in page
    assert 'data-open="#do-waive_gate"' in page
    assert "reason-fail" in page
    planned = visitor("planner").get(url).content.decode()
    card = planned.split('class="reason-now"')[1].split("</section>")[0]
    assert 'data-open="#do-split_order"' in card
    assert 'data-open="#do-cancel_order"' not in card
    assert "不能继续" in page


def test_a_waiver_lets_it_pass_and_stays_in_sight(town: Town, visitor: Visitor) -> None:
    order = town.orders["short"]
    client = visitor("workshop_director")
    url = reverse("orders:order_deed", args=[order.order, "waive_gate"])
    enter_form(client, url, reason="客户先要样品")
    page = client.get(f"/orders/{order.number}/").content.decode()
    assert "等待排产" in page
    assert "赵志强" in page.split('class="facts card order-facts"')[1].split("</dl>")[0]
    production.schedule_order(actor=HOUSE, order=order.order)
    page = client.get(f"/orders/{order.number}/").content.decode()
    why = page.split('class="reason-why"')[1].split("</section>")[0]
    assert "mark-waived" in why
    assert "料没有齐，赵志强 已放行：客户先要样品" in why
    assert "mark-waived" in shown(client, f"?q={order.number}")
    assert "mark-waived" not in shown(client, f"?q={town.orders['waiting'].number}")


def test_what_was_waived_is_told_apart_where_kits_are_counted(town: Town, visitor: Visitor) -> None:
    client = visitor("workshop_director")
    assert "已放行" not in client.get("/kits/").content.decode()
    order = town.orders["short"].order
    production.waive_gate(actor=HOUSE, order=order, reason="客户先要样品")
    page = client.get("/kits/").content.decode()
    assert "缺料的里有 1 张已放行，不再等料" in page
    row = page.split(f'id="kit-work_order-{order}"')[1].split("</li>")[0]
    assert "mark-waived" in row
    kit = client.get(f"/kits/work_order/{order}/").content.decode()
    assert "客户先要样品" in kit


def test_a_new_order_from_code_to_submitted(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    answer = enter_form(
        client,
        "/orders/new/",
        material_code="CASE 整机壳",
        quantity="25",
        plant=town.shop.plant,
        priority="3",
        due_on="",
        number="",
        lot_code="",
        note="",
        then="submit",
    )
    assert answer.status_code == 303
    row = WorkOrder.objects.get(number=answer["Location"].strip("/").split("/")[-1])
    assert (row.quantity, row.priority, row.state) == (Decimal(25), 3, "awaiting_schedule")


def test_a_wrong_form_keeps_what_was_typed_and_names_the_field(
    town: Town, visitor: Visitor
) -> None:
    answer = enter_form(
        visitor("planner"),
        "/orders/new/",
        material_code="CASE",
        quantity="-3",
        plant=town.shop.plant,
        note="急单",
        then="",
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "数量要大于 0" in page
    assert 'value="-3"' in page
    assert "急单</textarea>" in page
    assert WorkOrder.objects.count() == 5


def test_a_code_that_stands_for_nothing_is_named(town: Town, visitor: Visitor) -> None:
    answer = enter_form(
        visitor("planner"),
        "/orders/new/",
        material_code="NOPE",
        quantity="3",
        plant=town.shop.plant,
        then="",
    )
    assert answer.status_code == 422
    assert "没有编码为「NOPE」的物料" in answer.content.decode()


def test_the_list_says_which_step_it_is_filtered_by(visitor: Visitor) -> None:
    assert "步骤：齐套检查" in shown(visitor("planner"), "?state=all&step=check_kit")
    assert "步骤：nowhere" in shown(visitor("planner"), "?state=all&step=nowhere")


def test_only_who_may_is_offered_verbs_for_many(visitor: Visitor) -> None:
    assert 'value="redrive_orders"' in shown(visitor("planner"))
    assert "data-bulk" not in shown(visitor("storekeeper"))


def test_another_persons_turn_says_to_wait_for_it(town: Town, visitor: Visitor) -> None:
    page = shown(visitor("storekeeper"), f"{town.orders['scheduled'].number}/")
    assert "等计划员、车间主任来办。" in page


def test_the_same_form_sent_twice_makes_one_order(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    typed = {"key": "form-1", "material_code": "CASE", "quantity": "4", "plant": town.shop.plant}
    first = client.post("/orders/new/", typed)
    second = client.post("/orders/new/", typed)
    assert first["Location"] == second["Location"]
    assert WorkOrder.objects.count() == 6


def test_materials_are_issued_by_the_quantities_typed(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"].order
    line = OrderMaterial.objects.get(order_id=order, material_id=town.shop.materials["SCREW"])
    url = reverse("orders:move_materials", args=[order, "issue_materials"])
    client = visitor("storekeeper")
    wrong = enter_form(client, url, **{f"line_{line.line}": "many"})
    assert wrong.status_code == 422
    enter_form(client, url, **{f"line_{line.line}": "12"})
    line.refresh_from_db()
    assert line.issued == 12


def test_hold_needs_a_reason_and_is_shown_in_the_log(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    client = visitor("workshop_director")
    url = reverse("orders:order_deed", args=[order.order, "hold_order"])
    assert enter_form(client, url, reason="").status_code == 422
    enter_form(client, url, reason="模具维修")
    assert state_of(town, "running") == "on_hold"
    enter_form(client, reverse("orders:order_deed", args=[order.order, "release_order"]))
    log = client.get(f"/orders/{order.number}/?tab=log").content.decode()
    assert "暂停" in log
    assert "没有办成" in log


def test_an_order_of_another_plant_is_not_found(town: Town, visitor: Visitor) -> None:
    from qitao.people import actions as people
    from qitao.people import queries
    from qitao.people.values import RoleId

    other = people.create_plant(actor=HOUSE, code="P7", name="七厂", parent=None)
    user = people.create_user(actor=HOUSE, username="far", name="远人").user
    role = RoleId(queries.get_role_by_code("planner").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=other.plant)
    from tests.web.conftest import sign_in

    client = sign_in(user)
    assert client.get(f"/orders/{town.orders['draft'].number}/").status_code == 404
    assert town.orders["draft"].number not in client.get("/orders/?state=all").content.decode()


def test_the_flow_picture_carries_model_and_tokens(town: Town, visitor: Visitor) -> None:
    url = reverse("orders:order", args=[town.orders["running"].number])
    page = visitor("planner").get(f"{url}?tab=flow").content.decode()
    assert "bpmn-navigated-viewer" in page
    assert "bpmn:definitions" in page
    assert "in_production" in page


@pytest.mark.parametrize("tab", ["operations", "materials", "quality", "log"])
def test_a_finished_order_still_has_its_page(town: Town, visitor: Visitor, tab: str) -> None:
    production.cancel_order(actor=HOUSE, order=town.orders["draft"].order, reason="不做了")
    url = reverse("orders:order", args=[town.orders["draft"].number])
    assert visitor("planner").get(f"{url}?tab={tab}").status_code == 200


def test_a_step_of_the_log_says_what_was_left_after_how_long_and_by_whom(
    town: Town, visitor: Visitor
) -> None:
    order, client = town.orders["waiting"], visitor("planner")
    url = reverse("orders:order_deed", args=[order.order, "schedule_order"])
    enter_form(client, url, planned_start="2030-01-02T08:00")
    page = client.get(f"/orders/{order.number}/?tab=log").content.decode()
    (line,) = [each for each in page.split("<li") if "→ 「已排产」" in each]
    assert re.search(r"「待排产」停留 (不到 )?\d+ 分", line)
    assert "李娜" in line


def test_the_log_holds_the_shop_floor_and_what_it_was_refused(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    first, second = lists.list_operations(order.order)[:2]
    client = visitor("operator")
    with pytest.raises(Refusal, match="PREDECESSOR_SHORT"):
        production.report_output(actor=HOUSE, operation=second.id, good=Decimal(5))
    page = client.get(f"/orders/{order.number}/?tab=log").content.decode()
    assert f"工序开工 · {first.name}" in page
    assert f"报工 · {first.name}" in page
    assert "良品 3" in page
    assert f"「报工 · {second.name}」没有办成" in page
    assert "最多只能报 3 件" in page


def test_the_log_holds_inspections_and_their_refusals(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    first = lists.list_operations(order.order)[0]
    client = visitor("inspector")
    url = reverse("quality:open_for", args=[first.id])
    enter_form(client, url, kind="first_piece")
    assert enter_form(client, url, kind="first_piece").status_code == 409
    page = client.get(f"/orders/{order.number}/?tab=log").content.decode()
    opened = say("verb.quality.open_inspection", "zh")
    assert f"{opened} · {first.name}" in page
    assert f"「{opened} · {first.name}」没有办成" in page


def test_a_held_order_shows_who_stopped_it_and_the_button_that_resumes_it(
    town: Town, visitor: Visitor
) -> None:
    order = town.orders["running"]
    director = visitor("workshop_director")
    enter_form(
        director, reverse("orders:order_deed", args=[order.order, "hold_order"]), reason="模具维修"
    )
    url = reverse("orders:order", args=[order.number])
    page = director.get(url).content.decode()
    assert "工单已由 赵志强 暂停，原因：模具维修" in page
    assert "reason-fail" in page
    assert "已暂停，等待恢复" in page
    assert "resume_order" in page
    assert "轮到 <b>您</b> 计划员、车间主任" in page
    seen = visitor("operator").get(url).content.decode()
    assert "模具维修" in seen
    assert "轮到您" not in seen
    assert "resume_order" not in seen


def test_the_operations_say_how_long_they_waited_and_were_worked_on(
    town: Town, visitor: Visitor
) -> None:
    url = reverse("orders:order", args=[town.orders["running"].number])
    page = visitor("planner").get(url).content.decode()
    assert "整张工单" in page
    assert '<tbody class="order-sum">' in page
    draft = reverse("orders:order", args=[town.orders["draft"].number])
    assert "整张工单" not in visitor("planner").get(draft).content.decode()


@pytest.mark.parametrize(
    ("role", "told"), [("planner", True), ("workshop_director", True), ("operator", False)]
)
def test_the_desk_tells_the_average_handling_time(
    town: Town, visitor: Visitor, role: str, told: bool
) -> None:
    assert ("平均处理时长" in visitor(role).get("/counted/").content.decode()) is told


def test_a_due_date_is_taken_away_by_emptying_its_field(town: Town, visitor: Visitor) -> None:
    order = town.orders["draft"]
    url = reverse("orders:order_deed", args=[order.order, "update_order"])
    enter_form(visitor("planner"), url, quantity="5", note="急")
    row = WorkOrder.objects.get(pk=order.order)
    assert (row.due_on is None, row.note) == (False, "急")
    enter_form(visitor("planner"), url, quantity="5", due_on="", note="急")
    row.refresh_from_db()
    assert row.due_on is None


@pytest.mark.parametrize("start", ["2031-05-30T08:30", "2031-05-30 08:30"])
def test_an_order_is_planned_at_the_plant_s_clock(town: Town, visitor: Visitor, start: str) -> None:
    order = town.orders["waiting"].order
    url = reverse("orders:order_deed", args=[order, "schedule_order"])
    enter_form(visitor("planner"), url, planned_start=start, planned_end="2031-05-30T17:00")
    row, here = WorkOrder.objects.get(pk=order), timezone.get_current_timezone()
    assert row.planned_start == datetime(2031, 5, 30, 8, 30, tzinfo=here)
    assert row.planned_end == datetime(2031, 5, 30, 17, tzinfo=here)


def test_late_is_told_by_the_day_of_the_plant(town: Town, visitor: Visitor) -> None:
    order = town.orders["draft"]
    WorkOrder.objects.update(due_on=date(2026, 6, 10))
    Plant.objects.update(time_zone="Pacific/Kiritimati")
    client = visitor("planner")
    with clock.frozen(datetime(2026, 6, 10, 11, tzinfo=UTC)):
        assert order.number in shown(client, "?late=1")
        assert "逾期 1 天" in shown(client, "?late=1")
        assert "逾期 1 天" in client.get(f"/orders/{order.number}/").content.decode()
        late = sum(row.late for row in lists.count_states(HOUSE))
    Plant.objects.update(time_zone="Pacific/Pago_Pago")
    with clock.frozen(datetime(2026, 6, 11, 10, tzinfo=UTC)):
        assert order.number not in shown(client, "?late=1")
        assert sum(row.late for row in lists.count_states(HOUSE)) == 0
    assert late == len(town.orders)


def test_a_priority_that_many_orders_got_stands_in_the_log_of_each(
    town: Town, visitor: Visitor
) -> None:
    both = [town.orders[name] for name in ("draft", "waiting")]
    production.set_priorities(
        actor=HOUSE, changes=tuple(PriorityChange(order.order, 2) for order in both)
    )
    for order in both:
        page = visitor("planner").get(f"/orders/{order.number}/?tab=log").content.decode()
        assert page.count("调整优先级") == 1
        assert "优先级 2" in page
    other = town.orders["running"].number
    assert "调整优先级" not in visitor("planner").get(f"/orders/{other}/?tab=log").content.decode()


def overlays(client: Client, number: str) -> list[dict[str, str]]:
    page = client.get(f"/orders/{number}/?tab=flow").content.decode()
    written = page.split('<script id="picture" type="application/json">')[1].split("<")[0]
    return json.loads(written)["overlays"]  # type: ignore[no-any-return]


def test_the_flow_picture_says_what_stopped_the_token(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    (stopped,) = overlays(client, town.orders["short"].number)
    assert (stopped["node"], stopped["outcome"]) == ("check_kit", "fail")
    assert "缺 3 项物料" in stopped["why"]
    assert [each["why"] for each in overlays(client, town.orders["running"].number)] == [""]

"""Master data, people, processes, journal, desk and search on the screen."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from qitao.base import audit as journal
from qitao.catalog.models import Bom, Material
from qitao.flow import queries as flow
from qitao.people import queries as people
from qitao.people.models import Assignment, User
from qitao.production.models import WorkOrder
from qitao.production.values import FLOW_KEY
from tests.web.conftest import Visitor, enter_form, sign_in
from tests.web.town import Town


def test_a_material_is_made_and_changed_by_hand(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    typed = {"code": "PP-01", "name": "PP 粒料", "kind": "buy", "unit": "KG", "lot_tracked": "on"}
    made = enter_form(client, reverse("catalog:new_material"), **typed)
    row = Material.objects.get(code="PP-01")
    assert made["Location"] == reverse("catalog:material", args=[row.pk])
    assert row.lot_tracked
    again = enter_form(client, reverse("catalog:new_material"), **typed)
    assert again.status_code == 409
    assert 'value="PP 粒料"' in again.content.decode()
    edit = reverse("catalog:edit_material", args=[row.pk])
    enter_form(client, edit, **(typed | {"name": "PP 粒料 白"}))
    row.refresh_from_db()
    assert row.name == "PP 粒料 白"


def test_the_tree_and_the_uses_of_a_material(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    page = client.get(reverse("catalog:material", args=[town.shop.materials["CASE"]]))
    assert "螺丝 M3" in page.content.decode()
    used = client.get(reverse("catalog:material", args=[town.shop.materials["SCREW"]]))
    assert "整机壳" in used.content.decode()


def test_a_bom_is_revised_and_published(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    bom = Bom.objects.get(material_id=town.shop.materials["CASE"])
    url = reverse("catalog:bom_deed", args=[bom.pk, "revise_bom"])
    made = enter_form(client, url, version="2", effective_from=date(2030, 1, 1).isoformat())
    new = Bom.objects.get(version="2")
    assert made["Location"] == reverse("catalog:bom", args=[new.pk])
    enter_form(client, reverse("catalog:bom_deed", args=[new.pk, "publish_bom"]))
    new.refresh_from_db()
    assert new.state == "active"


def test_search_opens_what_is_meant_exactly(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    number = town.orders["short"].number
    assert client.get(f"/search/?q={number.lower()}")["Location"] == f"/orders/{number}/"
    assert client.get("/search/?q=SCREW")["Location"] == reverse(
        "catalog:material", args=[town.shop.materials["SCREW"]]
    )
    page = client.get("/search/?q=整机").content.decode()
    assert "整机壳" in page
    assert "没有找到" in client.get("/search/?q=zzzzzz").content.decode()


def test_search_counts_no_days_for_what_is_over(town: Town, visitor: Visitor) -> None:
    order = WorkOrder.objects.filter(pk=town.orders["draft"].order)
    order.update(due_on=date(2020, 1, 1))
    client = visitor("planner")
    assert "逾期" in client.get("/search/?q=整机").content.decode()
    order.update(state="cancelled")
    assert "逾期" not in client.get("/search/?q=整机").content.decode()


def test_a_process_is_named_in_the_readers_language(visitor: Visitor) -> None:
    assert "生产工单" in visitor("administrator").get("/flows/").content.decode()
    english = visitor("administrator", lang="en").get("/flows/").content.decode()
    assert "生产工单" not in english


def test_a_right_that_is_missing_names_the_roles_that_hold_it(town: Town, visitor: Visitor) -> None:
    url = f"/people/{town.users['operator']}/"
    client = visitor("administrator")
    assert "?why=production.release_order" in client.get(url).content.decode()
    page = client.get(f"{url}?why=production.release_order").content.decode()
    assert "有这项权限的角色： 计划员、车间主任" in page


def test_each_role_has_its_desk(town: Town, visitor: Visitor) -> None:
    operator = visitor("operator").get("/").content.decode()
    assert "正在做" in operator
    assert town.orders["running"].number in operator
    planner = visitor("planner").get("/").content.decode()
    assert "卡住的工单" in planner
    assert reverse("desk:counted") in planner
    assert "缺料清单" in visitor("planner").get(reverse("desk:counted")).content.decode()
    inspector = visitor("inspector").get("/").content.decode()
    assert "待检" in inspector
    assert inspector.index("待检") < inspector.index("卡住的工单")
    storekeeper = visitor("storekeeper")
    assert reverse("desk:store") in storekeeper.get("/").content.decode()
    store = storekeeper.get(reverse("desk:store")).content.decode()
    assert "待领料的工单" in store
    assert "今天该到的货" in store
    assert reverse("desk:store") not in visitor("inspector").get("/").content.decode()
    assert "还没有分配岗位" in visitor("nobody").get("/").content.decode()


def test_a_person_gets_an_account_a_role_and_loses_it(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    made = enter_form(
        client,
        "/people/new/",
        name="何师傅",
        username="he",
        password="kettle-stone-77",
        org_unit="",
        lang="zh",
    )
    user = User.objects.get(username="he")
    assert made["Location"] == reverse("people:user", args=[user.pk])
    role = people.get_role_by_code("operator")
    deed = reverse("people:user_deed", args=[user.pk, "assign_role"])
    enter_form(client, deed, role=role.id, plant=town.shop.plant, org_unit="")
    assert sign_in(people.get_user(user.pk).id).get("/terminal/").status_code == 200
    why = client.get(f"/people/{user.pk}/?why=production.report_output").content.decode()
    assert "操作工" in why
    held = Assignment.objects.get(user=user)
    end = reverse("people:user_deed", args=[user.pk, "end_assignment"])
    enter_form(client, end, assignment=held.pk)
    assert not Assignment.objects.filter(user=user).exists()


def test_a_role_holds_exactly_what_is_ticked(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    role = people.get_role_by_code("inspector")
    url = reverse("people:role_deed", args=[role.id, "set_role_permissions"])
    enter_form(client, url, permissions=["quality.view", "catalog.view"])
    assert set(people.get_role_by_code("inspector").permissions) == {"quality.view", "catalog.view"}
    assert visitor("inspector").get("/stock/").status_code == 403


def test_a_planner_may_not_touch_people(town: Town, visitor: Visitor) -> None:
    deed = reverse("people:user_deed", args=[town.users["operator"], "deactivate_user"])
    answer = enter_form(visitor("planner"), deed)
    assert answer.status_code == 403
    assert User.objects.get(pk=town.users["operator"]).is_active


def test_a_broken_model_is_refused_with_every_problem(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    before = flow.find_definition(FLOW_KEY)
    assert before is not None
    xml = flow.get_definition(before.id).xml
    broken = xml.replace("bpmn:userTask", "bpmn:scriptTask")
    file = SimpleUploadedFile("broken.bpmn", broken.encode())
    answer = enter_form(client, "/flows/publish/", file=file)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("必须改") >= 2
    same = SimpleUploadedFile("same.bpmn", xml.encode())
    told = enter_form(client, "/flows/publish/", file=same)
    assert told["Location"] == reverse("flows:flow", args=[before.id])
    assert flow.find_definition(FLOW_KEY) == before


def test_the_journal_tells_what_was_done_and_refused(town: Town, visitor: Visitor) -> None:
    order = town.orders["draft"]
    planner = visitor("planner")
    enter_form(planner, reverse("orders:order_deed", args=[order.order, "release_order"]))
    enter_form(planner, reverse("orders:order_deed", args=[order.order, "submit_order"]))
    client = visitor("administrator")
    done = client.get(f"/journal/?subject=work_order:{order.order}").content.decode()
    assert "提交工单" in done
    assert "李娜" in done
    refused = client.get(f"/journal/refusals/?subject=work_order:{order.order}").content.decode()
    assert "现在是「草稿」" in refused
    entry = journal.list_entries(subject=f"work_order:{order.order}")[0]
    shown = client.get(f"/journal/{entry.id}/").content.decode()
    assert "提交工单" in shown
    assert "production.submit_order" in shown


def test_health_runs_every_check_on_request(town: Town, visitor: Visitor) -> None:
    page = visitor("administrator").get("/health/?checks=1").content.decode()
    assert "production.order_state_equals_token_state" in page
    failed = [row for row in page.split("<tr>")[1:] if "mark-fail" in row or "mark-unknown" in row]
    assert all("verdicts_are_looked_after" in row for row in failed)  # no worker runs in tests

"""Two people at one record: the changes of both are kept, or the second is asked."""

import json
from collections.abc import Callable
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from qitao.base.ids import new_key
from qitao.base.versions import read_history
from qitao.catalog import actions as catalog
from qitao.catalog.models import Bom, BomLine, Material, Partner
from qitao.catalog.values import PartnerKind
from qitao.catalog.values.rows import PartnerRow
from qitao.kitting import queries as kitting
from qitao.people.models import Post, RolePermission, User
from qitao.production.models import WorkOrder
from qitao.quality.models import Plan, PlanCharacteristic
from qitao.stock import actions as stock
from qitao.stock.models import Lot
from qitao.stock.values import NewLot
from tests.shop import HOUSE
from tests.standing import stand
from tests.web.conftest import Visitor, enter_form, sign_in
from tests.web.forms_seen import Form, Seen
from tests.web.test_master_data import bom_form
from tests.web.town import Town, busy_town

KSW = PartnerRow(code="KSW", name="科塑新材料", kind=PartnerKind.SUPPLIER)


def form_of(client: Client, url: str, action: str = "") -> Form:
    """Return the form of a page as a browser shows it."""
    forms = Seen(client.get(url).content.decode(), url).forms
    return next(form for form in forms if "was" in form.values and form.action.endswith(action))


def send(client: Client, form: Form, **typed: object) -> Any:
    return client.post(form.action, form.values | {"key": new_key()} | typed)


def asked(answer: Any, url: str) -> Form:
    """Return the form of the page that asks whose value counts."""
    assert answer.status_code == 409
    forms = Seen(answer.content.decode(), url).forms
    return next(form for form in forms if "was" in form.values)


def partner_page() -> tuple[Partner, str]:
    made = catalog.create_partner(actor=HOUSE, row=KSW).partner
    return Partner.objects.get(pk=made), reverse("catalog:edit_partner", args=[made])


def test_what_only_one_of_two_changed_is_kept(town: Town, visitor: Visitor) -> None:
    row, url = partner_page()
    first, second = visitor("administrator"), visitor("administrator")
    form, late = form_of(first, url), form_of(second, url)
    assert send(first, form, name="科塑").status_code == 303
    answer = send(second, late, contact="Kesu")
    assert answer.status_code == 303
    row.refresh_from_db()
    assert (row.name, row.contact) == ("科塑", "Kesu")
    told = second.get(answer["Location"]).content.decode()
    assert "您填写期间，周敏改了名称" in told


def test_where_both_changed_the_same_the_second_is_asked(town: Town, visitor: Visitor) -> None:
    row, url = partner_page()
    first, second = visitor("administrator"), visitor("administrator")
    form, late = form_of(first, url), form_of(second, url)
    send(first, form, name="科塑", contact="Kesu")
    answer = send(second, late, name="科苏", kind="outsourcer")
    html = answer.content.decode()
    assert "科苏" in html
    assert "周敏保存的" in html
    assert "Kesu" not in html
    row.refresh_from_db()
    assert (row.name, row.kind) == ("科塑", "supplier")
    question = asked(answer, url)
    assert question.values["kind"] == ["outsourcer"]
    assert send(second, question, **{"pick:name": "theirs"}).status_code == 303
    row.refresh_from_db()
    assert (row.name, row.contact, row.kind) == ("科塑", "Kesu", "outsourcer")


def test_my_own_counts_where_i_say_so_unless_it_changed_once_more(
    town: Town, visitor: Visitor
) -> None:
    row, url = partner_page()
    first, second = visitor("administrator"), visitor("administrator")
    form, late = form_of(first, url), form_of(second, url)
    send(first, form, name="科塑")
    question = asked(send(second, late, name="科苏"), url)
    send(first, form_of(first, url), name="可塑")
    once_more = asked(send(second, question, **{"pick:name": "mine"}), url)
    row.refresh_from_db()
    assert row.name == "可塑"
    assert send(second, once_more, **{"pick:name": "mine"}).status_code == 303
    row.refresh_from_db()
    assert row.name == "科苏"


def test_a_fault_keeps_what_the_form_was_made_of(town: Town, visitor: Visitor) -> None:
    _, url = partner_page()
    first, second = visitor("administrator"), visitor("administrator")
    form, late = form_of(first, url), form_of(second, url)
    send(first, form, name="科塑")
    wrong = send(second, late, kind="bank", contact="Kesu")
    html = wrong.content.decode()
    assert wrong.status_code == 422
    assert json.loads(Seen(html, url).forms[-1].values["was"][0])["fields"]["name"] == KSW.name


def test_a_form_without_its_past_is_taken_as_it_is(town: Town, visitor: Visitor) -> None:
    row, url = partner_page()
    typed = {"code": "KSW", "name": "只有名称", "kind": "supplier", "active": "on"}
    assert enter_form(visitor("administrator"), url, **typed, was="{").status_code == 303
    row.refresh_from_db()
    assert row.name == "只有名称"


def test_lines_are_merged_cell_by_cell(town: Town, visitor: Visitor) -> None:
    client, other = visitor("planner"), visitor("administrator")
    enter_form(client, reverse("catalog:new_bom"), **bom_form())
    bom = Bom.objects.get(version="7")
    url = reverse("catalog:edit_bom", args=[bom.pk])
    form, late = form_of(client, url), form_of(other, url)
    assert form.values["lines.quantity"][:2] == ["0.25", "4"]
    send(client, form, **{"lines.quantity": ["0.5", "4", ""]})
    more = {name: cells for name, cells in bom_form().items() if name.startswith("lines.")} | {
        "lines.quantity": ["0.25", "6", "1"],
        "lines.component": ["RESIN", "SCREW", "SCREW"],
        "lines.unit": ["", "PCS", "PCS"],
        "lines.line_no": ["10", "20", ""],
    }
    assert send(other, late, **more).status_code == 303
    lines = BomLine.objects.filter(bom=bom).order_by("line_no")
    assert [(line.line_no, line.quantity) for line in lines] == [
        (10, Decimal("0.5")),
        (20, Decimal(6)),
        (30, Decimal(1)),
    ]


@pytest.mark.parametrize(("picked", "left"), [("mine", [20]), ("theirs", [10, 20])])
def test_a_line_that_one_removed_and_the_other_changed_is_asked_for(
    town: Town, visitor: Visitor, picked: str, left: list[int]
) -> None:
    client, other = visitor("planner"), visitor("administrator")
    enter_form(client, reverse("catalog:new_bom"), **bom_form())
    bom = Bom.objects.get(version="7")
    url = reverse("catalog:edit_bom", args=[bom.pk])
    form, late = form_of(client, url), form_of(other, url)
    send(client, form, **{"lines.quantity": ["0.5", "4", ""]})
    cells = {name: cells[1:2] for name, cells in late.values.items() if name.startswith("lines.")}
    question = asked(send(other, late, **cells), url)
    assert send(other, question, **{"pick:10.": picked}).status_code == 303
    lines = BomLine.objects.filter(bom=bom).order_by("line_no")
    assert [line.line_no for line in lines] == left


def test_a_draft_of_an_inspection_plan_is_merged(town: Town, visitor: Visitor) -> None:
    client, other = visitor("administrator"), visitor("administrator")
    head = {"code": "Q-9", "name": "外壳首件", "kind": "first_piece", "sampling": "all"}
    rows = {
        "characteristics.number": ["", ""],
        "characteristics.name": ["外观", "高度"],
        "characteristics.kind": ["attribute", "attribute"],
    }
    made = enter_form(client, reverse("quality:new_plan"), level="II", **head, **rows)
    assert made.status_code == 303, made.content.decode()
    plan = Plan.objects.get(code="Q-9")
    url = reverse("quality:edit_plan", args=[plan.pk])
    form, late = form_of(client, url), form_of(other, url)
    names = form.values["characteristics.name"]
    send(client, form, **{"characteristics.name": ["外观无飞边", *names[1:]]})
    assert send(other, late, name="外壳首件检验").status_code == 303
    plan.refresh_from_db()
    assert plan.name == "外壳首件检验"
    kept = PlanCharacteristic.objects.filter(plan=plan).order_by("number")
    assert [row.name for row in kept] == ["外观无飞边", "高度"]


def test_ticks_of_a_post_and_a_role_are_merged_one_by_one(town: Town, visitor: Visitor) -> None:
    from qitao.people import actions as people
    from qitao.people import queries

    roles = {row.code: str(row.id) for row in queries.list_roles()}
    post = people.create_post(actor=HOUSE, code="LEAD", name="班长").post
    client, other = visitor("administrator"), visitor("administrator")
    url = reverse("people:post", args=[post])
    form, late = form_of(client, url, "set_post_roles/"), form_of(other, url, "set_post_roles/")
    send(client, form, roles=[roles["operator"]])
    assert send(other, late, roles=[roles["inspector"]]).status_code == 303
    held = {role.code for role in Post.objects.get(pk=post).roles.all()}
    assert held == {"operator", "inspector"}
    role = roles["inspector"]
    url = reverse("people:role", args=[role])
    form, late = (form_of(each, url, "set_role_permissions/") for each in (client, other))
    before = form.values["permissions"]
    send(client, form, permissions=before[1:])
    assert send(other, late, permissions=[*before, "trade.view"]).status_code == 303
    codes = set(RolePermission.objects.filter(role=role).values_list("permission", flat=True))
    assert codes == {*before[1:], "trade.view"}


def test_a_person_s_account_and_an_order_are_merged(town: Town, visitor: Visitor) -> None:
    client, other = visitor("administrator"), visitor("administrator")
    user = town.users["operator"]
    url = reverse("people:user", args=[user])
    form, late = form_of(client, url, "update_user/"), form_of(other, url, "update_user/")
    send(client, form, phone="13800000001")
    assert send(other, late, badge="B-17").status_code == 303
    row = User.objects.get(pk=user)
    assert (row.phone, row.badge, row.name) == ("13800000001", "B-17", "王建国")
    order = town.orders["draft"]
    url = reverse("orders:order", args=[order.number])
    form, late = form_of(client, url, "update_order/"), form_of(other, url, "update_order/")
    send(client, form, quantity="9")
    assert send(other, late, note="先做").status_code == 303
    planned = WorkOrder.objects.get(pk=order.order)
    assert (planned.quantity, planned.note) == (9, "先做")
    question = send(other, late, quantity="8", **{"HX-Request": "true"})
    assert question.status_code == 409
    assert WorkOrder.objects.get(pk=order.order).quantity == 9
    answered = asked(question, url)  # as it stands on the order's page, where it was swapped in
    assert answered.action == late.action
    assert send(other, answered, **{"pick:quantity": "mine"}).status_code == 303
    assert WorkOrder.objects.get(pk=order.order).quantity == 8


def test_a_due_date_that_is_emptied_is_gone(town: Town, visitor: Visitor) -> None:
    client, order = visitor("planner"), town.orders["draft"]
    url = reverse("orders:order", args=[order.number])
    assert WorkOrder.objects.get(pk=order.order).due_on is not None
    form = form_of(client, url, "update_order/")
    assert send(client, form, due_on="").status_code == 303
    assert WorkOrder.objects.get(pk=order.order).due_on is None


def test_texts_that_look_like_figures_are_texts(town: Town, visitor: Visitor) -> None:
    client, other = visitor("administrator"), visitor("administrator")
    material = Material.objects.get(pk=town.shop.materials["CASE"])
    url = reverse("catalog:edit_material", args=[material.pk])
    Material.objects.filter(pk=material.pk).update(drawing_no="1.1")
    form, late = form_of(client, url), form_of(other, url)
    assert send(client, form, drawing_no="1.10").status_code == 303
    assert send(other, late, name="机壳").status_code == 303
    material.refresh_from_db()
    assert (material.drawing_no, material.name) == ("1.10", "机壳")


def test_rules_of_a_plant_and_how_it_checks_its_kits_are_merged(
    town: Town, visitor: Visitor
) -> None:
    client, other = visitor("administrator"), visitor("administrator")
    url = reverse("kits:policy")
    form, late = form_of(client, url), form_of(other, url)
    send(client, form, incoming_days="5")
    assert send(other, late, stale_after_seconds="77").status_code == 303
    policy = kitting.get_policy(town.shop.plant)
    assert (policy.incoming_days, policy.stale_after_seconds) == (5, 77)
    url = reverse("orders:plant_rules")
    form, late = form_of(client, url), form_of(other, url)
    send(client, form, over_percent="5")
    answer = send(other, late, over_percent="6")
    assert "5" in asked(answer, url).values["over_percent"] + ["5"]
    assert answer.status_code == 409


def test_names_and_places_of_the_organisation_are_merged(town: Town, visitor: Visitor) -> None:
    client, other = visitor("administrator"), visitor("administrator")
    url = reverse("people:plant", args=[town.shop.plant])
    form, late = form_of(client, url, "update_plant/"), form_of(other, url, "update_plant/")
    send(client, form, name="东厂")
    assert send(other, late, time_zone="Asia/Tokyo").status_code == 303
    names = [
        (each.field, each.new)
        for version in read_history(HOUSE, f"plant:{town.shop.plant}").versions()[:2]
        for each in version.changes
    ]
    assert sorted(names) == [("name", "东厂"), ("time_zone", "Asia/Tokyo")]


def test_many_at_once_lose_nothing(real_db: None) -> None:
    """Three browsers, each with another field, send at the same moment."""
    town = stand("town", busy_town)
    row, url = partner_page()
    fields = ("contact", "phone", "address")
    clients = [sign_in(town.users["administrator"]) for _ in fields]
    forms = [form_of(client, url) for client in clients]
    answers: list[int] = []
    together = Barrier(len(fields))

    def save(client: Client, form: Form, name: str) -> None:
        try:
            together.wait()
            answers.append(send(client, form, **{name: f"{name} 1"}).status_code)
        finally:
            connection.close()

    work: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        (save, each) for each in zip(clients, forms, fields, strict=True)
    ]
    threads = [Thread(target=target, args=args) for target, args in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row.refresh_from_db()
    saved = {name for name in fields if getattr(row, name) == f"{name} 1"}
    assert answers.count(303) == len(saved)
    assert saved == set(fields)


def test_two_at_one_lot_keep_what_each_learnt(town: Town, visitor: Visitor) -> None:
    lot = stock.ensure_lots(
        actor=HOUSE,
        lots=(NewLot(town.shop.materials["CASE"], "LOT-MEET"),),
        plant=town.shop.plant,
    ).lots[0]
    url = reverse("stock:lot", args=[lot])
    first, second = visitor("storekeeper"), visitor("storekeeper")
    form, late = form_of(first, url, "edit_lot/"), form_of(second, url, "edit_lot/")
    assert send(first, form, supplier_code="B-77").status_code == 303
    assert send(second, late, note="外箱受潮").status_code == 303
    row = Lot.objects.get(pk=lot)
    assert (row.supplier_code, row.note) == ("B-77", "外箱受潮")
    assert send(first, form, note="外箱完好").status_code == 409
    made = read_history(HOUSE, f"lot:{lot}").versions()[-1].at
    page = reverse("history:record", args=["lot", lot])
    assert enter_form(first, page, back_to=made.isoformat()).status_code == 303
    row.refresh_from_db()
    assert (row.supplier_code, row.note) == ("", "")

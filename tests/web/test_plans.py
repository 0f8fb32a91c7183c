"""Inspection plans on the screen: drafted, faults at their line, published, revised."""

from django.urls import reverse

from qitao.production.models import OrderOperation
from qitao.quality import queries
from qitao.quality.values import PlanId, PlanState
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def form(**more: object) -> dict[str, object]:
    return {
        "code": "QP-1",
        "name": "外壳完工检",
        "kind": "final",
        "material": "CASE",
        "sampling": "aql",
        "aql": "1.0",
        "level": "II",
        "blocking": "on",
        "characteristics.number": ["", "", ""],
        "characteristics.name": ["外观", "壁厚", ""],
        "characteristics.kind": ["attribute", "measured", "attribute"],
        "characteristics.unit": ["", "mm", ""],
        "characteristics.lower": ["", "1.9", ""],
        "characteristics.nominal": ["", "2", ""],
        "characteristics.upper": ["", "2.1", ""],
        "characteristics.instrument": ["", "卡尺", ""],
        "characteristics.method": ["", "", ""],
        **more,
    }


def test_a_plan_is_drafted_changed_published_and_revised(town: Town, visitor: Visitor) -> None:
    client = visitor("inspector")
    made = enter_form(client, reverse("quality:new_plan"), **form())
    head = queries.list_plans(words="QP-1")[0]
    url = reverse("quality:plan", args=[head.id])
    assert made["Location"] == url
    assert (head.state, head.characteristics) == (PlanState.DRAFT, 2)
    page = client.get(url).content.decode()
    assert "壁厚" in page
    assert "整机壳" in page
    edit = reverse("quality:edit_plan", args=[head.id])
    assert '<option value="1.0" selected' in client.get(edit).content.decode()
    enter_form(client, edit, **form(name="外壳终检"))
    enter_form(client, reverse("quality:plan_deed", args=[head.id, "publish_plan"]))
    row = queries.get_plan(PlanId(head.id))
    assert (row.state, row.content.name) == (PlanState.ACTIVE, "外壳终检")
    again = f"{reverse('quality:new_plan')}?of={head.id}"
    assert 'value="QP-1"' in client.get(again).content.decode()
    enter_form(client, reverse("quality:new_plan"), **form(sampling="count", count="5"))
    assert [plan.version for plan in queries.list_plans(words="QP-1")] == [2, 1]
    late = enter_form(client, edit, **form())
    assert late.status_code == 409


def test_every_fault_of_a_plan_is_told_in_words(town: Town, visitor: Visitor) -> None:
    client = visitor("inspector")
    typed = form(sampling="count") | {"characteristics.lower": ["", "3", ""]}
    answer = enter_form(client, reverse("quality:new_plan"), **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "固定件数抽样要填件数" in page
    assert "下限、目标值、上限要从小到大" in page
    assert 'value="外壳完工检"' in page
    english = enter_form(visitor("inspector", lang="en"), reverse("quality:new_plan"), **typed)
    assert "lower, nominal and upper must rise" in english.content.decode()
    unknown = enter_form(client, reverse("quality:new_plan"), **form(material="GONE"))
    assert "没有编码为「GONE」的物料" in unknown.content.decode()
    nameless = enter_form(client, reverse("quality:new_plan"), **form(code=""))
    assert "方案编码必填" in nameless.content.decode()


def test_who_may_only_look_sees_plans(town: Town, visitor: Visitor) -> None:
    enter_form(visitor("inspector"), reverse("quality:new_plan"), **form())
    head = queries.list_plans(words="QP-1")[0]
    page = visitor("planner").get(reverse("quality:plan", args=[head.id])).content.decode()
    assert "外观" in page
    assert reverse("quality:edit_plan", args=[head.id]) not in page
    assert visitor("planner").get(reverse("quality:new_plan")).status_code == 403


def test_a_piece_is_entered_in_full_or_stays_in_hand(town: Town, visitor: Visitor) -> None:
    client = visitor("inspector")
    fixed = form(sampling="count", count="2", material="")
    enter_form(client, reverse("quality:new_plan"), **fixed)
    plan = queries.list_plans(words="QP-1")[0]
    enter_form(client, reverse("quality:plan_deed", args=[plan.id, "publish_plan"]))
    row = OrderOperation.objects.filter(order_id=town.orders["running"].order).first()
    assert row is not None
    opened = enter_form(client, reverse("quality:open_for", args=[row.pk]), kind="final")
    url = opened["Location"]
    empty = enter_form(client, url, piece="1")
    assert (empty.status_code, "第 1 件一项都没有填" in empty.content.decode()) == (422, True)
    refused = enter_form(client, url, piece="1", c1="good", c2="厚").content.decode()
    assert "壁厚 不是数字" in refused
    assert 'value="厚"' in refused
    assert refused.count(" checked") == 1
    enter_form(client, url, piece="1", c1="good")
    half = client.get(url).content.decode()
    assert 'name="piece" value="1"' in half
    assert "piece-pass" not in half
    enter_form(client, url, piece="1", c2="2.0")
    whole = client.get(url).content.decode()
    assert 'name="piece" value="2"' in whole
    assert "piece-pass" in whole

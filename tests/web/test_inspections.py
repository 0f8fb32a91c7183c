"""After a failed inspection: the next step, the second inspection, the non-conformance."""

from decimal import Decimal

from django.urls import reverse

from qitao.catalog.models import Material
from qitao.production.models import OrderOperation
from qitao.production.queries import lists
from qitao.production.values import OPERATION_SOURCE
from qitao.quality import actions as quality
from qitao.quality import queries
from qitao.quality.models import Inspection, NonConformance
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    SourceRef,
)
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def failed(town: Town, visitor: Visitor, kind: str = "first_piece") -> Inspection:
    row = first_operation(town)
    client = visitor("inspector")
    opened = enter_form(client, reverse("quality:open_for", args=[row.pk]), kind=kind)
    enter_form(client, opened["Location"], piece="1", c1="bad")
    return Inspection.objects.latest("id")


def first_operation(town: Town) -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders["running"].order).earliest("sequence")


def page_of(sheet: Inspection) -> str:
    return reverse("quality:inspection", args=[sheet.pk])


def decide(town: Town, visitor: Visitor, sheet: Inspection, disposition: str) -> str:
    url = reverse("quality:decide", args=[sheet.pk])
    enter_form(visitor("inspector"), url, disposition=disposition, reason="毛边")
    return visitor("inspector").get(page_of(sheet)).content.decode()


def test_what_was_reworked_is_inspected_again_and_let_on(town: Town, visitor: Visitor) -> None:
    sheet = failed(town, visitor)
    page = decide(town, visitor, sheet, "rework")
    assert "返工做完后开复检" in page
    again = reverse("quality:reinspect", args=[sheet.pk])
    assert f'action="{again}"' in page
    waits = visitor("planner").get(page_of(sheet)).content.decode()
    assert again not in waits
    assert "质检员" in waits.split("返工做完后开复检")[1]

    opened = enter_form(visitor("inspector"), again)

    second = Inspection.objects.latest("id")
    assert opened["Location"] == page_of(second)
    assert (second.repeats_id, second.kind, second.source_id) == (
        sheet.pk,
        sheet.kind,
        sheet.source_id,
    )
    assert enter_form(visitor("inspector"), again).status_code == 409
    assert second.number in visitor("inspector").get(page_of(sheet)).content.decode()
    assert sheet.number in visitor("inspector").get(page_of(second)).content.decode()
    enter_form(visitor("inspector"), page_of(second), piece="1", c1="good")
    second.refresh_from_db()
    assert second.state == "passed"
    assert queries.blocking_inspections(OPERATION_SOURCE, [sheet.source_id]) == []


def test_the_order_at_work_leads_to_what_failed(town: Town, visitor: Visitor) -> None:
    sheet = failed(town, visitor)
    order = reverse("orders:order", args=[town.orders["running"].number])
    page = visitor("workshop_director").get(order).content.decode()
    card = page.split("reason-fail", 1)[1].split("</section>", 1)[0]
    assert f"{sheet.number} 不合格，还没有处置" in card
    assert f'href="{page_of(sheet)}"' in card
    decide(town, visitor, sheet, "accept")
    assert "reason-fail" not in visitor("workshop_director").get(order).content.decode()


def test_a_new_inspection_from_the_order_repeats_the_reworked_one(
    town: Town, visitor: Visitor
) -> None:
    sheet = failed(town, visitor)
    decide(town, visitor, sheet, "rework")
    url = reverse("quality:open_for", args=[sheet.source_id])
    enter_form(visitor("inspector"), url, kind="first_piece")
    assert Inspection.objects.latest("id").repeats_id == sheet.pk


def test_each_disposition_says_what_comes_next(town: Town, visitor: Visitor) -> None:
    said = {
        ("accept", "in_process"): "已改判合格",
        ("scrap", "in_process"): "报废的件不再拦住",
        ("scrap", "first_piece"): "首件报废后重新做一件",
    }
    for (disposition, kind), words in said.items():
        assert words in decide(town, visitor, failed(town, visitor, kind), disposition)


def test_an_open_inspection_says_what_is_missing(town: Town, visitor: Visitor) -> None:
    client = visitor("inspector")
    Inspection.objects.all().delete()
    url = reverse("quality:open_for", args=[first_operation(town).pk])
    sheet_url = enter_form(client, url, kind="final")["Location"]
    Inspection.objects.update(sample_size=3)
    answer = enter_form(client, sheet_url, piece="1", c1="good")
    page = client.get(answer["Location"]).content.decode()
    assert "还有 2 项没检" in page
    assert "检验结论：待检" not in page


def test_a_nonconformance_leads_to_its_page_and_is_closed(town: Town, visitor: Visitor) -> None:
    sheet = failed(town, visitor)
    row = NonConformance.objects.get(inspection=sheet)
    url = reverse("quality:nonconformance", args=[row.pk])
    inspector = visitor("inspector")
    listed = inspector.get(reverse("quality:nonconformances")).content.decode()
    assert listed.count(f'href="{url}"') == 2
    assert f'href="{url}"' in inspector.get(page_of(sheet)).content.decode()
    page = inspector.get(url).content.decode()
    assert sheet.number in page
    assert town.orders["running"].number in page
    assert "关闭不合格" in page
    other = visitor("planner").get(url).content.decode()
    assert "等质检员" in other
    assert 'name="correction"' not in other
    enter_form(inspector, url, cause="模温低", correction="调模温")
    row.refresh_from_db()
    assert row.state == "closed"
    assert "调模温" in inspector.get(url).content.decode()


def test_a_failed_inspection_gets_a_proposal_with_its_reason(town: Town, visitor: Visitor) -> None:
    sheet = failed(town, visitor)
    page = visitor("inspector").get(page_of(sheet)).content.decode()
    assert "建议处置：" in page
    assert 'value="rework" required checked data-proposed' in page
    assert "1 件中 1 件不合格，可返工后重检" in page
    decide(town, visitor, sheet, "scrap")
    sheet.refresh_from_db()
    assert sheet.disposition == "scrap", "a person may decide otherwise"


def test_a_director_grants_a_concession_and_nothing_else(town: Town, visitor: Visitor) -> None:
    sheet = failed(town, visitor)
    client = visitor("workshop_director")
    page = client.get(page_of(sheet)).content.decode()
    concede = reverse("quality:concede", args=[sheet.pk])
    assert f'action="{concede}"' in page
    assert page.count('name="disposition"') == 1
    assert "建议处置：" in page
    assert "您不能定，由质检员定" in page
    enter_form(client, reverse("quality:decide", args=[sheet.pk]), disposition="accept", reason="x")
    sheet.refresh_from_db()
    assert sheet.disposition is None
    enter_form(client, concede, disposition="concession", reason="客户同意")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.disposition) == ("conceded", "concession")
    other = visitor("operator").get(page_of(sheet)).content.decode()
    assert concede not in other


def test_limits_and_the_drawing_stand_beside_the_fields(town: Town, visitor: Visitor) -> None:
    Material.objects.filter(code="CASE").update(drawing_no="DRW-7")
    width = Characteristic(
        1, "宽", CharacteristicKind.MEASURED, lower=Decimal("9.5"), upper=Decimal("10.5"), unit="mm"
    )
    case = town.shop.materials["CASE"]
    content = PlanContent("首件", InspectionKind.FIRST_PIECE, (width,), material=case)
    made = quality.create_plan(actor=HOUSE, code="FP", content=content)
    quality.publish_plan(actor=HOUSE, plan=made.plan)
    row = first_operation(town)
    client = visitor("inspector")
    opened = enter_form(client, reverse("quality:open_for", args=[row.pk]), kind="first_piece")
    page = client.get(opened["Location"]).content.decode()
    assert 'data-lower="9.5"' in page
    assert 'data-upper="10.5"' in page
    assert "DRW-7" in page
    enter_form(client, opened["Location"], piece="1", c1="10.55")
    own = client.get(opened["Location"]).content.decode()
    assert "data-proposed" not in own, "an inspector may not grant it"
    assert 'value="concession"' not in own
    assert "您不能定，由车间主任、总经理定" in own
    page = visitor("workshop_director").get(opened["Location"]).content.decode()
    assert 'value="concession" required checked data-proposed' in page
    assert "5%" in page
    assert "您不能定" not in page


def test_plans_and_what_they_look_at_are_named_in_the_reader_s_language(
    town: Town, visitor: Visitor
) -> None:
    looks = Characteristic(
        1,
        "无飞边",
        CharacteristicKind.ATTRIBUTE,
        instrument="放大镜",
        method="目视",
        name_en="No flash",
        instrument_en="Magnifier",
        method_en="By eye",
    )
    plain = Characteristic(2, "颜色", CharacteristicKind.ATTRIBUTE, method="对照样板")
    content = PlanContent(
        name="过程检验",
        name_en="In process",
        kind=InspectionKind.IN_PROCESS,
        characteristics=(looks, plain),
    )
    plan = quality.create_plan(actor=HOUSE, code="QP-EN", content=content).plan
    quality.publish_plan(actor=HOUSE, plan=plan)
    first = lists.list_operations(town.orders["running"].order)[0]
    opened = quality.open_inspection(
        actor=HOUSE,
        source=SourceRef(OPERATION_SOURCE, first.id),
        label=town.orders["running"].number,
        plant=town.shop.plant,
        kind=InspectionKind.IN_PROCESS,
        quantity=Decimal(1),
        plan=plan,
    )
    asked = {"无飞边": "No flash", "放大镜": "Magnifier", "目视": "By eye"}
    pages = {
        reverse("quality:plans"): {"过程检验": "In process"},
        reverse("quality:plan", args=[plan]): asked,
        reverse("quality:inspection", args=[opened.inspection]): asked,
    }
    for url, words in pages.items():
        html = visitor("inspector").get(url).content.decode()
        for zh, en in words.items():
            assert (zh in html, en in html) == (True, False), (url, zh)
        html = visitor("inspector", lang="en").get(url).content.decode()  # type: ignore[call-arg]
        main = html.replace(opened.number, "").split("<main")[1].split("crumb")[0]
        for zh, en in words.items():
            assert (zh in main, en in html) == (False, True), (url, zh)
    assert "颜色" in html, "without an English name, the Chinese one"
    assert "对照样板" in html, "without an English method, the Chinese one"
    for lang, said in ("zh", [*asked]), ("en", [*asked.values()]):
        pack = visitor("inspector", lang=lang).get(reverse("terminal:pack")).json()  # type: ignore[call-arg]
        (sheet,) = (each for each in pack["inspections"] if each["id"] == opened.inspection)
        first = sheet["asked"][0]
        assert [first["name"], first["instrument"], first["method"]] == said


def test_an_english_name_is_typed_beside_the_chinese(town: Town, visitor: Visitor) -> None:
    director = visitor("administrator")
    form = director.get(reverse("quality:new_plan")).content.decode()
    assert 'name="name_en"' in form
    typed = {
        "code": "QP-T",
        "name": "终检",
        "name_en": "Final",
        "kind": "final",
        "sampling": "all",
        "level": "II",
        "characteristics.number": "1",
        "characteristics.name": "配件齐全",
        "characteristics.name_en": "All parts",
        "characteristics.kind": "attribute",
        "characteristics.instrument": "清单",
        "characteristics.instrument_en": "List",
        "characteristics.method": "清点",
        "characteristics.method_en": "Count",
    }
    assert enter_form(director, reverse("quality:new_plan"), **typed).status_code == 303
    row = queries.get_plan(queries.list_plans(words="QP-T")[0].id)
    one = row.content.characteristics[0]
    assert (row.content.name_en, one.name_en) == ("Final", "All parts")
    assert (one.instrument_en, one.method_en) == ("List", "Count")
    edit = director.get(reverse("quality:edit_plan", args=[row.id])).content.decode()
    assert all(typed in edit for typed in ("清单", "List", "清点", "Count"))

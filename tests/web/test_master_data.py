"""Master data made and changed by hand: flat nouns, BOM and routing drafts, substitutes."""

import pytest
from django.urls import reverse

from qitao.base.refusal import TOO_MANY
from qitao.catalog.models import (
    Bom,
    BomLine,
    BomSubstitute,
    Location,
    Machine,
    Material,
    MaterialGroup,
    Routing,
    RoutingMachine,
    RoutingOperation,
    ScrapReason,
    SupplierItem,
    Unit,
    UnitConversion,
    WorkCentre,
)
from qitao.web.shell.spots import LINES_MAX
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

FLAT = (
    ("material_group", MaterialGroup, {"code": "RAW", "name": "原料"}),
    ("unit", Unit, {"code": "M", "name": "米", "name_en": "metre", "decimals": "2"}),
    ("machine", Machine, {"code": "IM-9", "name": "9 号机", "plant": "P1", "work_centre": "P1-10"}),
    ("scrap_reason", ScrapReason, {"code": "FLASH", "name": "飞边", "name_en": "Flash"}),
    ("work_centre", WorkCentre, {"code": "WC-9", "name": "喷涂线", "plant": "P1"}),
)


@pytest.mark.parametrize(("noun", "model", "typed"), FLAT)
def test_a_row_is_made_changed_and_retired(
    town: Town, visitor: Visitor, noun: str, model: type, typed: dict[str, str]
) -> None:
    client = visitor("administrator")
    made = enter_form(client, reverse(f"catalog:new_{noun}"), **typed)
    assert made.status_code == 303, made.content.decode()
    row = model.objects.get(code=typed["code"])
    assert row.active
    edit = reverse(f"catalog:edit_{noun}", args=[row.pk])
    assert f'value="{typed["name"]}"' in client.get(edit).content.decode()
    changed = typed | {"name": "改名"}
    enter_form(client, edit, **changed, active="on")
    row.refresh_from_db()
    assert (row.name, row.active) == ("改名", True)
    enter_form(client, edit, **changed)
    row.refresh_from_db()
    assert not row.active
    listed = reverse(f"catalog:{noun}s")
    cell = f'<span class="main">{typed["code"]}</span>'
    assert cell not in client.get(listed).content.decode()
    assert cell in client.get(f"{listed}?retired=1").content.decode()


def test_what_the_form_does_not_show_stays(town: Town, visitor: Visitor) -> None:
    centre = WorkCentre.objects.get(code="P1-10")
    WorkCentre.objects.filter(pk=centre.pk).update(cost_rate=77)
    typed = {"name": "注塑一线", "plant": "P1", "kind": "machine"}
    url = reverse("catalog:edit_work_centre", args=[centre.pk])
    enter_form(visitor("planner"), url, code="P1-10", active="on", **typed)
    centre.refresh_from_db()
    assert (centre.name, centre.cost_rate) == ("注塑一线", 77)


def test_a_new_location_may_be_picked_from_unless_said_otherwise(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("storekeeper")
    page = client.get(reverse("catalog:new_location")).content.decode()
    assert 'name="pickable" checked' in page
    typed = {"code": "A-01", "name": "一号架", "plant": "P1", "kind": "internal", "parent": "STORE"}
    enter_form(client, reverse("catalog:new_location"), **typed, pickable="on")
    row = Location.objects.get(code="A-01")
    assert row.pickable
    assert row.parent.code == "STORE"
    refused = enter_form(
        client, reverse("catalog:new_location"), **(typed | {"parent": "NIX", "code": "A-02"})
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "没有编码为「NIX」的库位" in page
    assert 'value="一号架"' in page
    assert 'name="pickable" checked' not in page


def test_who_may_not_change_a_row_may_look_at_it(town: Town, visitor: Visitor) -> None:
    url = reverse("catalog:edit_location", args=[town.shop.places["STORE"]])
    client = visitor("planner")
    page = client.get(url).content.decode()
    assert '<fieldset class="form-grid" disabled' in page
    assert enter_form(client, url, name="x").status_code == 403


def bom_form(**more: object) -> dict[str, object]:
    return {
        "material": "CASE",
        "version": "7",
        "base_quantity": "1",
        "effective_from": "2031-01-01",
        "lines.line_no": ["", "", ""],
        "lines.component": ["RESIN", "SCREW", ""],
        "lines.quantity": ["0.25", "4", ""],
        "lines.unit": ["", "PCS", ""],
        "lines.scrap_rate": ["2.5", "", ""],
        "lines.operation_sequence": ["10", "20", ""],
        "lines.fixed": ["", "yes", ""],
        "lines.position": ["", "", ""],
        **more,
    }


def test_a_bom_is_drafted_changed_and_published(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    made = enter_form(client, reverse("catalog:new_bom"), **bom_form())
    bom = Bom.objects.get(version="7")
    assert made["Location"] == reverse("catalog:bom", args=[bom.pk])
    assert bom.state == "draft"
    first, second = BomLine.objects.filter(bom=bom).order_by("line_no")
    assert (first.line_no, second.line_no) == (10, 20)
    assert str(first.scrap_rate) == "0.025000"
    assert second.fixed
    edit = reverse("catalog:edit_bom", args=[bom.pk])
    page = client.get(edit).content.decode()
    assert 'value="2.5"' in page
    BomLine.objects.filter(pk=first.pk).update(backflush=True)
    changed = bom_form() | {
        "lines.line_no": ["10", "20", ""],
        "lines.quantity": ["0.5", "4", ""],
    }
    enter_form(client, edit, **changed)
    first.refresh_from_db()
    assert (first.quantity, first.backflush) == (0.5, True)
    enter_form(client, reverse("catalog:bom_deed", args=[bom.pk, "publish_bom"]))
    bom.refresh_from_db()
    assert bom.state == "active"
    late = enter_form(client, edit, **(changed | {"lines.quantity": ["0.6", "4", ""]}))
    assert late.status_code == 422


def test_every_fault_of_a_bom_stands_at_its_line(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    typed = bom_form() | {
        "lines.component": ["RESIN", "GONE", "SCREW"],
        "lines.quantity": ["viel", "4", ""],
    }
    page = enter_form(client, reverse("catalog:new_bom"), **typed).content.decode()
    assert "第 1 行：用量不是数字" in page
    assert "第 3 行：用量必填" in page
    assert 'value="GONE"' in page
    typed["lines.quantity"] = ["1", "4", "1"]
    answer = enter_form(client, reverse("catalog:new_bom"), **typed)
    assert answer.status_code == 422
    assert "第 2 行：子件编码，没有编码为「GONE」的物料" in answer.content.decode()
    assert not Bom.objects.filter(version="7").exists()


def test_a_bom_of_many_lines_fits_a_form_and_more_are_refused_by_number(
    town: Town, visitor: Visitor
) -> None:
    def of(lines: int) -> dict[str, object]:
        columns = {
            "line_no": [str(number + 1) for number in range(lines)],
            "component": ["SCREW"] * lines,
            "quantity": ["1"] * lines,
            "unit": ["PCS"] * lines,
        }
        rest = ("scrap_rate", "operation_sequence", "fixed", "position")
        columns |= {name: [""] * lines for name in rest}
        return bom_form() | {f"lines.{name}": cells for name, cells in columns.items()}

    client = visitor("planner")
    made = enter_form(client, reverse("catalog:new_bom"), **of(LINES_MAX))
    bom = Bom.objects.get(version="7")
    assert made["Location"] == reverse("catalog:bom", args=[bom.pk])
    assert BomLine.objects.filter(bom=bom).count() == LINES_MAX
    again = of(LINES_MAX + 1) | {"version": "8"}
    refused = enter_form(client, reverse("catalog:new_bom"), **again)
    assert refused.status_code == TOO_MANY.status
    assert "最多 1000 条，本次有 1001 条" in refused.content.decode()
    assert not Bom.objects.filter(version="8").exists()


def test_a_circle_is_refused_with_the_circle(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    typed = bom_form(material="SCREW") | {"lines.component": ["CASE", "BOX", ""]}
    answer = enter_form(client, reverse("catalog:new_bom"), **typed)
    assert answer.status_code == 409
    assert "CASE" in answer.content.decode()
    assert "→" in answer.content.decode()


def test_a_substitute_is_added_to_a_published_bom_and_dropped(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    bom = Bom.objects.get(material_id=town.shop.materials["CASE"])
    url = reverse("catalog:substitutes", args=[bom.pk, 20])
    enter_form(client, url, act="put", substitute="BOX", ratio="2", priority="1")
    row = BomSubstitute.objects.get(line__bom=bom)
    assert (row.line.line_no, row.ratio) == (20, 2)
    assert "BOX" in client.get(reverse("catalog:bom", args=[bom.pk])).content.decode()
    itself = enter_form(client, url, act="put", substitute="SCREW", ratio="1", priority="1")
    assert itself.status_code == 422
    enter_form(client, url, act="drop", substitute="BOX")
    assert not BomSubstitute.objects.filter(line__bom=bom).exists()


def routing_form(**more: object) -> dict[str, object]:
    return {
        "material": "CASE",
        "plant": "P1",
        "version": "7",
        "effective_from": "2031-01-01",
        "operations.sequence": ["", ""],
        "operations.name": ["注塑", "装配"],
        "operations.work_centre": ["P1-10", "P1-20"],
        "operations.setup_minutes": ["30", ""],
        "operations.run_minutes": ["0.5", "2"],
        "operations.machines": ["P1-M10", ""],
        "operations.inspection_required": ["yes", ""],
        "operations.parallel_group": ["", ""],
        "operations.instruction": ["先烘料 4 小时", ""],
        **more,
    }


def test_a_routing_is_drafted_changed_and_published(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    made = enter_form(client, reverse("catalog:new_routing"), **routing_form())
    routing = Routing.objects.get(version="7")
    assert made["Location"] == reverse("catalog:routing", args=[routing.pk])
    first, second = RoutingOperation.objects.filter(routing=routing).order_by("sequence")
    assert (first.sequence, second.sequence) == (10, 20)
    assert first.inspection_required
    RoutingMachine.objects.filter(operation=first).update(run_minutes="0.4")
    edit = reverse("catalog:edit_routing", args=[routing.pk])
    assert "先烘料" in client.get(edit).content.decode()
    changed = routing_form() | {
        "operations.sequence": ["10", "20"],
        "operations.name": ["注塑成型", "装配"],
    }
    enter_form(client, edit, **changed)
    kept = RoutingOperation.objects.get(routing=routing, sequence=10)
    assert kept.name == "注塑成型"
    assert str(RoutingMachine.objects.get(operation=kept).run_minutes) == "0.400000"
    wrong = changed | {"operations.machines": ["P1-M20", ""]}
    assert enter_form(client, edit, **wrong).status_code == 422
    enter_form(client, reverse("catalog:routing_deed", args=[routing.pk, "publish_routing"]))
    routing.refresh_from_db()
    assert routing.state == "active"


def test_hints_say_what_may_be_typed(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    page = client.get(reverse("catalog:material_hints"), {"q": "螺丝"}).content.decode()
    assert '<option value="SCREW">' in page
    assert "html" not in page
    places = client.get(reverse("catalog:location_hints"), {"q": "STO"}).content.decode()
    assert '<option value="STORE">' in places


def test_a_planner_may_draft_an_operator_may_not(town: Town, visitor: Visitor) -> None:
    for name in ("catalog:new_bom", "catalog:new_routing", "catalog:new_unit"):
        assert visitor("planner").get(reverse(name)).status_code == 200
        assert visitor("operator").get(reverse(name)).status_code == 403


def test_who_delivers_what_is_kept_by_hand(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    typed = {"code": "S-01", "name": "科塑新材料", "kind": "supplier"}
    enter_form(client, reverse("catalog:new_partner"), **typed)
    item = {"material": "RESIN", "partner": "S-01", "price": "12.5", "lead_time_days": "7"}
    made = enter_form(client, reverse("catalog:new_supplier_item"), **item)
    assert made.status_code == 303, made.content.decode()
    row = SupplierItem.objects.get()
    edit = reverse("catalog:edit_supplier_item", args=[row.pk])
    assert 'value="12.5"' in client.get(edit).content.decode()
    changed = item | {"price": "13", "active": "on"}
    enter_form(client, edit, **changed)
    row.refresh_from_db()
    assert row.price == 13
    page = client.get(reverse("catalog:material", args=[town.shop.materials["RESIN"]]))
    assert "科塑新材料" in page.content.decode()
    assert "科塑新材料" in client.get(reverse("catalog:supplier_items")).content.decode()


def test_a_unit_is_converted_and_taken_back(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    enter_form(client, reverse("catalog:new_unit"), code="G", name="克", decimals="0")
    url = reverse("catalog:unit_conversions")
    assert "还没有单位换算" in client.get(url).content.decode()
    enter_form(client, url, from_unit="KG", to_unit="G", factor="1000")
    row = UnitConversion.objects.get()
    assert row.factor == 1000
    same = enter_form(client, url, from_unit="KG", to_unit="KG", factor="1")
    assert same.status_code == 422
    assert "两个单位相同" in same.content.decode()
    assert enter_form(visitor("operator"), url, unit_conversion=row.pk).status_code == 403
    enter_form(client, url, unit_conversion=row.pk)
    assert not UnitConversion.objects.exists()


def test_a_material_tells_its_stock_and_open_orders_to_who_may_see_them(
    town: Town, visitor: Visitor
) -> None:
    case, screw = (
        reverse("catalog:material", args=[town.shop.materials[m]]) for m in ("CASE", "SCREW")
    )
    page = visitor("planner").get(case).content.decode()
    orders = page.split("未完工的工单", 1)[1].split("</section>", 1)[0]
    assert town.orders["running"].number in orders
    stock = visitor("storekeeper").get(screw).content.decode()
    assert "<h2>库存</h2>" in stock
    assert "未完工的工单" not in stock


def test_in_english_structures_name_materials_in_english(town: Town, visitor: Visitor) -> None:
    for name, english in (("CASE", "Housing"), ("SCREW", "Machine screw")):
        Material.objects.filter(pk=town.shop.materials[name]).update(name_en=english)
    client = visitor("administrator", lang="en")
    bom, routing = Bom.objects.get(state="active"), Routing.objects.get(state="active")
    pages = {
        reverse("catalog:boms"): {"Housing"},
        reverse("catalog:bom", args=[bom.pk]): {"Housing", "Machine screw"},
        reverse("catalog:routing", args=[routing.pk]): {"Housing"},
        reverse("catalog:material", args=[town.shop.materials["CASE"]]): {"Machine screw"},
        reverse("catalog:material", args=[town.shop.materials["SCREW"]]): {"Housing"},
    }
    for url, names in pages.items():
        shown = client.get(url).content.decode()
        assert {name for name in names if name not in shown} == set(), url

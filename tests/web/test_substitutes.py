"""替代料 on the order's page: offered where it may be used, chosen with a reason, taken back."""

from decimal import Decimal

import pytest
from django.urls import reverse

from qitao.base.actor import Actor, Scope
from qitao.base.ids import UserId
from qitao.base.refusal import OUT_OF_SCOPE, Refusal
from qitao.catalog.models import BomLine, BomSubstitute
from qitao.production import actions as production
from qitao.production.models import OrderMaterial
from qitao.production.values import SubstituteMaterial, WorkOrderId
from tests.shop import HOUSE, build_shop
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


@pytest.fixture
def line(town: Town) -> OrderMaterial:
    """The screws of the running order, for which two boxes may stand in."""
    BomSubstitute.objects.create(
        line=BomLine.objects.get(component_id=town.shop.materials["SCREW"]),
        material_id=town.shop.materials["BOX"],
        ratio=Decimal(2),
        priority=1,
    )
    return OrderMaterial.objects.get(
        order_id=town.orders["running"].order, material_id=town.shop.materials["SCREW"]
    )


def materials(town: Town, visitor: Visitor, role: str, *, lang: str = "zh") -> str:
    url = reverse("orders:order", args=[town.orders["running"].number])
    return visitor(role, lang=lang).get(f"{url}?tab=materials").content.decode()


def address(line: OrderMaterial) -> str:
    return reverse("orders:substitute", args=[line.order_id, line.line])


def test_a_substitute_is_chosen_on_the_page_and_taken_back(
    town: Town, visitor: Visitor, line: OrderMaterial
) -> None:
    page = materials(town, visitor, "storekeeper")
    assert f'data-open="#substitute-{line.line}"' in page
    assert "每 1 份原料用 2" in page
    client = visitor("storekeeper")
    need, own = line.required, line.material_id

    enter_form(client, address(line), material=town.shop.materials["BOX"], reason="螺丝缺货")

    line.refresh_from_db()
    assert (line.material_id, line.substitute_for_id) == (town.shop.materials["BOX"], own)
    assert line.required == need * 2
    assert "替代 螺丝 M3" in materials(town, visitor, "storekeeper")
    assert "instead of 螺丝 M3" in materials(town, visitor, "storekeeper", lang="en")

    enter_form(client, address(line), material=own, reason="螺丝到货")

    line.refresh_from_db()
    assert (line.material_id, line.substitute_for_id, line.required) == (own, None, need)


def test_what_is_no_substitute_is_refused_with_those_that_are(
    town: Town, visitor: Visitor, line: OrderMaterial
) -> None:
    client = visitor("storekeeper")
    resin = town.shop.materials["RESIN"]
    answer = enter_form(client, address(line), material=resin, reason="试试")
    assert answer.status_code == 422
    assert f"RESIN 不是第 {line.line} 行物料的替代料" in answer.content.decode()
    assert "可用的替代料：BOX" in answer.content.decode()
    assert enter_form(client, address(line), material=resin, reason="").status_code == 422
    line.refresh_from_db()
    assert line.material_id == town.shop.materials["SCREW"]


def test_it_is_offered_to_nobody_who_may_not_and_not_once_issued(
    town: Town, visitor: Visitor, line: OrderMaterial
) -> None:
    box = town.shop.materials["BOX"]
    assert "substitute-" not in materials(town, visitor, "inspector")
    refused = enter_form(visitor("inspector"), address(line), material=box, reason="螺丝缺货")
    assert refused.status_code == 403
    production.issue_materials(actor=HOUSE, order=line.order_id)
    assert "substitute-" not in materials(town, visitor, "storekeeper")


def test_a_planner_chooses_a_substitute_and_issues_nothing(
    town: Town, visitor: Visitor, line: OrderMaterial
) -> None:
    page = materials(town, visitor, "planner")
    assert f'data-open="#substitute-{line.line}"' in page
    assert "issue_materials" not in page
    box = town.shop.materials["BOX"]
    enter_form(visitor("planner"), address(line), material=box, reason="螺丝缺货")
    line.refresh_from_db()
    assert (line.material_id, line.issued) == (box, 0)


def test_a_planner_of_another_plant_chooses_nothing_here(line: OrderMaterial, town: Town) -> None:
    elsewhere = Scope(plants=frozenset({build_shop("P2").plant}))
    stranger = Actor(UserId(5), "x", {SubstituteMaterial: (elsewhere,)})
    with pytest.raises(Refusal) as caught:
        production.substitute_material(
            actor=stranger,
            order=WorkOrderId(line.order_id),
            line=line.line,
            material=town.shop.materials["BOX"],
            reason="螺丝缺货",
        )
    assert caught.value.code is OUT_OF_SCOPE
    line.refresh_from_db()
    assert line.substitute_for_id is None


def test_the_kit_leads_to_where_a_substitute_is_chosen(town: Town, visitor: Visitor) -> None:
    BomSubstitute.objects.create(
        line=BomLine.objects.get(component_id=town.shop.materials["SCREW"]),
        material_id=town.shop.materials["BOX"],
        ratio=Decimal(2),
        priority=1,
    )
    order = town.orders["short"]
    page = visitor("planner").get(reverse("kits:kit", args=["work_order", order.order]))
    assert f'/orders/{order.number}/?tab=materials#tabs">彩盒</a>' in page.content.decode()

"""Back to an earlier version: of plans, posts, roles and org units; elsewhere the page says why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from qitao.base.ids import OrgUnitId
from qitao.base.texts import find
from qitao.base.versions import RECORDS, read_history
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.values import OrgKind, RoleId
from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.quality import actions as quality
from qitao.quality import queries as plans
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    PlanId,
    Sampling,
    SamplingRule,
    Severity,
)
from qitao.web.history.pages import PAGES
from qitao.web.history.reverts import REVERTS
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.test_history import history_url
from tests.web.town import Town

OFFER = "恢复成当时的内容"
LENGTH = Characteristic(
    2,
    "长度",
    CharacteristicKind.MEASURED,
    "mm",
    Decimal(10),
    Decimal("9.5"),
    Decimal("10.5"),
)


def first_of(noun: str, number: int) -> str:
    """Return the moment of a record's first version."""
    return read_history(HOUSE, f"{noun}:{number}").versions()[-1].at.isoformat()


def go_back(client: Any, noun: str, number: int) -> None:
    """Look at the first version and restore it; then nothing is left to restore."""
    at = first_of(noun, number)
    page = history_url(noun, number, as_of=at)
    assert OFFER in client.get(page).content.decode()
    answer = enter_form(client, page, back_to=at)
    assert answer.status_code == 303, answer.content.decode()
    assert OFFER not in client.get(page).content.decode()


def test_a_draft_plan_goes_back_with_its_characteristics(town: Town, visitor: Visitor) -> None:
    looks = Characteristic(
        1, "外观", CharacteristicKind.ATTRIBUTE, method="目视", method_en="By eye"
    )
    first = PlanContent(
        "来料检",
        InspectionKind.INCOMING,
        (looks, LENGTH),
        SamplingRule(Sampling.COUNT, 5),
        material=town.shop.materials["SCREW"],
    )
    plan = quality.create_plan(actor=HOUSE, code="QP-1", content=first).plan
    later = replace(first, name="首检", characteristics=(LENGTH,), sampling=SamplingRule())
    quality.change_plan(actor=HOUSE, plan=plan, content=later)
    go_back(visitor("inspector"), "plan", plan)
    assert plans.get_plan(plan).content == first
    quality.change_plan(actor=HOUSE, plan=plan, content=later)
    quality.publish_plan(actor=HOUSE, plan=plan)
    shown = history_url("plan", plan, as_of=first_of("plan", plan))
    page = visitor("inspector").get(shown).content.decode()
    assert OFFER not in page
    assert "已发布的版本不改写" in page
    assert plans.get_plan(PlanId(plan)).content == later


def test_a_role_goes_back_with_its_permissions(town: Town, visitor: Visitor) -> None:
    role = people.create_role(actor=HOUSE, code="helper", name="帮手").role
    one, two = ("catalog.view", "stock.view"), ("catalog.view", "people.edit_users")
    people.set_role_permissions(actor=HOUSE, role=role, permissions=one)
    at = read_history(HOUSE, f"role:{role}").versions()[0].at.isoformat()
    people.set_role_permissions(actor=HOUSE, role=role, permissions=two)
    people.update_role(actor=HOUSE, role=role, name="助手", purpose="临时")
    page = history_url("role", role, as_of=at)
    assert enter_form(visitor("administrator"), page, back_to=at).status_code == 303
    row = queries.list_roles(role=RoleId(role))[0]
    assert (row.name, row.purpose, tuple(row.permissions)) == ("帮手", "", one)
    latest = read_history(HOUSE, f"role:{role}").versions()[0]
    assert latest.verb == "people.update_role"
    told = {(each.part, each.field) for each in latest.changes}
    assert told == {("", "name"), ("", "purpose"), ("permissions", "permission")}


def test_a_post_and_an_org_unit_go_back(town: Town, visitor: Visitor) -> None:
    boss = visitor("administrator")
    made = [
        people.create_org_unit(actor=HOUSE, code=code, name=code, kind=OrgKind.TEAM).org_unit
        for code in ("T1", "T2")
    ]
    unit = people.create_org_unit(
        actor=HOUSE, code="T3", name="甲班", kind=OrgKind.TEAM, parent=made[0]
    ).org_unit
    people.move_org_unit(actor=HOUSE, org_unit=unit, parent=made[1])
    people.update_org_unit(actor=HOUSE, org_unit=unit, name="乙班", active=False)
    go_back(boss, "org_unit", unit)
    row = queries.list_org_units(org_unit=OrgUnitId(unit))[0]
    assert (row.name, row.parent, row.active) == ("甲班", made[0], True)
    latest = read_history(HOUSE, f"org_unit:{unit}").versions()[0]
    assert {each.field for each in latest.changes} == {"name", "parent", "active"}
    post = people.create_post(actor=HOUSE, code="P", name="组长").post
    people.update_post(actor=HOUSE, post=post, name="班长", name_en="Foreman")
    go_back(boss, "post", post)
    again = queries.list_posts(post=post)[0]
    assert (again.name, again.name_en) == ("组长", "")


def test_an_order_goes_back_to_no_due_date(town: Town, visitor: Visitor) -> None:
    made = town.shop.order(4, due_on=None)
    production.update_order(actor=HOUSE, order=made.order, due_on=date(2030, 1, 1), note="急")
    go_back(visitor("planner"), "work_order", made.order)
    row = lists.get_order(HOUSE, made.number)
    assert (row.quantity, row.due_on, row.note) == (Decimal(4), None, "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_not_rewritten_says_why(town: Town, visitor: Visitor, lang: str) -> None:
    number = quality.raise_nonconformance(
        actor=HOUSE,
        plant=town.shop.plant,
        severity=Severity.MINOR,
        description="飞边",
        quantity=Decimal(1),
    ).nonconformance
    at = first_of("non_conformance", number)
    quality.close_nonconformance(
        actor=HOUSE, nonconformance=number, cause="模具", correction="修模"
    )
    page = history_url("non_conformance", number, as_of=at)
    client = visitor("inspector", lang=lang)
    shown = client.get(page).content.decode()
    assert ("不合格记录是当时的事实" if lang == "zh" else "is not rewritten") in shown
    assert enter_form(client, page, back_to=at).status_code == 404


def test_every_record_has_its_page() -> None:
    for name in PAGES.values():
        assert reverse(name, args=[1])


def test_what_is_not_taken_back_has_its_words() -> None:
    for noun in RECORDS.keys() - REVERTS.keys():
        for lang in ("zh", "en"):
            assert find(f"past.why_not.{noun}", lang), noun


def test_who_may_not_change_it_reads_so(town: Town, visitor: Visitor) -> None:
    role = queries.get_role_by_code("operator").id
    at = first_of("role", role)
    people.update_role(actor=HOUSE, role=RoleId(role), name="机台操作工")
    page = history_url("role", role, as_of=at)
    client = visitor("workshop_director")
    assert client.get(reverse("people:role", args=[role])).status_code == 200
    shown = client.get(page).content.decode()
    assert OFFER not in shown
    assert "没有修改这条记录的权限" in shown
    assert enter_form(client, page, back_to=at).status_code == 403

"""Why may this person do that: the chain, or what is missing and who can grant it."""

from datetime import timedelta

from django.urls import reverse

from qitao.people import actions as people
from qitao.people import queries
from qitao.people.models import Assignment
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

WHY = reverse("people:why")


def told(visitor: Visitor, lang: str = "zh", **asked: object) -> str:
    page = visitor("administrator", lang=lang).get(WHY, asked).content.decode()
    return page.split('class="card why-answer"', 1)[1].split("</section>", 1)[0]


def test_the_chain_from_a_person_to_a_verb(town: Town, visitor: Visitor) -> None:
    answer = told(visitor, user=town.users["planner"], verb="production.release_order")
    assert "可以" in answer
    assert "不可以" not in answer
    assert [link for link in ("李娜", "计划员", "下发") if link not in answer] == []


def test_what_is_missing_and_who_can_grant_it(town: Town, visitor: Visitor) -> None:
    answer = told(visitor, "en", user=town.users["operator"], verb="production.release_order")
    assert "May not" in answer
    assert "No post or role gives this right" in answer
    assert "周敏" in answer
    assert "Planner" in answer


def test_a_right_of_one_plant_does_not_reach_the_other(town: Town, visitor: Visitor) -> None:
    other = people.create_plant(actor=HOUSE, code="P9", name="九厂", org_unit=None).plant
    role = queries.get_role_by_code("planner").id
    user = people.create_user(actor=HOUSE, username="two", name="二厂计划").user
    people.assign_role(actor=HOUSE, user=user, role=role, plant=other)
    verb = "production.release_order"
    assert "不可以" not in told(visitor, user=user, verb=verb, plant=other)
    answer = told(visitor, user=user, verb=verb, plant=town.shop.plant)
    assert "管不到这里" in answer
    assert "九厂" in answer


def test_an_assignment_that_is_over_is_said_to_be_over(town: Town, visitor: Visitor) -> None:
    user = town.users["planner"]
    gone = queries.today() - timedelta(days=1)
    Assignment.objects.filter(user_id=user).update(valid_to=gone)
    answer = told(visitor, user=user, verb="production.release_order")
    assert "已到期" in answer
    assert "不可以" in answer


def test_people_and_roles_stand_in_one_matrix(town: Town, visitor: Visitor) -> None:
    page = visitor("administrator").get(reverse("people:holders")).content.decode()
    row = page.split(">王建国</a>", 1)[1].split("</tr>", 1)[0]
    assert row.count("◆") == 1
    nobody = page.split(">新来的</a>", 1)[1].split("</tr>", 1)[0]
    assert "◆" not in nobody


def test_the_matrix_of_permissions_is_narrowed_by_words(visitor: Visitor) -> None:
    page = visitor("administrator").get(reverse("people:roles"), {"q": "release_order"})
    assert page.content.decode().count('class="matrix-floor"') == 1


def test_nonsense_gets_no_answer(town: Town, visitor: Visitor) -> None:
    for asked in ({"user": 10**18, "verb": "x.y"}, {"user": town.users["planner"], "verb": "x"}):
        page = visitor("administrator").get(WHY, asked)
        assert page.status_code == 200
        assert "why-answer" not in page.content.decode()

"""Tasks of a process that no verb completes: on the desk, taken, given back, finished."""

import pytest
from django.urls import reverse

from qitao.base.refusal import Refusal
from qitao.flow import actions as flow
from qitao.flow import queries
from qitao.flow.models import Task
from qitao.flow.values import TaskId
from qitao.people import actions as people
from qitao.people.queries import load_actor
from qitao.people.values import PostId
from qitao.production import actions
from qitao.production.actions.create import OrderCreated
from qitao.production.queries.explain import explain_order
from tests.flow.drawing import Drawing
from tests.shop import HOUSE
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

FORM = "合格:yes, 重量:number, note"


@pytest.fixture
def lead(town: Town) -> PostId:
    """The post whose turn it is; the operator holds it."""
    post = people.create_post(actor=HOUSE, code="LEAD", name="首件确认岗").post
    people.assign_post(actor=HOUSE, user=town.users["operator"], post=post)
    return post


@pytest.fixture
def order(town: Town, lead: PostId) -> OrderCreated:
    """An order on a process with a task for a post, which asks three things."""
    drawing = Drawing("work_order").start().user("first", name="首件确认", post="LEAD", form=FORM)
    drawing.xor("judged", default="judged_again").user("again", name="再来一件").end()
    drawing.chain("start", "first", "judged").flow("judged", "end", "合格 = true")
    drawing.flow("judged", "again").flow("again", "end")
    flow.publish_definition(actor=HOUSE, xml=drawing.xml)
    return town.shop.order(3)


def open_task(order: OrderCreated) -> Task:
    return Task.objects.get(instance__business_id=order.order, state="open")


def holding(order: OrderCreated) -> list[str]:
    return [one.name for one in explain_order(HOUSE, order.order, lang="zh")[0].stopping]


def deed(task: Task, verb: str) -> str:
    return reverse("desk:task_deed", args=[task.pk, verb])


def test_a_task_is_taken_given_back_and_finished(
    town: Town, visitor: Visitor, order: OrderCreated
) -> None:
    client, page, task = visitor("operator"), reverse("desk:tasks"), open_task(order)
    assert "首件确认" in client.get(reverse("desk:desk")).content.decode()
    shown = client.get(page).content.decode()
    assert order.number in shown
    assert deed(task, "claim_task") in shown
    enter_form(client, deed(task, "claim_task"))
    assert open_task(order).claimed_by == town.users["operator"]
    mine = client.get(page).content.decode()
    assert "我已领取" in mine
    assert deed(task, "claim_task") not in mine
    enter_form(client, deed(task, "release_task"))
    assert open_task(order).claimed_by is None
    typed = {"合格": "on", "重量": "12.5", "note": "外观好"}
    enter_form(client, deed(task, "finish_task"), **typed)
    view = queries.get_instance_view("work_order", order.order)
    assert view.instance.status == "completed"
    assert view.instance.variables == {"合格": True, "重量": 12.5, "note": "外观好"}
    assert "已办完" in client.get(page).content.decode()
    assert order.number not in client.get(page).content.decode()


def test_who_tried_in_vain_holds_an_order_once_and_only_until_somebody_takes_it(
    town: Town, order: OrderCreated
) -> None:
    planner, lead = (load_actor(town.users[role]) for role in ("planner", "operator"))
    task = TaskId(open_task(order).pk)
    for act in (actions.claim_task, actions.finish_task):
        with pytest.raises(Refusal, match="TASK_OF_POST"):
            act(actor=planner, task=task)
    assert holding(order) == ["no_right"]
    actions.claim_task(actor=lead, task=task)
    with pytest.raises(Refusal, match="TASK_OF_POST"):
        actions.claim_task(actor=planner, task=task)
    assert holding(order) == []
    actions.release_task(actor=lead, task=task)
    assert holding(order) == ["no_right"]


def test_the_answer_decides_the_way(town: Town, visitor: Visitor, order: OrderCreated) -> None:
    client, task = visitor("operator", lang="en"), open_task(order)
    wrong = enter_form(client, deed(task, "finish_task"), 重量="heavy")
    assert wrong.status_code == 422
    assert "takes a number" in wrong.content.decode()
    assert open_task(order).pk == task.pk
    enter_form(client, deed(task, "finish_task"))
    assert open_task(order).node.key == "again"


def test_a_task_of_another_post_is_absent_and_refused(
    town: Town, visitor: Visitor, order: OrderCreated
) -> None:
    task, planner = open_task(order), visitor("planner")
    assert order.number not in planner.get(reverse("desk:tasks")).content.decode()
    for verb in ("claim_task", "finish_task"):
        refused = enter_form(planner, deed(task, verb))
        assert refused.status_code == 403
        assert "首件确认岗" in refused.content.decode()
    assert open_task(order).claimed_by is None
    assert visitor("nobody").get(reverse("desk:tasks")).status_code == 403
    assert enter_form(visitor("nobody"), deed(task, "claim_task")).status_code == 403


def test_what_somebody_has_taken_is_left_to_him(
    town: Town, visitor: Visitor, order: OrderCreated, lead: PostId
) -> None:
    people.assign_post(actor=HOUSE, user=town.users["inspector"], post=lead)
    task, inspector = open_task(order), visitor("inspector")
    enter_form(visitor("operator"), deed(task, "claim_task"))
    shown = inspector.get(reverse("desk:tasks")).content.decode()
    assert "王建国 已领取" in shown
    assert deed(task, "finish_task") not in shown
    for verb in ("claim_task", "finish_task", "release_task"):
        assert enter_form(inspector, deed(task, verb)).status_code == 409
    chief = visitor("administrator")
    assert deed(task, "release_task") in chief.get(reverse("desk:tasks")).content.decode()
    enter_form(chief, deed(task, "release_task"))
    assert open_task(order).claimed_by is None


def test_a_right_of_another_plant_reaches_no_task(
    town: Town, visitor: Visitor, order: OrderCreated, lead: PostId
) -> None:
    from qitao.people import queries as rights
    from qitao.people.models import Assignment
    from qitao.people.values import RoleId

    user, other = town.users["operator"], people.create_plant(actor=HOUSE, code="P9", name="九厂")
    Assignment.objects.filter(user_id=user, role__isnull=False).delete()
    role = RoleId(rights.get_role_by_code("operator").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=other.plant)
    client, task = visitor("operator"), open_task(order)
    assert order.number not in client.get(reverse("desk:tasks")).content.decode()
    refused = enter_form(client, deed(task, "claim_task"))
    assert refused.status_code == 403
    assert open_task(order).claimed_by is None


def test_a_persons_own_tasks_show_behind_older_ones_of_others(
    town: Town, order: OrderCreated, lead: PostId
) -> None:
    """Standing in for others at one plant brings none of the tasks of another."""
    from qitao.people import queries as rights
    from qitao.people.values import RoleId
    from qitao.production.queries.tasks import list_order_tasks

    user, other = town.users["operator"], people.create_plant(actor=HOUSE, code="P9", name="九厂")
    role = RoleId(rights.get_role_by_code("administrator").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=other.plant)
    others = [order, town.shop.order(3)]
    for each in others:
        Task.objects.filter(pk=open_task(each).pk).update(post="OTHER")
    own = town.shop.order(3)
    found = list_order_tasks(rights.load_actor(user), limit=len(others))
    assert [row.number for row in found] == [own.number]
    chief = rights.load_actor(town.users["administrator"])
    assert len(list_order_tasks(chief, limit=3)) == 3

"""A process that a plant draws itself is called in the reader's language, wherever it is named."""

import json
import re

import pytest
from django.urls import reverse

from qitao.base.refusal import Refusal
from qitao.base.texts import say
from qitao.flow import actions as flow
from qitao.flow import queries
from qitao.flow.models import Task
from qitao.flow.values import TaskId
from qitao.people import actions as people
from qitao.people.queries import load_actor
from qitao.production import actions
from qitao.production.actions.create import OrderCreated
from qitao.production.queries.explain import explain_order
from tests.flow.drawing import Drawing
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

ZH, EN = "首件确认", "First piece check"
NOTE = (
    '<bpmn:textAnnotation id="note" qitao:name_en="Ask the lead"><bpmn:text>问组长</bpmn:text>'
    "</bpmn:textAnnotation>"
)
PICTURE = re.compile(r'<script id="picture" type="application/json">(.*?)</script>', re.DOTALL)


def drawn() -> str:
    """A process in which people do one step of the plant's own and one that the house knows."""
    drawing = Drawing("work_order", name="试制工单").start()
    drawing.user("first", name=ZH, name_en=EN, post="LEAD").user("draft", name="起草").end()
    drawing.chain("start", "first", "draft").flow("draft", "end", key="over").raw(NOTE)
    named = drawing.xml.replace('name="试制工单"', 'name="试制工单" qitao:name_en="Trial order"')
    return named.replace('id="over"', 'id="over" name="做完" qitao:name_en="done"')


@pytest.fixture
def order(town: Town) -> OrderCreated:
    """An order at the plant's own step, whose turn is with the post that the operator holds."""
    post = people.create_post(actor=HOUSE, code="LEAD", name="确认岗", name_en="Lead").post
    people.assign_post(actor=HOUSE, user=town.users["operator"], post=post)
    flow.publish_definition(actor=HOUSE, xml=drawn())
    return town.shop.order(3)


def addresses(order: OrderCreated) -> dict[str, str]:
    """Where the step is named, with who looks."""
    page, orders = reverse("orders:order", args=[order.number]), reverse("orders:orders")
    return {
        page: "planner",
        f"{page}?tab=flow": "planner",
        f"{page}?tab=log": "planner",
        f"{orders}?state=all&q={order.number}": "planner",
        f"{orders}?state=all&q={order.number}&export=csv": "planner",
        reverse("flows:flows"): "administrator",
        reverse("desk:tasks"): "operator",
        reverse("desk:desk"): "operator",
    }


def test_an_own_step_is_called_by_its_english_name(visitor: Visitor, order: OrderCreated) -> None:
    for url, role in addresses(order).items():
        for lang, said, other in ("zh", ZH, EN), ("en", EN, ZH):
            page = visitor(role, lang=lang).get(url).content.decode()
            assert said in PICTURE.sub("", page), (lang, url)
            assert other not in PICTURE.sub("", page), (lang, url)


def test_the_drawing_takes_the_english_words_along(visitor: Visitor, order: OrderCreated) -> None:
    definition = queries.find_definition("work_order")
    assert definition is not None
    for url in (
        f"{reverse('orders:order', args=[order.number])}?tab=flow",
        reverse("flows:flow", args=[definition.id]),
    ):
        page = visitor("administrator", lang="en").get(url).content.decode()
        assert "Trial order" in page
        assert "试制工单" not in PICTURE.sub("", page)
        (found,) = PICTURE.findall(page)
        names = json.loads(found)["names"]
        own = {key: names[key] for key in ("first", "over", "note")}
        assert own == {"first": EN, "over": "done", "note": "Ask the lead"}
        page = visitor("administrator").get(url).content.decode()
        assert "试制工单" in PICTURE.sub("", page)
        assert json.loads(PICTURE.findall(page)[0])["names"] == {}


def test_a_step_as_the_house_calls_it_has_the_houses_english_and_a_renamed_one_has_none(
    visitor: Visitor, town: Town
) -> None:
    drawing = Drawing("work_order").start().user("draft", name="草稿")
    drawing.user("own", name="自检").user("completed", name="质检完成").end()
    flow.publish_definition(
        actor=HOUSE, xml=drawing.chain("start", "draft", "own", "completed", "end").xml
    )
    page = reverse("orders:order", args=[town.shop.order(1).number])
    english = visitor("planner", lang="en").get(page).content.decode()
    assert "Draft" in english
    assert "草稿" not in english
    assert "质检完成" in english
    assert "Completed" not in english
    used = queries.find_definition("work_order")
    assert used is not None
    names = queries.get_definition(used.id)
    assert (names.name, names.name_en) == ("演示", "")


def test_a_refusal_and_an_explanation_name_the_step_in_the_readers_language(
    town: Town, order: OrderCreated
) -> None:
    task = TaskId(Task.objects.get(instance__business_id=order.order, state="open").pk)
    with pytest.raises(Refusal) as caught:
        actions.claim_task(actor=load_actor(town.users["planner"]), task=task)
    for lang, said, other, post in ("zh", ZH, EN, "确认岗"), ("en", EN, ZH, "Lead"):
        words = say("refusal.TASK_OF_POST", lang, **caught.value.evidence)
        assert (said in words, other in words, post in words) == (True, False, True)
        (why,) = explain_order(HOUSE, order.order, lang=lang)
        assert why.node_name == why.waiting_for == said
        assert said in why.reason
        assert other not in why.reason
    with pytest.raises(Refusal) as early:
        actions.submit_order(actor=HOUSE, order=order.order)
    assert EN in say(f"refusal.{early.value.code}", "en", **early.value.evidence)
    assert ZH in say(f"refusal.{early.value.code}", "zh", **early.value.evidence)

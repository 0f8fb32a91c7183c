"""The step strip of an order: its past, where it stands, and what its own process brings."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from qitao.flow import actions as flow
from qitao.flow.models import Task
from qitao.flow.values import TaskId
from qitao.production import actions
from qitao.production.actions.create import OrderCreated
from qitao.production.queries import lists
from tests.flow.drawing import Drawing
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

STEP = re.compile(r'<li class="strip-(\w+)[^"]*"[^>]*>\s*<b>(.*?)</b>')
HOUSES = ["草稿", "齐套检查", "待排产", "已排产", "已下发", "生产中", "已完工", "已关闭"]


def strip(client: Client, number: str) -> list[str]:
    """Return the strip as it is read: `past 草稿`, `now 齐套检查`, `ahead 待排产` …"""
    page = client.get(reverse("orders:order", args=[number])).content.decode()
    shown = page.split('<ol class="strip"')[1].split("</ol>")[0]
    return [f"{when} {unescape(name)}" for when, name in STEP.findall(shown)]


def standing(at: int) -> list[str]:
    """Return the strip of the house's own process with the token at one of its steps."""
    whens = ["past"] * at + ["now"] + ["ahead"] * (len(HOUSES) - at - 1)
    return [f"{when} {name}" for when, name in zip(whens, HOUSES, strict=True)]


def drawn() -> str:
    """The plant's own process: a talk, a draft, then trial or print, side by side two more."""
    drawing = Drawing("work_order").start().user("talk", name="问客户", name_en="Ask customer")
    drawing.user("draft", name="草稿", verb="production.submit_order", state="draft")
    drawing.xor("which", default="by_trial").user("print", name="直接印", name_en="Just print")
    drawing.user("trial", name="试印", name_en="Trial print").xor("met").fork("both", "joined")
    drawing.user("pack", name="装箱", name_en="Pack").user("label", name="贴标", name_en="Label")
    drawing.user("sent", name="发走", name_en="Send off")
    drawing.timer("late", "trial", "PT8H", interrupts=False).user("hurry", name="催一催")
    drawing.end("over", name="交清", name_en="Handed over").end("rushed", name="催过")
    drawing.chain("start", "talk", "draft", "which").flow("which", "print", "now = true")
    drawing.flow("which", "trial", key="by_trial").chain("print", "met", "both")
    drawing.chain("trial", "met").chain("both", "pack", "joined", "sent", "over")
    drawing.chain("both", "label", "joined")
    return drawing.chain("late", "hurry", "rushed").xml


@pytest.fixture
def order(town: Town) -> OrderCreated:
    """An order at the first step of the plant's own process."""
    flow.publish_definition(actor=HOUSE, xml=drawn())
    return town.shop.order(3)


def do(order: OrderCreated, node: str) -> None:
    """Finish the open task of the plant's own at a step."""
    task = Task.objects.get(instance__business_id=order.order, state="open", node__key=node)
    actions.finish_task(actor=HOUSE, task=TaskId(task.pk))


@pytest.mark.parametrize(
    ("name", "at"), [("draft", 0), ("short", 1), ("waiting", 2), ("scheduled", 3), ("running", 5)]
)
def test_an_order_on_the_houses_process_shows_its_steps(
    town: Town, visitor: Visitor, name: str, at: int
) -> None:
    assert strip(visitor("planner"), town.orders[name].number) == standing(at)


def test_the_houses_steps_are_told_in_english_too(town: Town, visitor: Visitor) -> None:
    shown = strip(visitor("planner", lang="en"), town.orders["scheduled"].number)
    assert shown[2:] == [
        *("past To schedule", "now Scheduled", "ahead Released", "ahead In production"),
        *("ahead Completed", "ahead Closed"),
    ]


@pytest.fixture
def made(town: Town) -> OrderCreated:
    """An order on the house's process whose operations are all finished."""
    busy = lists.list_operations(town.orders["running"].order)[0]
    actions.pause_operation(actor=HOUSE, operation=busy.id)
    made = town.shop.released(1)
    for operation in lists.list_operations(made.order):
        actions.start_operation(actor=HOUSE, operation=operation.id)
        actions.report_output(actor=HOUSE, operation=operation.id, good=Decimal(1))
        actions.finish_operation(actor=HOUSE, operation=operation.id)
    return made


def test_an_order_that_is_over_shows_the_end_that_it_came_to(
    town: Town, visitor: Visitor, made: OrderCreated
) -> None:
    client, dropped = visitor("planner"), town.orders["scheduled"]
    assert strip(client, made.number) == standing(6)
    actions.receive_output(actor=HOUSE, order=made.order)
    actions.close_order(actor=HOUSE, order=made.order)
    assert strip(client, made.number) == [f"past {name}" for name in HOUSES]
    actions.cancel_order(actor=HOUSE, order=dropped.order, reason="客户撤单")
    assert strip(client, dropped.number) == [f"past {name}" for name in HOUSES[:4]]


def test_a_completed_order_that_is_taken_back_shows_each_step_once(
    visitor: Visitor, made: OrderCreated
) -> None:
    last = lists.list_operations(made.order)[-1]
    actions.reopen_operation(actor=HOUSE, operation=last.id, reason="少报一件")
    shown = strip(visitor("planner"), made.number)
    assert shown == standing(5)


def test_what_lies_ahead_is_what_the_orders_own_process_brings(
    visitor: Visitor, order: OrderCreated
) -> None:
    assert strip(visitor("planner"), order.number) == [
        *("now 问客户", "ahead 草稿", "ahead 试印", "ahead 装箱", "ahead 贴标"),
        *("ahead 发走", "ahead 交清"),
    ]
    assert strip(visitor("planner", lang="en"), order.number) == [
        *("now Ask customer", "ahead Draft", "ahead Trial print", "ahead Pack", "ahead Label"),
        *("ahead Send off", "ahead Handed over"),
    ]


def test_a_step_of_the_plants_own_stays_where_the_order_came_through_it(
    visitor: Visitor, order: OrderCreated
) -> None:
    client = visitor("planner")
    do(order, "talk")
    actions.submit_order(actor=HOUSE, order=order.order)
    do(order, "trial")
    do(order, "label")
    passed = ["past 问客户", "past 草稿", "past 试印", "past 贴标"]
    assert strip(client, order.number) == [*passed, "now 装箱", "ahead 发走", "ahead 交清"]
    do(order, "pack")
    do(order, "sent")
    over = [*passed, "past 装箱", "past 发走", "past 交清"]
    assert strip(client, order.number) == over


def test_an_order_keeps_to_the_version_that_it_runs_on(
    town: Town, visitor: Visitor, order: OrderCreated
) -> None:
    short = Drawing("work_order").start().user("talk", name="问客户").end("over", name="交清")
    flow.publish_definition(actor=HOUSE, xml=short.chain("start", "talk", "over").xml)
    client, newer = visitor("planner"), town.shop.order(1)
    assert len(strip(client, order.number)) == 7
    assert strip(client, newer.number) == ["now 问客户", "ahead 交清"]
    assert strip(client, town.orders["draft"].number) == standing(0)


def test_a_process_is_read_once_and_one_statement_tells_where_an_order_runs(
    town: Town, visitor: Visitor, order: OrderCreated, asked: list[str]
) -> None:
    client, others = visitor("planner"), [order, town.shop.order(2)]
    strip(client, order.number)
    counts = []
    for each in others:
        asked.clear()
        strip(client, each.number)
        assert asked.count("find_run") == 1
        assert "list_places" not in asked
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_chip_of_a_step_names_it_as_it_is_drawn(
    visitor: Visitor, order: OrderCreated, asked: list[str]
) -> None:
    def chip(query: str, lang: str = "zh") -> str:
        return visitor("planner", lang=lang).get(f"/orders/?{query}").content.decode()

    assert "步骤：问客户" in chip("state=all&step=talk")
    assert "Step: Ask customer" in chip("state=all&step=talk", "en")
    asked.clear()
    assert "步骤：齐套检查" in chip("state=all&step=check_kit")
    assert asked.count("find_node_name") == 1
    asked.clear()
    chip("state=all")
    assert "find_node_name" not in asked

"""A filter of days: from and to, or a word for them; in the plant's days, and in every list."""

import re
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from qitao.base import clock
from qitao.base.clock import now
from qitao.people.queries import load_actor
from qitao.production.models import Report
from qitao.production.queries import lists
from qitao.production.queries.lists import OrderCursor, OrderFilter
from qitao.production.values import WorkOrderId
from qitao.quality.actions import create_plan
from qitao.quality.values import Characteristic, CharacteristicKind, InspectionKind, PlanContent
from qitao.web.journal.subjects import find_subjects
from qitao.web.shell.between import AHEAD, Between, Days
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

MENU = re.compile(
    r'<summary class="btn btn-sm">[^\0]{0,200}?</svg>(\w+)<[^\0]{0,200}?<div class="menu-list">'
    r'\s*<a href="[^"]*\bexport=xlsx"[^>]*>Excel \(\.xlsx\)</a>'
    r'\s*<a href="[^"]*\bexport=csv"[^>]*>CSV \(\.csv\)</a>'
)
LATE_SUNDAY = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
"""Half past midnight of Monday 23 November at the plant."""
LISTS = (
    ("stock:moves", "happened_at", "storekeeper"),
    ("journal:journal", "recorded_at", "administrator"),
    ("journal:refusals", "recorded_at", "administrator"),
    ("quality:inspections", "opened_at", "inspector"),
    ("trade:purchases", "ordered_on", "planner"),
    ("trade:purchases", "expected_on", "planner"),
    ("orders:orders", "due", "planner"),
)


class Asked:
    """So much of a visit as a filter reads."""

    def __init__(self, query: str) -> None:
        self.query = QueryDict(query)


def read(query: str, filter: Between = Between("on")) -> Days | None:  # noqa: A002, B008
    with clock.frozen(LATE_SUNDAY):
        return filter.read(Asked(query))  # type: ignore[arg-type]


def test_words_mean_the_plants_days() -> None:
    day = date(2026, 11, 23)
    assert read("on=today") == Days(day, day, "today")
    assert read("on=yesterday") == Days(date(2026, 11, 22), date(2026, 11, 22), "yesterday")
    assert read("on=week") == Days(date(2026, 11, 17), day, "week")
    assert read("on=month") == Days(date(2026, 11, 1), date(2026, 11, 30), "month")
    ahead = Between("on", AHEAD)
    assert read("on=overdue", ahead) == Days(None, date(2026, 11, 22), "overdue")
    assert read("on=next_week", ahead) == Days(day, date(2026, 11, 29), "next_week")
    assert read("on=next_week") is None, "not a choice of this list"


def test_a_day_begins_at_midnight_of_the_plant() -> None:
    today = read("on=today")
    assert today is not None
    assert today.since == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert today.until == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_dates_may_be_open_crossed_or_nonsense() -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 9)
    assert read("on_first=2026-03-01&on_last=2026-03-09") == Days(first, last)
    assert read("on_first=2026-03-09&on_last=2026-03-01") == Days(first, last)
    assert read("on_last=2026-03-09") == Days(None, last)
    assert str(read("on_last=2026-03-09")) == "– 2026-03-09"
    for nonsense in ("on=soon", "on_first=2026-02-30", "on_first=9999-12-31", "on_last=x", ""):
        assert read(nonsense) is None


@pytest.mark.parametrize(("page", "name", "role"), LISTS)
def test_a_list_is_narrowed_to_days_and_says_so(
    town: Town, visitor: Visitor, page: str, name: str, role: str
) -> None:
    client, url = visitor(role), reverse(page)
    every = client.get(url, {"state": "all", "door": "all"}).content.decode()
    assert f'name="{name}_first"' in every
    old = {f"{name}_first": "2001-01-01", f"{name}_last": "2001-01-02", "state": "all"}
    none = client.get(url, old).content.decode()
    assert "2001-01-01 – 2001-01-02" in none
    assert "data-walk" not in none
    sheet = client.get(url, old | {"export": "csv"}).content.decode().strip().split("\n")
    assert len(sheet) == 1


def test_moves_of_today_are_those_of_today(town: Town, visitor: Visitor) -> None:
    client, url = visitor("storekeeper"), reverse("stock:moves")
    today = client.get(url, {"happened_at": "today"}).content.decode()
    assert "data-walk" in today
    assert 'aria-current="true">今天' in today.replace("\n", "")
    again = f"{url}?happened_at=yesterday"
    assert "happened_at=yesterday" in today
    assert "data-walk" not in client.get(again).content.decode()


def test_moves_are_found_by_order_number_person_and_place(town: Town, visitor: Visitor) -> None:
    client, url = visitor("storekeeper"), reverse("stock:moves")
    number = town.orders["running"].number
    for text in (number.lower(), "STORE", "resin"):
        assert "data-walk" in client.get(url, {"q": text}).content.decode(), text
    of_order = client.get(url, {"q": number}).content.decode()
    assert of_order.count(f">{number}</a>") == of_order.count('<td class="corner">') > 0
    assert "data-walk" not in client.get(url, {"q": "WO-999999"}).content.decode()


def test_the_journal_is_asked_by_number_person_and_verb(town: Town, visitor: Visitor) -> None:
    client, url = visitor("administrator"), reverse("journal:journal")
    order = town.orders["running"]

    def rows(**asked: str) -> str:
        return client.get(url, {"door": "all"} | asked).content.decode()

    found = rows(subject=order.number)
    assert "data-walk" in found
    assert town.orders["draft"].number not in found
    assert rows(subject=f"work_order:{order.order}").count("<tr") <= found.count("<tr")
    actor = load_actor(town.users["administrator"])
    assert f"material:{town.shop.materials['RESIN']}" in find_subjects(actor, "resin")
    assert "data-walk" not in rows(subject="WO-999999")
    made = rows(verb="production.create_order")
    assert made.count('class="corner"') == len(town.orders)
    assert '<optgroup label="生产"' in made
    nobody = rows(actor=str(town.users["nobody"]))
    assert "data-walk" not in nobody
    assert f'<option value="{town.users["nobody"]}" selected>' in nobody


def test_an_entry_says_its_fields_in_words(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    asked = {"door": "all", "verb": "production.create_order"}
    listed = client.get(reverse("journal:journal"), asked).content.decode()
    number = re.search(r"/journal/(\d+)/", listed)
    assert number
    shown = client.get(reverse("journal:entry", args=[number[1]])).content.decode()
    assert "<dt>数量</dt>" in shown
    assert "<details>" in shown


def test_orders_are_sorted_and_leafed_through(town: Town, visitor: Visitor) -> None:
    actor = load_actor(town.users["planner"])

    def numbers(by: str) -> list[str]:
        wanted = OrderFilter(sort=by)
        found = lists.list_orders(actor, wanted, limit=2)
        while part := lists.list_orders(
            actor, wanted, after=OrderCursor(found[-1].due_on or lists.FAR, found[-1].id), limit=2
        ):
            found += part
        return [row.number for row in found]

    every = sorted(order.number for order in town.orders.values())
    assert numbers("number") == every
    assert numbers("newest") == every[::-1]
    assert numbers("priority")[-1] == town.orders["short"].number
    assert sorted(numbers("priority")) == sorted(numbers("due_on")) == every
    page = visitor("planner").get(reverse("orders:orders"), {"by": "newest", "priority": "5"})
    shown = page.content.decode()
    assert town.orders["short"].number not in shown
    assert shown.index(town.orders["running"].number) < shown.index(town.orders["waiting"].number)
    url, centre = reverse("orders:orders"), {"work_centre": "999999"}
    assert "data-walk" not in visitor("planner").get(url, centre).content.decode()


def test_scrap_is_narrowed_and_exported(town: Town, visitor: Visitor) -> None:
    client, url = visitor("inspector"), reverse("quality:scrap")
    operation = lists.list_operations(WorkOrderId(town.orders["running"].order))[0]
    Report.objects.create(operation_id=operation.id, good=1, scrap=3, rework=0, happened_at=now())
    for asked, there in (
        ({}, True),
        ({"product": operation.material_code.lower()}, True),
        ({"product": "nothing of the kind"}, False),
        ({"operation": operation.name}, True),
        ({"operation": "nothing of the kind"}, False),
        ({"work_centre": str(operation.work_centre)}, True),
        ({"work_centre": "999999"}, False),
    ):
        page = client.get(url, asked).content.decode()
        assert ("scrap-list" in page) is there, asked
    assert MENU.findall(client.get(url).content.decode()) == ["导出"]
    sheet = client.get(url, {"export": "csv", "operation": operation.name}).content.decode()
    assert sheet.strip().split("\n")[1].split(",")[1] == "3"


def test_quality_plans_are_taken_along_as_a_file(town: Town, visitor: Visitor) -> None:
    look = Characteristic(1, "外观", CharacteristicKind.ATTRIBUTE)
    content = PlanContent("来料外观", InspectionKind.INCOMING, (look,), material=None)
    create_plan(actor=HOUSE, code="IN-7", content=content)
    client, url = visitor("inspector"), reverse("quality:plans")
    assert MENU.findall(client.get(url).content.decode()) == ["导出"]
    lines = client.get(url, {"export": "csv", "q": "IN-7"}).content.decode().strip().split("\r\n")
    assert len(lines) == 2
    assert lines[1].startswith("IN-7,1,来料外观,")

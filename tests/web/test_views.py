"""Saved views of the order list: filters, order and columns, for oneself or for a role."""

import io
import re

from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from qitao.lowcode.models import ListChoice, ListView
from qitao.people.queries import get_role_by_code
from tests.web.conftest import Visitor, enter_form, sign_in
from tests.web.test_person import reader_of
from tests.web.town import Town

PAGE = "orders.orders"
COLUMNS = ("number", "priority", "state")


def save(client: Client, **more: object) -> str:
    """Save a view of short orders; return where one is sent."""
    given = {"page": PAGE, "path": "/orders/", "name": "缺料", "query": "kit=short&state=open"}
    answer = enter_form(client, reverse("views:save"), **given | more)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def heads(html: str) -> list[str]:
    """Return the words above the columns; the first cell of the row picks."""
    table = html.split("<thead>")[1].split("</thead>", maxsplit=1)[0]
    said = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<th.*?</th>", table, re.S)]
    return [words.strip() for words in said if words.strip()]


def test_a_view_keeps_filters_and_columns(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    url = save(client, columns=COLUMNS)
    html = client.get(url).content.decode()
    assert town.orders["short"].number in html
    assert town.orders["running"].number not in html
    assert heads(html) == ["工单号", "优先级", "状态"]
    assert '<a class="view" href="/orders/?kit=short&amp;state=open&amp;view=' in html
    assert "已改" not in html
    changed = client.get(f"{url}&late=1").content.decode()
    assert "已改" in changed
    assert len(ListView.objects.all()) == 1
    save(client, query="kit=short")
    assert ListView.objects.get().query == "kit=short"


def test_a_view_is_shared_with_those_who_hold_the_role(town: Town, visitor: Visitor) -> None:
    role = get_role_by_code("planner").id
    client = visitor("planner")
    save(client, role=role, name="早会看")
    assert "早会看" in sign_in(reader_of(town, "planner")).get("/orders/").content.decode()
    assert "早会看" not in visitor("storekeeper").get("/orders/").content.decode()
    mine = ListView.objects.get()
    other = visitor("workshop_director")
    refused = enter_form(
        other,
        reverse("views:save"),
        page=PAGE,
        path="/orders/",
        name="越权",
        role=role,
    )
    assert refused.status_code == 404
    assert ListView.objects.count() == 1
    gone = enter_form(other, reverse("views:delete", args=[mine.pk]))
    assert gone.status_code == 404
    assert ListView.objects.filter(pk=mine.pk).exists()
    enter_form(client, reverse("views:delete", args=[mine.pk]), next="/orders/?view=0")
    assert not ListView.objects.exists()


def test_a_list_opens_with_the_view_that_was_chosen(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    url = save(client, first="on")
    opened = client.get("/orders/")
    assert (opened.status_code, opened["Location"]) == (303, url)
    assert client.get("/orders/?view=0").status_code == 200
    assert visitor("workshop_director").get("/orders/").status_code == 200
    enter_form(client, reverse("views:choose_first"), page=PAGE, next="/orders/?view=0")
    assert client.get("/orders/").status_code == 200


def test_columns_are_chosen_kept_and_exported(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    enter_form(client, reverse("views:columns"), page=PAGE, columns=COLUMNS[1:], next="/orders/")
    html = client.get("/orders/").content.decode()
    assert heads(html) == ["工单号", "优先级", "状态"]
    sheet = client.get("/orders/?export=xlsx&kit=short")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["工单号", "优先级", "状态"]
    assert [row[0] for row in rows[1:]] == [town.orders["short"].number]
    assert len(heads(visitor("workshop_director").get("/orders/").content.decode())) > 4
    enter_form(client, reverse("views:columns"), page=PAGE, reset="1", next="/orders/")
    assert ListChoice.objects.get().columns == ""


def test_columns_chosen_under_a_view_of_another_are_seen(town: Town, visitor: Visitor) -> None:
    role = get_role_by_code("planner").id
    save(visitor("planner"), columns=("number", "state"))
    ListView.objects.update(role=role, owner=town.users["administrator"])
    here = f"/orders/?kit=short&view={ListView.objects.get().pk}"
    client = visitor("planner")
    assert heads(client.get(here).content.decode()) == ["工单号", "状态"]
    chosen = {"page": PAGE, "columns": ("number", "priority"), "next": here}
    sent = enter_form(client, reverse("views:columns"), **chosen)["Location"]
    assert sent == "/orders/?kit=short&view=0"
    assert heads(client.get(sent).content.decode()) == ["工单号", "优先级"]


def test_an_unknown_column_is_left_out_and_the_number_always_stands(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("planner")
    enter_form(client, reverse("views:columns"), page=PAGE, columns=("gone", "state"))
    shown = heads(client.get("/orders/").content.decode())
    assert shown == ["工单号", "状态"]


def test_a_view_without_a_name_is_refused(visitor: Visitor) -> None:
    answer = enter_form(visitor("planner"), reverse("views:save"), page=PAGE, path="/orders/")
    assert answer.status_code == 422
    assert not ListView.objects.exists()

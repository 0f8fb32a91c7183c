"""The story of an order by the API: what was done, what was refused, leafed through by cursor."""

from decimal import Decimal
from urllib.parse import quote

import pytest

from qitao.base.refusal import Refusal
from qitao.people import actions as people
from qitao.production import actions as production
from qitao.production.queries import lists
from tests.api.conftest import SYSTEM, MakeClient
from tests.api.test_reads import leaf_through
from tests.shop import HOUSE, build_shop


def test_a_story_is_left_through_once_refused_reports_included(client_of: MakeClient) -> None:
    shop = build_shop()
    shop.stock(10)
    order = shop.released(5).order
    first, second = lists.list_operations(order)[:2]
    production.start_operation(actor=HOUSE, operation=first.id)
    with pytest.raises(Refusal):
        production.report_output(actor=HOUSE, operation=second.id, good=Decimal(5))
    client = client_of("dir", "workshop_director")

    rows = leaf_through(client, "production.timeline", f"order={order}&limit=2")

    whole = client.get("production.timeline", f"order={order}&limit=199").json
    assert rows == whole["rows"]
    refused = next(row for row in rows if row["kind"] == "refusal")
    assert (refused["code"], refused["about"]) == ("PREDECESSOR_SHORT", second.name)
    assert {"production.create_order", "production.start_operation"} <= {r["what"] for r in rows}
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    forged = quote("WyItYXQiLCJub25lIiwidmVyYiIsMV0")
    answer = client.get("production.timeline", f"order={order}&cursor={forged}")
    assert (answer.status, answer.code) == (422, "CURSOR_MALFORMED")


def test_a_story_of_another_plant_is_refused(client_of: MakeClient) -> None:
    order = build_shop().order().order
    far = people.create_plant(actor=SYSTEM, code="P9", name="九厂", parent=None).plant
    answer = client_of("far", "planner", plant=far).get("production.timeline", f"order={order}")
    assert (answer.status, answer.code) == (403, "OUT_OF_SCOPE")


def test_explanation_times_and_choices_are_read_by_the_api(client_of: MakeClient) -> None:
    shop = build_shop()
    shop.stock(10)
    order = shop.released(5).order
    client = client_of("dir", "workshop_director")
    (why,) = client.get("production.explanation", f"order={order}").json["rows"]
    assert why["node"] == "released"
    assert {cause["name"] for cause in why["causes"]} >= {"permission", "operations"}
    stopping = [cause for cause in why["causes"] if cause["outcome"] != "pass"]
    assert all(cause["since"] and cause["owners"] for cause in stopping)
    times = client.get("production.operation_times", f"order={order}").json["rows"]
    assert len(times) == 3
    day = "since=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z"
    handling = client.get("production.handling", day).json["rows"]
    assert {"draft", "scheduled"} <= {row["node"] for row in handling}
    whole = client.get("flow.figures", f"definition_key=work_order&{day}").json["rows"]
    assert [row["visits"] for row in whole] == [row["visits"] for row in handling]
    assert client.get("production.stand_ins", f"order={order}").json["rows"] == []

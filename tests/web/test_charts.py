"""Charts: what is drawn stands beside it as JSON and as a table, in the reader's language."""

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from qitao.base import clock
from qitao.kitting.actions import put_supplies
from qitao.kitting.values import Source, Supply
from qitao.people.models import Plant
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.production.queries import lists
from qitao.production.queries.board import Part
from qitao.production.rules import plan_operations
from qitao.stock.actions import post_moves
from qitao.stock.values import MoveKind, MoveLine
from qitao.web.orders.gantt import Scale, gantt_of
from qitao.web.shell.output import midnight, output_of
from tests.shop import HOUSE
from tests.web.conftest import Visitor
from tests.web.town import Town

BEGINS = datetime(2026, 3, 2, 8, tzinfo=UTC)


def chart_of(html: str, name: str) -> dict[str, Any]:
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', html, re.S)
    assert found, name
    given: dict[str, Any] = json.loads(found[1])
    return given


def scrap_some(town: Town, quantity: int) -> None:
    first = lists.list_operations(town.orders["running"].order)[0]
    production.report_output(
        actor=HOUSE,
        operation=first.id,
        good=Decimal(1),
        scrap=Decimal(quantity),
        scrap_reason=town.shop.scrap_reason,
    )


def test_scrap_stands_by_reason_with_its_share(town: Town, visitor: Visitor) -> None:
    scrap_some(town, 2)
    client = visitor("inspector")
    given = chart_of(client.get(reverse("quality:scrap")).content.decode(), "scrap")
    assert (given["kind"], [each["values"] for each in given["series"]]) == (
        "pareto",
        [[2.0], [100.0]],
    )
    html = client.get(reverse("quality:scrap"), {"since": "2020-01-01", "until": "2020-02-01"})
    assert "这段时间没有不良" in html.content.decode()


def test_scrap_that_was_undone_does_not_count(town: Town, visitor: Visitor) -> None:
    scrap_some(town, 2)
    report = lists.list_reports(order=town.orders["running"].order)[0]
    production.undo_report(actor=HOUSE, report=report.id, reason="typed wrong")
    html = visitor("inspector").get(reverse("quality:scrap")).content.decode()
    assert "这段时间没有不良" in html


@pytest.mark.parametrize(("lang", "words"), [("zh", "良品"), ("en", "Good")])
def test_the_directors_desk_draws_output_against_plan(
    town: Town, visitor: Visitor, lang: str, words: str
) -> None:
    begins = midnight(Part())
    WorkOrder.objects.filter(pk=town.orders["scheduled"].order).update(
        planned_start=begins, planned_end=begins + timedelta(hours=7)
    )
    client = visitor("workshop_director", lang=lang)  # type: ignore[call-arg]
    html = client.get("/").content.decode()
    given = chart_of(html, "output")
    assert given["series"][0]["name"] == words
    assert given["series"][-1]["line"] is True
    assert 1.0 in given["series"][-1]["values"]
    assert "echarts.min.js" in html
    assert "echarts.min.js" not in visitor("operator").get("/").content.decode()


def test_the_plan_so_far_is_the_part_whose_time_has_come(town: Town) -> None:
    WorkOrder.objects.update(planned_start=None, planned_end=None)
    begins = midnight(Part())
    WorkOrder.objects.filter(pk=town.orders["short"].order).update(
        planned_start=begins, planned_end=begins + timedelta(hours=10)
    )
    with clock.frozen(begins + timedelta(hours=2, minutes=30)):
        output = output_of(Part(), "zh")
    assert (output.planned_now, output.planned) == (125, 500)
    assert output.chart.now == output.chart.labels.index("02")


def test_a_day_is_the_plant_s_also_where_its_zone_is_off_by_half_an_hour(town: Town) -> None:
    Plant.objects.filter(pk=town.shop.plant).update(time_zone="Asia/Kolkata")
    part = Part(plants=[town.shop.plant])
    begins = midnight(part)
    assert begins.utcoffset() == timedelta(hours=5, minutes=30)
    last = OrderOperation.objects.filter(order=town.orders["running"].order).latest("sequence")
    Report.objects.update(operation=last, happened_at=begins + timedelta(hours=2, minutes=10))
    with clock.frozen(begins + timedelta(hours=9)):
        output = output_of(part, "zh")
    good = dict(zip(output.chart.labels, output.chart.series[0].values, strict=True))
    assert (output.good, good["02"]) == (3, 3.0)


def test_operations_share_the_planned_time_by_their_standard_minutes() -> None:
    ends = BEGINS + timedelta(hours=4)
    loads = [(Decimal(30), None), (Decimal(60), 1), (Decimal(90), 1), (Decimal(0), None)]
    windows = plan_operations(BEGINS, ends, loads)
    told = [
        ((begin - BEGINS).seconds // 60, (end - BEGINS).seconds // 60) for begin, end in windows
    ]
    assert told == [(0, 60), (60, 180), (60, 240), (240, 240)]
    equal = plan_operations(BEGINS, ends, [(Decimal(0), None), (Decimal(0), None)])
    assert [end for _, end in equal] == [BEGINS + timedelta(hours=2), ends]


def test_the_gantt_shows_what_is_late_and_where_the_present_is(
    town: Town, visitor: Visitor
) -> None:
    order, now = town.orders["running"], clock.now()
    WorkOrder.objects.filter(pk=order.order).update(
        planned_start=now - timedelta(hours=9), planned_end=now - timedelta(hours=1)
    )
    client = visitor("planner")
    html = client.get(reverse("orders:order", args=[order.number])).content.decode()
    assert "gantt-late" in html
    assert "gantt-now" in html
    view = lists.get_order(HOUSE, order.number)
    drawn = gantt_of(view, lists.list_operations(order.order))
    assert drawn is not None
    assert [row.tone for row in drawn.rows] == ["late", "due", "due"]
    assert drawn.now == 100
    assert {tick.words[-3:] for tick in drawn.ticks} <= {":00"}
    assert 3 <= len(drawn.ticks) <= 6
    draft = reverse("orders:order", args=[town.orders["draft"].number])
    assert "gantt-card" not in client.get(draft).content.decode()


def test_the_scale_of_the_gantt_marks_what_a_clock_says() -> None:
    begin = datetime(2026, 11, 23, 18, 59, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    day = Scale(begin, timedelta(hours=9)).ticks()
    assert [tick.words for tick in day] == ["20:00", "22:00", "00:00", "02:00"]
    minutes = Scale(begin, timedelta(minutes=3)).ticks()
    assert [tick.words for tick in minutes] == ["19:00", "19:01", "19:02"]
    weeks = Scale(begin, timedelta(days=20)).ticks()
    assert [tick.words for tick in weeks] == ["11-28", "12-03", "12-08"]
    assert all(0 <= tick.left < 100 for tick in (*day, *minutes, *weeks))


def test_a_planner_sees_what_has_changed_since_yesterday(town: Town, visitor: Visitor) -> None:
    html = visitor("planner").get("/counted/").content.decode()
    changes = html.split("昨天以来的变化")[1].split("</section>")[0]
    assert re.search(r"5</b>\s*新建工单", changes)
    assert re.search(r"1</b>\s*已开工", changes)
    assert "昨天以来的变化" not in visitor("workshop_director").get("/counted/").content.decode()


def test_stock_over_time_follows_when_things_happened(town: Town, visitor: Visitor) -> None:
    shop, now = town.shop, clock.now()
    key = [shop.materials["BOX"], shop.places["SHELF"], "available", 0]
    account = reverse("stock:account", args=key)
    for hours, change in ((3, 10), (1, 5), (2, -4)):  # the last was posted after the fact
        line = MoveLine(
            kind=MoveKind.RECEIPT if change > 0 else MoveKind.TRANSFER,
            material=shop.materials["BOX"],
            quantity=Decimal(abs(change)),
            source=shop.places["SUP" if change > 0 else "SHELF"],
            target=shop.places["SHELF" if change > 0 else "STORE"],
            happened_at=now - timedelta(hours=hours),
        )
        post_moves(actor=HOUSE, lines=(line,))
    given = chart_of(visitor("storekeeper").get(account).content.decode(), "balance")
    assert given["series"][0]["values"] == [10.0, 6.0, 11.0]
    assert given["labels"] == sorted(given["labels"])


def test_the_stock_of_a_material_goes_by_day_with_what_is_coming(
    town: Town, visitor: Visitor
) -> None:
    shop, now = town.shop, clock.now()
    page = reverse("catalog:material", args=[shop.materials["BOX"]])
    for days, change, source, target in ((40, 10, "SUP", "SHELF"), (2, 4, "SHELF", "LINE")):
        line = MoveLine(
            kind=MoveKind.TRANSFER,
            material=shop.materials["BOX"],
            quantity=Decimal(change),
            source=shop.places[source],
            target=shop.places[target],
            happened_at=now - timedelta(days=days),
        )
        post_moves(actor=HOUSE, lines=(line,))
    source, expected_on = Source("purchase_order", 1), clock.now().date() + timedelta(days=9)
    box = shop.materials["BOX"]
    supply = Supply(source, 1, "PO-1", shop.plant, box, Decimal(30), expected_on)
    put_supplies(actor=HOUSE, sources=(source,), supplies=(supply,))
    client = visitor("storekeeper")
    given = chart_of(client.get(page).content.decode(), "stock-days")
    level, expected, held = given["series"]
    today = len(given["labels"]) - 3
    assert level["values"][:2] == [0.0, 10.0]
    assert level["values"][today:] == [110.0, None, None]
    assert expected["values"][today:] == [110.0, 140.0, 140.0]
    assert expected["line"]
    assert held["values"][today] == held["values"][-1] > 0
    month = chart_of(client.get(page, {"days": "30"}).content.decode(), "stock-days")
    assert month["series"][0]["values"][0] == 10.0
    apart = client.get(page, {"by": "place", "days": "7"}).content.decode()
    shelf, side = chart_of(apart, "stock-days")["series"]
    assert (shelf["name"], shelf["values"][-1]) == ("仓库", 106.0)
    assert (side["name"], side["values"]) == ("线边仓", [0.0, 0.0, 4.0, 4.0])


def test_a_material_that_never_came_in_draws_nothing(town: Town, visitor: Visitor) -> None:
    page = reverse("catalog:material", args=[town.shop.materials["CASE"]])
    html = visitor("storekeeper").get(page).content.decode()
    assert "还没有入过库" in html
    assert "echarts.min.js" not in html


def test_stock_with_too_many_movements_says_from_when_it_is_told(
    town: Town, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qitao.stock.queries.days.MOVES_READ_MAX", 1)
    page = reverse("catalog:material", args=[town.shop.materials["RESIN"]])
    html = visitor("storekeeper", lang="en").get(page).content.decode()  # type: ignore[call-arg]
    assert f"drawn back to {clock.now().astimezone():%Y-%m-%d}" in html
    assert len(chart_of(html, "stock-days")["labels"]) == 1


def test_the_materials_of_an_order_say_where_to_fetch_them(town: Town, visitor: Visitor) -> None:
    order = town.orders["running"]
    sources = {row.line: row for row in lists.list_sources(order.order)}
    assert {row.code for row in sources.values()} == {"STORE"}
    assert all(row.held > 0 for row in sources.values())
    url = reverse("orders:order", args=[order.number])
    html = visitor("planner").get(f"{url}?tab=materials").content.decode()
    assert re.search(r"STORE 已备 \d+", html)

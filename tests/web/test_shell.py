"""The frame: headers, errors that are never empty, notices, fragments, navigation."""

import gzip
import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from qitao.base.actor import Actor
from qitao.web.shell import cursor, navigation, spoken
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town


def test_strangers_scripts_are_kept_out(visitor: Visitor) -> None:
    answer = visitor("planner").get("/orders/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert answer["X-Request-Number"]
    assert "no-store" in answer["Cache-Control"]


def test_a_page_crosses_the_air_small(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    plain = client.get("/orders/")
    small = client.get("/orders/", headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert "工单" in gzip.decompress(small.content).decode()
    assert len(small.content) * 3 < len(plain.content)


def test_a_file_that_is_packed_is_not_packed_again(town: Town, visitor: Visitor) -> None:
    asked = {"accept-encoding": "gzip"}
    sheet = visitor("planner").get("/orders/?state=all&export=xlsx", headers=asked)
    assert b"".join(sheet).startswith(b"PK")
    assert "Content-Encoding" not in sheet


def test_an_unknown_address_says_so_with_a_number(visitor: Visitor) -> None:
    answer = visitor("planner").get("/nowhere/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "这个地址没有内容" in page
    assert answer["X-Request-Number"] in page


def test_our_own_fault_is_owned_without_a_traceback(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_more: object) -> None:
        raise RuntimeError("secret detail")

    client = visitor("planner")
    client.raise_request_exception = False
    monkeypatch.setattr("qitao.web.orders.pages.lists.list_orders", broken)
    answer = client.get("/orders/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "程序出错了" in page
    assert answer["X-Request-Number"] in page
    assert "secret detail" not in page
    assert "Traceback" not in page


def test_a_stale_form_is_told_from_a_shut_door(town: Town) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/login/", {"username": "planner", "password": "x"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "提交已失效" in page


def test_htmx_gets_the_inside_only(visitor: Visitor) -> None:
    client = visitor("planner")
    page = client.get("/orders/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert 'id="page"' in page
    assert "HX-Request" in client.get("/orders/")["Vary"]


def test_a_refused_deed_over_htmx_is_a_card_above_the_form(town: Town, visitor: Visitor) -> None:
    order = town.orders["draft"].order
    answer = visitor("planner").post(
        reverse("orders:order_deed", args=[order, "release_order"]),
        {"key": "k1"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#notice"
    assert "ORDER_STATE" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_session_that_ended_leaves_the_form_as_it_was_typed(town: Town) -> None:
    url = reverse("orders:order_deed", args=[town.orders["draft"].order, "submit_order"])
    answer = Client().post(url, {"key": "k2"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Retarget"] == "#notice"
    assert 'href="/login/"' in answer.content.decode()
    looked = Client().get("/orders/?state=draft", headers={"HX-Request": "true"})
    assert looked["HX-Redirect"] == "/login/?next=/orders/%3Fstate%3Ddraft"


def test_a_refused_deed_without_scripts_is_a_page(town: Town, visitor: Visitor) -> None:
    order = town.orders["draft"].order
    url = reverse("orders:order_deed", args=[order, "release_order"])
    answer = enter_form(visitor("planner"), url)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<html" in page
    assert "记录号" in page


def test_a_verb_that_a_page_does_not_offer_is_not_found(town: Town, visitor: Visitor) -> None:
    order = town.orders["draft"].order
    url = reverse("orders:order_deed", args=[order, "import_orders"])
    assert enter_form(visitor("administrator"), url).status_code == 404


def test_what_one_may_not_enter_is_absent(visitor: Visitor) -> None:
    page = visitor("operator").get("/").content.decode()
    assert 'href="/terminal/"' in page
    assert 'href="/people/"' not in page
    assert 'href="/journal/"' not in page


def test_a_phone_opens_the_whole_navigation(visitor: Visitor) -> None:
    page = visitor("storekeeper").get("/").content.decode()
    assert 'popovertarget="nav"' in page
    assert '<nav id="nav" class="sidebar" popover' in page


def test_every_place_of_the_navigation_has_an_address() -> None:
    actor = Actor.system(cause="test")
    tree = navigation.tree(actor, "/")
    shown = sum(len(group.entries) for group in tree.groups)
    assert shown == sum(len(places) for _, places in navigation.GROUPS)
    assert len(tree.bottom) == 4


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("operator", ["任务", "扫码", "报工", "我的"]),
        ("storekeeper", ["任务", "扫码", "领料", "我的"]),
        ("inspector", ["任务", "扫码", "质检", "我的"]),
        ("workshop_director", ["任务", "扫码", "工单", "我的"]),
        ("planner", ["任务", "工单", "齐套", "我的"]),
    ],
)
def test_the_phone_s_bar_is_by_role_with_a_place_for_scanning(
    visitor: Visitor, role: str, words: list[str]
) -> None:
    bar = visitor(role).get("/").content.decode().split('class="bottombar"')[1].split("</nav>")[0]
    assert re.findall(r"<span>(.*?)</span>", bar) == words
    assert ('href="/search/" data-scan' in bar) == ("扫码" in words)
    english = visitor(role, lang="en").get("/").content.decode()  # type: ignore[call-arg]
    assert ("<span>Scan</span>" in english) == ("扫码" in words)


def test_a_notice_is_shown_once(town: Town, visitor: Visitor) -> None:
    client = visitor("planner")
    order = town.orders["draft"]
    enter_form(client, reverse("orders:order_deed", args=[order.order, "submit_order"]))
    url = reverse("orders:order", args=[order.number])
    assert "已完成：提交工单" in client.get(url).content.decode()
    assert "已完成：提交工单" not in client.get(url).content.decode()


@override_settings(ALLOWED_HOSTS=["*"])
def test_a_lost_database_is_not_a_blank_page(visitor: Visitor) -> None:
    answer = visitor("administrator").get("/health/")
    assert answer.status_code == 200
    assert "数据库" in answer.content.decode()


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (20, "不到 1 分", "under 1 min"),
        (8_040, "2 小时 14 分", "2 h 14 min"),
        (7_200, "2 小时", "2 h"),
        (273_600, "3 天 4 小时", "3 d 4 h"),
    ],
)
def test_durations_are_spoken(seconds: int, zh: str, en: str) -> None:
    assert (spoken.duration(seconds, "zh"), spoken.duration(seconds, "en")) == (zh, en)


def test_a_cursor_survives_the_url_and_a_spoilt_one_starts_anew() -> None:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    for value in (5, "电机", date(2026, 1, 2), datetime(2026, 1, 2, tzinfo=UTC), Decimal("1.5")):
        assert cursor.read(cursor.write(value, 7)) == (value, 7)
    for spoilt in ("", "x", "!!!", cursor.write(5, 7)[:-4], "A" * 500):
        assert cursor.read(spoilt) is None


def hits(client: Client, words: str) -> str:
    return client.get("/search/hits/", {"q": words}).content.decode()


def test_hits_while_typing_name_what_they_are(town: Town, visitor: Visitor) -> None:
    number = town.orders["waiting"].number
    found = hits(visitor("planner"), number[-4:])
    assert f'href="/orders/{number}/"' in found
    assert "工单" in found
    assert "没有找到" in hits(visitor("planner"), "nothing at all")


def test_hits_keep_to_what_the_reader_may_see(town: Town, visitor: Visitor) -> None:
    number = town.orders["waiting"].number
    assert 'role="option"' not in hits(visitor("nobody"), number)

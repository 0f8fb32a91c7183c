"""The terminal without a network, in a real browser: nothing is lost, nothing counts twice."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Request, expect

from qitao.base import journal
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.quality.models import Inspection
from tests.browser.conftest import PHONE, WIDE, Enter, Visit
from tests.browser.tablet import (
    acts,
    all_sent,
    cut,
    first,
    forgive,
    lose_answer,
    mend,
    open_operation,
    open_terminal,
    operator_stands,
    report,
    reports_of,
    times,
)
from tests.shop import HOUSE
from tests.waiting import settled
from tests.web.conftest import enter_form, sign_in
from tests.web.town import Town


@pytest.fixture
def visit(real_town: Town, enter: Enter) -> Iterator[Visit]:
    yield from operator_stands(enter)


def test_an_answer_that_is_lost_costs_no_report_and_makes_no_second(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    lose_answer(page)
    page.locator("[data-pad] [name=good]").fill("2")
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("已记在本机")
    assert [good for good, _ in reports_of(row)] == [3, 2]
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 2]
    expect(page.locator(".station-figure b")).to_have_text("5")


def test_a_cut_network_keeps_the_report_and_shows_it(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    report(page, "2")
    expect(page.locator("[data-queue]")).to_have_text("待发 1")
    expect(page.locator(".station-figure b")).to_have_text("5")
    expect(page.locator(".last").first).to_contain_text("待发")
    expect(page.locator("[data-pad] [name=good]")).to_have_value("3")
    row.refresh_from_db()
    assert row.good == 3
    mend(page)
    all_sent(page)
    row.refresh_from_db()
    assert row.good == 5


def test_a_tab_that_is_killed_comes_back_without_a_network(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    report(page, "1")
    done_at = times(page)
    page.close()
    again = visit.page = page.context.new_page()
    again.goto(f"{visit.address}/terminal/{row.pk}/")
    expect(again.locator("h1")).to_have_text("注塑")
    expect(again.locator(".station-figure b")).to_have_text("4")
    expect(again.locator("#warnings")).to_contain_text("这是 王建国 的任务")
    report(again, "2")
    done_at = times(again)
    assert len(done_at) == 2
    mend(again)
    all_sent(again)
    assert reports_of(row)[1:] == list(zip((1, 2), done_at, strict=True))


def test_ten_reports_go_out_in_order_and_once(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    WorkOrder.objects.filter(pk=row.order_id).update(quantity=50)
    OrderOperation.objects.filter(order=row.order_id).update(quantity=50)
    page.reload()
    open_operation(page, real_town)
    cut(page)
    for number in range(10):
        report(page, "1", note=f"n{number}")
    expect(page.locator("[data-queue]")).to_have_text("待发 10")
    sent: list[str] = []

    def hear(request: Request) -> None:
        if "report_output" in request.url:
            sent.append((request.post_data_json or {})["note"])

    page.on("request", hear)
    mend(page)
    all_sent(page)
    wanted = [f"n{number}" for number in range(10)]
    assert sent == wanted
    assert [each.note for each in Report.objects.filter(operation=row).order_by("id")[1:]] == wanted
    row.refresh_from_db()
    assert row.good == 13


def test_start_report_undo_and_finish_without_a_network(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    page.get_by_role("button", name="暂停").click()
    page.get_by_role("button", name="继续").click()
    report(page, "2")
    page.locator(".last").first.get_by_role("button", name="撤销").click()
    expect(page.locator(".station-figure b")).to_have_text("3")
    expect(page.locator(".last.is-undone")).to_have_count(1)
    report(page, "5")
    page.get_by_role("button", name="完成工序").click()
    expect(page.get_by_text("这道工序已完成")).to_be_visible()
    mend(page)
    all_sent(page)
    row.refresh_from_db()
    assert (row.good, row.state) == (8, "finished")
    assert [good for good, _ in reports_of(row)] == [3, 2, -2, 5]


def test_what_was_finished_meanwhile_comes_to_a_decision(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    report(page, "2")
    report(page, "1")
    production.finish_operation(actor=HOUSE, operation=row.pk, reason="机台修理")
    mend(page)
    expect(page.locator("[data-queue]")).to_have_text("待处理 1")
    page.locator("[data-queue]").click()
    card = page.locator("[data-conflict]")
    expect(card.locator(".side").first).to_contain_text("良品 2")
    expect(card.locator(".side").first).to_contain_text("王建国")
    expect(card.locator(".side").last).to_contain_text("已完成")
    expect(card).to_contain_text("后面还有 1 条在等它")
    assert [good for good, _ in reports_of(row)] == [3]
    production.reopen_operation(actor=HOUSE, operation=row.pk, reason="点错了")
    card.get_by_role("button", name="再发一次").click()
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 2, 1]


def test_a_quantity_above_the_rest_is_changed_and_sent(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    report(page, "4")
    production.report_output(actor=HOUSE, operation=row.pk, good=4)
    mend(page)
    page.locator("[data-queue]").click()
    card = page.locator("[data-conflict]")
    expect(card.locator(".side").last).to_contain_text("可报 1")
    good = card.locator("[name=good]")
    for size in (PHONE, WIDE):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        good.fill("123456789012.123456")
        assert good.evaluate("one => one.scrollWidth <= one.clientWidth") is True
    good.fill("1")
    card.get_by_role("button", name="改数量再发").click()
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 4, 1]


def test_material_that_is_gone_is_dropped_with_a_reason_on_record(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    page.locator(".issue summary").click()
    page.get_by_role("button", name="领这些料").click()
    expect(page.locator("[data-queue]")).to_have_text("待发 1")
    production.issue_materials(actor=HOUSE, order=row.order_id)
    mend(page)
    page.locator("[data-queue]").click()
    card = page.locator("[data-conflict]")
    expect(card).to_contain_text("领料")
    card.locator("[data-choose=drop] [name=reason]").fill("仓库已经发过")
    card.get_by_role("button", name="不要了").click()
    expect(page.get_by_text("没有要处理的")).to_be_visible()
    assert acts(page) == []
    settled()
    entry = next(e for e in journal.read(journal.Position()) if e.verb == "production.drop_entry")
    assert (entry.subject, "仓库已经发过" in entry.given) == (f"operation:{row.pk}", True)


def test_an_inspection_is_entered_without_a_network(real_town: Town, enter: Enter) -> None:
    row = first(real_town)
    inspector = sign_in(real_town.users["inspector"])
    enter_form(inspector, f"/quality/open/{row.pk}/", kind="first_piece")
    one = Inspection.objects.latest("id")
    visit = enter("inspector", size=PHONE)
    page = visit.page
    visit.go("/terminal/inspections/")
    page.wait_for_selector("#page[data-ready]")
    page.get_by_text(one.number).click()
    cut(page)
    page.locator(".verdicts label").first.click()
    page.get_by_role("button", name="保存这一件").click()
    expect(page.locator("#notice")).to_contain_text("已记在本机")
    expect(page.locator(".piece-pass")).to_have_count(1)
    one.refresh_from_db()
    assert one.state == "open"
    mend(page)
    all_sent(page)
    one.refresh_from_db()
    assert one.state == "passed"
    forgive(visit)


def test_the_terminal_follows_what_others_report_and_keeps_what_is_typed(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    page.locator("[data-pad] [name=good]").fill("2")
    production.report_output(actor=HOUSE, operation=row.pk, good=1)
    expect(page.locator(".station-figure b")).to_have_text("4", timeout=30_000)
    expect(page.locator("[data-pad] [name=good]")).to_have_value("2")
    expect(page.locator("h1")).to_have_text("注塑")


def test_the_first_page_of_all_is_kept_though_the_worker_came_later(
    real_town: Town, visit: Visit
) -> None:
    page = visit.page
    page.evaluate("caches.delete('qitao-pages')")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")
    page.reload()  # no worker sees this page
    page.wait_for_selector("#page[data-ready]")
    assert page.evaluate("caches.match('/terminal/').then(Boolean)") is True


def test_english_words_stand_alone(real_town: Town, enter: Enter) -> None:
    visit = enter("operator", lang="en")
    open_terminal(visit)
    cut(visit.page)
    visit.go("/terminal/decide/")
    expect(visit.page.locator("h1")).to_have_text("To decide")
    told = visit.page.locator("#main").inner_text().replace("王建国", "")  # whose work it is
    assert not re.search("[一-鿿]", told)
    forgive(visit)

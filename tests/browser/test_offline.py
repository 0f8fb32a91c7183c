"""The terminal without a network, in a real browser: nothing is lost, nothing counts twice."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Page, Request, Route, expect

from qitao.base import clock, journal
from qitao.people import actions as people
from qitao.people.models import Assignment
from qitao.production import actions as production
from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.quality.models import Inspection
from tests import standing
from tests.browser.conftest import PHONE, Enter, Visit, let_worker_rule
from tests.shop import HOUSE
from tests.standing import stand
from tests.waiting import settled
from tests.web.conftest import enter_form, sign_in
from tests.web.town import PASSWORD, Town, busy_town

REPORT_URL = "**/api/v1/production/report_output"
MINE = "terminal.store.acts.map(({ state, happened_at, n }) => ({ state, happened_at, n }))"
WRONG_CLOCK = """
const Right = Date, ahead = 3 * 3600000;
window.Date = class extends Right {
  constructor(...given) { if (given.length) super(...given); else super(Right.now() + ahead); }
  static now() { return Right.now() + ahead; }
};
"""
MANY_WAIT = """(() => {
  const waits = { author: terminal.pack.user.id, state: "waiting", given: {}, seen: {} };
  terminal.store.acts = Array.from({ length: 1001 }, (_, n) => ({ ...waits, n, id: `k${n}` }));
  return terminal.packs.recheck();
})()"""
SENT_LATE = """(() => {
  const sent = { author: terminal.pack.user.id, state: "sent", given: {}, seen: {} };
  const answered = Date.now();
  terminal.store.acts = [
    { ...sent, n: 1, id: "late", answered }, { ...sent, n: 2, id: "soon", answered: answered - 9 },
  ];
  terminal.packs.recheck();
})()"""
BROKEN = """
CREATE OR REPLACE FUNCTION pg_temp.fail() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RETURN NEW.nothing; END $$;
CREATE TRIGGER broken BEFORE INSERT ON production_report
FOR EACH ROW EXECUTE FUNCTION pg_temp.fail();
"""
NO_DATABASE = """
Object.defineProperty(window, "indexedDB", { value: { open() { throw new Error("denied"); } } });
"""


def first(town: Town) -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders["running"].order).earliest("sequence")


@pytest.fixture
def visit(real_town: Town, enter: Enter) -> Iterator[Visit]:
    """An operator before his terminal, which has been here once."""
    visit = enter("operator")
    open_terminal(visit)
    yield visit
    forgive(visit)


def forgive(visit: Visit) -> None:
    """Forget the browser's own words for each request that found no network."""
    visit.complaints[:] = [each for each in visit.complaints if "net::ERR" not in each]


def open_terminal(visit: Visit) -> None:
    visit.go("/terminal/")
    visit.page.wait_for_selector("#page[data-ready]")
    let_worker_rule(visit.page)
    visit.page.wait_for_selector("#page[data-ready]")


def open_operation(page: Page, town: Town) -> None:
    row = first(town)
    page.locator(f"a[href='/terminal/{row.pk}/']").click()
    expect(page.locator("h1")).to_have_text(row.name)


def cut(page: Page) -> None:
    page.context.set_offline(True)


def mend(page: Page) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def report(page: Page, good: str, *, note: str = "") -> None:
    page.locator("[data-pad] [name=good]").fill(good)
    page.locator("[data-pad] [name=note]").fill(note)
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#notice > *")).to_be_visible()
    page.evaluate("document.querySelector('#notice').replaceChildren()")


def acts(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(MINE)
    return found


def all_sent(page: Page) -> None:
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert {act["state"] for act in acts(page)} == {"sent"}


def reports_of(row: OrderOperation) -> list[tuple[int, datetime]]:
    found = Report.objects.filter(operation=row).order_by("id")
    return [(int(each.good), each.happened_at) for each in found]


def times(page: Page) -> list[datetime]:
    return [datetime.fromisoformat(act["happened_at"]) for act in acts(page)]


def test_an_answer_that_is_lost_costs_no_report_and_makes_no_second(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)

    def lose(route: Route) -> None:
        route.fetch()  # the server books it
        route.abort()  # and nobody hears of it

    page.route(REPORT_URL, lose, times=1)
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
    production.reopen_operation(actor=HOUSE, operation=row.pk)
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
    card.locator("[name=good]").fill("1")
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


def test_after_a_restore_every_report_is_there_once_with_its_own_time(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    report(page, "1")
    report(page, "2")
    all_sent(page)
    cut(page)
    report(page, "1")
    done_at = times(page)
    restore()
    assert [good for good, _ in reports_of(row)] == [3]
    mend(page)
    expect(page.locator("#warnings")).to_contain_text("登录已过期")
    come_back(page, "operator")
    all_sent(page)
    assert reports_of(row)[1:] == list(zip((1, 2, 1), done_at, strict=True))
    page.reload()
    page.wait_for_selector("#page[data-ready]")
    assert [good for good, _ in reports_of(row)] == [3, 1, 2, 1]


def restore() -> Town:
    """Put the database back to where it was before this test, sessions and all."""
    standing.empty()
    return stand("town", busy_town)


def come_back(page: Page, role: str) -> None:
    """Sign in where the terminal leads to, and be led back."""
    page.locator("#warnings").get_by_role("link", name="去登录").click()
    page.fill("[name=username]", role)
    page.fill("[name=password]", PASSWORD)
    page.click(".gate-card button")
    page.wait_for_selector(".terminal-top")
    page.wait_for_selector("#page[data-ready]")


def test_what_a_restored_server_calls_by_another_name_is_not_booked(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    report(page, "2")
    all_sent(page)
    cut(page)
    restore()
    WorkOrder.objects.filter(pk=row.order_id).update(number="WO-OTHER")
    mend(page)
    come_back(page, "operator")
    expect(page.locator("[data-queue]")).to_have_text("待处理 1")
    assert [good for good, _ in reports_of(row)] == [3]
    page.locator("[data-queue]").click()
    card = page.locator("[data-conflict]")
    expect(card).to_contain_text("系统恢复过备份")
    card.locator("[data-choose=drop] [name=reason]").fill("已在新工单里报")
    card.get_by_role("button", name="不要了").click()
    expect(page.get_by_text("没有要处理的")).to_be_visible()


def test_what_one_person_entered_no_other_sends(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    report(page, "2")
    Session.objects.all().delete()
    mend(page)
    expect(page.locator("#warnings")).to_contain_text("待发的 1 条都还在这台设备上")
    come_back(page, "workshop_director")
    expect(page.locator("#warnings")).to_contain_text("王建国 有 1 条记录")
    open_terminal(visit)
    open_operation(page, real_town)
    report(page, "1")
    assert [good for good, _ in reports_of(row)] == [3, 1]
    Session.objects.all().delete()
    page.locator("[data-pad] [name=good]").fill("1")
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#warnings")).to_contain_text("登录已过期")
    come_back(page, "operator")
    expect(page.locator("#warnings")).to_contain_text("赵志强 有 1 条记录")
    made = Report.objects.filter(operation=row).latest("id")
    assert (made.good, made.operator_id) == (2, real_town.users["operator"])


def test_who_signs_out_leaves_no_terminal_behind(real_town: Town, visit: Visit) -> None:
    page = visit.page
    visit.go("/account/")
    page.locator("form[action='/logout/'] button").last.click()
    page.wait_for_selector("[name=username]")
    cut(page)
    visit.go("/terminal/")
    expect(page.get_by_text("请先登录")).to_be_visible()
    expect(page.locator(".work-card")).to_have_count(0)


def test_a_wrong_clock_does_not_reach_the_report(real_town: Town, enter: Enter) -> None:
    visit = enter("operator")
    visit.page.add_init_script(WRONG_CLOCK)
    open_terminal(visit)
    open_operation(visit.page, real_town)
    report(visit.page, "1")
    all_sent(visit.page)
    at = reports_of(first(real_town))[-1][1]
    assert abs(clock.now() - at) < timedelta(minutes=5)


def test_a_device_that_cannot_keep_anything_says_so_and_loses_nothing(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("operator")
    page, row = visit.page, first(real_town)
    page.add_init_script(NO_DATABASE)
    visit.go("/terminal/")
    expect(page.locator("#warnings")).to_contain_text("不能保存数据")
    open_operation(page, real_town)
    report(page, "1")
    assert [good for good, _ in reports_of(row)] == [3, 1]
    cut(page)
    page.locator("[data-pad] [name=good]").fill("2")
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#notice .refusal")).to_contain_text("不要再报一次")
    expect(page.locator("[data-queue]")).to_have_text("待发 1")
    mend(page)
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 1, 2]
    forgive(visit)


def test_a_lost_answer_counts_once_though_the_device_keeps_nothing(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("operator")
    page, row = visit.page, first(real_town)
    page.add_init_script(NO_DATABASE)
    visit.go("/terminal/")
    open_operation(page, real_town)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(REPORT_URL, lose, times=1)
    report(page, "2")
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 2]
    forgive(visit)


def test_what_the_server_fails_at_comes_to_a_decision(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    with connection.cursor() as cursor:
        cursor.execute(BROKEN)
        report(page, "2")
        for _ in range(5):
            page.evaluate("terminal.queue.drain()")
        expect(page.locator("[data-queue]")).to_have_text("待处理 1")
        cursor.execute("DROP TRIGGER broken ON production_report")
    page.locator("[data-queue]").click()
    page.locator("[data-conflict]").get_by_role("button", name="再发一次").click()
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 2]
    visit.complaints.clear()  # the browser's word for a failure of the server


def test_who_was_moved_away_can_drop_what_is_refused(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    cut(page)
    report(page, "2")
    other = people.create_plant(actor=HOUSE, code="P9", name="别处").plant
    Assignment.objects.filter(user=real_town.users["operator"]).update(plant=other)
    mend(page)
    expect(page.locator("[data-queue]")).to_have_text("待处理 1")
    page.locator("[data-queue]").click()
    card = page.locator("[data-conflict]")
    expect(card).not_to_contain_text("系统恢复过备份")
    card.locator("[data-choose=drop] [name=reason]").fill("调走了")
    card.get_by_role("button", name="不要了").click()
    expect(page.get_by_text("没有要处理的")).to_be_visible()
    assert [good for good, _ in reports_of(row)] == [3]


def test_the_tablet_asks_in_slices_and_what_went_out_last_first(visit: Visit) -> None:
    assert visit.page.evaluate(MANY_WAIT) == "here"
    with visit.page.expect_request("**/terminal/known/") as asked:
        visit.page.evaluate(SENT_LATE)
    assert '"key":"late"' in unquote_plus(asked.value.post_data or "").split("}")[0]


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
    assert not re.search("[一-鿿]", visit.page.locator("#main").inner_text())
    forgive(visit)

"""The terminal in trouble, in a real browser: a restore, another person, no clock, no store."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote_plus

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import expect

from qitao.base import clock
from qitao.people import actions as people
from qitao.people.models import Assignment
from qitao.production.models import Report, WorkOrder
from tests.browser.conftest import Enter, Visit
from tests.browser.tablet import (
    all_sent,
    come_back,
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
    restore,
    sign_in_as,
    sign_out,
    times,
)
from tests.shop import HOUSE
from tests.web.town import Town

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
KEEP_DRAWING = "caches.open('qitao-drawings').then((all) => all.put('/a', new Response('a')))"
KEPT = """(async () => {
  const pack = await new Promise((done) => {
    const request = indexedDB.open("qitao-terminal");
    request.onsuccess = () => {
      const asked = request.result.transaction("kept").objectStore("kept").get("pack");
      asked.onsuccess = () => { request.result.close(); done(asked.result); };
    };
  });
  return [(await caches.has("qitao-drawings")) && "drawings", pack && "pack"].filter(Boolean);
})()"""
TWO_DRAWINGS = """(async () => {
  const [gone, here] = ["http://localhost:1/gone", "/healthz"];
  terminal.pack.drawings = { A: { url: gone, size: 1 }, B: { url: here, size: 1 } };
  await terminal.drawings.keep(terminal.pack.drawings);
})()"""
NO_DATABASE = """
Object.defineProperty(window, "indexedDB", { value: { open() { throw new Error("denied"); } } });
"""


@pytest.fixture
def visit(real_town: Town, enter: Enter) -> Iterator[Visit]:
    yield from operator_stands(enter)


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
    page.evaluate(KEEP_DRAWING)
    assert page.evaluate(KEPT) == ["drawings", "pack"]
    sign_out(visit)
    page.wait_for_selector("[name=username]")
    assert page.evaluate(KEPT) == []
    cut(page)
    visit.go("/terminal/")
    expect(page.get_by_text("请先登录")).to_be_visible()
    expect(page.locator(".work-card")).to_have_count(0)


def test_who_signs_out_in_one_tab_has_left_the_other(real_town: Town, visit: Visit) -> None:
    page = visit.page
    expect(page.locator(".work-card")).to_have_count(3)
    other = Visit(page.context.new_page(), visit.address)
    sign_out(other)
    expect(page.get_by_text("请先登录")).to_be_visible()
    expect(page.locator("#warnings")).to_contain_text("还没有登录")
    expect(page.locator(".work-card")).to_have_count(0)
    visit.complaints.clear()


def test_who_signs_out_without_a_network_is_signed_out_when_it_is_back(
    real_town: Town, visit: Visit
) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    page.evaluate(KEEP_DRAWING)
    cut(page)
    report(page, "2")
    page.context.set_offline(False)
    visit.go("/account/")
    cut(page)
    page.locator("form[action='/logout/'] button").last.click()
    expect(page.get_by_text("请先登录")).to_be_visible()
    assert page.evaluate(KEPT) == []
    assert Session.objects.count() == 1
    with page.expect_response("**/login/"):  # where the sign-out leads to
        mend(page)
    assert Session.objects.count() == 0
    expect(page.get_by_text("请先登录")).to_be_visible()
    come_back(page, "operator")
    all_sent(page)
    assert [good for good, _ in reports_of(row)] == [3, 2]


def test_another_who_signs_in_does_not_see_the_former_s_work(real_town: Town, visit: Visit) -> None:
    page, row = visit.page, first(real_town)
    open_operation(page, real_town)
    page.evaluate(KEEP_DRAWING)
    cut(page)
    report(page, "2")
    Session.objects.all().delete()
    page.context.set_offline(False)
    visit.go("/login/")
    sign_in_as(page, "workshop_director")
    page.wait_for_selector("#page")
    cut(page)
    visit.go("/terminal/")
    page.wait_for_selector("#page[data-ready]")
    expect(page.locator(".work-card")).to_have_count(0)
    expect(page.locator("[data-who]")).to_be_empty()
    assert page.evaluate(KEPT) == []
    mend(page)
    expect(page.locator("[data-who]")).to_contain_text("赵志强")
    expect(page.locator("#warnings")).to_contain_text("王建国 有 1 条记录")
    assert [good for good, _ in reports_of(row)] == [3]


def test_a_drawing_that_cannot_be_had_stops_no_other(visit: Visit) -> None:
    page = visit.page
    page.evaluate(TWO_DRAWINGS)
    shown = page.evaluate("['A', 'B'].map((code) => String(terminal.drawings.button(code)))")
    assert ["要联网才能看" in each for each in shown] == [True, False]
    visit.complaints.clear()  # the browser's word for the one that cannot be had


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
    lose_answer(page)
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

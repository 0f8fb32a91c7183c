"""Stories in a real browser: a planner, an operator, a storekeeper, an inspector."""

import re

from playwright.sync_api import expect

from qitao.production.models import OrderOperation, Report, WorkOrder
from qitao.stock.models import Account
from tests.browser.conftest import PHONE, Enter
from tests.waiting import until
from tests.web.town import PASSWORD, Town

IN_VIEW = """() => {
  const { top } = document.querySelector("#notice > *").getBoundingClientRect();
  return top >= 0 && top < innerHeight;
}"""


def test_a_planner_finds_out_why_an_order_waits_and_releases_one(
    real_town: Town, enter: Enter
) -> None:
    short, ready = real_town.orders["short"], real_town.orders["scheduled"]
    visit = enter("planner")
    page = visit.page
    page.get_by_role("link", name="工单", exact=True).first.click()
    page.get_by_role("link", name="缺料", exact=True).click()
    expect(page.get_by_text(ready.number)).to_have_count(0)
    page.get_by_role("link", name=short.number).click()
    reason = page.locator(".reason")
    expect(reason).to_contain_text("等待齐套检查通过")
    expect(reason).to_contain_text("缺 3 项物料")
    page.get_by_role("button", name="重推工单").click()
    page.locator("dialog[open] [name=reason]").fill("先看看")
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(page.locator("#notice")).to_contain_text("还不能往下走")
    visit.go(f"/orders/{ready.number}/")
    page.locator(".reason").get_by_role("button", name="下发工单").click()
    expect(page.locator("#notice")).to_contain_text("已完成：下发工单")
    expect(page.locator("h1")).to_contain_text("已下发")
    assert WorkOrder.objects.get(pk=ready.order).state == "released"


def test_a_refused_release_says_why_and_leaves_the_page(real_town: Town, enter: Enter) -> None:
    waiting = real_town.orders["waiting"]
    visit = enter("planner")
    visit.go("/orders/")
    page = visit.page
    page.get_by_label("选择", exact=True).nth(0).check()
    row = page.locator("tr", has_text=waiting.number)
    row.locator("input[type=checkbox]").check()
    page.locator(".bulk").get_by_role("button", name="下发工单").click()
    expect(page.locator("#page")).to_contain_text("2 张里办成")
    expect(page.locator("#page")).to_contain_text("现在是「待排产」")
    page.get_by_role("link", name="回到工单列表").click()
    expect(page).to_have_url(re.compile(r"/orders/$"))


def test_an_operator_reports_in_two_taps_and_undoes(real_town: Town, enter: Enter) -> None:
    first = OrderOperation.objects.filter(order_id=real_town.orders["running"].order).earliest(
        "sequence"
    )
    visit = enter("operator", size=PHONE)
    page = visit.page
    page.locator(".task-first").click()
    expect(page.locator("h1")).to_have_text("注塑")
    expect(page.locator("[name=scan]")).to_be_focused()
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#notice")).to_contain_text("已报：良品 5")
    expect(page.locator("#notice .notice")).to_be_in_viewport()
    first.refresh_from_db()
    assert first.good == 8
    page.get_by_role("button", name="撤销").first.click()
    expect(page.locator(".last.is-undone")).to_have_count(1)
    until(lambda: OrderOperation.objects.get(pk=first.pk).good == 3)  # the screen says it first


def test_words_are_in_view_at_once_on_a_phone(real_town: Town, enter: Enter) -> None:
    visit = enter("operator", size=PHONE)
    page = visit.page
    page.locator(".task-first").click()
    page.locator("[data-pad] [name=good]").fill("9999")
    send = page.get_by_role("button", name="报工", exact=True)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("scrollY") > 0
    send.click()
    expect(page.locator("#notice .refusal")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate(IN_VIEW)


def test_scrap_asks_for_its_reason_with_tiles(real_town: Town, enter: Enter) -> None:
    visit = enter("operator")
    page = visit.page
    page.locator(".task-first").click()
    expect(page.locator(".reasons")).to_be_hidden()
    page.locator("[name=good]").click()
    for key in ("back", "2"):
        page.locator(f"[data-key='{key}']").click()
    page.locator("[name=scrap]").click()
    page.locator("[data-key='1']").click()
    expect(page.locator(".reasons")).to_be_visible()
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#notice .refusal")).to_contain_text("没有选原因")
    expect(page.locator("[name=scrap]")).to_have_value("1")
    page.locator(".reasons label").first.click()
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator("#notice .notice")).to_contain_text("不良 1")
    report = Report.objects.latest("id")
    assert (report.good, report.scrap) == (2, 1)


def test_a_scanner_opens_the_operation(real_town: Town, enter: Enter) -> None:
    visit = enter("operator")
    visit.go("/terminal/")
    visit.page.keyboard.type(f"{real_town.orders['running'].number}/20")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("h1")).to_have_text("装配")


def test_a_storekeeper_looks_up_a_balance_and_moves_some(real_town: Town, enter: Enter) -> None:
    visit = enter("storekeeper")
    page = visit.page
    page.get_by_role("link", name="余额").first.click()
    page.locator(".filters input[type=search]").fill("螺丝")
    page.keyboard.press("Enter")
    page.locator(".shelves a.leaf").first.click()
    page.get_by_role("button", name="移库").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("select").select_option(label="SHELF SHELF")
    dialog.locator("[name=quantity]").fill("100000")
    dialog.get_by_role("button", name="移库").click()
    expect(dialog.locator(".refusal")).to_be_visible()
    expect(dialog.locator("[name=quantity]")).to_have_value("100000")
    dialog.locator("[name=quantity]").fill("40")
    dialog.get_by_role("button", name="移库").click()
    expect(page.locator("#notice")).to_contain_text("已移库")
    expect(page.locator("table", has_text="操作人")).to_contain_text("−40")
    shelf = Account.objects.get(
        material_id=real_town.shop.materials["SCREW"], location_id=real_town.shop.places["SHELF"]
    )
    assert shelf.quantity == 40


def test_a_wrong_password_and_then_the_right_one(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    page.locator(".menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.fill("[name=username]", "planner")
    page.fill("[name=password]", "nope")
    page.keyboard.press("Enter")
    expect(page.locator(".refusal")).to_be_visible()
    expect(page.locator("[name=username]")).to_have_value("planner")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("李娜")


def test_the_keyboard_alone_finds_and_opens_an_order(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    page.keyboard.press("Control+k")
    page.keyboard.type(real_town.orders["short"].number)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(real_town.orders["short"].number)
    visit.go("/orders/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".reason")).to_be_visible()


def test_language_theme_and_folding_are_kept(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go("/orders/?state=all")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Work orders")
    expect(page).to_have_url(re.compile("state=all"))
    page.locator("[data-theme-switch]").click()
    page.locator("[data-fold]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_class(re.compile("nav-folded"))


def test_the_flow_picture_is_drawn_with_its_mark(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    visit.go(f"/orders/{real_town.orders['running'].number}/?tab=flow")
    page = visit.page
    expect(page.locator(".flow .djs-shape")).not_to_have_count(0)
    expect(page.locator(".flow-here")).to_have_count(1)
    expect(page.locator(".bjs-powered-by")).to_be_visible()


def test_an_inspector_records_a_failed_piece_and_disposes_of_it(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("inspector")
    page = visit.page
    visit.go(f"/orders/{real_town.orders['running'].number}/?tab=quality")
    page.get_by_role("button", name="开首检").first.click()
    page.locator(".good-bad label").nth(1).click()
    page.get_by_role("button", name="保存，下一件").click()
    expect(page.locator("h1")).to_contain_text("不合格")
    page.locator(".tiles-choice label").first.click()
    page.locator("[name=reason]").fill("复核无误")
    page.get_by_role("button", name="确定").click()
    expect(page.locator("h1 .state")).not_to_contain_text("不合格")


def test_without_network_nothing_typed_is_lost_and_nothing_counts_twice(
    real_town: Town, enter: Enter
) -> None:
    """The terminal keeps what is entered (test_offline); a form of another page says what is."""
    scheduled = real_town.orders["scheduled"]
    visit = enter("planner")
    page = visit.page
    visit.go(f"/orders/{scheduled.number}/")
    page.context.set_offline(True)
    release = page.locator(".reason").get_by_role("button", name="下发工单")
    release.click()
    expect(page.locator("#notice .refusal")).to_contain_text("没有发出去")
    page.context.set_offline(False)
    release.click()
    expect(page.locator("h1")).to_contain_text("已下发")
    assert WorkOrder.objects.get(pk=scheduled.order).state == "released"
    visit.complaints.clear()  # the browser itself complains of the cut


def test_a_form_outlives_its_session(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(f"/orders/{real_town.orders['scheduled'].number}/")
    page.context.clear_cookies()
    page.locator(".reason").get_by_role("button", name="下发工单").click()
    expect(page.locator("#notice")).to_contain_text("登录")
    other = page.context.new_page()
    other.goto(f"{visit.address}/login/")
    other.fill("[name=username]", "planner")
    other.fill("[name=password]", PASSWORD)
    other.click(".gate-card button")
    other.wait_for_selector("#page")
    page.locator(".reason").get_by_role("button", name="下发工单").click()
    expect(page.locator("h1")).to_contain_text("已下发")

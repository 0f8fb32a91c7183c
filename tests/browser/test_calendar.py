"""A day is typed or picked in the language of the page, whatever language the browser speaks."""

from datetime import date, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from qitao.production.actions import hold_order, update_order
from qitao.production.models import WorkOrder
from qitao.web.shell import marks
from tests.browser.conftest import NEWS_MS, PHONE, WIDE, Enter
from tests.following import LiveProcess
from tests.shop import HOUSE
from tests.web.town import Town

DUE = date(2031, 5, 30)
NATIVE = "input[type=date], input[type=datetime-local], input[type=time], input[type=month]"
WORDS = {
    "zh": (["一", "二", "三", "四", "五", "六", "日"], "5月", "年-月-日"),
    "en": (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "May", "YYYY-MM-DD"),
}
ON_DAY = """(number) => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.textContent === number;
}"""
BOX = "(each) => each.getBoundingClientRect().toJSON()"
BOXES = f"(all) => all.map({BOX})"
FINGER = 44
SERIOUS = ("serious", "critical")


def panel(page: Page) -> Locator:
    return page.locator("dialog.day-panel[open]")


def on_day(page: Page, number: int) -> None:
    """Wait until the focus is on a day of the calendar."""
    page.wait_for_function(ON_DAY, arg=str(number))


def open_by_key(page: Page, field: str) -> None:
    page.focus(field)
    page.keyboard.press("Alt+ArrowDown")
    expect(panel(page)).to_be_visible()


def change_panel(page: Page) -> str:
    """Open the panel in which a planner changes an order; return its due date's field."""
    opener = "[data-open='#do-update_order']"
    page.locator(f"details.menu:has({opener}) > summary").click()
    page.locator(opener).click()
    return "#do-update_order [name=due_on]"


@pytest.fixture
def due(real_town: Town) -> str:
    """An order that is due on a known day."""
    order = real_town.orders["waiting"]
    update_order(actor=HOUSE, order=order.order, due_on=DUE)
    return order.number


def due_of(number: str) -> date | None:
    day: date | None = WorkOrder.objects.get(number=number).due_on
    return day


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_day_is_picked_by_keyboard_in_the_page_s_language(
    due: str, enter: Enter, lang: str
) -> None:
    visit = enter("planner", lang=lang)
    page = visit.page
    assert page.evaluate("navigator.language") == "en-US"
    visit.go(f"/orders/{due}/")
    field = change_panel(page)
    days, month, form = WORDS[lang]
    assert page.locator(NATIVE).count() == 0
    expect(page.locator(field)).to_have_attribute("placeholder", form)
    open_by_key(page, field)
    assert panel(page).locator("th [aria-hidden]").all_inner_texts() == days
    shown = panel(page).locator("calendar-select-month option:checked")
    expect(shown).to_have_attribute("label", month)
    on_day(page, 30)
    page.keyboard.press("ArrowRight")
    on_day(page, 31)
    page.keyboard.press("PageDown")
    on_day(page, 30)
    page.keyboard.press("Enter")
    expect(panel(page)).to_have_count(0)
    expect(page.locator(field)).to_have_value("2031-06-30")
    page.locator(field).press("Enter")
    expect(page.locator("#do-update_order")).to_be_hidden()
    assert due_of(due) == date(2031, 6, 30)


@pytest.mark.parametrize("typed", ["2032-03-04", "2032/3/4", "20320304", "2032年3月4日"])
def test_a_day_is_typed_as_people_write_it(due: str, enter: Enter, typed: str) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(f"/orders/{due}/")
    field = change_panel(page)
    page.fill(field, typed)
    page.locator(field).press("Enter")
    expect(page.locator("#do-update_order")).to_be_hidden()
    assert due_of(due) == date(2032, 3, 4)


def test_what_is_no_day_is_refused_at_its_field(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(reverse("orders:new_order"))
    page.fill("[name=material_code]", "CASE")
    page.fill("[name=quantity]", "3")
    page.fill("[name=due_on]", "2032-02-31")
    page.locator("[name=due_on]").press("Enter")
    expect(page.locator("#due_on-problem")).to_have_text("交期不是日期")
    expect(page.locator("[name=due_on]")).to_have_value("2032-02-31")


def test_a_moment_is_picked_and_sent_as_before(real_town: Town, enter: Enter) -> None:
    order = real_town.orders["waiting"]
    visit = enter("planner")
    page = visit.page
    visit.go(f"/orders/{order.number}/")
    page.locator("[data-open='#do-schedule_order']").first.click()
    field = "#do-schedule_order [name=planned_start]"
    page.fill(field, "2031-05-30 08:30")
    open_by_key(page, field)
    on_day(page, 30)
    page.keyboard.press("ArrowLeft")
    on_day(page, 29)
    page.keyboard.press("Enter")
    panel(page).locator("[data-hour]").select_option("09")
    panel(page).get_by_role("button", name="确定").press("Enter")
    expect(page.locator(field)).to_have_value("2031-05-29 09:30")
    page.fill("#do-schedule_order [name=planned_end]", "2031-05-29 17:00")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.locator("#do-schedule_order .btn-primary").click()
    assert "2031-05-29T09:30" in (sent.value.post_data or "").replace("%3A", ":")
    expect(page.locator("#do-schedule_order")).to_have_count(0)
    row = WorkOrder.objects.get(pk=order.order)
    assert row.planned_start == datetime(2031, 5, 29, 9, 30, tzinfo=timezone.get_current_timezone())


def test_a_calendar_and_what_is_typed_outlive_the_news(
    live: LiveProcess, due: str, real_town: Town, enter: Enter
) -> None:
    visit = enter("planner")
    page, other = visit.page, real_town.orders["scheduled"]
    visit.go("/orders/?state=all")
    expect(page.locator("[data-live-dot][data-state=on]")).to_be_attached(timeout=NEWS_MS)
    page.locator("details.between > summary").first.click()
    first, last = page.locator(".between-day [data-day]").all()[:2]
    last.fill("2031-07-01")
    first.locator("xpath=..").locator("[data-day-open]").click()
    expect(panel(page)).to_be_visible()
    hold_order(actor=HOUSE, order=other.order, reason="wait")
    row = page.locator(f"table.list tbody tr:has-text('{other.number}')")
    expect(row).to_contain_text("暂停", timeout=NEWS_MS)
    expect(panel(page)).to_be_visible()
    panel(page).get_by_role("button", name="今天").click()
    expect(first).to_have_value(marks.today().isoformat())
    expect(last).to_have_value("2031-07-01")
    page.locator(".between-list .btn-primary").click()
    expect(row).to_have_count(1)
    assert "last=2031-07-01" in page.url


def test_a_filter_says_what_it_cannot_read_and_applies_what_is_picked(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(reverse("quality:scrap"))
    page.fill("[name=since]", "soon")
    page.locator("[name=since]").press("Tab")
    told = page.locator("[name=since]").evaluate("(each) => each.validationMessage")
    assert told == "请写成 年-月-日，例如 2026-11-24"
    page.fill("[name=since]", "20261101")
    page.locator("[name=since]").press("Tab")
    page.wait_for_url("**since=2026-11-01*")
    page.locator("[data-day-open]").first.click()
    panel(page).get_by_role("button", name="清空").click()
    page.wait_for_url("**since=&*")
    expect(page.locator("[name=since]")).not_to_have_value("")


def test_a_filter_that_is_pressed_again_does_not_leave_out_what_it_cannot_read(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go(reverse("orders:orders"))
    page.locator("details.between summary").click()
    page.fill("[name=due_first]", "soon")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(3):
        page.locator("details.between form button").last.click()
        expect(page.locator("[name=due_first]:invalid")).to_have_count(1)
    page.fill("[name=due_first]", "2026-11-01")
    page.locator("details.between form button").last.click()
    page.wait_for_url("**due_first=2026-11-01*")
    assert not [url for url in asked if "soon" in url]


@pytest.mark.parametrize(("lang", "theme", "size"), [("zh", "dark", PHONE), ("en", "light", WIDE)])
def test_an_open_calendar_fits_and_everyone_can_use_it(
    real_town: Town, enter: Enter, lang: str, theme: str, size: dict[str, int]
) -> None:
    visit = enter("planner", lang=lang, theme=theme, size=size)
    page = visit.page
    visit.go(reverse("stock:as_of"))
    page.locator("[data-day-open]").click()
    box = panel(page).evaluate(BOX)
    assert min(box["left"], box["top"]) >= 0
    assert max(box["right"] - size["width"], box["bottom"] - size["height"]) <= 0
    if size is PHONE:
        boxes = panel(page).locator("button:visible, select:visible").evaluate_all(BOXES)
        assert min(min(each["width"], each["height"]) for each in boxes) >= FINGER
    faults = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [each["id"] for each in faults if each["impact"] in SERIOUS] == []
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    assert page.evaluate("'dayOpen' in document.activeElement.dataset")


def test_without_a_script_a_day_is_typed(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    quiet = visit.page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, storage_state=visit.page.context.storage_state()
    )
    page = quiet.new_page()
    page.goto(visit.address + reverse("stock:as_of"))
    expect(page.locator("[data-day-open]")).to_be_hidden()
    moment = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%d 08:30")
    page.fill("[name=at]", moment)
    page.locator(".as-of .btn-primary").click()
    expect(page.locator(".text-soft b")).to_have_text(moment)
    quiet.close()

"""A planner keeps a list as he left it; the director's charts follow theme and workshop."""

import re

from playwright.sync_api import expect

from qitao.lowcode.models import ListChoice, ListView
from tests.browser.conftest import PHONE, Enter
from tests.web.town import Town


def test_a_view_is_saved_changed_and_opened_first(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    visit.go("/orders/?kit=short")
    page.click("[data-open='#save-view']")
    page.fill("#view-name", "缺料急单")
    page.check("#save-view [name=first]")
    page.click("#save-view .btn-primary")
    expect(page.locator(".view[aria-current]")).to_contain_text("缺料急单")
    page.click("details.menu:has(.columns-menu) > summary")
    page.uncheck(".columns-menu input[value=priority]")
    page.click(".columns-menu li:has(input[value=state]) [data-up]")
    page.click(".columns-menu .btn-primary")
    expect(page.locator("thead th").last).to_have_text("在等什么")
    heads = [text.strip() for text in page.locator("thead th").all_inner_texts() if text.strip()]
    assert heads.index("状态") < heads.index("交期")
    visit.go("/orders/")
    expect(page).to_have_url(re.compile(r"kit=short&view=\d+$"))
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(real_town.orders["short"].number))
    assert not visit.complaints
    ListChoice.objects.all().delete()
    ListView.objects.all().delete()


def test_charts_take_the_colours_of_the_theme(real_town: Town, enter: Enter) -> None:
    visit = enter("workshop_director")
    page = visit.page
    visit.go("/")
    drawing = page.locator("[data-chart=output] svg")
    expect(drawing).to_be_visible()
    before = drawing.inner_html()
    page.click("[data-theme-switch]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert drawing.inner_html() != before
    table = page.locator(".chart-table").first
    table.locator("summary").press("Enter")
    expect(table.locator("table")).to_be_visible()
    assert not visit.complaints


def test_the_gantt_and_the_board_fit_a_phone(real_town: Town, enter: Enter) -> None:
    visit = enter("workshop_director", size=PHONE)
    for path in (f"/orders/{real_town.orders['running'].number}/", "/board/", "/quality/scrap/"):
        visit.go(path)
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], path
    assert not visit.complaints


def test_on_a_phone_further_choices_wait_behind_a_button(real_town: Town, enter: Enter) -> None:
    visit = enter("planner", size=PHONE)
    visit.go("/orders/")
    choices = visit.page.locator("select[name=priority]")
    expect(choices).to_be_hidden()
    visit.page.click(".filters-more")
    expect(choices).to_be_visible()
    visit.go("/orders/?priority=3")
    expect(visit.page.locator("select[name=by]")).to_be_hidden()
    expect(choices).to_be_visible()

"""The bell: it rings on a page that stands open, leads to the notices, and is quiet once read."""

import re

from playwright.sync_api import expect

from qitao.production import actions as production
from tests.browser.conftest import NEWS_MS, PHONE, Enter
from tests.following import LiveProcess
from tests.shop import HOUSE
from tests.web.town import Town


def test_the_bell_rings_on_an_open_page_and_is_quiet_once_read(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    production.waive_gate(actor=HOUSE, order=real_town.orders["short"].order, reason="借调")
    screen = enter("planner", size=PHONE)
    screen.go("/account/")
    count = screen.page.locator("[data-bell-count]")
    expect(screen.page.locator("[data-bell]")).to_have_attribute("title", "通知")
    expect(count).to_be_hidden()
    for quantity in (700, 800):
        order = real_town.shop.order(quantity)
        production.submit_order(actor=HOUSE, order=order.order)
    expect(count).to_have_text("1", timeout=NEWS_MS)
    expect(screen.page.locator("[data-live-dot]")).to_have_attribute("data-state", "idle")
    screen.page.click("[data-bell]")
    line = screen.page.locator(".told li")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("2 张工单等")
    expect(line).to_have_class(re.compile("is-unread"))
    screen.page.click(".head-acts button")
    expect(line).not_to_have_class(re.compile("is-unread"))
    expect(count).to_be_hidden(timeout=NEWS_MS)
    order = real_town.shop.order(900)
    production.submit_order(actor=HOUSE, order=order.order)
    expect(line).to_contain_text("3 张工单等", timeout=NEWS_MS)
    expect(line).to_have_class(re.compile("is-unread"))
    expect(count).to_have_text("1", timeout=NEWS_MS)
    line.locator("a.btn").click()
    expect(screen.page).to_have_url(re.compile(r"/kits/\?"))

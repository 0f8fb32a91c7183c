"""Without a network the app says so, and opens what was asked for when it is back."""

from playwright.sync_api import expect

from tests.browser.conftest import LONG_MS, Enter, let_worker_rule


def test_without_a_network_one_is_told_and_led_on_when_it_is_back(enter: Enter) -> None:
    visit = enter("planner", lang="en")
    page = visit.page
    let_worker_rule(page)
    page.context.set_offline(True)
    page.goto(visit.address + "/orders/")
    expect(page.get_by_role("heading", name="The server cannot be reached")).to_be_visible()
    expect(page.get_by_text("连不上服务器")).to_be_hidden()
    page.context.set_offline(False)
    there = page.get_by_role("heading", name="Work orders", exact=True)
    expect(there).to_be_visible(timeout=LONG_MS)
    visit.complaints.clear()  # the browser's word for each request without a network

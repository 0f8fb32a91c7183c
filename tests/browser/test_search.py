"""The search of the top bar by keyboard alone."""

from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.web.town import Town

SCAN = """keys => keys.forEach((key) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })))"""
"""As fast as a scanner types, however busy the machine is."""


def test_what_is_looked_for_is_found_as_one_types_and_opened_by_enter(
    real_town: Town, enter: Enter
) -> None:
    number = real_town.orders["scheduled"].number
    page = enter("planner", lang="en").page
    page.keyboard.press("Control+k")
    page.keyboard.type(number[-3:])
    expect(page.locator("[data-hits] [role=option]", has_text=number)).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[data-hits] [aria-selected=true]")
    expect(chosen).to_have_count(1)
    where = chosen.locator("a").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{where}")
    page.keyboard.press("Control+k")
    page.keyboard.type("nothing at all")
    expect(page.locator(".hits-none")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-hits]")).to_be_hidden()


def test_what_is_scanned_anywhere_opens_its_page(real_town: Town, enter: Enter) -> None:
    number = real_town.orders["scheduled"].number
    visit = enter("planner")
    visit.go("/orders/")
    visit.page.evaluate(SCAN, [*number, "Enter"])
    visit.page.wait_for_url(f"**/orders/{number}/")

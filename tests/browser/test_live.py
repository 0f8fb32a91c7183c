"""What happens on one screen is on all others, and nobody is disturbed at his."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect

from qitao.people.queries import load_actor
from qitao.production.actions import hold_order, release_order, resume_order
from qitao.server import ports
from tests.browser.conftest import NEWS_MS, Enter, Visit
from tests.following import LiveProcess
from tests.shop import HOUSE
from tests.web.town import Town

WHY = "mould is being repaired"
WATCH_WORDS = """() => {
  window.seen = [];
  const note = () => window.seen.push(document.querySelector("#page").textContent);
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}"""

ASKED = """() => performance.getEntriesByType("resource")
  .filter((one) => one.initiatorType === "xmlhttprequest")
  .map((one) => [one.startTime, one.responseEnd])"""
"""From when to when each part of a page was asked for."""


def dot(visit: Visit, state: str) -> None:
    expect(visit.page.locator(f"[data-live-dot][data-state={state}]")).to_be_attached(
        timeout=NEWS_MS
    )


def row_of(page: Page, number: str) -> str:
    return f"table.list tbody tr:has-text('{number}')"


def hold(town: Town, name: str) -> str:
    order = town.orders[name]
    hold_order(actor=HOUSE, order=order.order, reason=WHY)
    return order.number


def test_a_list_shows_what_changed_and_leaves_what_is_typed_and_picked(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit = enter("planner")
    visit.go("/orders/")
    dot(visit, "on")
    page, picked = visit.page, real_town.orders["draft"].number
    page.check(f"{row_of(page, picked)} .pick input")
    page.click(".filters input[type=search]")
    page.keyboard.type("moul")
    number = hold(real_town, "waiting")
    expect(page.locator(row_of(page, number))).to_contain_text("暂停", timeout=NEWS_MS)
    page.keyboard.type("d")
    assert page.input_value(".filters input[type=search]") == "mould"
    expect(page.locator(f"{row_of(page, picked)} .pick input")).to_be_checked()
    expect(page.locator(".bulk [data-count]")).to_have_text("1")


def test_an_order_s_page_follows_and_keeps_an_open_panel(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit = enter("planner", lang="en")
    visit.go(f"/orders/{real_town.orders['scheduled'].number}/")
    dot(visit, "on")
    page = visit.page
    page.evaluate(
        "document.querySelector('dialog form [name=reason]').closest('dialog').showModal()"
    )
    page.fill("dialog[open] [name=reason]", "wrong colour")
    hold(real_town, "scheduled")
    expect(page.locator(".order-head h1")).to_contain_text("On hold", timeout=NEWS_MS)
    assert page.input_value("dialog[open] [name=reason]") == "wrong colour"


def test_the_flow_picture_follows_its_tokens(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    order = real_town.orders["scheduled"]
    visit = enter("planner")
    visit.go(f"/orders/{order.number}/?tab=flow")
    dot(visit, "on")
    here = visit.page.locator(".djs-element.flow-here")
    expect(here).to_have_count(1)
    before = here.get_attribute("data-element-id")
    release_order(actor=HOUSE, order=order.order)
    expect(here).not_to_have_attribute("data-element-id", str(before), timeout=NEWS_MS)
    expect(here).to_have_count(1)


def test_a_stream_that_dies_comes_back_and_nothing_was_missed(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit = enter("planner")
    number = hold(real_town, "waiting")
    visit.go("/orders/")
    dot(visit, "on")
    live.kill()
    dot(visit, "off")
    resume_order(actor=HOUSE, order=real_town.orders["waiting"].order)
    live.start()
    expect(visit.page.locator(row_of(visit.page, number))).not_to_contain_text(
        "暂停", timeout=NEWS_MS
    )
    visit.complaints.clear()  # the browser's word for a connection that was refused


def test_a_page_that_cannot_reach_the_stream_asks_now_and_then(
    real_town: Town, settings: Any, enter: Enter
) -> None:
    settings.LIVE_PORT = str(ports.any_free())
    visit = enter("planner")
    visit.go("/orders/")
    dot(visit, "asking")
    number = hold(real_town, "waiting")
    expect(visit.page.locator(row_of(visit.page, number))).to_contain_text("暂停", timeout=NEWS_MS)
    visit.complaints.clear()  # the same


def test_a_page_begins_anew_when_its_script_has_a_new_version(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit, number = enter("planner"), real_town.orders["running"].number
    visit.go(f"/orders/{number}/?tab=flow")
    dot(visit, "on")
    script = "document.querySelector('script[src*=\"/flow.\"]')"
    visit.page.evaluate(f"{script}.src = '/static/flow.0123456789ab.js'; window.before = true")
    hold(real_town, "running")
    visit.page.wait_for_function("() => window.before === undefined", timeout=NEWS_MS)
    expect(visit.page.locator("h1")).to_contain_text("暂停")


def test_the_desk_counts_anew_without_a_blink(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit = enter("workshop_director")
    dot(visit, "on")
    page = visit.page
    card = page.locator("#later-stuck")
    expect(page.locator("[hx-trigger=load]")).to_have_count(0)
    expect(card).not_to_contain_text("暂停")
    page.evaluate(WATCH_WORDS)
    hold(real_town, "waiting")
    expect(card).to_contain_text("暂停", timeout=NEWS_MS)
    assert not [words for words in page.evaluate("window.seen") if "正在统计" in words]


def test_the_desk_counts_one_thing_behind_the_other(enter: Enter) -> None:
    page = enter("administrator").page
    expect(page.locator("[hx-trigger=load]")).to_have_count(0)
    asked = page.evaluate(ASKED)
    assert len(asked) > 1
    assert all(begun >= ended for (_, ended), (begun, _) in pairwise(asked))


def test_the_journal_follows_and_leaves_what_is_typed(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit = enter("administrator")
    visit.go("/journal/")
    dot(visit, "on")
    page, order = visit.page, real_town.orders["waiting"]
    first = page.locator("table.list tbody tr").first
    expect(page.locator("table.list")).to_have_count(0)
    page.click(".filters input[type=search]")
    page.keyboard.type("WO-")
    planner = load_actor(real_town.users["planner"])
    hold_order(actor=planner, order=order.order, reason=WHY)
    expect(first).to_contain_text("暂停工单", timeout=NEWS_MS)
    expect(first).to_contain_text(order.number)
    page.keyboard.type("1")
    assert page.input_value(".filters input[type=search]") == "WO-1"


def test_the_line_of_stock_over_time_follows(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit, shop = enter("planner"), real_town.shop
    visit.go(f"/catalog/materials/{shop.materials['RESIN']}/")
    dot(visit, "on")
    page, card = visit.page, "document.querySelector('[data-chart=stock-days]')"
    drawn = f"() => echarts.getInstanceByDom({card})?.getOption().series[0].data.at(-1)[1]"
    page.wait_for_function(drawn, timeout=NEWS_MS)
    before = page.evaluate(drawn)
    page.evaluate(f"{card}.same = true")
    shop.receive("RESIN", 77)
    page.wait_for_function(f"() => ({drawn})() === {before + 77}", timeout=NEWS_MS)
    assert page.evaluate(f"{card}.same")

"""Boards follow the workshop: the page of orders by state, and a screen on the wall."""

from decimal import Decimal

from playwright.sync_api import Browser, Page, expect

from qitao.production import actions as production
from qitao.production.queries import lists
from qitao.production.values import WallLinkId
from tests.browser.conftest import NEWS_MS, Enter, serving
from tests.following import LiveProcess
from tests.shop import HOUSE
from tests.web.town import Town

WALL = {"width": 1920, "height": 1080}


def follows(page: Page) -> None:
    expect(page.locator("[data-live-dot][data-state=on]")).to_be_attached(timeout=NEWS_MS)


def test_a_card_moves_to_its_column_without_a_reload(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit, order = enter("workshop_director"), real_town.orders["waiting"]
    visit.go("/board/")
    follows(visit.page)
    card = f"#card-{order.order}"
    expect(visit.page.locator(f"#column-awaiting_schedule {card}")).to_be_visible()
    production.hold_order(actor=HOUSE, order=order.order, reason="mould is being repaired")
    expect(visit.page.locator(f"#column-on_hold {card}")).to_be_attached(timeout=NEWS_MS)
    assert not visit.complaints


def test_a_screen_follows_without_log_in_until_its_link_is_revoked(
    live: LiveProcess, real_town: Town, browser: Browser
) -> None:
    issued = production.issue_wall_link(actor=HOUSE, plant=real_town.shop.plant, name="东墙")
    assert issued.secret is not None
    with serving() as address:
        page = browser.new_context(viewport=WALL).new_page()
        page.goto(f"{address}/wall/{issued.secret.get_secret_value()}/")
        follows(page)
        expect(page.locator("[data-chart] svg")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= WALL["height"]
        held = page.locator(".wall-count:has(.state-on-hold) b")
        expect(held).to_have_text("0")
        production.hold_order(
            actor=HOUSE, order=real_town.orders["waiting"].order, reason="mould is being repaired"
        )
        expect(held).to_have_text("1", timeout=NEWS_MS)
        live.kill()
        expect(page.locator("[data-live-dot][data-state=off]")).to_contain_text(
            "数据截至", timeout=NEWS_MS
        )
        live.start()
        follows(page)
        production.revoke_wall_link(actor=HOUSE, wall_link=WallLinkId(issued.wall_link))
        expect(page.locator(".wall-gone h1")).to_contain_text("已作废", timeout=NEWS_MS)
        page.context.close()


def test_the_first_scrap_draws_its_chart_on_an_open_page(
    live: LiveProcess, real_town: Town, enter: Enter
) -> None:
    visit = enter("inspector")
    visit.go("/quality/scrap/")
    follows(visit.page)
    expect(visit.page.locator("[data-chart]")).to_have_count(0)
    first = lists.list_operations(real_town.orders["running"].order)[0]
    production.report_output(
        actor=HOUSE,
        operation=first.id,
        good=Decimal(1),
        scrap=Decimal(2),
        scrap_reason=real_town.shop.scrap_reason,
    )
    expect(visit.page.locator("[data-chart] svg")).to_be_visible(timeout=NEWS_MS)
    assert not visit.complaints

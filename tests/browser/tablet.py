"""What is done at a terminal in a real browser, with a network and without one."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from playwright.sync_api import Page, Route, expect

from qitao.production.models import OrderOperation, Report
from tests import standing
from tests.browser.conftest import Enter, Visit, let_worker_rule
from tests.standing import stand
from tests.web.town import PASSWORD, Town, busy_town

REPORT_URL = "**/api/v1/production/report_output"
MINE = "terminal.store.acts.map(({ state, happened_at, n }) => ({ state, happened_at, n }))"


def operator_stands(enter: Enter) -> Iterator[Visit]:
    """Yield an operator before his terminal, which has been here once."""
    visit = enter("operator")
    open_terminal(visit)
    yield visit
    forgive(visit)


def first(town: Town) -> OrderOperation:
    return OrderOperation.objects.filter(order_id=town.orders["running"].order).earliest("sequence")


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


def lose_answer(page: Page) -> None:
    """Let the server book the next report, and nobody hear of it."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(REPORT_URL, lose, times=1)


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


def forgive(visit: Visit) -> None:
    """Forget the words of the browser and of htmx for each request that found no network."""
    away = re.compile(r"net::ERR|^htmx:(sendError|afterRequest)\b")
    visit.complaints[:] = [each for each in visit.complaints if not away.search(each)]


def sign_out(visit: Visit) -> None:
    """Sign out on an ordinary page."""
    visit.go("/account/")
    visit.page.locator("form[action='/logout/'] button").last.click()


def sign_in_as(page: Page, role: str) -> None:
    page.fill("[name=username]", role)
    page.fill("[name=password]", PASSWORD)
    page.click(".gate-card button")


def restore() -> Town:
    """Put the database back to where it was before this test, sessions and all."""
    standing.empty()
    return stand("town", busy_town)


def come_back(page: Page, role: str) -> None:
    """Sign in where the terminal leads to, and be led back."""
    page.locator("#warnings").get_by_role("link", name="去登录").click()
    sign_in_as(page, role)
    page.wait_for_selector(".terminal-top")
    page.wait_for_selector("#page[data-ready]")

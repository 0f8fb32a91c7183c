"""A real Chromium before a real server on the real test database."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from qitao.server import assets
from tests.browser.counted import STORIES
from tests.following import LiveProcess, live_process
from tests.standing import stand
from tests.web.town import PASSWORD, Town, busy_town

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LONG_MS = 10_000
NEWS_MS = 60_000
"""A change on one screen is on the others within a second; a busy machine is given a minute."""
WORKER_RULES = "() => Boolean(navigator.serviceWorker.controller)"  # as text it needs eval


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what each story cost the person at the screen."""
    if STORIES:
        terminalreporter.section("stories at the screen")
        for cost in STORIES:
            terminalreporter.write_line(str(cost))


@pytest.fixture(scope="session", autouse=True)
def _set_up() -> None:
    """Browser assets are there; the ORM may be asked beside Playwright's own loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    assets.install_missing()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("QITAO_CHROMIUM", "/usr/bin/chromium")
        shown = playwright.chromium.launch(
            executable_path=path if Path(path).exists() else None, args=list(QUIET)
        )
        yield shown
        shown.close()


@pytest.fixture
def real_town(real_db: None) -> Town:
    """A plant at work whose rows are committed."""
    return stand("town", busy_town)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the pages on a free port; yield the address."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()


@pytest.fixture
def address(real_town: Town) -> Iterator[str]:
    with serving() as url:
        yield url


@dataclass
class Visit:
    """One person at one screen; what the browser complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def hear(self, message: ConsoleMessage) -> None:
        expected = re.search(r"status of 4|Error Code 4", message.text)  # a refusal, not a fault
        if message.type == "error" and not expected:
            self.complaints.append(message.text)


Enter = Callable[..., Visit]


def let_worker_rule(page: Page) -> None:
    """Wait until the service worker answers for the page."""
    page.wait_for_function(WORKER_RULES)


def open_screen(
    browser: Browser,
    address: str,
    role: str,
    *,
    lang: str = "zh",
    size: dict[str, int] = WIDE,
    theme: str = "light",
) -> Visit:
    """Sign in through the form and stand before the desk."""
    context = browser.new_context(viewport=size, has_touch=size is PHONE)
    kept = {"lang": lang, "theme": theme}
    context.add_cookies([{"name": n, "value": v, "url": address} for n, v in kept.items()])
    page = context.new_page()
    page.set_default_timeout(LONG_MS)
    visit = Visit(page, address)
    page.on("console", visit.hear)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.go("/login/")
    page.fill("[name=username]", role)
    page.fill("[name=password]", PASSWORD)
    page.click(".gate-card button")
    page.wait_for_selector("#page")
    return visit


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """Return a function that signs somebody in: `enter("planner", size=PHONE)`."""
    visits: list[Visit] = []

    def come(role: str, **more: object) -> Visit:
        visit = open_screen(browser, address, role, **more)  # type: ignore[arg-type]
        visits.append(visit)
        return visit

    yield come
    complaints = [complaint for visit in visits for complaint in visit.complaints]
    for visit in visits:
        visit.page.context.close()
    assert complaints == []


@pytest.fixture
def live(real_town: Town, settings: Any, tmp_path: Path) -> Iterator[LiveProcess]:
    """Let pages follow a live process of their own."""
    with live_process(tmp_path) as process:
        settings.LIVE_PORT = str(process.port)
        yield process

"""A server dies amid a report and comes back from an older copy; the terminal makes up for it."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import let_worker_rule
from tests.server.places import open_place
from tests.server.running import READY, Up, processes_of

pytestmark = pytest.mark.slow
PASSWORD = "qitao-demo"
LONG_MS = 90_000
REPORTS = """
SELECT r.note, r.good::int, r.happened_at FROM production_report r
WHERE r.note LIKE 'story %' ORDER BY r.id
"""


def copy(source: Path, target: Path) -> None:
    """Copy a folder with its owners: the database belongs to a user of its own."""
    subprocess.run(["cp", "-a", source, target], check=True)


class Plant:
    """A demo plant at one address over its deaths."""

    def __init__(self, folder: Path) -> None:
        self.data, self.copy = folder / "data", folder / "copy"
        self.up = Up(self.data)
        self.port = self.up.port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.up = Up(self.data, f"--port={self.port}")
        self.up.wait_for(READY)

    def back_up(self) -> None:
        """Stop in order, copy everything, go on."""
        self.up.end()
        copy(self.data, self.copy)
        self.start()

    def die(self) -> None:
        """End every process of it at once, as a power cut would."""
        for pid in processes_of(self.data):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.up.end()

    def restore(self) -> None:
        shutil.rmtree(self.data)
        copy(self.copy, self.data)
        self.start()

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        running = json.loads((self.data / "running.json").read_text())
        with psycopg.connect(running["database_url"]) as session:
            return session.execute(statement).fetchall()  # type: ignore[arg-type]


@pytest.fixture
def plant() -> Iterator[Plant]:
    with open_place() as place:
        made = Plant(place)
        try:
            made.up.wait_for(READY)
            yield made
        finally:
            made.up.end()


def sign_in(browser: Browser, address: str) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(LONG_MS)
    page.goto(f"{address}/login/")
    page.fill("[name=username]", "operator")
    page.fill("[name=password]", PASSWORD)
    page.click(".gate-card button")
    page.wait_for_selector("#page")
    return page


def report(page: Page, note: str) -> datetime:
    """Report one piece; return when it was done by the terminal's own book."""
    page.locator("[data-pad] [name=good]").fill("1")
    page.locator("[data-pad] [name=note]").fill(note)
    page.locator("[data-pad] [type=submit]").click()
    page.wait_for_selector("#notice > *")
    page.evaluate("document.querySelector('#notice').replaceChildren()")
    return datetime.fromisoformat(page.evaluate("terminal.store.acts.at(-1).happened_at"))


def test_a_server_that_dies_and_comes_back_from_a_copy(browser: Browser, plant: Plant) -> None:
    page = sign_in(browser, plant.address)
    page.goto(f"{plant.address}/terminal/")
    page.wait_for_selector("#page[data-ready]")
    let_worker_rule(page)
    plant.back_up()
    page.reload()
    page.locator(".work-card.work-running").first.click()
    page.wait_for_selector("[data-pad]")
    times = [report(page, "story before")]
    assert [row[0] for row in plant.ask(REPORTS)] == ["story before"]

    def die_amid(route: Route) -> None:
        route.fetch()  # it is booked
        plant.die()
        route.abort()

    page.route("**/api/v1/production/report_output", die_amid, times=1)
    times.append(report(page, "story amid"))
    times.append(report(page, "story after"))
    expect(page.locator("[data-queue]")).to_be_visible()
    page.reload()  # nobody answers: the worker opens it
    expect(page.locator(".station-figure")).to_be_visible()

    plant.restore()
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=LONG_MS)
    wanted = [("story before", 1), ("story amid", 1), ("story after", 1)]
    found = plant.ask(REPORTS)
    assert [row[:2] for row in found] == wanted
    assert [row[2] for row in found] == times
    page.reload()
    page.wait_for_selector("#page[data-ready]")
    assert len(plant.ask(REPORTS)) == len(wanted)
    page.context.close()

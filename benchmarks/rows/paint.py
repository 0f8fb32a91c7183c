"""First paint: how soon a person sees the page, in a real Chromium that has been here before."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from benchmarks.house import House
from benchmarks.measure import Outcome, Plan, row
from benchmarks.rows.kitting import check_all, large
from benchmarks.world import add_plant, numbers, session, world
from qitao.server import testbed

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SIZE: ViewportSize = {"width": 1366, "height": 768}
TIMES = 5
LOOKED_AT_MS = 500
"""So long a page stays open: who goes on sooner than that has what it still asks beside the next."""
PAINT = """new Promise((done) => new PerformanceObserver((seen) => {
  const first = seen.getEntriesByName("first-contentful-paint")[0];
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""
"""Milliseconds from the call of the page, the server's answer and the wire included."""
ORDER = "SELECT id FROM production_workorder WHERE state = 'in_production' ORDER BY id LIMIT 1"
NUMBER = "SELECT number FROM production_workorder WHERE id = %s"


@row(
    "first_paint",
    "first paint in Chromium, each page looked at for half a second: desk, order list, order, board, "
    "kits, stock, terminal",
    "p95 ≤ 300 ms",
    lambda outcome: outcome.product_median <= 300,
    "production",
    "web",
    zh="首次绘制（Chromium，每页看半秒）：工作台、工单列表、工单、看板、齐套、库存、终端",
    target_zh="p95 ≤ 300 毫秒",
)
def first_paint(house: House, plan: Plan) -> Outcome:
    """Open each page several times over 100,000 orders; the browser keeps its files, no page.

    The kits are checked before, as they are in a plant at work: the desk shows real shortages, and
    the worker is not busy with the first check of everything.
    """
    made = world(house)
    add_plant(house, large(plan))
    check_all(house)
    house.serve()
    name, _, value = session(made).partition("=")
    address = f"http://127.0.0.1:{house.port}"
    pages = _pages(house)
    outcome = Outcome("ms", [])
    with chromium() as browser:
        context = browser.new_context(viewport=SIZE)
        context.add_cookies([{"name": name, "value": value, "url": address}])
        for page in pages.values():
            _paint(context, address + page)
        for _ in range(plan.runs):
            waits = {
                name: [_paint(context, address + page) for _ in range(TIMES)]
                for name, page in pages.items()
            }
            outcome.product.append(
                quantiles([w for each in waits.values() for w in each], n=20)[18]
            )
            for name, each in waits.items():
                outcome.note(f"{name}_ms", round(median(each)))
    return outcome


def _pages(house: House) -> dict[str, str]:
    with house.owner() as connection:
        order = numbers(house, ORDER)[0]
        number = connection.execute(NUMBER.encode(), [order]).fetchone()
    assert number is not None
    return {
        "desk": "/",
        "orders": "/orders/",
        "order": f"/orders/{number[0]}/",
        "board": "/board/",
        "kits": "/kits/",
        "stock": "/stock/",
        "terminal": "/terminal/",
    }


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser that the tests use, quiet."""
    with sync_playwright() as playwright:
        path = os.environ.get("QITAO_CHROMIUM") or testbed.find_chromium()
        shown = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield shown
        finally:
            shown.close()


def _paint(context: BrowserContext, url: str) -> float:
    """Return the milliseconds from the call of a page to its first words or pictures."""
    page = context.new_page()
    try:
        answer = page.goto(url)
        assert answer is not None, url
        assert answer.status == 200, f"{url}: {answer.status}"
        painted = float(page.evaluate(PAINT))
        page.wait_for_timeout(LOOKED_AT_MS)
        return painted
    finally:
        page.close()

"""The live stream: from the commit of a change to every open page that follows it."""

import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import quantiles

from playwright.sync_api import Page

from benchmarks import load
from benchmarks.house import House
from benchmarks.measure import Outcome, Plan, row
from benchmarks.rows.paint import SIZE, chromium
from benchmarks.rows.stock import MATERIALS, movement
from benchmarks.world import World, add_materials, session, stock, world

PAGES = (1, 100, 500)
CHANGES = 20
CHANGES_SEEN = 10
SILENCE_SECONDS_MAX = 10.0
READ_BYTES = 65_536
CHANGE = b"event: change"
WATCH = """() => {
  const seen = () => document.getElementById("page").innerText;
  let shown = seen();
  window.drawn = new Promise((done) => {
    new MutationObserver((_, watch) => {
      if (seen() === shown) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(Date.now())));
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}"""
"""The moment at which a change of the page's words has been painted; set before the change."""
PAUSE_MS = 1100
"""A page looks at most once a second: the next change waits until this one looks again."""


@row(
    "live_pages",
    "a change by one client shown to 500 open pages: from its answer to the last page's event",
    "p99 ≤ 1,000 ms",
    lambda outcome: outcome.product_median <= 1000,
    "stock",
    "web",
    zh="一人改动，500 个打开的页面收到：从应答到最后一个页面得知",
    target_zh="p99 ≤ 1 000 毫秒",
)
def live_pages(house: House, plan: Plan) -> Outcome:
    """Let 1, 100 and 500 pages follow the stock; post movements one by one and time each arrival.

    What a page then does, asking for itself again, is `commit_to_screen`'s matter.
    """
    made = world(house)
    materials = add_materials(house, made, "live", MATERIALS)
    stock(house, made, materials, ("A",))
    house.serve()
    outcome = Outcome("ms", [])
    for turn in range(plan.runs):
        for pages in PAGES:
            waits = _follow(house, made, materials[turn * CHANGES :], pages)
            ninety_nine = quantiles(waits, n=100)[98]
            outcome.note(f"p50_ms_{pages}", round(quantiles(waits, n=2)[0], 1))
            outcome.note(f"p99_ms_{pages}", round(ninety_nine, 1))
        outcome.product.append(ninety_nine)
    return outcome


@row(
    "commit_to_screen",
    "a change shown on a page in Chromium beside 499 open streams: from its answer to the paint",
    "p99 ≤ 1,000 ms",
    lambda outcome: outcome.product_median <= 1000,
    "stock",
    "web",
    zh="一人改动，另一台屏幕（Chromium）画出来，另有 499 个连接跟着：从应答到画面变化",
    target_zh="p99 ≤ 1 000 毫秒",
)
def commit_to_screen(house: House, plan: Plan) -> Outcome:
    """Show one material's balances in Chromium, alone and beside 99 and 499 more that follow.

    The others hear of each change and do not ask again: 500 pages that do would be the load of 500
    people on two cores.
    """
    made = world(house)
    material = add_materials(house, made, "screen", 1)[0]
    stock(house, made, [material], ("A",))
    house.serve()
    outcome = Outcome("ms", [])
    cookie = session(made)  # before Playwright's loop runs: Django's own way is not asynchronous
    name, _, value = cookie.partition("=")
    with chromium() as browser:
        context = browser.new_context(viewport=SIZE)
        address = f"http://127.0.0.1:{house.port}"
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/stock/?q=screen-1")
        for _ in range(plan.runs):
            for pages in PAGES:
                with _beside(house, cookie, pages - 1):
                    waits = _shown(house, made, material, page)
                ninety_nine = quantiles(waits, n=100)[98]
                outcome.note(f"p50_ms_{pages}", round(quantiles(waits, n=2)[0], 1))
                outcome.note(f"p99_ms_{pages}", round(ninety_nine, 1))
            outcome.product.append(ninety_nine)
    return outcome


def _shown(house: House, made: World, material: int, page: Page) -> list[float]:
    """Return the milliseconds from each movement's answer to the page's next paint."""
    poster = load.Client(house.connect(), load.repeat(iter(())))
    waits = []
    try:
        for _ in range(CHANGES_SEEN):
            page.wait_for_timeout(PAUSE_MS)
            page.evaluate(WATCH)
            poster.send(
                movement(made.token, material, made.places["A"], made.places["B"], key=None)
            )
            while (reply := poster.receive()) is None:
                pass
            answered = time.time()
            assert reply.status == 200, reply.body[:300]
            waits.append(page.evaluate("window.drawn") - answered * 1000)
    finally:
        poster.wire.close()
    return waits


@contextmanager
def _beside(house: House, cookie: str, pages: int) -> Iterator[None]:
    """Keep so many more streams open, each read to its first pulse."""
    request = load.get("/live/events?topics=stock", cookie=cookie)
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        wires = [socket.create_connection(("127.0.0.1", house.live_port)) for _ in range(pages)]
        for wire in wires:
            stack.callback(wire.close)
            wire.sendall(request)
            selector.register(wire, selectors.EVENT_READ)
        _until(selector, set(wires), b"event: pulse", time.perf_counter())
        yield


def _follow(house: House, made: World, materials: list[int], pages: int) -> list[float]:
    """Return the milliseconds from each movement's answer to each page's event."""
    request = load.get("/live/events?topics=stock", cookie=session(made))
    selector = selectors.DefaultSelector()
    wires = [socket.create_connection(("127.0.0.1", house.live_port)) for _ in range(pages)]
    poster = load.Client(house.connect(), load.repeat(iter(())))
    try:
        for wire in wires:
            wire.sendall(request)
            selector.register(wire, selectors.EVENT_READ)
        _until(selector, set(wires), b"event: pulse", time.perf_counter())
        waits: list[float] = []
        for material in materials[:CHANGES]:
            places = made.places["A"], made.places["B"]
            poster.send(movement(made.token, material, *places, key=None))
            while (reply := poster.receive()) is None:
                pass
            assert reply.status == 200, reply.body[:300]
            waits += _until(selector, set(wires), CHANGE, time.perf_counter())
        return waits
    finally:
        for wire in (*wires, poster.wire):
            wire.close()


def _until(
    selector: selectors.BaseSelector, missing: set[socket.socket], mark: bytes, began: float
) -> list[float]:
    """Read until every page has had its event; return when each came, in ms since `began`."""
    heard: dict[socket.socket, bytes] = {}
    waits = []
    while missing:
        ready = selector.select(SILENCE_SECONDS_MAX)
        assert ready, f"{len(missing)} pages heard nothing"
        for key, _ in ready:
            wire = key.fileobj
            assert isinstance(wire, socket.socket)
            text = heard.get(wire, b"") + wire.recv(READ_BYTES)
            heard[wire] = text
            if mark in text and wire in missing:
                missing.discard(wire)
                waits.append((time.perf_counter() - began) * 1000)
    return waits

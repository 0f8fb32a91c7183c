"""The live stream: from the commit of a change to every open page that follows it."""

import selectors
import socket
import time
from statistics import quantiles

from benchmarks import load
from benchmarks.house import House
from benchmarks.measure import Outcome, Plan, row
from benchmarks.rows.stock import MATERIALS, movement
from benchmarks.world import World, add_materials, session, stock, world

PAGES = (1, 100, 500)
CHANGES = 20
SILENCE_SECONDS_MAX = 10.0
READ_BYTES = 65_536
CHANGE = b"event: change"


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

    What a page then does, asking for itself again, is the `order_list` row's matter.
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

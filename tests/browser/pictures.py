"""Every page at two widths and in two languages: looked at by a test, and by people.

`QITAO_PICTURES=folder pytest tests/browser/test_pictures.py` leaves the pictures there.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page

from qitao.production.queries import lists
from tests.web.test_pages import OPEN_TO_ALL, PLAIN
from tests.web.town import Town

SETTLE_MS = 150
WHO_FIRST = "administrator"
PAGE_BYTES_MAX = 100_000
SCRIPT_BYTES_MAX = 400_000
DRAWN = "[data-flow], [data-chart]"
"""A page that draws a flow or a chart may load its library on top."""


def addresses(town: Town) -> Iterator[tuple[str, str]]:
    """Yield a name and an address for every page."""
    for name in (*OPEN_TO_ALL, *(name for name, _ in PLAIN)):
        yield name, reverse(name)
    for state in ("short", "scheduled", "running"):
        yield f"order {state}", reverse("orders:order", args=[town.orders[state].number])
    running = town.orders["running"]
    for tab in ("materials", "quality", "flow", "log", "changes"):
        yield f"order tab {tab}", f"{reverse('orders:order', args=[running.number])}?tab={tab}"
    material, place = town.shop.materials["SCREW"], town.shop.places["STORE"]
    operation = lists.list_operations(running.order)[0].id
    yield "operation", reverse("terminal:operation", args=[operation])
    yield "kit", reverse("kits:kit", args=["work_order", town.orders["short"].order])
    yield "material", reverse("catalog:material", args=[town.shop.materials["CASE"]])
    yield "bom", reverse("catalog:bom", args=[1])
    yield "routing", reverse("catalog:routing", args=[1])
    yield "work centre", reverse("catalog:work_centre", args=[1])
    yield "account", reverse("stock:account", args=[material, place, "available", 0])
    yield "user", reverse("people:user", args=[town.users["operator"]])
    yield "role", reverse("people:role", args=[1])
    yield "process", reverse("flows:flow", args=[1])
    yield "entry", reverse("journal:entry", args=[1])
    yield "checks", f"{reverse('journal:health')}?checks=1"
    yield "not found", "/nowhere/"


def keep(page: Page, name: str, tag: str) -> None:
    """Leave a picture where `QITAO_PICTURES` asks for one."""
    folder = os.environ.get("QITAO_PICTURES")
    if folder:
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(SETTLE_MS)
        file = re.sub(r"[^a-z0-9]+", "-", name.lower())
        page.screenshot(path=place / f"{file}-{tag}.png", full_page=True)


def too_wide(page: Page) -> list[str]:
    """Return what makes the page scroll sideways: nothing, or the elements that stick out."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((each) => each.getBoundingClientRect().right > width + 1)
                .slice(0, 5)
                .map((each) => `${each.tagName}.${each.className}`);
        }"""
    )
    return found


def faults(page: Page) -> list[str]:
    """Return nameless fields and buttons, cut text in a button, tables that fell apart."""
    found: list[str] = page.evaluate(
        """() => {
            const fields = "input:not([type=hidden]), select, textarea, button, a[href]";
            const nameless = [...document.querySelectorAll(fields)]
                .filter((each) => each.offsetParent !== null && each.checkVisibility())
                .filter((each) => !(each.labels && each.labels.length))
                .filter((each) => !each.getAttribute("aria-label") && !each.title)
                .filter((each) => !each.textContent.trim() && !each.placeholder);
            const cut = [...document.querySelectorAll(".btn, .state, .mark, .chip")]
                .filter((each) => each.offsetParent !== null && each.checkVisibility())
                .filter((each) => each.scrollWidth > each.clientWidth + 2);
            const astray = [...document.querySelectorAll("tbody")]
                .filter((each) => getComputedStyle(each).display.startsWith("inline"));
            const found = [...nameless, ...cut, ...astray].slice(0, 5);
            return found.map((each) => each.outerHTML.slice(0, 160));
        }"""
    )
    return found


def too_heavy(page: Page) -> list[str]:
    """Return what is larger than a page of the house may be: its HTML, its scripts."""
    html, script, drawn = page.evaluate(
        """(drawn) => {
            const loaded = performance.getEntriesByType("resource");
            const scripts = loaded.filter((each) => each.initiatorType === "script");
            return [
                performance.getEntriesByType("navigation")[0].decodedBodySize,
                scripts.reduce((sum, each) => sum + each.decodedBodySize, 0),
                Boolean(document.querySelector(drawn)),
            ];
        }""",
        DRAWN,
    )
    heavy = [f"html {html}"] if html > PAGE_BYTES_MAX else []
    return heavy + ([f"script {script}"] if script > SCRIPT_BYTES_MAX and not drawn else [])


def told(wrong: dict[str, list[str]]) -> str:
    """Say page by page what is wrong."""
    return "\n".join(f"{name}: {fault}" for name, faults in wrong.items() for fault in faults)

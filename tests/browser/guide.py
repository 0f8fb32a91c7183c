"""The pictures of the user guide, taken from a demo plant that runs: `./qitao docs --pictures`.

Every page that links lead an administrator to, in both languages and at both widths, stands in
`var/guide/index.html`; the few that the guide shows are written to `docs/pictures/guide`.
"""

import html
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from qitao.server import paths
from tests.server.running import READY, Up

PASSWORD = "qitao-demo"
BOSS = "admin"
LANGS = {"zh": "zh-CN", "en": "en-GB"}
"""The languages of the guide, and what the browser speaks: dates are its own business."""
WIDTHS = {1366: 768, 390: 844}
PAGES_MAX = 200
QUALITY = 72
SETTLE_MS = 800
GUIDE = paths.CHECKOUT / "docs" / "pictures" / "guide"
GALLERY = paths.VAR / "guide"
NO_PAGE = ("/static/", "/api/", "/export", "/logout", "/live/", "/lang", "/login/", "/install/")
LINKS = """() => [...document.querySelectorAll("a[href^='/']:not([download])")]
    .map((each) => each.getAttribute("href").split("#")[0])"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the guide: whose screen, which page, and what to press before."""

    name: str
    who: str
    path: str
    width: int = 1366
    follow: str = ""


SHOWN = (
    Shown("desk-planner", "planner", "/"),
    Shown("desk-director", "director", "/"),
    Shown("desk-it", "it", "/"),
    Shown("desk-operator", "operator", "/", 390),
    Shown("desk-storekeeper", "storekeeper", "/"),
    Shown("orders", "planner", "/orders/"),
    Shown("order", "planner", "/orders/?kit=short", follow="#page table a[href^='/orders/']"),
    Shown("kits", "planner", "/kits/"),
    Shown("board", "director", "/board/"),
    Shown("terminal", "operator", "/terminal/", 390),
    Shown("station", "operator", "/terminal/", 390, follow="#page .work-card"),
    Shown("picking", "storekeeper", "/picking/", 390),
    Shown("balances", "storekeeper", "/stock/"),
    Shown("inspections", "inspector", "/quality/"),
    Shown("inspection", "inspector", "/quality/", follow="#page table a[href^='/quality/']"),
    Shown("purchases", "purchaser", "/purchases/"),
    Shown("health", "it", "/health/"),
)


@contextmanager
def demo() -> Iterator[str]:
    """Run a demo plant of its own; yield its address."""
    base = paths.SYSTEM_DATA if os.geteuid() == 0 else paths.VAR
    base.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="guide-", dir=base))
    place.chmod(0o755)
    up = Up(place / "data")
    try:
        up.wait_for(READY)
        yield f"http://127.0.0.1:{up.port}"
    finally:
        up.end(signal.SIGTERM)
        shutil.rmtree(place, ignore_errors=True)


def enter(browser: Browser, address: str, who: str, lang: str, width: int) -> Page:
    """Sign in and stand before the desk."""
    size = {"width": width, "height": WIDTHS[width]}
    page = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        has_touch=width == 390,
        locale=LANGS[lang],
    ).new_page()
    page.context.add_cookies([{"name": "lang", "value": lang, "url": address}])
    page.goto(f"{address}/login/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", PASSWORD)
    page.click(".gate-card button")
    page.wait_for_selector("#page")
    return page


def view_of(link: str) -> str | None:
    """Return the name of the page that a link leads to; tabs of a page count for themselves."""
    where = urlsplit(link)
    if where.path.startswith(NO_PAGE):
        return None
    try:
        name = resolve(where.path).view_name
    except Resolver404:
        return None
    return f"{name} {where.query}" if where.query.startswith("tab=") else name


def find_pages(page: Page, address: str) -> dict[str, str]:
    """Follow links breadth first; return one address for each page of the house."""
    found, waiting = {"desk:desk": "/"}, ["/"]
    while waiting and len(found) < PAGES_MAX:
        here = page.goto(address + waiting.pop(0))
        if here is None or "text/html" not in here.headers.get("content-type", ""):
            continue
        for link in page.evaluate(LINKS):
            name = view_of(link)
            if name and name not in found:
                found[name] = link
                waiting.append(link)
    return found


def shoot(page: Page, file: Path, *, whole: bool = False) -> None:
    """Leave a picture of what the screen shows, or of the whole page."""
    page.wait_for_timeout(SETTLE_MS)
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, type="jpeg", quality=QUALITY, full_page=whole)


def take_shown(browser: Browser, address: str) -> None:
    """Write the pictures of the guide."""
    for lang in LANGS:
        for who, width in sorted({(each.who, each.width) for each in SHOWN}):
            page = enter(browser, address, who, lang, width)
            for each in SHOWN:
                if (each.who, each.width) == (who, width):
                    page.goto(address + each.path)
                    if each.follow:
                        page.locator(each.follow).first.click()
                        page.wait_for_load_state()
                    shoot(page, GUIDE / f"{each.name}.{lang}.jpg")
            page.context.close()


def take_all(browser: Browser, address: str) -> None:
    """Write a picture of every page, and the gallery that shows them."""
    first = enter(browser, address, BOSS, "zh", 1366)
    pages = find_pages(first, address)
    first.context.close()
    shutil.rmtree(GALLERY, ignore_errors=True)
    for lang in LANGS:
        for width in WIDTHS:
            page = enter(browser, address, BOSS, lang, width)
            for name, link in pages.items():
                page.goto(address + link)
                shoot(page, GALLERY / _file(name, lang, width), whole=True)
            sys.stdout.write(f"{lang} {width}: {len(pages)}\n")
            page.context.close()
    (GALLERY / "index.html").write_text(_gallery(pages), encoding="utf-8")


def _file(name: str, lang: str, width: int) -> str:
    plain = "".join(each if each.isalnum() else "-" for each in name)
    return f"{lang}/{width}/{plain}.jpg"


def _gallery(pages: dict[str, str]) -> str:
    """Return a page with four pictures of each page: two languages, two widths."""
    rows = []
    for name in sorted(pages):
        shown = "".join(
            f'<a href="{_file(name, lang, width)}"><img loading="lazy" height="360" '
            f'alt="{lang} {width}" src="{_file(name, lang, width)}"></a> '
            for width in WIDTHS
            for lang in LANGS
        )
        rows.append(f"<h2>{html.escape(name)}</h2><p>{shown}</p>")
    head = '<!doctype html><meta charset="utf-8"><title>Qitao</title>'
    return f"{head}<style>body{{font-family:sans-serif}}</style>{''.join(rows)}\n"


def main() -> None:
    """Take the guide's pictures; with `all`, also those of every page."""
    django.setup()
    chromium = os.environ.get("QITAO_CHROMIUM")
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take_shown(browser, address)
        if "all" in sys.argv[1:]:
            take_all(browser, address)
        browser.close()


if __name__ == "__main__":
    main()

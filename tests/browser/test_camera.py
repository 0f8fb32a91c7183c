"""The camera of a phone reads QR and Code 128 into the search; a no is said in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, expect

from tests.browser.codes import film_of_code_128, film_of_qr
from tests.browser.conftest import PHONE, QUIET, Visit, open_screen
from tests.web.town import Town

LONG_MS = 30_000
FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture
def player(browser: Browser) -> BrowserType:
    """The Playwright that runs already: a second one cannot run beside it."""
    return browser.browser_type


@contextmanager
def before(kind: BrowserType, film: Path) -> Iterator[Browser]:
    """Start a browser whose camera shows a film."""
    path = "/usr/bin/chromium"
    shown = kind.launch(
        executable_path=path if Path(path).exists() else None,
        args=[*QUIET, *FAKE, f"--use-file-for-fake-video-capture={film}"],
    )
    yield shown
    shown.close()


def enter_with(browser: Browser, address: str, lang: str = "zh") -> Visit:
    return open_screen(browser, address, "storekeeper", lang=lang, size=PHONE)


@pytest.mark.parametrize(
    ("filming", "button"),
    [(film_of_qr, ".topbar [data-camera]"), (film_of_code_128, ".bottombar [data-scan]")],
)
def test_a_code_before_the_camera_opens_its_page(
    real_town: Town,
    address: str,
    player: BrowserType,
    tmp_path: Path,
    filming: Callable[[Path, str], Path],
    button: str,
) -> None:
    number = real_town.orders["running"].number
    with before(player, filming(tmp_path / "code.y4m", number)) as browser:
        visit = enter_with(browser, address)
        visit.page.click(button)
        visit.page.wait_for_url(f"**/orders/{number}/**", timeout=LONG_MS)
        assert visit.complaints == []


def test_a_code_confirms_a_line_of_the_picking_list(
    real_town: Town, address: str, player: BrowserType, tmp_path: Path
) -> None:
    order = real_town.shop.released(4)
    with before(player, film_of_code_128(tmp_path / "code.y4m", "SCREW")) as browser:
        visit = enter_with(browser, address)
        visit.go(f"/picking/walk/?orders={order.order}")
        visit.page.click(".walk-scan [data-camera]")
        expect(visit.page.locator("[data-walk-count]")).to_have_text("1", timeout=LONG_MS)
        assert visit.page.locator("dialog.camera").count() == 0
        assert visit.complaints == []


def test_scanning_without_a_camera_is_typing_into_the_search(
    real_town: Town, address: str, browser: Browser
) -> None:
    visit = enter_with(browser, address)
    visit.page.evaluate("delete Navigator.prototype.mediaDevices")
    visit.page.click(".bottombar [data-scan]")
    expect(visit.page.locator("[data-search]")).to_be_focused()
    assert visit.page.locator("dialog.camera").count() == 0
    number = real_town.orders["running"].number
    visit.page.keyboard.type(number)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/orders/{number}/**", timeout=LONG_MS)


def test_a_camera_that_is_not_allowed_says_what_to_do(
    real_town: Town, address: str, browser: Browser
) -> None:
    visit = enter_with(browser, address, "en")
    visit.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => "
        "Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    visit.page.click(".topbar [data-camera]")
    expect(visit.page.locator("dialog.camera p")).to_contain_text("Allow it in the browser")
    visit.page.click("[data-camera-close]")
    expect(visit.page.locator("dialog.camera")).to_have_count(0)
    visit.page.context.close()


def test_a_page_without_https_says_so(real_town: Town, address: str, browser: Browser) -> None:
    visit = enter_with(browser, address)
    visit.page.evaluate(
        "() => { Object.defineProperty(window, 'isSecureContext', { value: false }); }"
    )
    visit.page.click(".topbar [data-camera]")
    expect(visit.page.locator("dialog.camera p")).to_contain_text("HTTPS")
    visit.page.context.close()

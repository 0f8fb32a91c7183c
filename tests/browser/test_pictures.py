"""Every page fits the screen, is light, and can be used by everyone: axe-core, light and dark.

The other two of the four (a phone in Chinese, a PC in English) are looked at in a plant whose words
and figures are as long as may be: `test_extremes`.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE, Enter
from tests.browser.pictures import WHO_FIRST, addresses, faults, keep, told, too_heavy, too_wide
from tests.web.town import Town

SERIOUS = ("serious", "critical")
SHOWN = 3
ROUNDS = [("zh", "light", WIDE), ("en", "dark", PHONE)]


def serious(page: Page) -> Iterator[str]:
    """Yield each serious fault that axe-core finds, with the element that has it."""
    options = {"resultTypes": ["violations"]}
    for fault in Axe().run(page, options=options).response["violations"]:
        if fault["impact"] in SERIOUS:
            for node in fault["nodes"][:SHOWN]:
                yield f"{fault['id']}: {node['html'][:200]}"


@pytest.mark.parametrize(("lang", "theme", "size"), ROUNDS, ids=["zh light", "en dark"])
def test_every_page_fits_and_everyone_can_use_it(
    real_town: Town, enter: Enter, lang: str, theme: str, size: dict[str, int]
) -> None:
    visit = enter(WHO_FIRST, lang=lang, size=size, theme=theme)
    wrong = {}
    for name, address in addresses(real_town):
        visit.go(address)
        page = visit.page
        keep(page, name, f"{size['width']}-{lang}")
        if found := [*too_wide(page), *faults(page), *too_heavy(page), *serious(page)]:
            wrong[name] = found
    assert not wrong, told(wrong)


@pytest.mark.parametrize("role", ["operator", "planner", "storekeeper", "inspector"])
def test_each_desk_fits_a_phone(real_town: Town, enter: Enter, role: str) -> None:
    visit = enter(role, size=PHONE)
    keep(visit.page, f"desk {role}", "390-zh")
    assert too_wide(visit.page) == []
    assert visit.page.locator(".bottombar a").count() == 4

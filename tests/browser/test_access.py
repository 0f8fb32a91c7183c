"""Everyone can use every page: axe-core finds no serious fault, light and dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE, Enter
from tests.browser.pictures import WHO_FIRST, addresses
from tests.web.town import Town

SERIOUS = ("serious", "critical")
SHOWN = 3
ROUNDS = [("zh", "light", WIDE), ("en", "dark", PHONE)]


def serious(page: Page) -> Iterator[str]:
    """Yield each serious fault with the element that has it."""
    options = {"resultTypes": ["violations"]}
    for fault in Axe().run(page, options=options).response["violations"]:
        if fault["impact"] in SERIOUS:
            for node in fault["nodes"][:SHOWN]:
                yield f"{fault['id']}: {node['html'][:200]}"


@pytest.mark.parametrize(("lang", "theme", "size"), ROUNDS, ids=["zh light", "en dark"])
def test_axe_finds_no_serious_fault(
    real_town: Town, enter: Enter, lang: str, theme: str, size: dict[str, int]
) -> None:
    visit = enter(WHO_FIRST, lang=lang, size=size, theme=theme)
    wrong = {}
    for name, address in addresses(real_town):
        visit.go(address)
        if found := list(serious(visit.page)):
            wrong[name] = found
    assert wrong == {}

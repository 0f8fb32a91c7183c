"""Every page fits the screen, on a PC and on a phone, in both languages, and is light."""

import pytest

from tests.browser.conftest import PHONE, WIDE, Enter
from tests.browser.pictures import WHO_FIRST, addresses, faults, keep, too_heavy, too_wide
from tests.web.town import Town


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1366", "390"])
def test_every_page_fits(real_town: Town, enter: Enter, lang: str, size: dict[str, int]) -> None:
    visit = enter(WHO_FIRST, lang=lang, size=size)
    wrong = {}
    for name, address in addresses(real_town):
        visit.go(address)
        keep(visit.page, name, f"{size['width']}-{lang}")
        if found := [*too_wide(visit.page), *faults(visit.page), *too_heavy(visit.page)]:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("role", ["operator", "planner", "storekeeper", "inspector"])
def test_each_desk_fits_a_phone(real_town: Town, enter: Enter, role: str) -> None:
    visit = enter(role, size=PHONE)
    keep(visit.page, f"desk {role}", "390-zh")
    assert too_wide(visit.page) == []
    assert visit.page.locator(".bottombar a").count() == 4

"""A page of a plant that has nothing yet says what it is for and offers the first step."""

import pytest
from django.urls import reverse

from tests.browser.conftest import PHONE, Enter
from tests.browser.extremes import new_plant
from tests.browser.pictures import WHO_FIRST, keep, told, too_wide
from tests.browser.ugly import ugly
from tests.standing import stand
from tests.web.town import Town

BEGUN_HERE = (
    "orders:orders",
    "board:board",
    "board:walls",
    "kits:kits",
    "quality:plans",
    "stock:balances",
    "trade:purchases",
    "catalog:materials",
    "catalog:material_groups",
    "catalog:units",
    "catalog:supplier_items",
    "catalog:boms",
    "catalog:routings",
    "catalog:work_centres",
    "catalog:machines",
    "catalog:scrap_reasons",
    "catalog:locations",
    "catalog:partners",
)
COME_BY_THEMSELVES = (
    "picking:orders",
    "terminal:terminal",
    "quality:inspections",
    "quality:nonconformances",
    "quality:scrap",
    "stock:moves",
    "stock:lots",
    "stock:serials",
    "catalog:unit_conversions",
    "imports:imports",
    "journal:refusals",
    "people:tokens",
)
"""Work elsewhere fills them, or the form stands on the page itself."""
PURPOSE = ".empty-page h2 + p"
FIRST_STEP = ".empty-page a.btn, .head-acts a.btn-primary"


@pytest.fixture
def real_town(real_db: None) -> Town:
    """A plant that has its people and nothing else."""
    return stand("nothing yet", new_plant)


def test_a_page_without_rows_says_what_it_is_for(real_town: Town, enter: Enter) -> None:
    page = (visit := enter(WHO_FIRST, size=PHONE)).page
    wrong = {}
    for name in (*BEGUN_HERE, *COME_BY_THEMSELVES):
        visit.go(reverse(name))
        if name == "terminal:terminal":
            page.wait_for_selector("#page[data-ready]")
        keep(page, name, "empty-390-zh")
        found = [*too_wide(page), *ugly(page)]
        if not page.locator(PURPOSE).count():
            found.append("does not say what it is for")
        if name in BEGUN_HERE and not page.locator(FIRST_STEP).count():
            found.append("offers no first step")
        if found:
            wrong[name] = found
    assert not wrong, told(wrong)

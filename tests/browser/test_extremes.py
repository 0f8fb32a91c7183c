"""Every page keeps its shape with the longest words and figures."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from qitao.quality.models import Inspection, NonConformance, Plan
from qitao.trade.models import PurchaseOrder
from tests.browser.conftest import PHONE, WIDE, Enter
from tests.browser.extremes import long_town
from tests.browser.pictures import WHO_FIRST, addresses, faults, keep, told, too_heavy, too_wide
from tests.browser.ugly import ugly
from tests.standing import stand
from tests.web.town import Town


@pytest.fixture
def real_town(real_db: None) -> Town:
    """A plant whose words and figures are as long as may be."""
    return stand("long town", long_town)


def long_addresses(town: Town) -> Iterator[tuple[str, str]]:
    """Yield every page of the house, and those of things that only this town has."""
    yield from addresses(town)
    yield "inspection", reverse("quality:inspection", args=[Inspection.objects.get().pk])
    yield "plan", reverse("quality:plan", args=[Plan.objects.get().pk])
    number = NonConformance.objects.get().pk
    yield "nonconformance", reverse("quality:nonconformance", args=[number])
    yield "purchase", reverse("trade:purchase", args=[PurchaseOrder.objects.get().pk])
    yield "walk", f"{reverse('picking:walk')}?orders={town.orders['running'].order}"
    yield "edit material", reverse("catalog:edit_material", args=[town.shop.materials["SCREW"]])


@pytest.mark.parametrize(("lang", "size"), [("zh", PHONE), ("en", WIDE)], ids=["390", "1366"])
def test_the_longest_words_and_figures_fit(
    real_town: Town, enter: Enter, lang: str, size: dict[str, int]
) -> None:
    visit = enter(WHO_FIRST, lang=lang, size=size)
    wrong = {}
    for name, address in long_addresses(real_town):
        visit.go(address)
        keep(visit.page, name, f"long-{size['width']}-{lang}")
        page = visit.page
        if found := [*too_wide(page), *faults(page), *too_heavy(page), *ugly(page)]:
            wrong[name] = found
    assert not wrong, told(wrong)

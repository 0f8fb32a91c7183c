"""Two screens at one record: each sees the other's change while typing, and nobody's is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from qitao.catalog import actions as catalog
from qitao.catalog.models import Partner
from qitao.catalog.values import PartnerKind
from qitao.catalog.values.rows import PartnerRow
from tests.browser.conftest import PHONE, Enter
from tests.following import LiveProcess, live_process
from tests.shop import HOUSE
from tests.web.town import Town

LONG_MS = 60_000
KSW = PartnerRow(code="KSW", name="科塑新材料", kind=PartnerKind.SUPPLIER)


@pytest.fixture
def live(real_town: Town, settings: Any, tmp_path: Path) -> Iterator[LiveProcess]:
    with live_process(tmp_path) as process:
        settings.LIVE_PORT = str(process.port)
        yield process


def test_two_screens_at_one_partner(live: LiveProcess, enter: Enter) -> None:
    number = catalog.create_partner(actor=HOUSE, row=KSW).partner
    path = reverse("catalog:edit_partner", args=[number])
    one, two = enter("administrator"), enter("administrator", size=PHONE)
    one.go(path)
    two.go(path)
    expect(two.page.locator("[data-live-dot][data-state=on]")).to_be_attached(timeout=LONG_MS)
    two.page.fill("[name=name]", "科苏")
    one.page.fill("[name=contact]", "王工")
    one.page.click(".form-acts .btn-primary")
    line = two.page.locator(".form-changed")
    expect(line).to_have_text(re.compile("^周敏刚改了联系人。"), timeout=LONG_MS)
    assert two.page.input_value("[name=name]") == "科苏"
    one.go(path)
    one.page.fill("[name=name]", "科塑")
    one.page.click(".form-acts .btn-primary")
    expect(line).to_contain_text("名称", timeout=LONG_MS)
    two.page.click(".form-acts .btn-primary")
    expect(two.page.locator("h1")).to_have_text("同一处，别人也改了")
    two.page.check("[name='pick:name'][value=mine]")
    two.page.click(".form-acts .btn-primary")
    expect(two.page.get_by_text("周敏改了联系人，已一并保留")).to_be_visible()
    row = Partner.objects.get(pk=number)
    assert (row.name, row.contact) == ("科苏", "王工")

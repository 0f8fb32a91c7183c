"""A storekeeper walks once for two orders: scans, finds less at one place, posts two slips."""

import pytest
from playwright.sync_api import Page, expect

from qitao.production.actions.create import OrderCreated
from qitao.production.models import OrderMaterial, Requisition
from tests.browser.conftest import PHONE, Enter
from tests.web.town import Town


@pytest.fixture
def two(real_town: Town) -> list[OrderCreated]:
    """Two released orders with all their material there."""
    return [real_town.shop.released(4), real_town.shop.released(6)]


def scan(page: Page, code: str) -> None:
    """Do what a scanner does, once the page listens: type and press Enter."""
    page.wait_for_load_state("domcontentloaded")
    page.locator("[data-walk-scan]").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_a_walk_for_two_orders_confirmed_by_scans(
    real_town: Town, enter: Enter, two: list[OrderCreated]
) -> None:
    page = enter("storekeeper", size=PHONE).page
    page.goto(page.url + "picking/")
    for order in two:
        page.check(f"tr:has-text('{order.number}') .pick input")
    page.click(".bulk button")
    expect(page.locator(".walk-lines li")).to_have_count(4)
    scan(page, "store")
    expect(page.locator("[data-walk-said]")).to_have_text("在 store")
    scan(page, "SCREW")
    scan(page, "SCREW")
    expect(page.locator("[data-walk-count]")).to_have_text("2")
    scan(page, "NO-SUCH")
    expect(page.locator("[data-walk-said]")).to_have_text("单上没有 NO-SUCH")
    box = page.locator(".walk-lines li", has_text="BOX").first
    scan(page, "BOX")
    box.locator("select").wait_for(state="hidden")
    box.locator("[data-planned]").fill("3")
    box.locator("select").select_option("fewer")
    page.click(".walk-foot .btn-primary")
    expect(page.locator(".mark-pass")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    slips = Requisition.objects.filter(order_id__in=[order.order for order in two])
    assert slips.count() == 2
    boxes = real_town.shop.materials["BOX"]
    issued = OrderMaterial.objects.filter(order__in=[o.order for o in two], material_id=boxes)
    assert sorted(issued.values_list("issued", flat=True)) == [0, 3]
    page.click(".head-acts .btn-primary")
    expect(page.locator(".walk-lines li")).to_have_count(2)

"""An order of the kit list is dragged by mouse, touch or keys; the effect is seen before saving."""

import pytest
from playwright.sync_api import Locator, Page, expect

from qitao.kitting import actions as kitting
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.production.models import WorkOrder
from tests.browser.conftest import PHONE, Enter
from tests.shop import HOUSE
from tests.web.town import Town


@pytest.fixture
def big(real_town: Town) -> OrderCreated:
    """An order that lacks material only because others come before it."""
    order = real_town.shop.order(85, priority=8)
    production.submit_order(actor=HOUSE, order=order.order)
    kitting.check_kits(actor=HOUSE, plant=real_town.shop.plant)
    return order


def row(page: Page, order: OrderCreated) -> Locator:
    return page.locator(f".kits li[data-order='{order.order}']")


def centre(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def priority_of(order: OrderCreated) -> int:
    return WorkOrder.objects.get(pk=order.order).priority


def test_an_order_dragged_up_shows_who_becomes_short_and_one_button_saves(
    real_town: Town, enter: Enter, big: OrderCreated
) -> None:
    page, first = enter("planner").page, real_town.orders["waiting"]
    page.goto(page.url + "kits/")
    page.mouse.move(*centre(row(page, big).locator("[data-grip]")))
    page.mouse.down()
    x, y = centre(row(page, first))
    page.mouse.move(x, y, steps=8)
    page.mouse.move(x, y - 20, steps=4)
    page.mouse.up()
    trial = page.locator(".kits-trial")
    expect(trial).to_contain_text("1 张变齐套，1 张多缺料")
    expect(row(page, real_town.orders["scheduled"])).to_contain_text("将变为")
    assert priority_of(big) == 8
    page.click(".kits-trial a.btn")
    expect(trial).to_have_count(0)
    assert priority_of(big) == 8
    page.go_back()
    page.click(".kits-trial .btn-primary")
    expect(page.locator("#notice")).to_contain_text("优先级已保存")
    assert priority_of(big) == 4


def test_the_arrow_keys_move_an_order_and_stay_on_it(
    real_town: Town, enter: Enter, big: OrderCreated
) -> None:
    page = enter("planner", lang="en").page
    page.goto(page.url + "kits/")
    grip = row(page, big).locator("[data-grip]")
    grip.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".kits-trial")).to_contain_text(f"{big.number} gets priority 4")
    expect(grip).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".kits-trial")).to_contain_text("gets priority 5")
    expect(grip).to_be_focused()


def test_a_finger_drags_an_order(real_town: Town, enter: Enter, big: OrderCreated) -> None:
    page, first = enter("planner", size=PHONE).page, real_town.orders["waiting"]
    page.goto(page.url + "kits/")
    grip = row(page, big).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)
    x, y = centre(grip)
    finger.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    _, up = centre(row(page, first))
    for step in range(1, 9):
        at = {"x": x, "y": y + (up - 20 - y) * step / 8}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".kits-trial")).to_contain_text("改为优先级 4")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

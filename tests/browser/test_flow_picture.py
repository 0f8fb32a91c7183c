"""The flow picture: legible where the order stands, moved by finger and keys, whole by one tap."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Enter, Visit
from tests.web.town import Town

SCALE = "document.querySelector('.flow .viewport').getCTM().a"
PLACE = "document.querySelector('.flow .viewport').getCTM()"


def scale(visit: Visit) -> float:
    return float(visit.page.evaluate(SCALE))


def inside(visit: Visit) -> bool:
    """Whether the present step stands whole in the picture's frame."""
    step: Any = visit.page.locator(".djs-element.flow-here").first.bounding_box()
    frame: Any = visit.page.locator(".flow").bounding_box()
    return bool(
        step["x"] >= frame["x"]
        and step["y"] >= frame["y"]
        and step["x"] + step["width"] <= frame["x"] + frame["width"]
        and step["y"] + step["height"] <= frame["y"] + frame["height"]
    )


def test_a_phone_opens_at_the_present_step_in_legible_size(real_town: Town, enter: Enter) -> None:
    visit = enter("planner", size=PHONE)
    page = visit.page
    visit.go(f"/orders/{real_town.orders['short'].number}/?tab=flow")
    expect(page.locator(".djs-element.flow-here")).to_have_count(1)
    look = page.locator("[data-flow-look]")
    expect(look).to_have_text("看全图")
    assert scale(visit) >= 0.75
    assert inside(visit)
    look.click()
    expect(look).to_have_text("回到当前步骤")
    assert scale(visit) < 0.75
    look.click()
    assert scale(visit) >= 0.75
    assert inside(visit)


def test_the_picture_moves_by_keys_and_by_a_finger(real_town: Town, enter: Enter) -> None:
    visit = enter("planner", size=PHONE)
    page = visit.page
    visit.go(f"/orders/{real_town.orders['short'].number}/?tab=flow")
    expect(page.locator(".djs-element.flow-here")).to_have_count(1)
    page.locator(".flow").focus()
    before = page.evaluate(f"{PLACE}.e")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{PLACE}.e") == before - 60
    page.keyboard.press("-")
    assert scale(visit) < 1
    page.keyboard.press("Home")
    assert inside(visit)
    frame: Any = page.locator(".flow").bounding_box()
    at = {"x": frame["x"] + 20, "y": frame["y"] + 40}
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, *points: dict[str, float]) -> None:
        given = {"type": kind, "touchPoints": list(points)}
        touch.send("Input.dispatchTouchEvent", given)

    before = page.evaluate(f"{PLACE}.e")
    finger("touchStart", at)
    finger("touchMove", at | {"x": at["x"] + 50})
    finger("touchMove", at | {"x": at["x"] + 100})
    finger("touchEnd")
    assert page.evaluate(f"{PLACE}.e") > before + 50
    apart = at | {"x": at["x"] + 100, "id": 1}
    was = scale(visit)
    finger("touchStart", at | {"id": 0}, apart)
    finger("touchMove", at | {"id": 0}, apart | {"x": apart["x"] + 60})
    finger("touchMove", at | {"id": 0}, apart | {"x": apart["x"] + 120})
    finger("touchEnd")
    assert scale(visit) > was


def test_a_wide_screen_shows_the_whole_where_it_is_legible(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    visit.go(f"/orders/{real_town.orders['short'].number}/?tab=flow")
    expect(visit.page.locator(".djs-element.flow-here")).to_have_count(1)
    fits = scale(visit) >= 0.75
    assert fits or inside(visit)


def test_the_picture_is_read_in_the_dark_of_the_page_or_of_the_device(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("planner")
    look = "getComputedStyle(document.querySelector('.flow')).filter"
    visit.go(f"/orders/{real_town.orders['short'].number}/?tab=flow")
    assert visit.page.evaluate(look) == "none"
    visit.page.evaluate("document.documentElement.dataset.theme = 'auto'")
    visit.page.emulate_media(color_scheme="dark")
    assert "invert" in visit.page.evaluate(look)
    visit.page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert visit.page.evaluate(look) == "none"

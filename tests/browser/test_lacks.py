"""What a form lacks is said in the language of the page, not in that of the browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from qitao.production.models import WorkOrder
from tests.browser.conftest import Enter
from tests.web.town import Town

TOLD = "(each) => each.validationMessage"


def told(page: Page, field: str) -> str:
    """Return what a field says of itself once its form was sent."""
    words: str = page.locator(field).first.evaluate(TOLD)
    return words


@pytest.mark.parametrize(
    ("lang", "missing", "bound"),
    [
        ("zh", "数量必填", "优先级不能大于 9"),
        ("en", "Quantity is required", "Priority must be at most 9"),
    ],
)
def test_what_is_missing_or_out_of_bounds_is_told(
    real_town: Town, enter: Enter, lang: str, missing: str, bound: str
) -> None:
    visit = enter("planner", lang=lang)
    page, before = visit.page, WorkOrder.objects.count()
    visit.go(reverse("orders:new_order"))
    page.fill("[name=material_code]", "CASE")
    page.click(".form-acts .btn-primary")
    assert told(page, "[name=quantity]") == missing
    expect(page.locator("[name=quantity]")).to_be_focused()
    page.fill("[name=quantity]", "3")
    page.fill("[name=priority]", "12")
    page.locator("[name=priority]").press("Enter")
    assert told(page, "[name=priority]") == bound
    assert WorkOrder.objects.count() == before
    page.fill("[name=priority]", "2")
    page.click(".form-acts .btn-primary")
    expect(page.locator(".order-head h1")).to_be_visible()
    assert WorkOrder.objects.count() == before + 1


def test_a_panel_that_htmx_sends_waits_for_what_it_lacks(real_town: Town, enter: Enter) -> None:
    order = real_town.orders["scheduled"]
    visit = enter("planner")
    page = visit.page
    visit.go(f"/orders/{order.number}/")
    page.evaluate("document.querySelector('#do-hold_order').showModal()")
    reason = "#do-hold_order [name=reason]"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.click("#do-hold_order .btn-primary")
    assert told(page, reason) == "原因必填"
    page.locator(reason).press_sequentially("缺")
    page.locator(reason).press("Enter")
    assert told(page, reason) == "原因至少 2 个字"
    assert "POST" not in asked
    page.locator(reason).press_sequentially("料")
    page.locator(reason).press("Enter")
    expect(page.locator("h1")).to_contain_text("暂停")


def test_a_file_and_a_choice_are_asked_for(real_town: Town, enter: Enter) -> None:
    visit = enter("administrator")
    page = visit.page
    visit.go(reverse("imports:imports"))
    page.click("main form .btn-primary")
    assert told(page, "#files") == "还没有选文件"
    visit.go(reverse("people:why"))
    page.click("main form .btn-primary")
    assert told(page, "[name=user]") == "请选一项"


def test_the_browser_s_own_words_are_not_shown(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page = visit.page
    page.goto("about:blank")
    page.context.clear_cookies(name="sessionid")
    visit.go("/login/")
    page.hover("[name=username]")
    assert page.locator("[name=username]").evaluate("(each) => each.form.noValidate")
    page.locator("[name=username]").press("Enter")
    assert told(page, "[name=username]") == "用户名必填"

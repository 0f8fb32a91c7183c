"""Whole tasks by keyboard alone: what is wanted is reached, seen and left."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from qitao.catalog.models import Routing
from qitao.lowcode.models import ListChoice, ListView
from qitao.people.queries import get_role_by_code
from qitao.production.models import OrderMaterial, OrderOperation, Report
from qitao.production.queries import lists
from qitao.quality import actions as quality
from qitao.quality.models import Inspection
from qitao.quality.values import (
    Characteristic,
    CharacteristicKind,
    InspectionKind,
    PlanContent,
    SourceRef,
)
from qitao.server.paths import CHECKOUT
from tests.browser.conftest import Enter
from tests.browser.hands import REACHABLE, Hands
from tests.browser.pictures import WHO_FIRST, told
from tests.shop import HOUSE
from tests.waiting import until
from tests.web.town import PASSWORD, Town


def pages(town: Town) -> dict[str, str]:
    """Pages whose every stop is looked at."""
    order = reverse("orders:order", args=[town.orders["running"].number])
    names = (
        "desk:desk", "orders:orders", "orders:new_order", "board:board", "kits:kits",
        "picking:orders", "quality:inspections", "quality:scrap", "stock:balances", "stock:moves",
        "catalog:new_bom", "catalog:new_routing", "imports:imports", "people:holders",
        "people:roles", "people:why", "journal:journal", "journal:health", "login:account",
    )  # fmt: skip
    return {name: reverse(name) for name in names} | {
        "order": order,
        **{tab: f"{order}?tab={tab}" for tab in ("materials", "quality", "flow", "log", "changes")},
        "material": reverse("catalog:material", args=[town.shop.materials["CASE"]]),
        "routing": reverse("catalog:routing", args=[Routing.objects.earliest("pk").pk]),
        "role": reverse("people:role", args=[get_role_by_code("planner").id]),
        "user": reverse("people:user", args=[town.users["operator"]]),
    }


@pytest.mark.slow
def test_every_stop_is_seen_in_order_and_left_again(real_town: Town, enter: Enter) -> None:
    visit, wrong = enter(WHO_FIRST), {}
    for name, address in pages(real_town).items():
        visit.go(address)
        hands = Hands(visit.page)
        stops, reachable = hands.walk(), visit.page.evaluate(REACHABLE)
        if stops < reachable - 2:
            hands.wrong.append(f"{stops} stops, {reachable} things to press")
        if hands.wrong:
            wrong[name] = list(dict.fromkeys(hands.wrong))[:6]
    assert not wrong, told(wrong)


def test_a_planner_signs_in_finds_an_order_and_acts(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page, hands = visit.page, Hands(visit.page)
    page.goto("about:blank")  # the desk is not asked on, and leads to no sign-in of its own
    page.context.clear_cookies(name="sessionid")
    visit.go("/login/")
    for words in ("planner", PASSWORD):
        if not page.evaluate("document.activeElement.matches('input')"):
            hands.tab_to("input:not([type=hidden])")
        hands.type(words)
        hands.press("Tab")
    hands.press("Enter")
    page.wait_for_selector("#page")
    number = real_town.orders["waiting"].number
    hands.press("Tab")
    assert hands.at() is not None
    expect(page.locator(".skip")).to_be_focused()
    hands.press("Enter")
    hands.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")
    hands.press("Control+k")
    hands.type(number)
    hands.press("Enter")
    page.wait_for_url(f"**/orders/{number}/")
    hands.tab_to(".reason [data-open]")
    opener = page.evaluate("document.activeElement.dataset.open")
    hands.press("Enter")
    dialog = page.locator(opener)
    expect(dialog).to_be_visible()
    for _ in range(8):
        hands.press("Tab")
        hands.at()
    hands.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.open") == opener
    assert not hands.wrong, hands.wrong


def test_a_list_is_picked_arranged_and_kept(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page, hands = visit.page, Hands(visit.page)
    visit.go("/orders/?state=all")
    hands.tab_to("table.list tbody input[type=checkbox]")
    hands.press("Space")
    expect(page.locator("[data-count]")).to_have_text("1")
    hands.tab_to(".bulk button, .bulk select, .bulk a, [data-bulk] button")
    page.keyboard.press("Control+Home")
    visit.go("/orders/?state=all")
    hands.tab_to("details.menu:has(.columns-menu) > summary")
    hands.press("Enter")
    hands.tab_to(".columns-menu input[value=priority]")
    hands.press("Space")
    hands.tab_to(".columns-menu .btn-primary")
    hands.press("Enter")
    expect(page.locator("thead th", has_text="优先级")).to_have_count(0)
    hands.tab_to("[data-open='#save-view']")
    hands.press("Enter")
    expect(page.locator("#save-view")).to_be_visible()
    if not page.evaluate("document.activeElement.matches('#view-name')"):
        hands.tab_to("#view-name")
    hands.type("我的")
    hands.press("Enter")
    expect(page.locator(".view[aria-current]")).to_contain_text("我的")
    assert not hands.wrong, hands.wrong
    ListChoice.objects.all().delete()
    ListView.objects.all().delete()


def test_an_inspection_is_entered(real_town: Town, enter: Enter) -> None:
    made = real_town.shop.materials["CASE"]
    limits = {"lower": Decimal(1), "upper": Decimal(3)}
    looks = Characteristic(1, "长度", CharacteristicKind.MEASURED, "mm", **limits)
    content = PlanContent("首件", InspectionKind.FIRST_PIECE, (looks,), material=made)
    plan = quality.create_plan(actor=HOUSE, code="FP", content=content)
    quality.publish_plan(actor=HOUSE, plan=plan.plan)
    first = lists.list_operations(real_town.orders["running"].order)[0]
    opened = quality.open_inspection(
        actor=HOUSE, source=SourceRef("order_operation", first.id), label="WO",
        plant=real_town.shop.plant, kind=InspectionKind.FIRST_PIECE, quantity=Decimal(1),
        material=made,
    )  # fmt: skip
    visit = enter("inspector")
    page, hands = visit.page, Hands(visit.page)
    visit.go(reverse("quality:inspection", args=[opened.inspection]))
    if not page.evaluate("document.activeElement.matches('[name=c1]')"):
        hands.tab_to("[name=c1]")
    hands.type("2")
    hands.press("Enter")
    expect(page.locator(".state", has_text=re.compile("合格"))).not_to_have_count(0)
    assert Inspection.objects.get(pk=opened.inspection).state == "passed"
    assert not hands.wrong, hands.wrong


def test_an_operator_reports_and_takes_it_back(real_town: Town, enter: Enter) -> None:
    running = real_town.orders["running"]
    row = OrderOperation.objects.filter(order_id=running.order).earliest("sequence")
    visit = enter("operator")
    page, hands = visit.page, Hands(visit.page)
    visit.go("/terminal/")
    page.wait_for_selector("#page[data-ready]")
    if not page.evaluate("document.activeElement.matches('[data-scan]')"):
        hands.tab_to("[data-scan]")
    hands.type(running.number)
    hands.press("Enter")
    expect(page.locator("h1")).to_have_text(row.name)
    before = Report.objects.filter(operation=row).count()
    if not page.evaluate("document.activeElement.matches('[name=good]')"):
        hands.tab_to("[name=good]")
    hands.type("3")
    hands.press("Enter")
    expect(page.locator("#notice .notice")).to_contain_text("已报：良品 3")
    until(lambda: Report.objects.filter(operation=row).count() == before + 1)
    hands.tab_to(".last button", back=False)
    hands.press("Enter")
    until(lambda: Report.objects.filter(operation=row).count() == before + 2)
    assert not hands.wrong, hands.wrong


def test_a_storekeeper_picks_one_order(real_town: Town, enter: Enter) -> None:
    order = real_town.shop.released(2, priority=1)
    visit = enter("storekeeper")
    page, hands = visit.page, Hands(visit.page)
    visit.go(reverse("picking:orders"))
    hands.tab_to(f".pick input[value='{order.order}']")
    hands.press("Space")
    hands.tab_to(".bulk button, [data-bulk] button")
    hands.press("Enter")
    expect(page.locator(".walk-lines li")).to_have_count(2)
    if not page.evaluate("document.activeElement.matches('[data-walk-scan]')"):
        hands.tab_to("[data-walk-scan]")
    for code in ("STORE", "SCREW", "BOX"):
        hands.type(code)
        hands.press("Enter")
    expect(page.locator("[data-walk-count]")).to_have_text("2")
    hands.tab_to("button[type=submit], .btn-primary")
    hands.press("Enter")
    expect(page.locator(".mark-pass")).to_have_count(1)
    issued = OrderMaterial.objects.filter(order=order.order, issued__gt=0).count()
    assert issued == 2
    assert not hands.wrong, hands.wrong


def test_a_material_and_its_tree_are_looked_through(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page, hands = visit.page, Hands(visit.page)
    visit.go(reverse("catalog:material", args=[real_town.shop.materials["CASE"]]))
    hands.tab_to(".leaf a")
    where = page.evaluate("document.activeElement.getAttribute('href')")
    hands.press("Enter")
    page.wait_for_url(f"**{where}")
    assert not hands.wrong, hands.wrong


def test_the_sheet_of_keys_opens_and_closes(real_town: Town, enter: Enter) -> None:
    visit = enter("planner")
    page, hands = visit.page, Hands(visit.page)
    visit.go("/orders/")
    hands.press("?")
    expect(page.locator("#keys-sheet")).to_be_visible()
    hands.press("Tab")
    hands.at()
    hands.press("Escape")
    expect(page.locator("#keys-sheet")).to_be_hidden()
    assert not hands.wrong, hands.wrong


def test_rights_are_ticked_in_the_matrix(real_town: Town, enter: Enter) -> None:
    visit = enter("administrator")
    page, hands = visit.page, Hands(visit.page)
    visit.go(reverse("people:role", args=[get_role_by_code("inspector").id]))
    hands.tab_to("main input[type=checkbox]")
    ticked = page.evaluate("document.activeElement.checked")
    hands.press("Space")
    assert page.evaluate("document.activeElement.checked") is not ticked
    hands.tab_to("main form button.btn-primary")
    hands.press("Enter")
    expect(page.locator(".notice")).not_to_have_count(0)
    assert not hands.wrong, hands.wrong


def test_a_file_is_given_to_the_import(real_town: Town, enter: Enter) -> None:
    visit = enter("administrator")
    page, hands = visit.page, Hands(visit.page)
    sheet = CHECKOUT / "examples" / "first-plant" / "unit.csv"
    page.on("filechooser", lambda chooser: chooser.set_files(sheet))
    visit.go(reverse("imports:imports"))
    hands.tab_to("#files")
    hands.press("Space")
    expect(page.locator("#files")).to_have_value(re.compile(sheet.name))
    hands.tab_to("main form .btn-primary")
    hands.press("Enter")
    page.wait_for_url(re.compile(r"/imports/\d+/"))
    expect(page.locator("h1")).to_be_visible()
    assert not hands.wrong, hands.wrong

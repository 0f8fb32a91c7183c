"""What the terminal says before the server has to refuse it, with a network and without."""

from decimal import Decimal

from playwright.sync_api import Page, expect

from qitao.production import actions as production
from qitao.production.models import OrderOperation
from qitao.quality.models import Inspection
from tests.browser.conftest import PHONE, Enter, Visit
from tests.shop import HOUSE
from tests.web.conftest import enter_form, sign_in
from tests.web.town import Town


def operation(town: Town, place: int = 0, order: str = "running") -> OrderOperation:
    rows = OrderOperation.objects.filter(order_id=town.orders[order].order)
    return rows.order_by("sequence")[place]


def open_page(visit: Visit, path: str) -> Page:
    visit.go(path)
    visit.page.wait_for_selector("#page[data-ready]")
    return visit.page


def cut(page: Page) -> None:
    page.context.set_offline(True)


def forgive(visit: Visit) -> None:
    """Forget the browser's own words for each request that found no network."""
    visit.complaints[:] = [each for each in visit.complaints if "net::ERR" not in each]


def open_inspection(town: Town) -> Inspection:
    """Open one of the first operation that asks for a figure between two limits."""
    row = operation(town)
    inspector = sign_in(town.users["inspector"])
    enter_form(inspector, f"/quality/open/{row.pk}/", kind="first_piece")
    one = Inspection.objects.latest("id")
    limits = {"nominal": Decimal(2), "lower": Decimal("1.9"), "upper": Decimal("2.1")}
    one.characteristics.update(kind="measured", unit="mm", **limits)
    return one


def test_a_figure_out_of_its_limits_is_marked_while_it_is_typed(
    real_town: Town, enter: Enter
) -> None:
    one = open_inspection(real_town)
    visit = enter("inspector", size=PHONE)
    page = open_page(visit, f"/terminal/inspections/{one.pk}/")
    row, verdict = page.locator(".asked"), page.locator(".asked [data-verdict]")
    row.locator("input").fill("2.2")
    expect(verdict).to_have_text("不合格：高于上限 2.1")
    expect(row).to_have_class("asked is-bad")
    row.locator("input").fill("2")
    expect(verdict).to_have_text("合格")
    cut(page)
    row.locator("input").fill("1.8")
    expect(verdict).to_have_text("不合格：低于下限 1.9")
    page.get_by_role("button", name="保存这一件").click()
    expect(page.locator(".piece-fail")).to_have_count(1)
    expect(verdict).to_have_text("不合格：低于下限 1.9")
    forgive(visit)


def test_the_inspection_page_names_the_limit_as_well(real_town: Town, enter: Enter) -> None:
    one = open_inspection(real_town)
    visit = enter("inspector")
    visit.go(f"/quality/{one.pk}/")
    visit.page.locator(".sheet [data-lower]").fill("2.2")
    expect(visit.page.locator("[data-verdict]")).to_have_text("不合格：高于上限 2.1")


def test_start_is_not_offered_where_the_only_machine_is_busy(real_town: Town, enter: Enter) -> None:
    running = operation(real_town)
    production.release_order(actor=HOUSE, order=real_town.orders["scheduled"].order)
    waits = operation(real_town, order="scheduled")
    visit = enter("operator")
    page = open_page(visit, f"/terminal/{waits.pk}/")
    start = page.get_by_role("button", name="开工")
    number = real_town.orders["running"].number
    expect(page.locator(".not-now")).to_contain_text(f"正在做 {number} {running.name}")
    expect(start).to_have_count(0)
    page.goto(f"{visit.address}/terminal/{running.pk}/")
    page.wait_for_selector("#page[data-ready]")
    cut(page)
    page.get_by_role("button", name="暂停").click()
    expect(page.locator("#notice")).to_contain_text("已记在本机")
    page.locator("[data-route][href='/terminal/']").first.click()
    page.locator(f"a[href='/terminal/{waits.pk}/']").click()
    expect(start).to_have_count(1)
    forgive(visit)


def test_start_is_not_offered_where_an_inspection_blocks_it(real_town: Town, enter: Enter) -> None:
    one = open_inspection(real_town)
    page = open_page(enter("operator"), f"/terminal/{operation(real_town, 1).pk}/")
    expect(page.locator(".not-now")).to_contain_text(f"检验还没有通过（{one.number}")
    expect(page.get_by_role("button", name="开工")).to_have_count(0)


def test_reopening_asks_for_a_reason(real_town: Town, enter: Enter) -> None:
    row = operation(real_town)
    production.finish_operation(actor=HOUSE, operation=row.pk, reason="点错了")
    page = open_page(enter("operator"), f"/terminal/{row.pk}/")
    page.get_by_role("button", name="重新打开工序").click()
    row.refresh_from_db()
    assert row.state == "finished"
    page.locator("form[data-act=reopen_operation] [name=reason]").fill("还有 5 件没做")
    page.get_by_role("button", name="重新打开工序").click()
    expect(page.locator("#notice")).to_contain_text("已完成：重新打开工序")
    row.refresh_from_db()
    assert row.state == "paused"

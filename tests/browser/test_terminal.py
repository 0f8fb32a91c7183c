"""What the terminal says before the server has to refuse it, with a network and without."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, Route, expect

from qitao.catalog.models import Material
from qitao.production import actions as production
from qitao.production.models import OrderOperation
from qitao.quality.models import Inspection
from qitao.stock.actions import ensure_lots, post_moves
from qitao.stock.models import Movement, Serial
from qitao.stock.values import MoveKind, MoveLine, NewLot
from tests.browser.conftest import PHONE, WIDE, Enter, Visit
from tests.browser.tablet import cut, forgive, mend
from tests.production.test_serials import bought, come
from tests.shop import HOUSE
from tests.waiting import until
from tests.web.conftest import enter_form, sign_in
from tests.web.town import Town

BOTH_SENT = "() => terminal.store.acts.filter((each) => each.state === 'sent').length === 2"
MUCH_TO_CLEAR = """Promise.all(
  Array.from({ length: 300 }, (_, n) => caches.open(`qitao-old-${n}`)),
)"""
FROM_DEVICE = "url => fetch(url, { cache: 'no-store' }).then((answer) => answer.ok)"
KEPT_READER = "url => caches.match(url).then(Boolean)"


def operation(town: Town, place: int = 0, order: str = "running") -> OrderOperation:
    rows = OrderOperation.objects.filter(order_id=town.orders[order].order)
    return rows.order_by("sequence")[place]


def open_page(visit: Visit, path: str) -> Page:
    visit.go(path)
    visit.page.wait_for_selector("#page[data-ready]")
    return visit.page


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


def test_start_without_a_machine_is_offered_where_the_only_one_is_busy(
    real_town: Town, enter: Enter
) -> None:
    production.release_order(actor=HOUSE, order=real_town.orders["scheduled"].order)
    waits = operation(real_town, order="scheduled")
    OrderOperation.objects.filter(pk=waits.pk).update(machine=None)
    page = open_page(enter("operator"), f"/terminal/{waits.pk}/")
    expect(page.locator(".not-now")).to_contain_text("可以不选设备开工")
    machine = page.locator("[name=machine]")
    expect(machine).to_have_value("")
    expect(machine.locator("option[value='']")).to_have_text("不选设备")
    expect(machine.locator("option:not([value=''])")).to_be_disabled()
    page.get_by_role("button", name="开工").click()
    expect(page.locator("#notice")).to_contain_text("已完成：工序开工")
    waits.refresh_from_db()
    assert (waits.state, waits.machine_id) == ("running", None)


def test_start_is_not_offered_where_an_inspection_blocks_it(real_town: Town, enter: Enter) -> None:
    one = open_inspection(real_town)
    page = open_page(enter("operator"), f"/terminal/{operation(real_town, 1).pk}/")
    expect(page.locator(".not-now")).to_contain_text(f"检验还没有通过（{one.number}")
    expect(page.get_by_role("button", name="开工")).to_have_count(0)


def test_what_may_be_over_meanwhile_withholds_no_start_without_a_network(
    real_town: Town, enter: Enter
) -> None:
    one, row = open_inspection(real_town), operation(real_town, 1)
    production.report_output(actor=HOUSE, operation=operation(real_town).pk, good=1)
    visit = enter("operator")
    page = open_page(visit, f"/terminal/{row.pk}/")
    start = page.get_by_role("button", name="开工")
    expect(start).to_have_count(0)
    cut(page)
    Inspection.objects.filter(pk=one.pk).update(state="passed")
    expect(page.locator(".not-now")).to_contain_text("情况可能变了")
    start.click()
    expect(page.locator("#notice")).to_contain_text("已记在本机")
    mend(page)
    expect(page.locator("[data-queue]")).to_be_hidden()
    row.refresh_from_db()
    assert row.state == "running"
    forgive(visit)


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


def lots_of_screws(town: Town, *codes: str) -> None:
    """Bring in screws by lot, enough of each for the order."""
    material = town.shop.materials["SCREW"]
    Material.objects.filter(pk=material).update(lot_tracked=True)
    made = ensure_lots(actor=HOUSE, lots=tuple(NewLot(material, code) for code in codes)).lots
    source, target = town.shop.places["SUP"], town.shop.places["STORE"]
    post_moves(
        actor=HOUSE,
        lines=tuple(
            MoveLine(MoveKind.RECEIPT, material, Decimal(100), source, target, lot) for lot in made
        ),
    )


def issue_from(page: Page, lot: str, quantity: str) -> None:
    page.locator(".issue summary").click()
    label = page.locator(".issue-lines label", has_text="SCREW")
    for other in page.locator(".issue-lines label input").all():
        other.fill("0")
    label.locator("input").fill(quantity)
    page.locator("[data-lot]").fill(lot)
    page.locator("[data-lot]").press("Enter")
    expect(page.get_by_role("button", name="领这些料")).to_be_focused()
    page.get_by_role("button", name="领这些料").click()


def test_a_lot_is_scanned_when_material_is_issued(real_town: Town, enter: Enter) -> None:
    lots_of_screws(real_town, "L-1", "L-2")
    visit, row = enter("operator"), operation(real_town)
    page = open_page(visit, f"/terminal/{row.pk}/")
    issue_from(page, "L-2", "30")
    expect(page.locator("#notice")).to_contain_text("已完成：领料")
    taken = Movement.objects.filter(kind="issue", material__code="SCREW")
    assert [each.lot.code for each in taken] == ["L-2"]
    cut(page)
    issue_from(page, "L-9", "1")
    expect(page.locator("#notice")).to_contain_text("已记在本机")
    page.locator(".issue summary").click()
    expect(page.locator(".issue-lines label", has_text="SCREW").locator("input")).to_have_value("1")
    mend(page)
    expect(page.locator("[data-queue]")).to_have_text("待处理 1")
    page.locator("[data-queue]").click()
    expect(page.locator("[data-conflict]")).to_contain_text("没有批次「L-9」")
    expect(page.locator("[data-conflict] .side").first).to_contain_text("L-9")
    assert taken.count() == 1
    forgive(visit)


def test_a_lot_that_lies_there_is_tapped_without_a_network_too(
    real_town: Town, enter: Enter
) -> None:
    lots_of_screws(real_town, "L-1", "L-2")
    visit = enter("operator", size=PHONE)
    page = open_page(visit, f"/terminal/{operation(real_town).pk}/")
    cut(page)
    page.locator(".issue summary").click()
    second = page.get_by_role("button", name="L-2 100 个")
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-lot]")).to_have_value("L-2")
    page.get_by_role("button", name="领这些料").click()
    expect(page.locator("#notice")).to_contain_text("已记在本机")
    mend(page)
    expect(page.locator("[data-queue]")).to_be_hidden()
    taken = Movement.objects.filter(kind="issue", material__code="SCREW")
    assert [each.lot.code for each in taken] == ["L-2"]
    forgive(visit)


def scan(page: Page, code: str) -> None:
    page.wait_for_load_state("domcontentloaded")
    page.locator("[data-serials]").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def test_serial_numbers_count_themselves_when_material_is_issued(
    real_town: Town, enter: Enter
) -> None:
    shop, row = real_town.shop, operation(real_town)
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    come(shop, bought(shop, "BOX", 3), "D-1", "B01", "B02", "B03")
    page = open_page(enter("operator"), f"/terminal/{row.pk}/")
    page.locator(".issue summary").click()
    for each in page.locator(".issue-lines label input").all():
        each.fill("0")
    scan(page, "B03")
    scan(page, "B02")
    amount = page.locator(".issue-lines label", has_text="BOX").locator("input")
    expect(amount).to_have_value("2")
    page.get_by_role("button", name="领这些料").click()
    expect(page.locator("#notice")).to_contain_text("已完成：领料")
    gone = Serial.objects.filter(location=None).order_by("code")
    assert [each.code for each in gone] == ["B02", "B03"]


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_a_figure_of_18_digits_is_read_whole(
    real_town: Town, enter: Enter, size: dict[str, int]
) -> None:
    page = open_page(enter("operator", size=size), f"/terminal/{operation(real_town).pk}/")
    for name in ("good", "scrap"):
        field = page.locator(f"[data-pad] [name={name}]")
        field.focus()
        for key in "123456789012.123456":
            page.locator(f"[data-key='{key}']").click()
        expect(field).to_have_value("123456789012.123456")
        assert field.evaluate("one => one.scrollWidth <= one.clientWidth") is True
    field.fill("7")
    expect(page.locator("[data-pad] label.pad-scrap")).not_to_have_class(re.compile("is-long"))


def test_what_is_scanned_on_while_a_slip_is_under_way_is_the_next_one(
    real_town: Town, enter: Enter
) -> None:
    shop, row = real_town.shop, operation(real_town)
    Material.objects.filter(code="BOX").update(serial_tracked=True)
    come(shop, bought(shop, "BOX", 3), "D-1", "B01", "B02", "B03")
    page = open_page(enter("operator"), f"/terminal/{row.pk}/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/production/issue_materials", hold, times=1)
    page.locator(".issue summary").click()
    scan(page, "B03")
    send = page.get_by_role("button", name="领这些料")
    with page.expect_request("**/api/v1/production/issue_materials"):
        send.click()
    scan(page, "B02")
    expect(page.locator("[data-serials]")).to_have_value("B02\n")
    held[0].continue_()
    send.click()
    page.wait_for_function(BOTH_SENT)
    taken = Movement.objects.filter(kind="issue", material__code__in=("BOX", "SCREW"))
    assert sorted(each.material.code for each in taken) == ["BOX", "BOX", "SCREW"]
    gone = Serial.objects.filter(location=None).order_by("code")
    assert [each.code for each in gone] == ["B02", "B03"]


def test_the_camera_s_reader_is_on_the_device_before_the_network_is_gone(
    real_town: Town, enter: Enter
) -> None:
    visit = enter("operator", size=PHONE)
    page = open_page(visit, "/terminal/")
    wasm = page.locator("#camera").get_attribute("data-wasm")
    until(lambda: page.evaluate(KEPT_READER, wasm))
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")
    page.evaluate("caches.delete('qitao-reader')")
    page.evaluate(MUCH_TO_CLEAR)
    page.reload()  # its worker is only just starting, and rules it later
    until(lambda: page.evaluate(KEPT_READER, wasm))
    cut(page)
    assert page.evaluate(FROM_DEVICE, wasm) is True
    forgive(visit)


def test_a_second_tap_of_the_same_hand_books_nothing(real_town: Town, enter: Enter) -> None:
    running = operation(real_town)
    page = open_page(enter("operator"), f"/terminal/{running.pk}/")
    send = page.locator(".pad-send")
    page.locator("[name=good]").fill("1")
    send.click()
    page.wait_for_selector("#page[data-resting]")
    send.click()
    assert page.evaluate("() => terminal.store.acts.length") == 1
    page.wait_for_selector("#page:not([data-resting])")
    send.click()
    page.wait_for_function("() => terminal.store.acts.length === 2")
    page.wait_for_function(BOTH_SENT)

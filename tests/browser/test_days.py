"""A day of each: what a planner, an operator, a storekeeper and the others really do, counted."""

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pydantic import SecretStr

from qitao.base.journal import Position, read
from qitao.kitting import values as kitting_values
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.actions.create import OrderCreated
from qitao.production.models import OrderMaterial, OrderOperation, Report, WorkOrder
from qitao.production.values import OperationId
from qitao.stock import actions as stock
from qitao.stock.models import Account
from tests.browser.conftest import PHONE, Enter
from tests.browser.counted import begin, told
from tests.browser.tablet import (
    REPORT_URL,
    all_sent,
    cut,
    forgive,
    mend,
    open_operation,
    open_terminal,
)
from tests.scenarios.test_injection_shop_backlog import an_upgrade_that_locks_the_stock
from tests.shop import HOUSE
from tests.standing import stand
from tests.waiting import settled, until
from tests.web.town import PASSWORD, Town, busy_town

RELEASED = 20
PIECES = 2
BIG = 30
TAKEN = 100
SPLIT = 20
SHIFT = 40
OFFLINE = 10
UNDONE = 2
STUCK = 6
USUAL_CLICKS_MAX = 2
RELEASE_CLICKS_MAX = 3


def day_town() -> Town:
    """The busy plant with twenty scheduled orders, and one whose screws somebody else will take."""
    town = busy_town()
    for _ in range(RELEASED - 1):
        scheduled(town, PIECES)
    town.orders["big"] = scheduled(town, BIG, priority=8)
    role = RoleId(queries.get_role_by_code("it_supervisor").id)
    user = people.create_user(
        actor=HOUSE, username="it_supervisor", name="吴涛", password=SecretStr(PASSWORD)
    ).user
    people.assign_role(actor=HOUSE, user=user, role=role)
    town.users["it_supervisor"] = user
    return town


def scheduled(town: Town, quantity: int, **more: object) -> OrderCreated:
    """Take a new order as far as its release."""
    made = town.shop.order(quantity, **more)
    production.submit_order(actor=HOUSE, order=made.order)
    production.schedule_order(actor=HOUSE, order=made.order)
    return made


@pytest.fixture
def real_town(real_db: None) -> Town:
    return stand("day town", day_town)


def pick_all(page: Page, verb: str) -> None:
    """Tick all orders of the list and choose a verb for them."""
    page.locator("thead [data-all]").check()
    page.locator(".bulk").get_by_role("button", name=verb).click()


def state_of(made: OrderCreated) -> str:
    return str(WorkOrder.objects.get(pk=made.order).state)


def test_a_planner_s_morning(real_town: Town, enter: Enter) -> None:
    big = real_town.orders["big"]
    stock.adjust_stock(
        actor=HOUSE,
        material=real_town.shop.materials["SCREW"],
        location=real_town.shop.places["STORE"],
        change=Decimal(-TAKEN),
        reason="借给维修",
    )
    page = enter("planner").page
    with told(page, "planner's morning, 20 orders released, one split"):
        changed = page.locator(".changes a", has_text="已排产")
        expect(changed.locator("b")).to_have_text(str(RELEASED + 1))
        page.locator(".sidebar a[href='/kits/']").click()
        expect(page.locator(".kits li").first).to_be_visible()
        page.go_back()
        changed.click()
        expect(page.locator("tbody .pick")).to_have_count(RELEASED + 1)
        pick_all(page, "下发工单")
        expect(page.locator(".head")).to_contain_text(f"{RELEASED + 1} 张里办成 {RELEASED} 张")
        refused = page.locator("tbody tr").first
        expect(refused).to_contain_text("缺 1 项物料（螺丝 M3")
        expect(refused).to_contain_text("拆分")
        assert state_of(big) == "scheduled"
        refused.get_by_role("link", name=big.number).click()
        page.locator(".head-acts .menu summary").click()
        page.get_by_role("button", name="拆分工单").click()
        page.locator("dialog[open] [name=quantity]").press_sequentially(str(SPLIT))
        page.locator("dialog[open]").get_by_role("button", name="确定").click()
        expect(page.locator("h1")).to_contain_text("已排产")
        page.locator(".sidebar").get_by_role("link", name="工单", exact=True).click()
        alone = begin(page)
        page.get_by_role("link", name=big.number, exact=True).click()
        page.locator(".reason").get_by_role("button", name="下发工单").click()
        expect(page.locator("h1")).to_contain_text("已下发")
        assert alone.cost("one release").clicks <= RELEASE_CLICKS_MAX
    assert state_of(big) == "released"
    part = WorkOrder.objects.get(number__startswith=f"{big.number}-")
    assert (part.quantity, part.state) == (SPLIT, "awaiting_schedule")


def tap_report(page: Page) -> None:
    """Report one piece: its figure, then the button."""
    page.locator("[data-key='1']").click()
    page.get_by_role("button", name="报工", exact=True).click()


def test_an_operator_s_shift(real_town: Town, enter: Enter) -> None:
    real_town.shop.stock(SHIFT)
    made = real_town.shop.released(SHIFT, priority=1)
    row, busy = (
        OrderOperation.objects.filter(order_id=order.order).earliest("sequence")
        for order in (made, real_town.orders["running"])
    )
    production.pause_operation(actor=HOUSE, operation=OperationId(busy.pk))
    visit = enter("operator", size=PHONE)
    page = visit.page
    open_terminal(visit)
    figure = page.locator(".station-figure b")
    with told(page, f"operator's shift, {SHIFT} reports, {UNDONE} undone, {OFFLINE} offline"):
        page.locator(f"a[href='/terminal/{row.pk}/']").click()
        expect(page.locator("h1")).to_have_text(row.name)
        page.get_by_role("button", name="开工", exact=True).click()
        expect(page.get_by_role("button", name="暂停")).to_be_visible()
        for done in range(1, SHIFT - OFFLINE + 1):
            usual = begin(page)
            tap_report(page)
            expect(figure).to_have_text(str(done))
            assert usual.cost("the usual report").clicks <= USUAL_CLICKS_MAX
        cut(page)
        for done in range(SHIFT - OFFLINE + 1, SHIFT + 1):
            tap_report(page)
            expect(figure).to_have_text(str(done))
        expect(page.locator("[data-queue]")).to_have_text(f"待发 {OFFLINE}")
        mend(page)
        all_sent(page)
        for undone in range(1, UNDONE + 1):
            page.locator(".last:not(.is-undone)").get_by_role("button", name="撤销").first.click()
            expect(figure).to_have_text(str(SHIFT - undone))
        all_sent(page)
    goods = [int(each.good) for each in Report.objects.filter(operation=row).order_by("id")]
    assert goods == [1] * SHIFT + [-1] * UNDONE
    row.refresh_from_db()
    assert row.good == SHIFT - UNDONE
    forgive(visit)


def test_who_types_on_before_the_answer_loses_nothing(real_town: Town, enter: Enter) -> None:
    visit = enter("operator", size=PHONE)
    page, held = visit.page, list[Route]()
    open_terminal(visit)
    open_operation(page, real_town)

    def hold(route: Route) -> None:
        held.append(route)

    page.route(REPORT_URL, hold, times=1)
    with page.expect_request(REPORT_URL):
        tap_report(page)
    page.locator("[data-key='2']").click()
    held[0].continue_()
    expect(page.locator("#notice .notice")).to_contain_text("已报：良品 1")
    good = page.locator("[data-pad] [name=good]")
    expect(good).to_have_value("2")
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator(".station-figure b")).to_have_text("6")
    expect(good).to_have_value("2")
    page.locator("[data-key='1']").click()
    expect(good).to_have_value("1")


def scan(page: Page, code: str) -> None:
    """Do what a scanner does, once the page listens: type and press Enter."""
    page.wait_for_load_state("domcontentloaded")
    page.locator("[data-walk-scan]").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def lying(town: Town, material: str) -> Decimal:
    """Return how much of a material lies in the store."""
    found = Account.objects.get(
        material_id=town.shop.materials[material], location_id=town.shop.places["STORE"]
    )
    return Decimal(found.quantity)


def test_a_storekeeper_s_picking(real_town: Town, enter: Enter) -> None:
    orders = [real_town.shop.released(quantity, priority=1) for quantity in (2, 3, 4)]
    screws, boxes = lying(real_town, "SCREW"), lying(real_town, "BOX")
    page = enter("storekeeper", size=PHONE).page
    with told(page, "storekeeper's picking, 3 orders, 6 lines, one short"):
        page.goto(page.url + "picking/")
        for order in orders:
            page.locator("tr", has_text=order.number).locator(".pick input").check()
        page.get_by_role("button", name="合成拣料单").click()
        lines = page.locator(".walk-lines li")
        expect(lines).to_have_count(6)
        scan(page, "STORE")
        for code in ("SCREW", "BOX") * 3:
            scan(page, code)
        expect(page.locator("[data-walk-count]")).to_have_text("6")
        short = lines.filter(has_text="BOX").filter(has_text=orders[2].number)
        short.locator("[data-planned]").fill("1")
        page.get_by_role("button", name="过账").click()
        expect(page.locator(".has-problem")).to_contain_text("少拣要选原因")
        short.locator("select").select_option(label="破损不能用")
        page.get_by_role("button", name="过账").click()
        expect(page.locator(".mark-pass")).to_have_count(3)
        page.get_by_role("link", name=orders[2].number).click()
        page.get_by_role("link", name="物料", exact=True).last.click()
        box = page.locator("tr", has_text="BOX")
        expect(box.locator("[data-label=已领]")).to_have_text("1")
        expect(box.locator("[data-label=还差]")).to_have_text("3")
        page.get_by_role("link", name="日志", exact=True).last.click()
        expect(page.locator("#page")).to_contain_text("彩盒：应拣 4，实拣 1，破损不能用")
    assert (lying(real_town, "SCREW"), lying(real_town, "BOX")) == (screws - 36, boxes - 6)
    issued = OrderMaterial.objects.filter(
        order__in=[made.order for made in orders], material_id=real_town.shop.materials["BOX"]
    )
    assert list(issued.order_by("order_id").values_list("issued", flat=True)) == [2, 3, 1]


def test_an_inspector_s_failed_first_piece(real_town: Town, enter: Enter) -> None:
    number = real_town.orders["running"].number
    second = OrderOperation.objects.get(order__number=number, sequence=20)
    inspector = enter("inspector").page
    operator = enter("operator", size=PHONE).page
    with told(inspector, "inspector's failed first piece, with its disposition"):
        inspector.keyboard.press("Control+k")
        inspector.keyboard.type(number)
        inspector.keyboard.press("Enter")
        expect(inspector.locator("h1")).to_contain_text(number)
        inspector.locator("#tabs").get_by_role("link", name="质检", exact=True).click()
        inspector.get_by_role("button", name="开首检").first.click()
        inspector.locator(".good-bad label").nth(1).click()
        inspector.get_by_role("button", name="保存，下一件").click()
        expect(inspector.locator("h1")).to_contain_text("不合格")
        with told(operator, "operator refused at the next step, then goes on"):
            operator.goto(f"{operator.url}terminal/{second.pk}/")
            expect(operator.locator(".not-now")).to_contain_text("检验还没有通过")
            expect(operator.get_by_role("button", name="开工", exact=True)).to_have_count(0)
            second.refresh_from_db()
            assert second.state == "waiting"
            inspector.locator(".tiles-choice label").first.click()
            inspector.locator("[name=reason]").fill("复核无误")
            inspector.get_by_role("button", name="确定").click()
            expect(inspector.locator("h1 .state")).not_to_contain_text("不合格")
            operator.reload()
            operator.get_by_role("button", name="开工", exact=True).click()
            expect(operator.get_by_role("button", name="暂停")).to_be_visible()
    until(lambda: OrderOperation.objects.get(pk=second.pk).state == "running")


def test_a_director_clears_a_backlog(
    real_town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [real_town.shop.order(1) for _ in range(STUCK)]
    monkeypatch.setattr(kitting_values, "FEW_TIMEOUT_MS", 40)
    with an_upgrade_that_locks_the_stock():
        for order in made:
            production.submit_order(actor=HOUSE, order=order.order)
    monkeypatch.undo()
    page = enter("workshop_director").page
    with told(page, f"director clears a backlog of {STUCK}"):
        stuck = page.locator("tr", has_text="检查没有答复")
        expect(stuck.locator(".count")).to_have_text(str(STUCK))
        stuck.get_by_role("link", name="全部重推").click()
        expect(page.locator(".samples .tag")).to_have_count(STUCK)
        page.locator("[name=reason]").press_sequentially("锁已释放")
        page.get_by_role("button", name="重推工单").click()
        expect(page.locator(".head")).to_contain_text(f"{STUCK} 张里办成 {STUCK} 张")
        for order in made:
            expect(page.locator("tr", has_text=order.number)).to_contain_text("待排产")
        page.locator(".sidebar").get_by_role("link", name="工作台").click()
        expect(stuck).to_have_count(0)
    assert {state_of(order) for order in made} == {"awaiting_schedule"}
    settled()
    verbs = [entry.verb for entry in read(Position()) if entry.verb == "production.redrive_orders"]
    assert len(verbs) == 1


def asked(page: Page) -> Locator:
    return page.locator(".why-answer")


def test_an_it_supervisor_finds_out_why(real_town: Town, enter: Enter) -> None:
    order = real_town.orders["scheduled"]
    inspector = enter("inspector")
    inspector.go(f"/orders/{order.number}/")
    release = inspector.page.get_by_role("button", name="下发工单")
    expect(inspector.page.locator(".reason")).to_contain_text("等计划员")
    expect(release).to_have_count(0)
    page = enter("it_supervisor").page
    with told(page, "IT finds out why somebody may not release, and who grants it"):
        page.locator(".sidebar").get_by_role("link", name="人员与权限").click()
        page.get_by_role("link", name="为什么能做").click()
        page.locator("[name=user]").select_option(label="孙丽 · inspector")
        page.locator("[name=verb]").select_option(label="下发工单")
        page.get_by_role("button", name="查一下").click()
        expect(asked(page)).to_contain_text("不可以")
        expect(asked(page)).to_contain_text("计划员")
        expect(asked(page)).to_contain_text("周敏")
    giver = enter("administrator").page
    with told(giver, "the granter gives the role"):
        giver.goto(page.url)
        asked(giver).get_by_role("link", name="分配岗位").click()
        giver.get_by_role("button", name="分配岗位").click()
        giver.locator("#role").select_option(label="计划员")
        giver.locator("form[action*=assign_role]").get_by_role("button", name="分配").click()
        expect(giver.locator("table.list")).to_contain_text("计划员")
    page.reload()
    expect(asked(page).locator(".mark-pass")).to_be_visible()
    inspector.page.reload()
    release.click()
    expect(inspector.page.locator("h1")).to_contain_text("已下发")
    assert state_of(order) == "released"

"""The first hour of a new plant, as docs/zh/first-hour.md tells it: from empty to one piece."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from qitao.production.models import Report, WorkOrder
from qitao.server import first_user, prepare
from qitao.stock.models import Account
from tests.browser.conftest import PHONE, open_screen, serving
from tests.web.town import PASSWORD

WHO = "admin"
PLACES = (
    ("STORE", "主仓", "仓库"),
    ("PROD", "生产", "生产（虚拟）"),
    ("ADJ", "盘盈盘亏", "盘盈盘亏（虚拟）"),
    ("SUPP", "供应商", "供应商（虚拟）"),
)
PEOPLE = {
    "planner": ("计划员", "林计划"),
    "operator": ("操作工", "何操作"),
    "storekeeper": ("仓管员", "罗仓管"),
}


@pytest.fixture
def empty_plant(real_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve what `./qitao up --no-demo` leaves: templates, roles, the first administrator."""
    monkeypatch.delenv("QITAO_DEMO", raising=False)
    prepare.install()
    monkeypatch.setenv(first_user.NAME_VARIABLE, WHO)
    monkeypatch.setenv(first_user.PASSWORD_VARIABLE, PASSWORD)
    prepare.admin()
    with serving() as url:
        yield url


def walk(page: Page, *ways: str) -> None:
    """Click through the words of the guide, one after the other."""
    for way in ways:
        page.get_by_role("link", name=way, exact=True).first.click()


def pick(page: Page, way: str, code: str) -> None:
    """Open one row of a list."""
    walk(page, way)
    page.locator("#page tr", has_text=code).get_by_role("link").first.click()


def fill(page: Page, **typed: str) -> None:
    """Fill fields by name: a text is typed, an option is chosen by what it reads."""
    for name, value in typed.items():
        field = page.locator(f"#page [name='{name.replace('__', '.')}']").first
        if field.evaluate("each => each.tagName") == "SELECT":
            text = field.locator("option", has_text=value).first.inner_text()
            field.select_option(label=text)
        else:
            field.fill(value)


def save(page: Page, words: str = "保存") -> None:
    """Save and see that it was taken."""
    page.get_by_role("button", name=words, exact=True).first.click()
    expect(page.locator("#notice .notice")).to_be_visible()
    expect(page.locator("#notice .refusal")).to_have_count(0)


def test_an_empty_plant_reports_its_first_piece(empty_plant: str, browser: Browser) -> None:
    boss = open_screen(browser, empty_plant, WHO)
    master_data(boss.page)
    recipes(boss.page)
    stock_and_people(boss.page)
    planner = open_screen(browser, empty_plant, "planner")
    number = release(planner.page)
    operator = open_screen(browser, empty_plant, "operator", size=PHONE)
    report(operator.page, number)
    order = WorkOrder.objects.get(number=number)
    assert (order.state, order.good) == ("in_production", 1)
    assert [(r.good, r.scrap) for r in Report.objects.all()] == [(1, 0)]
    assert Account.objects.get(material__code="R-1", location__code="STORE").quantity == 96
    for visit in (boss, planner, operator):
        visit.page.context.close()
        assert visit.complaints == []


def master_data(page: Page) -> None:
    walk(page, "人员与权限", "组织与工厂", "新建工厂")
    fill(page, code="P1", name="一厂")
    save(page)
    for code, name, decimals in (("PCS", "个", "0"), ("KG", "千克", "3")):
        walk(page, "物料", "计量单位", "新建计量单位")
        fill(page, code=code, name=name, decimals=decimals)
        save(page)
    for code, name, kind in PLACES:
        walk(page, "库位", "新建库位")
        fill(page, code=code, name=name, kind=kind)
        save(page)
    walk(page, "工作中心", "新建工作中心")
    fill(page, code="WC-1", name="装配")
    save(page)
    walk(page, "工作中心", "不良原因", "新建不良原因")
    fill(page, code="SCRATCH", name="划伤")
    save(page)
    for code, name, kind in (("R-1", "原料", "外购"), ("A-1", "产品", "自制")):
        walk(page, "物料", "新建物料")
        fill(page, code=code, name=name, kind=kind, unit="个")
        save(page)


def recipes(page: Page) -> None:
    pick(page, "物料", "A-1")
    walk(page, "编制 BOM")
    fill(page, lines__component="R-1", lines__quantity="2")
    save(page, "保存草稿")
    save(page, "发布 BOM")
    pick(page, "物料", "A-1")
    walk(page, "编制工艺路线")
    fill(page, operations__name="装配", operations__work_centre="WC-1", operations__run_minutes="1")
    save(page, "保存草稿")
    save(page, "发布工艺路线")


def stock_and_people(page: Page) -> None:
    walk(page, "余额", "录入库存")
    fill(page, material_code="R-1", location="STORE", change="100", reason="期初")
    save(page)
    for username, (role, name) in PEOPLE.items():
        walk(page, "人员与权限", "新建账号")
        fill(page, name=name, username=username, password=PASSWORD)
        save(page)
        page.get_by_role("button", name="分配岗位").click()
        given = page.locator("form[action*='assign_role']")
        given.locator("select[name=role]").select_option(label=role)
        given.locator(".btn-primary").click()
        expect(page.locator("#page table")).to_contain_text(role)


def release(page: Page) -> str:
    """Draft, submit, schedule and release an order of two pieces; return its number."""
    walk(page, "工单", "新建工单")
    fill(page, material_code="A-1", quantity="2")
    page.get_by_role("button", name="建单并提交").click()
    expect(page.locator("h1")).to_contain_text("待排产")
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.locator(".reason").get_by_role("button", name="排产").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    expect(page.locator("h1")).to_contain_text("已排产")
    page.locator(".reason").get_by_role("button", name="下发工单").click()
    expect(page.locator("h1")).to_contain_text("已下发")
    return number


def report(page: Page, number: str) -> None:
    """Start, draw the material, report one good piece."""
    page.goto(page.url + "terminal/")
    page.locator("[name=scan]").fill(number)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("装配")
    page.get_by_role("button", name="开工").click()
    expect(page.locator("#notice > *")).to_be_visible()
    page.locator("summary", has_text="领料").click()
    page.get_by_role("button", name="领这些料").click()
    expect(page.locator("summary", has_text="领料")).to_have_count(0)
    expect(page.locator("#notice .refusal")).to_have_count(0)
    page.locator("[data-pad] [name=good]").fill("1")
    page.get_by_role("button", name="报工", exact=True).click()
    expect(page.locator(".station-figure b")).to_have_text("1")
    expect(page.locator("[data-queue]")).to_be_hidden()

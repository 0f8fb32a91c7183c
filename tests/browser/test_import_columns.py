"""The first day: the old system's sheet goes in as it is, with a few clicks."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qitao.catalog.models import Material
from qitao.links.actions import carry_out
from qitao.links.models import ImportRun
from qitao.links.values import ImportRunId
from qitao.people.queries import load_actor
from tests.browser.conftest import PHONE, WIDE, Visit, open_screen
from tests.browser.counted import told
from tests.web.town import Town

OLD = """物料一览,,,,
料号,品名,规格/型号,计量单位,备用
PP-1,PP 粒料,K8003,KG,甲
PP-2,PP 色母,红,KG,乙
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA = tmp_path / "data"  # type: ignore[attr-defined]


def work(town: Town) -> None:
    """Do what the worker would do with the newest run."""
    run = ImportRun.objects.latest("id")
    carry_out(ImportRunId(run.pk), load_actor(town.users["administrator"]))


def give(visit: Visit, folder: Path, name: str) -> None:
    """Choose a file as the old system saves it, and go on."""
    file = folder / name
    file.write_bytes(OLD.encode("gb18030"))
    visit.go("/imports/")
    visit.page.locator("#files").set_input_files(str(file))
    visit.page.get_by_role("button", name=re.compile("先试导|Try it")).click()
    visit.page.wait_for_url(re.compile(r"/imports/.+/$"))


def fits(page: Page) -> bool:
    """Tell whether nothing scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_foreign_sheet_goes_in_with_three_clicks(
    real_town: Town, address: str, browser: Browser, tmp_path: Path, size: dict[str, int]
) -> None:
    visit = open_screen(browser, address, "administrator", size=size)
    page = visit.page
    with told(page, f"a foreign sheet, {size['width']} px"):
        choose_and_import(visit, real_town, tmp_path)
    found = Material.objects.filter(code__startswith="PP-", kind="buy")
    assert found.count() == 2
    give(visit, tmp_path, "Export_20240401.csv")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    assert visit.complaints == []


def choose_and_import(visit: Visit, town: Town, folder: Path) -> None:
    """Go from the file to its rows: a value for what no column says, a trial, the import."""
    page = visit.page
    give(visit, folder, "Export_20240301.csv")
    expect(page.get_by_role("heading", name="核对列的对应")).to_be_visible()
    expect(page.get_by_label("这张表是")).to_have_value("material")
    expect(page.get_by_label("料号")).to_have_value("code")
    expect(page.get_by_text("没有对应列的必填项：类型")).to_be_visible()
    page.get_by_label("类型", exact=True).select_option(label="外购")
    expect(page.get_by_text("没有对应列的必填项")).to_have_count(0)
    assert fits(page)
    for button in ("先试导", "正式导入"):
        with page.expect_navigation(url=re.compile(r"/imports/\d+/$")):
            page.get_by_role("button", name=button).click()
        work(town)
        expect(page.get_by_text("等后台开始")).to_have_count(0)
        assert fits(page)
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()


def test_the_columns_are_chosen_by_keyboard_alone(
    real_town: Town, address: str, browser: Browser, tmp_path: Path
) -> None:
    visit = open_screen(browser, address, "administrator", lang="en")
    page = visit.page
    give(visit, tmp_path, "odd.csv")
    first = page.get_by_label("This table holds")
    first.focus()
    first.press("Home")
    expect(page.get_by_label("料号")).to_have_count(0)
    page.keyboard.press("M")
    expect(first).to_have_value(re.compile("material"))
    expect(page.get_by_label("料号")).to_be_visible()
    expect(first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("料号")).to_be_focused()
    assert visit.complaints == []

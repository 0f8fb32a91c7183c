"""Import on the screen: tried first, problems by line, then for good; what goes out comes in."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from qitao.catalog.models import Material
from qitao.links.actions import carry_out
from qitao.links.models import ImportRun
from qitao.links.rules.mapping import parse_mapping
from qitao.links.values import ImportRunId
from qitao.people.queries import load_actor
from tests.web.conftest import Visitor, enter_form
from tests.web.town import Town

GOOD = "code,name,unit,kind\nPP-1,PP 粒料,KG,buy\nPP-2,PP 色母,KG,buy\n"
BAD = "code,name,unit,kind\nPP-1,PP 粒料,KILO,buy\n,无码,KG,buy\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def upload(client: Client, text: str) -> str:
    file = SimpleUploadedFile("material.csv", text.encode())
    return str(enter_form(client, "/imports/", files=file)["Location"])


def work(town: Town) -> ImportRun:
    """Do what the worker would do with the newest run."""
    run = ImportRun.objects.latest("id")
    carry_out(ImportRunId(run.pk), load_actor(town.users["administrator"]))
    run.refresh_from_db()
    return run


def test_a_trial_writes_nothing_and_the_real_thing_everything(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    url = upload(client, GOOD)
    assert "等后台开始" in client.get(url).content.decode()
    assert work(town).state == "tried"
    page = client.get(url).content.decode()
    assert "试导结果" in page
    assert "PP 色母" in page
    assert not Material.objects.filter(code="PP-1").exists()
    real = enter_form(client, f"{url}start/")["Location"]
    assert work(town).state == "done"
    assert "导入结果" in client.get(real).content.decode()
    assert Material.objects.filter(code__startswith="PP-").count() == 2


def test_every_problem_is_named_by_line_and_can_be_taken_home(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    url = upload(client, BAD)
    assert work(town).state == "refused"
    page = client.get(url).content.decode()
    assert "material.csv" in page
    assert "没有编码为「KILO」的计量单位" in page
    assert "正式导入" not in page
    sheet = client.get(f"{url}problems/")
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert [(row[0], int(row[1]), row[3]) for row in rows[1:]] == [
        ("material.csv", 2, "KILO"),
        ("material.csv", 3, ""),
    ]
    assert rows[1][4] == "没有编码为「KILO」的计量单位"
    assert all(row[5] for row in rows[1:])


FOREIGN = "料号,品名,计量单位,类别,颜色\nPP-1,PP 粒料,KG,采购件,白\nPP-2,PP 色母,KG,外购,红\n"


def give(client: Client, name: str, text: str) -> str:
    """Upload one file as a Chinese spreadsheet saves it; return where that leads."""
    file = SimpleUploadedFile(name, text.encode("gb18030"))
    return str(enter_form(client, "/imports/", files=file)["Location"])


def chosen_on(page: str) -> dict[str, str]:
    """Return what each select of the columns has chosen."""
    selects = re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page, re.S)
    found = {name: re.search(r'value="([^"]*)" selected', inside) for name, inside in selects}
    return {name: match[1] if match else "" for name, match in found.items()}


def test_foreign_columns_are_guessed_shown_and_tried(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    url = give(client, "导出20240301.csv", FOREIGN)
    assert url.startswith("/imports/columns/")
    page = client.get(url).content.decode()
    chosen = chosen_on(page)
    assert [*chosen.values()] == ["material", "code", "name", "unit", "kind", ""]
    assert "PP 粒料 · PP 色母" in page
    run = str(enter_form(client, url, go="1", **{"was-0": "material"}, **chosen)["Location"])
    assert work(town).state == "tried"
    enter_form(client, f"{run}start/")
    assert work(town).state == "done"
    found = Material.objects.filter(code__startswith="PP-").order_by("code")
    assert [(row.name, row.kind) for row in found] == [("PP 粒料", "buy"), ("PP 色母", "buy")]


def test_a_choice_is_kept_for_the_next_file_and_goes_home_as_yaml(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("administrator")
    url = give(client, "导出.csv", "甲,乙,丙\nPP-1,PP 粒料,x\n")
    assert [*chosen_on(client.get(url).content.decode()).values()] == [""]
    asked = enter_form(client, url, go="1", **{"was-0": "", "noun-0": "material"})
    assert 'name="col-0-2"' in asked.content.decode()
    given = {"was-0": "material", "noun-0": "material", "col-0-0": "code", "col-0-1": "name"}
    given |= {"val-0-unit": "KG", "val-0-kind": "buy"}
    run = str(enter_form(client, url, go="1", **given)["Location"])
    assert work(town).state == "tried"
    yaml = client.get(f"{run}mapping/").content.decode()
    mapping, faults = parse_mapping(yaml)
    assert faults == []
    assert mapping.steps[0].columns["kind"].value == "buy"
    again = give(client, "导出二.csv", "甲,乙,丙\nPP-3,PP 三,y\n")
    assert not again.startswith("/imports/columns/")
    assert work(town).state == "tried"
    assert url in client.get(run).content.decode()


def test_required_fields_without_a_column_are_named(visitor: Visitor) -> None:
    client = visitor("administrator")
    url = give(client, "物料.csv", "料号,品名\nPP-1,PP 粒料\n")
    assert "没有对应列的必填项：单位、类型" in client.get(url).content.decode()
    assert "Required, but without a column: Unit, Kind" in (
        visitor("administrator", lang="en").get(url).content.decode()
    )


def test_lines_of_a_bom_and_the_only_plant_need_no_click(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    url = give(client, "导出.csv", "父件料号,子件料号,用量\nCASE,SCREW,4\n")
    chosen = chosen_on(client.get(url).content.decode())
    assert (chosen["noun-0"], chosen["val-0-line_no"]) == ("bom", "#")
    places = give(client, "货位.csv", "货位编码,货位名称,类型\nX-1,一号,internal\n")
    assert chosen_on(client.get(places).content.decode())["val-0-plant"] == "P1"


def test_a_field_twice_or_a_key_without_a_column_is_refused(visitor: Visitor) -> None:
    client = visitor("administrator")
    url = give(client, "物料.csv", "料号,品名\nPP-1,PP 粒料\n")
    given = {"was-0": "material", "noun-0": "material"}
    twice = enter_form(client, url, go="1", **given, **{"col-0-0": "name", "col-0-1": "name"})
    assert twice.status_code == 422
    page = twice.content.decode()
    assert "「名称」选了两列" in page
    assert "缺「编码」" in page
    nothing = enter_form(client, url, go="1", **{"was-0": "", "noun-0": ""})
    assert "请至少选一张表" in nothing.content.decode()


def test_another_kind_of_data_shows_its_own_fields(visitor: Visitor) -> None:
    client = visitor("administrator")
    url = give(client, "导出.csv", FOREIGN)
    page = enter_form(client, url, **{"was-0": "material", "noun-0": "unit"}).content.decode()
    assert 'value="decimals"' in page
    assert 'value="lot_tracked"' not in page


def test_an_unknown_word_in_a_chosen_column_is_told_with_its_line(
    town: Town, visitor: Visitor
) -> None:
    client = visitor("administrator")
    url = give(client, "导出.csv", FOREIGN + "PP-3,PP 三,KG,捡来的,白\n")
    chosen = chosen_on(client.get(url).content.decode())
    run = str(enter_form(client, url, go="1", **{"was-0": "material"}, **chosen)["Location"])
    assert work(town).state == "refused"
    page = client.get(run).content.decode()
    (row,) = re.findall(r"<tr><td data-label=\"文件.*?</tr>", page, re.S)
    for words in ("导出.csv", ">4<", "类别", "捡来的", "可以填：自制、外购、虚拟件"):
        assert words in row


def test_a_broken_book_is_refused_before_anything_is_asked(visitor: Visitor) -> None:
    broken = SimpleUploadedFile("物料.xlsx", b"no book at all")
    answer = enter_form(visitor("administrator"), "/imports/", files=broken)
    assert answer.status_code == 422
    assert "文件读不出来：物料.xlsx" in answer.content.decode()


def test_no_address_leads_out_of_the_uploads(visitor: Visitor) -> None:
    client = visitor("administrator")
    for upload in ("x", "0" * 32, "imports"):
        assert client.get(f"/imports/columns/{upload}/").status_code == 404


def test_a_wrong_mapping_is_told_line_by_line(visitor: Visitor) -> None:
    mapping = "qitao: 1\nfoo: 3\nsteps: []\n"
    answer = enter_form(
        visitor("administrator"),
        "/imports/",
        files=SimpleUploadedFile("old.csv", b"NO\nX-1\n"),
        mapping=SimpleUploadedFile("map.yaml", mapping.encode()),
    )
    assert answer.status_code == 422
    assert "第 2 行：" in answer.content.decode()
    assert "foo" in answer.content.decode()


def test_a_form_without_a_file_says_so(town: Town, visitor: Visitor) -> None:
    answer = enter_form(visitor("administrator"), "/imports/")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "请选择文件" in answer.content.decode()  # type: ignore[attr-defined]


def test_what_goes_out_comes_in_again(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    sheet = client.get("/imports/export/material/")
    file = SimpleUploadedFile("materials.xlsx", sheet.content)
    enter_form(client, "/imports/", files=file)
    run = work(town)
    assert run.state == "tried", run.report
    (batch,) = run.report["batches"]
    assert (batch["rows"], batch["created"]) == (4, 0)


def test_a_planner_may_not_import(visitor: Visitor) -> None:
    assert visitor("operator").get("/imports/").status_code == 403


def test_what_may_be_taken_out_stands_under_what_it_is_about(visitor: Visitor) -> None:
    page = visitor("administrator").get("/imports/").content.decode()
    heads = re.findall('class="quiet-head">([^<]+)<', page)
    assert "主数据" in heads
    assert not [head for head in heads if head.isascii()]
    assert page.count('Excel" download') == page.count("?format=csv")

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


def test_a_file_that_nobody_knows_stands_among_the_files(town: Town, visitor: Visitor) -> None:
    client = visitor("administrator")
    odd = SimpleUploadedFile("odd.csv", b"a,b\n1,2\n")
    url = str(enter_form(client, "/imports/", files=odd)["Location"])
    assert work(town).state == "refused"
    sheet = client.get(f"{url}problems/")
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["文件 / 表"], told["列"]) == ("odd.csv", "")


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

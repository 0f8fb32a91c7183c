"""`./qitao import` and `./qitao export` as a user types them."""

import csv
from collections.abc import Callable
from contextlib import nullcontext
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qitao.catalog.models import Material
from qitao.server.commands import export as export_command
from qitao.server.commands import import_ as import_command
from tests.links.folders import BOM, MAPPING, PARTS, write

pytestmark = pytest.mark.usefixtures("real_db")
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the test database, in Chinese, on a wide screen."""
    for module in (import_command, export_command):
        monkeypatch.setattr(module, "attached", lambda **_: nullcontext())
    monkeypatch.setenv("QITAO_LANG", "zh")
    monkeypatch.setattr(import_command.console, "width", 600)

    def call(module: object, *arguments: str) -> Result:
        shown = StringIO()
        monkeypatch.setattr(import_command.console, "file", shown)
        result = CliRunner().invoke(module.app, list(arguments))  # type: ignore[attr-defined]
        result.stdout_bytes += shown.getvalue().encode()
        return result

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    return write(tmp_path / "in", parts=PARTS, bom=BOM)


def test_a_trial_shows_ten_rows_then_the_import_says_what_it_did(run: Run, folder: Path) -> None:
    mapping = str(folder.parent / "map.yaml")
    trial = run(import_command, str(folder), "--mapping", mapping, "--dry-run")
    assert trial.exit_code == 0, trial.output
    assert "物料（前 3 行，导入后的样子）" in trial.stdout
    assert "试导通过" in trial.stdout
    assert Material.objects.count() == 0
    done = run(import_command, str(folder), "-m", mapping)
    assert done.exit_code == 0
    assert "已导入" in done.stdout
    assert Material.objects.count() == 3


def test_bad_rows_are_listed_and_written_to_a_file(run: Run, folder: Path) -> None:
    write(folder, parts=PARTS.replace("make", "=1+1"))
    kept = folder.parent / "faults.csv"
    refused = run(
        import_command, str(folder), "-m", str(folder.parent / "map.yaml"), "--faults", str(kept)
    )
    assert refused.exit_code == 1
    assert "有 1 处错误，什么都没有导入。" in refused.stdout
    assert "「=1+1」不在可选范围内" in refused.stdout
    rows = list(csv.reader(kept.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["来自", "行", "列", "内容", "原因", "怎么办"]
    assert rows[1][:4] == ["parts.csv", "2", "kind", "'=1+1"]


def test_cells_are_shown_as_they_stand_and_long_ones_cut(run: Run, tmp_path: Path) -> None:
    names = "编码,名称,单位,类型\n"
    plain = write(tmp_path / "in", material=names + "[/b]M8,螺丝[a级],个,外购\n")
    write(plain, unit="编码,名称\n个,个\n")
    trial = run(import_command, str(plain), "--dry-run")
    assert trial.exit_code == 0, trial.output
    assert "[/b]M8" in trial.stdout
    assert "螺丝[a级]" in trial.stdout
    write(plain, material=names + f"A,{'长' * 300},个,外购\n[/b]M8,螺丝,个,[/red]\n")
    refused = run(import_command, str(plain), "--faults", str(tmp_path / "nowhere" / "x.csv"))
    assert refused.exit_code == 1
    assert refused.exception is None or isinstance(refused.exception, SystemExit)
    assert "长" * 60 + "… " in refused.stdout
    assert "[/red]" in refused.stdout
    assert "写不到" in refused.stderr


def test_what_is_not_there_is_said_to_be_missing(run: Run, tmp_path: Path) -> None:
    missing = run(import_command, str(tmp_path / "nowhere"))
    assert missing.exit_code == 1
    assert "找不到文件或文件夹" in missing.stdout


def test_a_mapping_saved_by_an_older_editor_is_read(run: Run, folder: Path) -> None:
    mapping = folder.parent / "map.yaml"
    mapping.write_bytes(f"# 映射\n{MAPPING}".encode("gb18030"))
    assert run(import_command, str(folder), "-m", str(mapping)).exit_code == 0


def test_a_broken_mapping_is_told_line_by_line(run: Run, folder: Path) -> None:
    (folder.parent / "map.yaml").write_text("qitao: 1\nsteps:\n  - noun: x\n", encoding="utf-8")
    refused = run(import_command, str(folder), "-m", str(folder.parent / "map.yaml"))
    assert refused.exit_code == 1
    assert "3  steps[1].noun" in refused.stdout
    missing = run(import_command, str(folder), "-m", "nowhere.yaml")
    assert missing.exit_code == 2
    bad = run(import_command, str(folder), "--set", "plant")
    assert bad.exit_code == 2


def test_an_export_names_its_files_and_comes_in_again(run: Run, folder: Path) -> None:
    run(import_command, str(folder), "-m", str(folder.parent / "map.yaml"))
    book = folder.parent / "out.xlsx"
    done = run(export_command, str(book), "--noun", "物料", "-n", "unit", "-n", "bom")
    assert done.exit_code == 0, done.output
    assert f"已写出 {book}（6 行）" in done.stdout
    again = run(import_command, str(book))
    assert again.exit_code == 0, again.output
    out = folder.parent / "out"
    plain = run(export_command, str(out), "-n", "material", "--plain")
    assert plain.exit_code == 0
    assert (out / "material.csv").read_text(encoding="utf-8-sig").startswith("code,name,unit")
    alone = run(export_command, str(out / "parts.csv"), "-n", "material")
    assert alone.exit_code == 0
    assert (out / "parts.csv").read_text(encoding="utf-8-sig").startswith("编码,名称")
    assert run(export_command, str(out / "all.csv")).exit_code == 2
    blocked = run(export_command, str(out / "parts.csv" / "x.xlsx"), "-n", "material")
    assert blocked.exit_code == 1
    assert "写不到" in blocked.stderr
    unknown = run(export_command, str(out), "-n", "spaceship")
    assert unknown.exit_code == 1
    assert "spaceship" in unknown.stderr


def test_what_has_no_name_of_ours_is_told_by_the_names_on_screen(run: Run, tmp_path: Path) -> None:
    assert (
        "文件名用：组织、工厂、人员、岗位分配、计量单位"
        in run(import_command, str(tmp_path)).stdout
    )
    (tmp_path / "单位表.csv").write_text("编码\nPCS\n", encoding="utf-8")
    assert "不知道「单位表」是什么数据" in run(import_command, str(tmp_path)).stdout
    (tmp_path / "单位表.csv").rename(tmp_path / "计量单位.csv")
    (tmp_path / "计量单位.csv").write_text("编码,名\nPCS,件\n", encoding="utf-8")
    strange = run(import_command, str(tmp_path), "--set", "plant=P1")
    assert "不认识列「名」" in strange.stdout
    assert "可用的列：编码、名称" in strange.stdout
    assert "映射文件没有参数「plant」" in strange.stdout

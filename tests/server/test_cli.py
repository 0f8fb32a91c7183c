"""The command line speaks well and starts quickly."""

import subprocess
import sys
from pathlib import Path

import pytest

from qitao.server import cli
from qitao.server.language import say
from qitao.server.paths import CHECKOUT


def run(*arguments: str, lang: str = "zh") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qitao.server.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env={"QITAO_LANG": lang, "PYTHONPATH": "src", "COLUMNS": "120", "PATH": "/usr/bin:/bin"},
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_lists_every_command_with_its_purpose(lang: str) -> None:
    help_ = run("--help", lang=lang)
    assert help_.returncode == 0
    commands = cli.Commands(name="qitao").list_commands(None)
    assert {"up", "test", "check"} <= set(commands)
    for command in commands:
        assert command in help_.stdout
        assert say("cli", command.replace("-", "_"), lang)[:20] in help_.stdout


def test_the_chinese_help_has_no_english_frame() -> None:
    words = run("up", "--help").stdout
    assert "用法" in words
    assert not [english for english in ("Usage", "Options", "default", "Show") if english in words]


def test_listing_imports_no_command() -> None:
    code = (
        "import sys; sys.argv = ['qitao', '--help']; from qitao.server import cli;"
        " print(cli.Commands(name='q').get_command(None, 'up').help);"
        " sys.exit(any(m in sys.modules for m in ('django', 'psycopg', 'qitao.server.up')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=CHECKOUT / "src")
    assert done.returncode == 0


def test_a_fault_of_the_program_is_a_line_and_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a planted fault")

    monkeypatch.setattr(cli, "app", fail)
    monkeypatch.setattr(cli, "CRASHES", tmp_path / "crash.log")
    assert cli.main(["up"]) == 3
    said = capsys.readouterr().err
    assert "a planted fault" in said
    assert "Traceback" not in said
    assert "Traceback" in (tmp_path / "crash.log").read_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_where_no_data_can_lie_is_one_line_that_says_what_to_do(lang: str) -> None:
    done = run("up", "--data", "/proc/qitao", lang=lang)
    assert (done.returncode, done.stdout) == (2, "")
    reason = "No such file or directory"
    first, other = done.stderr.splitlines()
    evidence = {"path": "/proc/qitao", "reason": reason}
    assert first == say("trouble", "data_not_makeable", lang, **evidence)
    assert other == say("trouble", "data_not_makeable", "en" if lang == "zh" else "zh", **evidence)


def test_an_unknown_command_is_named() -> None:
    done = run("nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.stderr

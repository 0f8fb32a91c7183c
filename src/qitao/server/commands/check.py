"""`./qitao check`: what machines can find without running the product."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import typer
from rich.console import Console

from qitao.server import paths, testbed
from qitao.server.spoken import SpokenCommand, words

BIN = Path(sys.executable).parent
PYTHON = (
    "src",
    "tests",
    "qitao",
    *(["benchmarks"] if (paths.CHECKOUT / "benchmarks").is_dir() else []),
)
TEMPLATES = "src/qitao/web"

app = typer.Typer(add_completion=False)


def tools() -> dict[str, list[str]]:
    """Return the checks by name, the cheap ones first."""
    found = {
        "ruff": [str(BIN / "ruff"), "check", *PYTHON],
        "ruff format": [str(BIN / "ruff"), "format", "--check", *PYTHON],
        "import-linter": [str(BIN / "lint-imports")],
        "mypy": [sys.executable, "-m", "mypy"],
    }
    if any((paths.CHECKOUT / TEMPLATES).rglob("*.html")):
        found["djlint"] = [sys.executable, "-m", "djlint", TEMPLATES, "--lint", "--quiet"]
    if (paths.CHECKOUT / "tests" / "tidy").is_dir():
        found["tidy"] = [sys.executable, "-m", "pytest", "tests/tidy", "-q"]
    return found


@app.command(cls=SpokenCommand, help=words("check"))
def check() -> None:
    """Run all checks and show every fault of all of them."""
    with testbed.server() as dsn, ThreadPoolExecutor(max_workers=2) as pool:
        named = {"QITAO_TEST_DATABASE": dsn, "QITAO_TEST_NAME": "test_tidy"}
        environment = testbed.environment() | named
        running = {
            name: pool.submit(_run, command, environment) for name, command in tools().items()
        }
        good = [_show(name, *future.result()) for name, future in running.items()]
    if not all(good):
        raise typer.Exit(1)


def _run(command: list[str], environment: dict[str, str]) -> tuple[int, str, float]:
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=paths.CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr, time.monotonic() - began


def _show(name: str, code: int, text: str, seconds: float) -> bool:
    mark = "[red]✗[/]" if code else "[green]✓[/]"
    Console(highlight=False).print(f"{mark} {name}  [dim]{seconds:.1f} s[/]")
    if code:
        print(text.strip())
    return code == 0

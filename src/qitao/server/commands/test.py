"""`./qitao test`: everything that tests need, then all tests, the quick ones first."""

import subprocess
import sys
import time
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.table import Table

from qitao.server import assets, paths, postgres, testbed
from qitao.server.language import say
from qitao.server.serve import cores
from qitao.server.spoken import SpokenCommand, words

APART = tuple(f"--ignore=tests/{each}" for each in ("browser", "web", "tidy"))
QUICK = ("-m", "not slow", "--timeout=180", *APART)
SLOW = ("-m", "slow and not browser", "--ignore=tests/browser")
SPREAD = ("--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart=0")
"""A worker that dies fails the run: xdist would wait for ever for the one it puts in its place."""
OLDER = 16
PROCESSES_MAX = 8
NOTHING_COLLECTED = 5
INTERRUPTED = 2
TIMED_OUT = 124
PHASE_SECONDS_MAX = 1200
"""A single test ends by itself after ten minutes (`timeout` in pyproject.toml), a quick one after
three."""

app = typer.Typer(add_completion=False)


@dataclass(frozen=True, slots=True)
class Phase:
    """One run of pytest."""

    name: str
    arguments: tuple[str, ...]
    major: int = postgres.MAJOR


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a phase ended."""

    phase: Phase
    code: int
    seconds: float

    @property
    def good(self) -> bool:
        """Tell whether all its tests passed; a phase without tests is no failure."""
        return self.code in (0, NOTHING_COLLECTED)


def phases() -> list[Phase]:
    """Return the runs in order: cheap first, so that a plain mistake shows within a minute."""
    several = ("-n", str(min(cores(), PROCESSES_MAX)), *SPREAD)
    return [
        Phase("quick", ("tests", *QUICK, *several)),
        Phase("tidy", ("tests/tidy", *several)),
        Phase("pages", ("tests/web", "-m", "not slow", *several)),
        Phase("slow", ("tests", *SLOW, *several)),
        Phase("browser", ("tests", "-m", "browser", *several)),
        Phase("older", ("tests", "--on-database", *QUICK, *several), major=OLDER),
    ]


@app.command(
    cls=SpokenCommand,
    help=words("test"),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def test(context: typer.Context) -> None:
    """Run all tests, or those that the pytest arguments name."""
    arguments = tuple(context.args)
    environment = testbed.environment()
    assets.install_missing()
    if not arguments or any("browser" in argument for argument in arguments):
        paths.VAR.mkdir(exist_ok=True)
        environment |= testbed.prepare_browser(paths.VAR / testbed.LOG_NAME)
    chosen = [Phase("chosen", arguments)] if arguments else phases()
    outcomes = _run_all(chosen, environment)
    if len(outcomes) > 1:
        _summarise(outcomes)
    if not all(outcome.good for outcome in outcomes):
        raise typer.Exit(next(outcome.code for outcome in outcomes if not outcome.good))


def _run_all(chosen: list[Phase], environment: dict[str, str]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for major in sorted({phase.major for phase in chosen}, reverse=True):
        with testbed.server(major) as dsn:
            for phase in chosen:
                if phase.major == major:
                    outcomes.append(_run(phase, {**environment, "QITAO_TEST_DATABASE": dsn}))
                    if outcomes[-1].code == INTERRUPTED:
                        return outcomes
    return outcomes


def _run(phase: Phase, environment: dict[str, str]) -> Outcome:
    began = time.monotonic()
    Console().rule(_title(phase))
    command = [sys.executable, "-m", "pytest", *phase.arguments]
    variables = {**environment, "QITAO_TEST_NAME": f"test_{phase.name}"}
    try:
        code = subprocess.run(
            command, cwd=paths.CHECKOUT, env=variables, check=False, timeout=PHASE_SECONDS_MAX
        ).returncode
    except subprocess.TimeoutExpired:
        Console().print(say("test", "timed_out", minutes=PHASE_SECONDS_MAX // 60))
        code = TIMED_OUT
    return Outcome(phase, code, time.monotonic() - began)


def _title(phase: Phase) -> str:
    return say("test", phase.name, major=phase.major)


def _summarise(outcomes: list[Outcome]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    for outcome in outcomes:
        mark = "[green]✓[/]" if outcome.good else "[red]✗[/]"
        table.add_row(mark, _title(outcome.phase), f"{outcome.seconds:.0f} s")
    Console().print(table)

"""`./qitao bench`: measure the product against the bare database, on a house of its own."""

import subprocess
import sys

import typer

from qitao.server import paths, testbed
from qitao.server.language import say
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)
ONLY = typer.Option([], "--only", metavar="NAME", help=words("bench_only"))


@app.command(cls=SpokenCommand, help=words("bench"))
def bench(
    only: list[str] = ONLY,
    quick: bool = typer.Option(False, "--quick", help=words("bench_quick")),
    write: bool = typer.Option(False, "--write", help=words("bench_write")),
) -> None:
    """Run the rows; a table on the screen, JSON and a picture under var/bench."""
    if not (paths.CHECKOUT / "benchmarks").is_dir():
        print(say("bench", "no_benchmarks"), file=sys.stderr)
        raise typer.Exit(1)
    chosen = [argument for name in only for argument in ("--only", name)]
    flags = [*(["--quick"] if quick else []), *(["--write"] if write else [])]
    command = [sys.executable, "-m", "benchmarks", *chosen, *flags]
    environment = testbed.environment()
    if not only or "first_paint" in only:
        paths.VAR.mkdir(exist_ok=True)
        environment |= testbed.prepare_browser(paths.VAR / testbed.LOG_NAME)
    done = subprocess.run(command, cwd=paths.CHECKOUT, env=environment, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)

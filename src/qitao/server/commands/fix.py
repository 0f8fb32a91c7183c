"""`./qitao fix`: let the tools mend what they can."""

import subprocess

import typer

from qitao.server import paths
from qitao.server.commands.check import BIN, PYTHON
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("fix"))
def fix() -> None:
    """Mend style and format of the code."""
    ruff = str(BIN / "ruff")
    commands = [
        [ruff, "check", "--fix", "--quiet", *PYTHON],
        [ruff, "format", "--quiet", *PYTHON],
    ]
    for command in commands:
        subprocess.run(command, cwd=paths.CHECKOUT, check=False)

"""`./qitao fix`: let the tools mend what they can."""

import subprocess
import sys

import typer

from qitao.server import paths
from qitao.server.commands.check import BIN, PYTHON, TEMPLATES
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("fix"))
def fix() -> None:
    """Mend style and format of code and templates."""
    ruff = str(BIN / "ruff")
    commands = [
        [ruff, "check", "--fix", "--quiet", *PYTHON],
        [ruff, "format", "--quiet", *PYTHON],
    ]
    if any((paths.CHECKOUT / TEMPLATES).rglob("*.html")):
        commands.append([sys.executable, "-m", "djlint", TEMPLATES, "--reformat", "--quiet"])
    for command in commands:
        subprocess.run(command, cwd=paths.CHECKOUT, check=False)

"""`./qitao lock`: pin the packages of pyproject.toml and package.json with hashes."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import typer

from qitao.server.assets import npms
from qitao.server.bootstrap import DEV, RUN, find_uv
from qitao.server.paths import CHECKOUT
from qitao.server.spoken import SpokenCommand, words

OLDEST = "3.11"
NOTE = "./qitao lock"
NPM_LOCK = "package-lock.json"

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("lock"))
def lock() -> None:
    """Write all lock files; present pins are kept where the wishes allow them."""
    _compile(RUN)
    _compile(DEV, "--group", "dev", "--constraint", RUN)
    _lock_npm()


def _compile(target: str, *options: str) -> None:
    command = [find_uv(), "pip", "compile", "--quiet", "--universal", "--generate-hashes"]
    command += ["--no-annotate", f"--python-version={OLDEST}", "pyproject.toml", "-o", target]
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": NOTE}
    subprocess.run([*command, *options], cwd=CHECKOUT, env=environment, check=True)


def _lock_npm() -> None:
    """Lock in a folder apart, so that no `node_modules` appears in the checkout."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for manifest in ("package.json", NPM_LOCK):
            shutil.copy(CHECKOUT / manifest, folder)
        options = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts"]
        subprocess.run([*npms()[0], "install", *options], cwd=folder, check=True)
        tree = json.loads((folder / NPM_LOCK).read_text(encoding="utf-8"))
    for package in tree["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    text = json.dumps(tree, indent=2, ensure_ascii=False)
    (CHECKOUT / NPM_LOCK).write_text(f"{text}\n", encoding="utf-8")

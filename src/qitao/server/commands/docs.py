"""`./qitao docs`: write the reference from the code, and the pictures from a running demo plant.

`--check` only tells whether the reference is current.
"""

import os
import subprocess
import sys

import django
import typer

from qitao.server import assets, paths, testbed
from qitao.server.language import say
from qitao.server.paths import CHECKOUT
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("docs"))
def docs(
    check: bool = typer.Option(False, "--check", help=words("docs_check")),
    pictures: bool = typer.Option(False, "--pictures", help=words("docs_pictures")),
) -> None:
    """Write what is not current; with `--check` exit 1 where anything is not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qitao.server.settings")
    os.environ.setdefault("QITAO_SECRET_KEY", "nothing-is-signed-here")
    django.setup()
    from qitao.server.reference import pages  # the floors can be imported only now

    found = pages()
    stale = [
        file
        for file, text in found.items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    for file in stale:
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(found[file], encoding="utf-8")
        print(say("reference", "stale" if check else "wrote", file=file.relative_to(CHECKOUT)))
    if not stale:
        print(say("reference", "current", count=len(found)))
    if stale and check:
        print(say("reference", "write_them"), file=sys.stderr)
        raise typer.Exit(1)
    if pictures:
        _take_pictures()


def _take_pictures() -> None:
    """Photograph a demo plant: a few pages for the guide, every page for `var/guide`."""
    assets.install_missing()
    paths.VAR.mkdir(exist_ok=True)
    browser = testbed.prepare_browser(paths.VAR / testbed.LOG_NAME)
    command = [sys.executable, "-m", "tests.browser.guide", "all"]
    variables = {**os.environ, **browser, "PYTHONPATH": str(CHECKOUT / "src")}
    done = subprocess.run(command, cwd=CHECKOUT, env=variables, check=False)
    if done.returncode:
        raise typer.Exit(done.returncode)
    print(say("reference", "pictures", file=(paths.VAR / "guide" / "index.html")))

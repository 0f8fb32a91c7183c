"""`./qitao shell`: Python, connected to the plant's database as the application."""

import code

import typer

from qitao.server.attach import attached
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("shell"))
def shell(
    data: str | None = typer.Option(None, envvar="QITAO_DATA", help=words("data")),
    database: str | None = typer.Option(None, envvar="QITAO_DATABASE", help=words("database")),
) -> None:
    """Open the interpreter; what it writes goes through actions as everywhere."""
    with attached(data=data, address=database):
        from django.db import connection

        code.interact(banner="", exitmsg="", local={"connection": connection})

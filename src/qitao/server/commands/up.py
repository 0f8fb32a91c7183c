"""`./qitao up`."""

import typer

from qitao.server.spoken import SpokenCommand, words
from qitao.server.up import Options, run

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("up"))
def up(
    host: str = typer.Option("127.0.0.1", envvar="QITAO_HOST", help=words("up_host")),
    port: int = typer.Option(8000, min=1, max=65535, envvar="QITAO_PORT", help=words("up_port")),
    live_port: int | None = typer.Option(
        None, min=1, max=65535, envvar="QITAO_LIVE_PORT", help=words("up_live_port")
    ),
    database: str | None = typer.Option(
        None, envvar="QITAO_DATABASE", metavar="postgresql://…", help=words("up_database")
    ),
    demo: bool = typer.Option(True, "--demo/--no-demo", help=words("up_demo")),
    data: str | None = typer.Option(None, envvar="QITAO_DATA", help=words("data")),
) -> None:
    """Start everything and keep it running."""
    run(Options(host, port, live_port, database, demo, data))

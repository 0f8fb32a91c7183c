"""`./qitao verify-journal`: walk the hash chain; name the first entry that was altered."""

import typer

from qitao.server.attach import attached
from qitao.server.language import choose, say
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)


@app.command(cls=SpokenCommand, help=words("verify_journal"))
def verify_journal(
    data: str | None = typer.Option(None, envvar="QITAO_DATA", help=words("data")),
    database: str | None = typer.Option(None, envvar="QITAO_DATABASE", help=words("database")),
) -> None:
    """Verify the whole journal; exit 1 where it was altered."""
    with attached(data=data, address=database):
        from qitao.base import seal, texts

        verdict = seal.verify()
        fault = texts.say(f"seal.fault.{verdict.fault}", choose(), entry=verdict.entry)
    key = "whole" if verdict.whole else "altered"
    print(
        say(
            "verify",
            key,
            entries=verdict.entries,
            seals=verdict.seals,
            head=verdict.head,
            seal=verdict.seal,
            fault=fault,
        )
    )
    if not verdict.whole:
        raise typer.Exit(1)

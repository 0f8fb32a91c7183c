"""`./qitao export PATH`: rows out as a workbook or CSV files that import again unchanged."""

import sys
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text
from xlsxwriter.exceptions import FileCreateError

from qitao.server.attach import attached
from qitao.server.language import choose, say
from qitao.server.spoken import SpokenCommand, words

app = typer.Typer(add_completion=False)
TOLD_EVERY = 1_000
PATH = typer.Argument(help=words("export_path"))
NOUN = typer.Option([], "--noun", "-n", help=words("export_noun"))


@app.command(cls=SpokenCommand, help=words("export"))
def export(
    path: Path = PATH,
    nouns: list[str] = NOUN,
    plain: bool = typer.Option(False, "--plain", help=words("export_plain")),
    data: str | None = typer.Option(None, envvar="QITAO_DATA", help=words("data")),
    database: str | None = typer.Option(None, envvar="QITAO_DATABASE", help=words("database")),
) -> None:
    """Export nouns to an .xlsx file, or as CSV files into a folder."""
    with attached(data=data, address=database):
        from qitao.base.actor import Actor, Door
        from qitao.links import queries

        chosen = _chosen(nouns)
        if path.suffix.lower() == ".csv" and len(chosen) != 1:
            raise typer.BadParameter(say("export", "one_noun"))
        actor = replace(Actor.system(cause="export", door=Door.CLI), lang=choose())
        counts: dict[str, int] = {}
        console = Console()
        write = queries.write_xlsx if path.suffix.lower() == ".xlsx" else queries.write_csv
        with console.status(Text(str(path))) as status:

            def tell(noun: str, count: int) -> None:
                counts[noun] = count
                if count % TOLD_EVERY == 0:
                    status.update(f"{noun} {count:,}")

            lang = None if plain else choose()
            try:
                written = write(actor, path, chosen, lang=lang, tell=tell)
            except (OSError, FileCreateError) as error:
                print(say("export", "unwritable", path=path, detail=error), file=sys.stderr)
                raise typer.Exit(1) from error
    for file, rows in zip(written, _rows(written, chosen, counts), strict=True):
        print(say("export", "written", path=file, rows=f"{rows:,}"))


def _rows(written: list[Path], chosen: list[str], counts: dict[str, int]) -> list[int]:
    if len(written) == len(chosen):
        return [counts.get(noun, 0) for noun in chosen]
    return [sum(counts.values())]


def _chosen(nouns: list[str]) -> list[str]:
    from qitao.links.rules.native import nouns_by_name
    from qitao.links.values.nouns import NOUNS

    if not nouns:
        return [name for name, noun in NOUNS.items() if noun.comes_in]
    known = nouns_by_name()
    for noun in nouns:
        if noun.lower() not in known:
            print(say("export", "unknown", noun=noun, nouns=", ".join(NOUNS)), file=sys.stderr)
            raise typer.Exit(1)
    return [known[noun.lower()] for noun in nouns]

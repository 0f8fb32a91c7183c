"""`./qitao import PATH --mapping FILE`: files in, all or nothing, every bad cell named."""

import csv
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from qitao.server.attach import attached
from qitao.server.language import choose, say
from qitao.server.spoken import SpokenCommand, words

if TYPE_CHECKING:
    from qitao.base.refusal import Refusal
    from qitao.links.actions import BadCell, Outcome, Watch
    from qitao.links.values.imports import Preview

app = typer.Typer(add_completion=False)
POLL_SECONDS = 0.1
FAULTS_SHOWN_MAX = 20
PREVIEW_COLUMNS_MAX = 8
CELL_CHARS_SHOWN_MAX = 60
PATH = typer.Argument(help=words("import_path"))
MAPPING = typer.Option(None, "--mapping", "-m", help=words("import_mapping"))
SETS = typer.Option([], "--set", help=words("import_set"))
FAULTS = typer.Option(None, "--faults", help=words("import_faults"))
console = Console(highlight=False, markup=False)  # cells may hold "[/b]"


@app.command(cls=SpokenCommand, help=words("import"))
def import_(
    path: Path = PATH,
    mapping: Path | None = MAPPING,
    dry_run: bool = typer.Option(False, "--dry-run", help=words("import_dry_run")),
    sets: list[str] = SETS,
    faults: Path | None = FAULTS,
    data: str | None = typer.Option(None, envvar="QITAO_DATA", help=words("data")),
    database: str | None = typer.Option(None, envvar="QITAO_DATABASE", help=words("database")),
) -> None:
    """Import a folder, a workbook or one CSV file; exit 1 where nothing was imported."""
    parameters = _parameters(sets)
    text = _mapping_text(mapping)
    with attached(data=data, address=database):
        began = time.monotonic()
        outcome = _carry_out(path, text, parameters, dry_run)
        _report(outcome, time.monotonic() - began, faults)
    if outcome is None or outcome.state not in ("done", "tried"):
        raise typer.Exit(1)


def _parameters(sets: Sequence[str]) -> dict[str, str]:
    parameters = {}
    for one in sets:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise typer.BadParameter(say("import", "bad_set", value=one))
        parameters[name.strip()] = value
    return parameters


def _mapping_text(mapping: Path | None) -> str:
    if mapping is None:
        return ""
    if not mapping.is_file():
        raise typer.BadParameter(say("import", "no_mapping", path=mapping))
    raw = mapping.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")  # what Chinese editors on Windows may save


def _carry_out(
    path: Path, text: str, parameters: dict[str, str], dry_run: bool
) -> "Outcome | None":
    from django.db import connection

    from qitao.base.actor import Actor, Door
    from qitao.base.refusal import Refusal
    from qitao.links import actions

    house = Actor.system(cause="import", door=Door.CLI)
    actor = replace(house, lang=choose())
    watch = actions.Watch()
    ended: list[Any] = []
    over = threading.Event()

    def work() -> None:
        try:
            planned = actions.plan_import(
                actor=actor,
                source=str(path.resolve()),
                mapping=text,
                parameters=parameters,
                dry_run=dry_run,
                background=False,
            )
            ended.append(actions.carry_out(planned.import_run, actor, onlooker=watch))
        except BaseException as error:
            ended.append(error)
        finally:
            connection.close()
            over.set()

    threading.Thread(target=work, name="import").start()
    _show(watch, over)
    [result] = ended
    if isinstance(result, Refusal):
        _tell_refusal(result)
        raise typer.Exit(1)
    if isinstance(result, BaseException):
        raise result
    return result  # type: ignore[no-any-return]


def _show(watch: "Watch", over: threading.Event) -> None:
    """Show how far the import is until it is over; Ctrl-C stops it without a trace.

    Waits for the event, since a thread whose `join` was interrupted counts as ended.
    """
    from qitao.links.rules.words import name_of

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    lang = choose()
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task(say("import", "reading"), total=None)
        while not over.is_set():
            try:
                over.wait(POLL_SECONDS)
            except KeyboardInterrupt:
                watch.stop.set()
                progress.console.print(say("import", "stopping"))
            stage = "reading" if watch.stage in ("", "read") else watch.stage
            title = say("import", "reading") if stage == "reading" else name_of(stage, lang)
            total = watch.total or None
            progress.update(bar, description=title, completed=watch.done, total=total)


def _report(outcome: "Outcome | None", seconds: float, faults: Path | None) -> None:
    if outcome is None:
        console.print(say("import", "busy"))
        return
    if outcome.refusal is not None:
        _tell_refusal(outcome.refusal)
        return
    if outcome.state == "tried":
        for preview in outcome.previews:
            _show_preview(preview)
    if outcome.done is not None:
        _show_saved(outcome)
    if outcome.faults:
        _show_faults(outcome, faults)
    elif outcome.state in ("done", "tried", "stopped"):
        console.print(say("import", str(outcome.state), seconds=f"{seconds:.1f}"))


def _tell_refusal(refusal: "Refusal") -> None:
    from qitao.base.texts import say as say_code
    from qitao.links.rules.words import explain

    lang = choose()
    key = f"refusal.{refusal.code}"
    for part in ("", "next"):
        console.print(say_code(key, lang, part, **refusal.evidence))
    for fault in refusal.evidence.get("faults", ())[:FAULTS_SHOWN_MAX]:
        reason, remedy = explain(fault["code"], fault, lang)
        console.print(f"  {fault.get('line', '')}  {fault.get('path', '')}  {reason} → {remedy}")


def _show_preview(preview: "Preview") -> None:
    from qitao.links.rules.words import name_of, title_of

    lang = choose()
    filled = [
        place for place in range(len(preview.columns)) if any(row[place] for row in preview.rows)
    ][:PREVIEW_COLUMNS_MAX]
    title = say("import", "preview", noun=name_of(preview.noun, lang), count=len(preview.rows))
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for place in filled:
        heading = title_of(preview.noun, preview.columns[place], lang)
        table.add_column(heading, max_width=28, no_wrap=True)
    for row in preview.rows:
        table.add_row(*(row[place] for place in filled))
    console.print(table, "")


def _show_saved(outcome: "Outcome") -> None:
    from qitao.links.rules.words import name_of

    lang = choose()
    table = Table(box=None, pad_edge=False)
    for name in ("noun", "table"):
        table.add_column(say("import", name))
    for name in ("rows", "left_out", "created", "updated", "unchanged"):
        table.add_column(say("import", name), justify="right")
    assert outcome.done is not None
    for read, saved in zip(outcome.tables, outcome.done.batches, strict=True):
        counts = (read.rows, read.left_out, saved.created, saved.updated, saved.unchanged)
        table.add_row(name_of(saved.noun, lang), read.table, *(f"{count:,}" for count in counts))
    console.print(table)


def _show_faults(outcome: "Outcome", faults: Path | None) -> None:
    lang = choose()
    table = Table(box=None, pad_edge=False)
    for name in ("table", "line", "column", "value", "reason", "remedy"):
        table.add_column(say("import", name), overflow="fold")
    for cell in outcome.faults[:FAULTS_SHOWN_MAX]:
        table.add_row(*_cells(_shortened(cell), lang))
    console.print(table)
    console.print(say("import", "refused", count=outcome.faults_count))
    if faults is not None:
        _keep_faults(outcome, faults)
    elif outcome.faults_count > FAULTS_SHOWN_MAX:
        console.print(say("import", "more", count=outcome.faults_count - FAULTS_SHOWN_MAX))


def _keep_faults(outcome: "Outcome", path: Path) -> None:
    from qitao.links.rules.formulas import guarded

    lang = choose()
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            heads = ("table", "line", "column", "value", "reason", "remedy")
            writer.writerow([say("import", name) for name in heads])
            writer.writerows(map(guarded, _cells(cell, lang)) for cell in outcome.faults)
    except OSError as error:
        print(say("export", "unwritable", path=path, detail=error.strerror), file=sys.stderr)
        return
    told = "kept" if outcome.faults_count == len(outcome.faults) else "kept_some"
    console.print(say("import", told, path=path, count=len(outcome.faults)))


def _shortened(cell: "BadCell") -> "BadCell":
    if len(cell.value) <= CELL_CHARS_SHOWN_MAX:
        return cell
    return replace(cell, value=cell.value[:CELL_CHARS_SHOWN_MAX] + "…")


def _cells(cell: "BadCell", lang: str) -> tuple[str, ...]:
    from qitao.links.rules.words import explain

    reason, remedy = explain(cell.code, {**cell.evidence, "value": cell.value}, lang)
    place = str(cell.line) if cell.line else ""
    return (cell.table, place, cell.column or cell.field, cell.value, reason, remedy)

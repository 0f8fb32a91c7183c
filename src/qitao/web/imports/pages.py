"""导入: a file in, a preview of what would be, every problem by line, then all rows or none."""

from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from qitao.base.paging import Ask
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.texts import say
from qitao.links import actions, queries
from qitao.links.queries import FaultItem, RunItem
from qitao.links.rules.mapping import text_of
from qitao.links.rules.words import explain, name_of, title_of
from qitao.links.values import (
    FAULTS_KEPT_MAX,
    FINAL,
    MAPPING_BYTES_MAX,
    MAPPING_INVALID,
    ExportRows,
    ImportRows,
    ImportRunId,
    RunState,
)
from qitao.links.values.nouns import NOUNS
from qitao.web.imports.scope import only_own
from qitao.web.shell import forms, sheets
from qitao.web.shell.listing import Column, Listing
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

UPLOAD_BYTES_MAX = 200 * 1024 * 1024
FAULTS_SHOWN = 100
PAGE = 500

RUNS = Listing(
    "imports.imports",
    columns=(
        Column("id", kind="main", link="imports:run", phone="title"),
        Column(
            "title_of",
            cell=lambda row, _lang: row.title or file_of(row),
            plain=lambda row: row.title or file_of(row),
            phone="wide",
        ),
        Column("state", kind="state", vocabulary="run_state", phone="corner"),
        Column("rows_total", kind="count"),
        Column("faults", kind="count"),
        Column("user_name"),
        Column("asked_at", kind="when"),
    ),
    falling=True,
    picture="table-import",
    template="imports/imports.html",
    live=("links",),
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One bad cell in words: where, what stood there, why it is bad, how to mend it."""

    table: str
    line: int
    column: str
    value: str
    why: str
    now: str


def file_of(row: RunItem) -> str:
    """Return the last part of a run's folder, for those without a title."""
    return row.source.rstrip("/").rsplit("/", 1)[-1][:12]


@page(permission=ImportRows)
def imports(visit: Visit) -> HttpResponseBase:
    """Take files for a trial, and list what was imported before."""
    if visit.posted:
        return _take(visit)
    return RUNS.show(
        visit,
        lambda ask, _asked: queries.list_runs(ask, user=only_own(visit)),
        nouns=[(noun.name, name_of(noun.name, visit.lang)) for noun in NOUNS.values()],
        exports=_exports(visit),
    )


def _exports(visit: Visit) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the nouns whose rows this person may take out, by what they are about."""
    floors: dict[str, list[tuple[str, str]]] = {}
    for noun in NOUNS.values():
        if queries.may_export(visit.actor, noun):
            named = (noun.name, name_of(noun.name, visit.lang))
            floors.setdefault(str(noun.view).partition(".")[0], []).append(named)
    return list(floors.items())


def _take(visit: Visit) -> HttpResponseBase:
    """Keep the files and try them: nothing is written before somebody has seen the preview.

    Where it is not clear what all of them hold, that is asked first.
    """
    files = {file.name or "": file for file in visit.request.FILES.getlist("files")}
    size = sum(file.size or 0 for file in files.values())
    if not files or size > UPLOAD_BYTES_MAX:
        words = say("ui.imports.file_missing", visit.lang, megabytes=UPLOAD_BYTES_MAX // 1_048_576)
        raise forms.refused([forms.Problem("files", words)], visit.lang)
    folder = actions.keep_upload({name: file.read() for name, file in files.items()})
    mapping = _mapping(visit)
    if not mapping:
        guesses = queries.guess_tables(folder, user=only_own(visit))
        if not all(one.sure for one in guesses):
            return visit.go("imports:columns", Path(folder).name)
        if not all(one.native for one in guesses):
            mapping = text_of([step for one in guesses if (step := one.step)])
    try:
        planned = actions.plan_import(
            actor=visit.actor, source=folder, mapping=mapping, dry_run=True
        )
    except Refusal as refusal:
        raise _with_every_fault(refusal, visit.lang) from refusal
    return visit.go("imports:run", planned.import_run)


def _with_every_fault(refusal: Refusal, lang: str) -> Refusal:
    """Name each fault of a mapping by its line and remedy; another refusal stays as it is."""
    if refusal.code is not MAPPING_INVALID:
        return refusal
    problems = []
    for place, fault in enumerate(refusal.evidence["faults"]):
        why, now = explain(fault["code"], fault, lang)
        line = say("ui.input.line", lang, line=fault["line"])
        problems.append(forms.Problem(f"mapping.{place}", f"{line}{why} {now}".strip()))
    return forms.refused(problems, lang)


def _mapping(visit: Visit) -> str:
    file = visit.request.FILES.get("mapping")
    if file is None:
        return ""
    if (file.size or 0) > MAPPING_BYTES_MAX:
        raise forms.refused([forms.Problem("mapping", "> 256 KB")], visit.lang)
    return str(file.read().decode("utf-8", "replace"))


@page(permission=ImportRows)
def run(visit: Visit, run: int) -> HttpResponseBase:
    """Show a run: progress while it goes on, then preview, problems or the summary."""
    row = queries.get_run(ImportRunId(run), user=only_own(visit))
    faults = queries.list_faults(row.id, Ask(sort="number", limit=FAULTS_SHOWN))
    return visit.show(
        "imports/run.html",
        run=row,
        name=row.title or file_of(row),
        going=row.state not in FINAL,
        troubles=[_trouble(fault, visit.lang) for fault in faults],
        batches=[_named(batch, visit.lang) for batch in row.report.get("batches", [])],
        previews=[_headed(preview, visit.lang) for preview in row.report.get("previews", [])],
        tables=[_named(table, visit.lang) for table in row.report.get("tables", [])],
        upload=_upload_of(row),
        mapped=bool(queries.get_plan(row.id).mapping),
        may_start=row.state == RunState.TRIED and row.dry_run,
    )


def _upload_of(row: RunItem) -> str:
    """Return the upload of an import whose columns may be chosen again; "" where there is none."""
    name = Path(row.source).name
    return name if row.dry_run and actions.find_upload(name) == row.source else ""


@page(permission=ImportRows)
def mapping(visit: Visit, run: int) -> HttpResponseBase:
    """Give the mapping of a run as the file that the command line takes."""
    queries.get_run(ImportRunId(run), user=only_own(visit))
    text = queries.get_plan(ImportRunId(run)).mapping
    if not text:
        raise Refusal(NOT_FOUND)
    title = f"{say('ui.imports.mapping_file', visit.lang)}-{run}.yaml"
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=title)
    return answer


def _trouble(fault: FaultItem, lang: str) -> Trouble:
    why, now = explain(fault.code, {**fault.evidence, "value": fault.value}, lang)
    column = fault.column or (title_of(fault.noun, fault.field, lang) if fault.field else "")
    return Trouble(fault.table, fault.line, column, fault.value, why, now)


def _named(part: dict[str, Any], lang: str) -> dict[str, Any]:
    return part | {"name": name_of(part["noun"], lang)}


def _headed(preview: dict[str, Any], lang: str) -> dict[str, Any]:
    """Keep the columns that hold something in a preview, under their titles."""
    noun, columns, rows = preview["noun"], preview["columns"], preview["rows"]
    full = [place for place, _ in enumerate(columns) if any(row[place] for row in rows)]
    heads = [title_of(noun, columns[place], lang) for place in full]
    return {
        "name": name_of(noun, lang),
        "heads": heads,
        "rows": [list(zip(heads, (row[place] for place in full), strict=True)) for row in rows],
    }


@page(permission=ImportRows)
def problems(visit: Visit, run: int) -> HttpResponseBase:
    """Give all problems of a run as a sheet."""
    row = queries.get_run(ImportRunId(run), user=only_own(visit))
    troubles: list[Trouble] = []
    ask = Ask(sort="number", limit=PAGE)
    while len(troubles) < FAULTS_KEPT_MAX:
        faults = queries.list_faults(row.id, ask)
        troubles += [_trouble(fault, visit.lang) for fault in faults]
        if len(faults) < PAGE:
            break
        ask = Ask(sort="number", limit=PAGE, after=(faults[-1].number, faults[-1].id))
    heads = [
        say(f"ui.imports.trouble.{name}", visit.lang)
        for name in ("table", "line", "column", "value", "why", "now")
    ]
    title = say("ui.imports.problems", visit.lang)
    return sheets.answer(f"{title} {run}", heads, [astuple(trouble) for trouble in troubles])


@page(permission=ImportRows)
def start(visit: Visit, run: int) -> HttpResponseBase:
    """Import for good what was tried: the same files by the same mapping."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    queries.get_run(ImportRunId(run), user=only_own(visit))
    tried = queries.get_plan(ImportRunId(run))
    planned = actions.plan_import(
        actor=visit.actor, source=tried.source, mapping=tried.mapping, parameters=tried.parameters
    )
    return visit.go("imports:run", planned.import_run)


@page(permission=ImportRows)
def stop(visit: Visit, run: int) -> HttpResponseBase:
    """Ask a run to stop; nothing of it is written."""
    if not visit.posted:
        raise visit.refusal or Refusal(NOT_FOUND)
    actions.stop_import(actor=visit.actor, run=ImportRunId(run))
    return visit.go("imports:run", run)


@page(permission=ExportRows)
def export(visit: Visit, noun: str) -> HttpResponseBase:
    """Give all rows of a noun as a file that imports unchanged; an empty one is a template."""
    kind = visit.query.get("format", sheets.XLSX)
    if noun not in NOUNS or kind not in sheets.FORMATS:
        raise Refusal(NOT_FOUND, noun=noun)
    write = queries.write_csv if kind == sheets.CSV else queries.write_xlsx
    with TemporaryDirectory() as folder:
        place = Path(folder) / f"out.{kind}"
        (file,) = write(visit.actor, place, [noun], lang=visit.lang, tell=_quietly)
        return sheets.download(name_of(noun, visit.lang), file.read_bytes(), kind)


def _quietly(_noun: str, _count: int) -> None:
    """Nobody waits for progress here: the browser shows its own."""

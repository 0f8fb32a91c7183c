"""One import from its files to its report: read outside, saved inside one transaction."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from qitao.base.actor import Actor
from qitao.base.refusal import Refusal
from qitao.links.actions import runs, watch
from qitao.links.actions.imports import WHOLE, import_rows
from qitao.links.actions.watch import Undone, Watch
from qitao.links.models import ImportRun
from qitao.links.queries import Folder
from qitao.links.rules.mapping import parse_mapping
from qitao.links.rules.native import native_mapping
from qitao.links.rules.rows import Reading
from qitao.links.rules.tables import Mapped, Mapper
from qitao.links.values import (
    FAULTS_KEPT_MAX,
    IMPORT_FAULTS,
    IMPORT_STOPPED,
    ImportRunId,
    RunState,
)
from qitao.links.values.imports import ImportDone, Preview, RowFault
from qitao.links.values.mapping import Cell, Mapping, MappingFault

BEAT_SECONDS = 0.5
OF_A_FILE = frozenset({"TABLE_UNKNOWN", "COLUMN_UNKNOWN"})


@dataclass(frozen=True, slots=True)
class BadCell:
    """A bad cell with its place in the files; words by `rules.words.explain`."""

    noun: str
    table: str
    line: int
    field: str
    column: str
    value: str
    code: str
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table that was read: how many of its rows the mapping took and left out."""

    noun: str
    table: str
    rows: int
    left_out: int


@dataclass(slots=True)
class Outcome:
    """How an import ended."""

    state: RunState
    done: ImportDone | None = None
    tables: list[TableRead] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)
    faults: list[BadCell] = field(default_factory=list)
    faults_count: int = 0
    refusal: Refusal | None = None


def carry_out(run: ImportRunId, actor: Actor, *, onlooker: Watch | None = None) -> Outcome | None:
    """Carry a waiting import out and write down how it ended; None where another process has it.

    Not an `@action`: the files are read before the one transaction that saves all their rows.
    """
    if not runs.begin(run):
        return None
    row = ImportRun.objects.get(pk=run)
    seen = onlooker or Watch()
    seen.dry = row.dry_run
    outcome = Outcome(RunState.FAILED)
    try:
        with _beating(run, seen):
            outcome = _import(row, actor, seen)
    except Refusal as refusal:
        outcome = Outcome(RunState.REFUSED, refusal=refusal, faults_count=1)
        if refusal.code is IMPORT_STOPPED:
            outcome = Outcome(RunState.STOPPED)
    finally:
        _write_down(run, outcome)
    return outcome


def _import(row: ImportRun, actor: Actor, seen: Watch) -> Outcome:
    folder = Folder(Path(row.source))
    mapping, wrong = read_mapping(row.mapping, folder, row.parameters)
    if wrong:
        cells = [_of_mapping(fault) for fault in wrong]
        return Outcome(RunState.REFUSED, faults=cells, faults_count=len(cells))
    mapper = Mapper(mapping, folder.open_table)
    seen.stage = "read"
    mapped = [one for step in mapping.steps if (one := mapper.apply(step)) is not None]
    if mapper.faults:
        cells = [
            BadCell(one.noun, "", one.line, one.field, "", "", one.code, one.evidence)
            for one in mapper.faults
        ]
        return Outcome(RunState.REFUSED, faults=cells, faults_count=len(cells))
    outcome = _save(ImportRunId(row.pk), actor, mapping, mapped, seen)
    outcome.tables = [
        TableRead(one.step.noun, one.table, len(one.batch.rows), one.left_out) for one in mapped
    ]
    outcome.previews = list(seen.previews.values())
    return outcome


def read_mapping(
    text: str, folder: Folder, parameters: dict[str, str]
) -> tuple[Mapping, list[MappingFault]]:
    """Return the mapping of a text, or the one that our own names make, with parameters set."""
    if not text:
        tables = [
            (source, table.name, table.columns)
            for source in folder.list_sources()
            if (table := folder.open_table(source)) is not None and table.columns
        ]
        mapping, faults = native_mapping(tables)
    else:
        mapping, faults = parse_mapping(text)
    unknown = [name for name in parameters if name not in mapping.parameters]
    faults += [
        MappingFault(
            0, "parameters", "PARAMETER_UNKNOWN", {"name": name, "names": [*mapping.parameters]}
        )
        for name in unknown
    ]
    merged = {**mapping.parameters, **parameters}
    return (
        Mapping(
            mapping.title, mapping.steps, merged, mapping.empty, mapping.dates, mapping.time_zone
        ),
        faults,
    )


def _save(
    run: ImportRunId, actor: Actor, mapping: Mapping, mapped: Sequence[Mapped], seen: Watch
) -> Outcome:
    unmapped = [
        RowFault(place, one.row, one.field, one.code, one.value)
        for place, mapped_one in enumerate(mapped)
        for one in mapped_one.faults
    ]
    seen.note(unmapped)
    batches = tuple(one.batch for one in mapped)
    reading = Reading(mapping.dates, mapping.time_zone)
    try:
        with watch.watched(seen):
            if unmapped:
                seen.dry = True
            done = import_rows(actor=actor, batches=batches, reading=reading, run=run)
        return Outcome(RunState.DONE, done)
    except Undone as undone:
        if not unmapped:
            return Outcome(RunState.TRIED, undone.done)
    except Refusal as refusal:
        if refusal.code is not IMPORT_FAULTS:
            raise
    named = {(one.batch, one.row, one.field) for one in unmapped}
    kept = [
        one
        for one in seen.faults
        if one.code != "MISSING" or (one.batch, one.row, one.field) not in named
    ]
    kept.sort(key=lambda one: (one.batch, one.row))
    cells = [_of_row(one, mapped) for one in kept]
    return Outcome(
        RunState.REFUSED,
        faults=cells,
        faults_count=seen.faults_count - len(seen.faults) + len(kept),
    )


def _of_row(fault: RowFault, mapped: Sequence[Mapped]) -> BadCell:
    one = mapped[fault.batch]
    line = one.lines[fault.row] if fault.row != WHOLE and one.lines else 0
    cell = one.step.columns.get(fault.field, Cell(column=fault.field))
    return BadCell(
        one.step.noun,
        one.table,
        line,
        fault.field,
        cell.column or (cell.rank.of[0] if cell.rank and cell.rank.of else "") or "",
        _written(one, fault),
        fault.code,
        fault.evidence,
    )


def _written(one: Mapped, fault: RowFault) -> str:
    """Return what the mapping made of the cell, else what the fault says."""
    if fault.row == WHOLE or fault.field not in one.batch.columns:
        return fault.value
    return one.batch.rows[fault.row][one.batch.columns.index(fault.field)] or fault.value


def _of_mapping(fault: MappingFault) -> BadCell:
    """Place a fault: a file or sheet of no mapping is a table, all else a key of the mapping."""
    value = str(fault.evidence.get("value", ""))
    table, field = (fault.path, "") if fault.code in OF_A_FILE else ("", fault.path)
    column = value if fault.code == "COLUMN_UNKNOWN" else ""
    return BadCell("", table, fault.line, field, column, value, fault.code, dict(fault.evidence))


@contextmanager
def _beating(run: ImportRunId, seen: Watch) -> Iterator[None]:
    """Write progress down twice a second on a connection of its own, and hear a stop."""
    over = threading.Event()

    def tick() -> None:
        try:
            while not over.wait(BEAT_SECONDS):
                with suppress(DatabaseError):  # a beat may be missed; the import itself will tell
                    if runs.beat(run, stage=seen.stage, done=seen.done, total=seen.total):
                        seen.stop.set()
        finally:
            connection.close()

    thread = threading.Thread(target=tick, name=f"import-{run}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _write_down(run: ImportRunId, outcome: Outcome) -> None:
    report = {
        "batches": [asdict(batch) for batch in outcome.done.batches] if outcome.done else [],
        "tables": [asdict(table) for table in outcome.tables],
        "previews": [asdict(preview) for preview in outcome.previews],
    }
    if outcome.refusal is not None:
        report["refusal"] = [
            {"code": outcome.refusal.code.code, "evidence": outcome.refusal.evidence}
        ]
    faults = [
        {
            "number": number,
            "noun": cell.noun,
            "table": cell.table[:300],
            "line": cell.line,
            "field": cell.field[:100],
            "column": cell.column[:300],
            "value": cell.value[:300],
            "code": cell.code,
            "evidence": cell.evidence,
        }
        for number, cell in enumerate(outcome.faults[:FAULTS_KEPT_MAX])
    ]
    runs.end(
        run,
        outcome.state,
        count=outcome.faults_count,
        report=runs.to_json(report),
        faults=runs.to_json(faults),
    )

"""Imports as people ask for them: planned, watched, stopped; the rows come in one transaction."""

import json
import re
import shutil
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Annotated

from django.conf import settings
from pydantic import Field

from qitao.base import clock
from qitao.base.action import action, durably
from qitao.base.actor import Actor, Door
from qitao.base.ids import new_key
from qitao.base.jobs import defer
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.links.models import ImportRun
from qitao.links.rules.mapping import parse_mapping
from qitao.links.values import (
    FAULTS_TOLD_MAX,
    MAPPING_INVALID,
    RUN_FINISHED,
    SOURCE_MISSING,
    ImportRows,
    ImportRunId,
    RunState,
)

sql = SqlRoom("qitao.links")
DEAD_AFTER = timedelta(seconds=60)
JOB = "links.run_import"
NAME_CHARS_MAX = 200
UPLOAD = re.compile("[0-9a-f]{32}")
UPLOAD_DAYS_KEPT = 30
"""So long an uploaded file can be imported, or its columns chosen anew."""
FORGOTTEN_LOOKED_AT_MAX = 100_000


@dataclass(frozen=True, slots=True)
class ImportPlanned:
    """An import that waits for its turn."""

    import_run: ImportRunId
    state: RunState


def uploads() -> Path:
    """Return the folder under which uploaded files are kept."""
    return Path(settings.DATA) / "imports"


def keep_upload(files: MappingOf[str, bytes]) -> str:
    """Keep uploaded files by name in a folder of their own; return it for `plan_import`."""
    folder = uploads() / new_key()
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / Path(name).name[:NAME_CHARS_MAX]).write_bytes(content)
    return str(folder)


def forget_uploads() -> int:
    """Delete what was uploaded more than `UPLOAD_DAYS_KEPT` days ago; return how many uploads.

    What a run still waits for or reads stays; the record of a run stays in any case.
    """
    if not uploads().is_dir():
        return 0
    before = (clock.now() - timedelta(days=UPLOAD_DAYS_KEPT)).timestamp()
    in_use = set(
        ImportRun.objects.filter(state__in=[RunState.WAITING, RunState.RUNNING]).values_list(
            "source", flat=True
        )
    )
    old = [
        folder
        for folder in islice(uploads().iterdir(), FORGOTTEN_LOOKED_AT_MAX)
        if UPLOAD.fullmatch(folder.name)
        and folder.stat().st_mtime < before
        and str(folder) not in in_use
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def find_upload(name: str) -> str | None:
    """Return the folder of uploaded files, by the last part of what `keep_upload` returned."""
    folder = uploads() / name
    return str(folder) if UPLOAD.fullmatch(name) and folder.is_dir() else None


@action(permission=ImportRows)
def plan_import(
    *,
    actor: Actor,
    source: Annotated[str, Field(min_length=1, max_length=1000)],
    mapping: str = "",
    parameters: dict[str, str] | None = None,
    dry_run: bool = False,
    background: bool = True,
) -> ImportPlanned:
    """Ask for the import of uploaded files by a mapping (YAML; none: files that bear our names).

    `dry_run` tries everything and writes nothing. Refuses `MAPPING_INVALID` with every fault, and
    `SOURCE_MISSING` for files that are not there, or were not uploaded (only the command line reads
    others).
    """
    title = ""
    if mapping:
        parsed, faults = parse_mapping(mapping)
        if faults:
            told = [fault.flat() for fault in faults[:FAULTS_TOLD_MAX]]
            raise Refusal(MAPPING_INVALID, count=len(faults), faults=told, place=told[0]["line"])
        title = parsed.title.get(actor.lang) or parsed.title.get("zh") or ""
    _check_source(actor, source)
    title = title or _files_of(source)
    run = ImportRun.objects.create(
        title=title[:NAME_CHARS_MAX],
        source=source,
        mapping=mapping,
        parameters=parameters or {},
        dry_run=dry_run,
        user_id=actor.user or None,
        lang=actor.lang,
    )
    number = ImportRunId(run.pk)
    if background:
        defer(JOB, run=number)
    return ImportPlanned(number, RunState.WAITING)


def _files_of(source: str) -> str:
    """Return the names of uploaded files: the folder that keeps them has none."""
    folder = Path(source)
    if not folder.is_dir() or folder.parent != uploads():
        return ""
    return ", ".join(sorted(file.name for file in folder.iterdir()))


def _check_source(actor: Actor, source: str) -> None:
    path = Path(source).resolve()
    if actor.door is not Door.CLI and not path.is_relative_to(uploads().resolve()):
        raise Refusal(SOURCE_MISSING, file=path.name)
    if not path.exists():
        raise Refusal(SOURCE_MISSING, file=source)


@action(permission=ImportRows)
def stop_import(*, actor: Actor, run: ImportRunId) -> ImportPlanned:
    """Ask a waiting or running import to stop; nothing of it is written.

    Refuses `RUN_FINISHED` where it has ended already. What somebody else asked for may name rows of
    any plant: to stop it needs the right everywhere.
    """
    if not ImportRun.objects.filter(pk=run, user_id=actor.user).exists():
        actor.check_everywhere(ImportRows)
    state = sql.value("ask_to_stop", run=run, at=clock.now())
    if state is None:
        raise Refusal(RUN_FINISHED, run=run)
    return ImportPlanned(run, RunState(state))


def begin(run: ImportRunId) -> bool:
    """Take a waiting import for this process; False where another has it or it has ended."""
    now = clock.now()
    given = {"run": run, "at": now, "dead_before": now - DEAD_AFTER}
    return durably(lambda: sql.value("begin_run", **given)) is not None


def end(run: ImportRunId, state: RunState, *, count: int, report: str, faults: str) -> None:
    """Say how an import ended."""
    given = {"run": run, "state": str(state), "at": clock.now(), "count": count}
    durably(lambda: sql.run("end_run", **given, report=report, faults=faults))


def beat(run: ImportRunId, *, stage: str, done: int, total: int) -> bool:
    """Say how far a running import is; return whether somebody asked it to stop."""
    given = {"run": run, "stage": stage, "done": done, "total": total, "at": clock.now()}
    return bool(durably(lambda: sql.value("beat", **given)))


def end_dead_runs() -> int:
    """End imports whose process died; nothing of them was written. Return how many."""
    now = clock.now()
    return len(durably(lambda: sql.values("end_dead_runs", at=now, dead_before=now - DEAD_AFTER)))


def to_json(value: object) -> str:
    """Return plain JSON for a report."""
    return json.dumps(value, ensure_ascii=False, default=str)

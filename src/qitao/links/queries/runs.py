"""Imports with their progress and bad rows."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qitao.base.ids import UserId
from qitao.base.paging import FIRST, Ask, page
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.links.values import ImportRunId, RunState

sql = SqlRoom("qitao.links")


def _parse(row: object, name: str) -> None:
    """Read a JSON column of a fresh row; Django's connection hands it out as text."""
    value = getattr(row, name)
    if isinstance(value, str):
        object.__setattr__(row, name, json.loads(value))


@dataclass(frozen=True, slots=True)
class RunItem:
    """An import; `report` holds batches, preview and the tables that were read."""

    id: ImportRunId
    title: str
    source: str
    dry_run: bool
    state: RunState
    user_id: UserId | None
    user_name: str
    asked_at: datetime
    started_at: datetime | None
    beat_at: datetime | None
    finished_at: datetime | None
    stage: str
    rows_done: int
    rows_total: int
    stop_asked: bool
    faults: int
    report: dict[str, Any]

    def __post_init__(self) -> None:
        _parse(self, "report")


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The files of an import, its mapping as text, and the mapping's parameters."""

    source: str
    mapping: str
    parameters: dict[str, str]

    def __post_init__(self) -> None:
        _parse(self, "parameters")


@dataclass(frozen=True, slots=True)
class FaultItem:
    """A bad cell: where it stands and why it is bad; words by `rules.words.explain`."""

    id: int
    number: int
    noun: str
    table: str
    line: int
    field: str
    column: str
    value: str
    code: str
    evidence: dict[str, Any]

    def __post_init__(self) -> None:
        _parse(self, "evidence")


def list_runs(
    ask: Ask = FIRST, *, user: UserId | None = None, run: ImportRunId | None = None
) -> list[RunItem]:
    """Return imports, perhaps only those of one person."""
    return page(sql, "list_runs", RunItem, ask, user=user, run=run)


def get_run(run: ImportRunId, *, user: UserId | None = None) -> RunItem:
    """Return one import, perhaps only where one person asked for it; refuses `NOT_FOUND`."""
    rows = list_runs(run=run, user=user)
    if not rows:
        raise Refusal(NOT_FOUND, noun="import_run", id=run)
    return rows[0]


def get_plan(run: ImportRunId) -> RunPlan:
    """Return what an import was asked to do, so that a trial can be carried out for good."""
    return sql.one("get_plan", RunPlan, run=run)


def list_faults(run: ImportRunId, ask: Ask = FIRST) -> list[FaultItem]:
    """Return the bad cells of an import, in the order of the files (sort by `number`)."""
    return page(sql, "list_faults", FaultItem, ask, run=run)

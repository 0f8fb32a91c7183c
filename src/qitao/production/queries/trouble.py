"""What the engine gave up or stumbled over, with the order that it holds, by plant."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.flow.values import IncidentId, JobId
from qitao.production.values import WorkOrderId

sql = SqlRoom("qitao.production")
LIST_MAX = 200


def _parsed(row: object, name: str) -> None:
    value = getattr(row, name)
    if isinstance(value, str):
        object.__setattr__(row, name, json.loads(value))


@dataclass(frozen=True, slots=True)
class OrderIncident:
    """An open incident; one that `holds` a token is closed by re-driving the order."""

    id: IncidentId
    code: str
    evidence: Mapping[str, Any]
    opened_at: datetime
    order: WorkOrderId | None
    number: str | None
    plant: PlantId | None
    node: str | None
    node_name: str | None
    node_name_en: str | None
    holds: bool

    def __post_init__(self) -> None:
        _parsed(self, "evidence")


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that was tried as often as its step allows."""

    id: JobId
    step: str
    attempts: int
    last_error: Mapping[str, Any]
    finished_at: datetime | None
    order: WorkOrderId | None
    number: str | None
    plant: PlantId | None
    node: str
    node_name: str
    node_name_en: str

    def __post_init__(self) -> None:
        _parsed(self, "last_error")


def list_incidents(
    plants: Collection[PlantId] | None, *, limit: int = LIST_MAX
) -> list[OrderIncident]:
    """Return open incidents, oldest first; those of no order only without bounds."""
    return sql.all(
        "list_incidents", OrderIncident, plants=_list(plants), limit=min(limit, LIST_MAX)
    )


def list_dead_jobs(plants: Collection[PlantId] | None, *, limit: int = LIST_MAX) -> list[DeadJob]:
    """Return the dead letters: jobs that nobody asks again unless a person says so."""
    return sql.all("list_dead_jobs", DeadJob, plants=_list(plants), limit=min(limit, LIST_MAX))


def _list(plants: Collection[PlantId] | None) -> list[PlantId] | None:
    return None if plants is None else sorted(plants)

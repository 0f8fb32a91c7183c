"""What should hold about kits; a finding is where it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qitao.base import clock
from qitao.base.checks import FINDINGS_MAX, Finding, check
from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.kitting import queries
from qitao.kitting.values import PLANT_TIMEOUT_MS, STALE_AFTER_SECONDS
from qitao.people import queries as people

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class Loose:
    """A source whose lines or shortages do not fit its verdict row."""

    source_type: str
    source_id: int
    fault: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A stored verdict that a fresh check would not give."""

    source_type: str
    source_id: int
    label: str
    stored: str
    computed: str


@dataclass(frozen=True, slots=True)
class Neglected:
    """A plant whose verdicts nobody has looked after."""

    plant: PlantId
    clean_at: datetime | None


@check
def demand_lines_fit_their_sources() -> Iterator[Finding]:
    """Every demand line ranks like its source, and every verdict counts its short lines."""
    for row in sql.all("list_loose", Loose, limit=FINDINGS_MAX):
        yield Finding(f"{row.source_type}:{row.source_id}", {"fault": row.fault})


@check
def verdicts_are_looked_after() -> Iterator[Finding]:
    """Each plant's verdicts were in line with stock and demand within the time the plant allows."""
    rows = sql.all("list_neglected", Neglected, at=clock.now(), stale_after=STALE_AFTER_SECONDS)
    for row in rows:
        yield Finding(f"plant:{row.plant}", {"since": row.clean_at})


@check
def verdicts_equal_a_fresh_check() -> Iterator[Finding]:
    """Where nothing changed since the last check, a fresh check gives the stored verdicts."""
    for plant in queries.list_plants_kitting():
        sweep = queries.find_sweep(plant)
        if sweep is None or sweep.fingerprint != queries.fingerprint(plant).total:
            continue
        today = people.day_in(plant)
        with queries.bounded(PLANT_TIMEOUT_MS, **queries.PLANT_SETTINGS):
            rows = sql.all(
                "list_differing", Differing, plant=plant, today=today, limit=FINDINGS_MAX
            )
        for row in rows:
            yield Finding(
                f"{row.source_type}:{row.source_id}",
                {"label": row.label, "stored": row.stored, "computed": row.computed},
            )

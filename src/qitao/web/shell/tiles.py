"""Tiles of the system's health: what was found when it was asked just now, never remembered."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import Error
from psycopg import Error as PsycopgError

from qitao.base import audit, clock, vitals
from qitao.base.checks import CHECKS
from qitao.base.refusal import Refusal
from qitao.base.sql import asked_once
from qitao.kitting.queries.bounds import Unanswered, bounded

DISK_FREE_SHARE_MIN = 0.1
SEAL_SECONDS_MAX = 120
HELD_SECONDS_MAX = 30
QUEUE_SECONDS_MAX = 120
WORKER_SILENT_SECONDS_MAX = 60
"""A worker gives a sign of life every ten seconds (`server.rescue`)."""
PING_MILLISECONDS_MAX = 100
CHECK_MILLISECONDS_MAX = 1_500
"""A check of the desk that takes longer is not known; the health page lets it run on."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what was found, in words of `ui.health.<name>`."""

    name: str
    outcome: str
    evidence: dict[str, Any] = field(default_factory=dict)
    words: str = ""
    """Which words say it, where the outcome alone does not tell them."""

    @property
    def said(self) -> str:
        """The last part of the key of its words."""
        return self.words or self.outcome


def asked(name: str, ask: Callable[[], Tile]) -> Tile:
    """Ask; what does not answer is unknown, never green."""
    try:
        return ask()
    except (Error, PsycopgError, OSError, Refusal, Unanswered) as error:
        return Tile(name, "unknown", {"error": str(error)})


def ask_database() -> Tile:
    """Ask the database, and how quickly it answers."""
    begun = perf_counter()
    found = vitals.get_database_vitals()
    milliseconds = round((perf_counter() - begun) * 1000, 1)
    outcome = "pass" if milliseconds <= PING_MILLISECONDS_MAX else "fail"
    return Tile(
        "database",
        outcome,
        {
            "version": found.version,
            "megabytes": found.bytes // 1_000_000,
            "milliseconds": milliseconds,
        },
    )


def ask_worker() -> Tile:
    """Ask how the jobs stand: whether somebody does them, what waits, what failed."""
    found = vitals.get_job_vitals()
    if found.silent is None or found.silent > WORKER_SILENT_SECONDS_MAX:
        words = "gone" if found.silent is None else "silent"
        return Tile("worker", "fail", asdict(found), words)
    outcome = "fail" if found.failed or found.seconds > QUEUE_SECONDS_MAX else "pass"
    return Tile("worker", outcome, asdict(found))


def ask_seal() -> Tile:
    """Ask when the journal was sealed last."""
    state = audit.find_seal_state()
    if state is None:
        return Tile("seal", "unknown")
    age = clock.now() - state.sealed_at
    late = state.unsealed > 0 and age.total_seconds() > SEAL_SECONDS_MAX
    return Tile("seal", "fail" if late else "pass", {"unsealed": state.unsealed, "age": age})


def ask_followers() -> Tile:
    """Ask whether live pages and links follow, or wait for a transaction that was left open."""
    found = vitals.get_journal_held()
    outcome = "fail" if found.seconds > HELD_SECONDS_MAX else "pass"
    return Tile("followers", outcome, asdict(found))


def ask_disk() -> Tile:
    """Ask how much room is left."""
    usage = shutil.disk_usage(settings.DATA if settings.DATA.exists() else settings.CHECKOUT)
    share = usage.free / usage.total
    outcome = "pass" if share >= DISK_FREE_SHARE_MIN else "fail"
    return Tile(
        "disk", outcome, {"free": usage.free // 1_000_000_000, "percent": round(share * 100)}
    )


def ask_checks(name: str, floors: Sequence[str]) -> Tile:
    """Run every check of some floors, each within its time; the first that does not hold tells."""
    chosen = [check for check in CHECKS.values() if check.floor in floors]

    def run() -> list[int]:
        with bounded(CHECK_MILLISECONDS_MAX):
            return [len(list(check.run())) for check in chosen]

    found = sum(asked_once(f"tile {name}", run))
    return Tile(name, "fail" if found else "pass", {"checks": len(chosen), "count": found})


def ask_backup() -> Tile:
    """Say that no backup is set up: there is none yet that could be asked."""
    return Tile("backup", "fail")

"""健康: a few figures, each green only because it was asked just now."""

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpResponse
from psycopg import Error as PsycopgError

from qitao.base import audit, clock, vitals
from qitao.base.checks import CHECKS
from qitao.base.refusal import Refusal
from qitao.base.values import ViewJournal
from qitao.web.shell.page import page
from qitao.web.shell.visit import Visit

DISK_FREE_SHARE_MIN = 0.1
SEAL_SECONDS_MAX = 120
QUEUE_SECONDS_MAX = 120
PING_MILLISECONDS_MAX = 100


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what was found, in words of `ui.health.<name>`."""

    name: str
    outcome: str
    evidence: dict[str, Any] = field(default_factory=dict)


@page(permission=ViewJournal)
def health(visit: Visit) -> HttpResponse:
    """Show how the system feels; on request run every check of the house, over all plants."""
    if visit.query.get("checks"):
        visit.actor.check_everywhere(ViewJournal)
    tiles = [_asked(name, ask) for name, ask in ASKED.items()]
    found = _run_checks() if visit.query.get("checks") else None
    return visit.show("journal/health.html", tiles=tiles, found=found, at=clock.now())


def _asked(name: str, ask: Callable[[], Tile]) -> Tile:
    """Ask; what does not answer is unknown, never green."""
    try:
        return ask()
    except (Error, PsycopgError, OSError, Refusal) as error:
        return Tile(name, "unknown", {"error": str(error)})


def _database() -> Tile:
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


def _worker() -> Tile:
    found = vitals.get_job_vitals()
    outcome = "fail" if found.failed or found.seconds > QUEUE_SECONDS_MAX else "pass"
    return Tile("worker", outcome, asdict(found))


def _seal() -> Tile:
    state = audit.find_seal_state()
    if state is None:
        return Tile("seal", "unknown")
    age = int((clock.now() - state.sealed_at).total_seconds())
    late = state.unsealed > 0 and age > SEAL_SECONDS_MAX
    return Tile("seal", "fail" if late else "pass", {"unsealed": state.unsealed, "seconds": age})


def _disk() -> Tile:
    usage = shutil.disk_usage(settings.DATA if settings.DATA.exists() else settings.CHECKOUT)
    share = usage.free / usage.total
    outcome = "pass" if share >= DISK_FREE_SHARE_MIN else "fail"
    return Tile(
        "disk", outcome, {"free": usage.free // 1_000_000_000, "percent": round(share * 100)}
    )


ASKED: dict[str, Callable[[], Tile]] = {
    "database": _database,
    "worker": _worker,
    "seal": _seal,
    "disk": _disk,
}


def _run_checks() -> list[tuple[str, str, list[Any]]]:
    """Run every check: (name, outcome, findings)."""
    results: list[tuple[str, str, list[Any]]] = []
    for name, check in sorted(CHECKS.items()):
        try:
            findings = list(check.run())
        except (Error, PsycopgError) as error:
            results.append((name, "unknown", [str(error)]))
        else:
            results.append((name, "fail" if findings else "pass", findings))
    return results

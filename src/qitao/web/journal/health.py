"""健康: a few figures, each green only because it was asked just now."""

from collections.abc import Callable
from platform import python_version
from typing import Any

from django import get_version
from django.db import Error
from django.http import HttpResponse
from psycopg import Error as PsycopgError

from qitao.base import clock
from qitao.base.checks import CHECKS
from qitao.base.values import ViewJournal
from qitao.web.shell import tiles
from qitao.web.shell.page import page
from qitao.web.shell.tiles import Tile
from qitao.web.shell.visit import Visit

ASKED: dict[str, Callable[[], Tile]] = {
    "database": tiles.ask_database,
    "worker": tiles.ask_worker,
    "seal": tiles.ask_seal,
    "followers": tiles.ask_followers,
    "disk": tiles.ask_disk,
    "backup": tiles.ask_backup,
}


@page(permission=ViewJournal)
def health(visit: Visit) -> HttpResponse:
    """Show how the system feels; on request run every check of the house, over all plants."""
    if visit.query.get("checks"):
        visit.actor.check_everywhere(ViewJournal)
    asked = [tiles.asked(name, ask) for name, ask in ASKED.items()]
    found = _run_checks() if visit.query.get("checks") else None
    return visit.show(
        "journal/health.html",
        tiles=asked,
        found=found,
        at=clock.now(),
        django=get_version(),
        python=python_version(),
    )


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

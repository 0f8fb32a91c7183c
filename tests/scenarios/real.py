"""Real files for tests: how they are read, brought in, and how a house is compared with itself."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from qitao.base.actor import Actor, Door
from qitao.links import actions
from qitao.links.actions import Outcome

HOUSE = Actor.system(cause="test", door=Door.CLI)
MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "mappings"
Rows = list[dict[str, str]]
OF_THE_RUN = (
    "base_journal%",
    "base_request%",
    "links_%",
    "pghistory_%",
    "procrastinate_%",
    "%event",
)
"""Tables that tell of an import itself; histories are looked at by their number of rows."""


def read(file: Path) -> Rows:
    """Return the rows of a CSV file by column."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def bring_in(source: Path, mapping: str, *, dry_run: bool = False, **parameters: str) -> Outcome:
    """Import a folder by one of the shipped mappings, in this process."""
    planned = actions.plan_import(
        actor=HOUSE,
        source=str(source),
        mapping=(MAPPINGS / f"{mapping}.yaml").read_text(encoding="utf-8"),
        parameters=parameters,
        dry_run=dry_run,
        background=False,
    )
    outcome = actions.carry_out(planned.import_run, HOUSE)
    assert outcome is not None
    return outcome


def rows_of(query: str, *given: object) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(query, given or None)
        return list(cursor.fetchall())


def value_of(query: str) -> Any:
    """Return the only value of a query."""
    return rows_of(query)[0][0]


def fingerprints() -> dict[str, str]:
    """Return a digest of every table's whole content, to see that nothing at all has changed."""
    tables = rows_of(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
        "AND relnamespace = 'public'::regnamespace AND relname NOT LIKE ALL (%s)",
        list(OF_THE_RUN),
    )
    histories = rows_of(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%event'"
    )
    digest = "md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\"), ''))"
    return {
        **_asked((name, digest) for (name,) in tables),
        **_asked((name, "count(*)::text") for (name,) in histories),
    }


def _asked(tables: Iterable[tuple[str, str]]) -> dict[str, str]:
    query = " UNION ALL ".join(f"SELECT '{name}', {what} FROM {name} t" for name, what in tables)
    return dict(rows_of(query))

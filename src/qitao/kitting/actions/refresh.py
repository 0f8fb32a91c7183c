"""Keep verdicts in line with what they rest on: pull, compare, check again.

Nothing rings here from the hot path of stock or orders. Each look compares a sum over stock,
reservations, supply and demand with the one that the last check saw, so no change can be missed
and nothing is lost at a restart. While a check fails, `clean_at` stands still and the verdicts grow
stale by themselves.
"""

import time
from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import durably
from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.kitting import queries, rules
from qitao.kitting.actions.check import check_plant
from qitao.kitting.queries import Unanswered
from qitao.kitting.rules import SweepRow

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at one plant found: nothing new, checked again, or changed but not due yet."""

    plant: PlantId
    changed: bool
    checked: bool


def refresh_kits() -> list[Refreshed]:
    """Look at every plant with demand and check anew those where something changed.

    Not an `@action`: verdicts are derived, and an entry every few seconds would say nothing. Raises
    `Unanswered` after all plants where one did not answer.
    """
    done, fault = [], None
    for plant in queries.list_plants_kitting():
        try:
            done.append(refresh_plant(plant))
        except Unanswered as unanswered:
            fault = unanswered
    if fault is not None:
        raise fault
    return done


def refresh_plant(plant: PlantId) -> Refreshed:
    """Look at one plant in one transaction; may raise `Unanswered`: the next look tries again."""
    return durably(lambda: _look(plant))


def _look(plant: PlantId) -> Refreshed:
    at = clock.now()
    sweep = sql.one("lock_sweep", SweepRow, plant=plant)
    found = queries.fingerprint(plant)
    if rules.holds(sweep, found, at):
        _note(plant, sweep, clean_at=at)
        return Refreshed(plant, changed=False, checked=False)
    if not rules.is_due(sweep, at):
        return Refreshed(plant, changed=True, checked=False)
    started = time.monotonic()
    left = check_plant(plant)
    sql.run(
        "store_sweep",
        plant=plant,
        fingerprint=None if left else found.total,
        clean_at=at,
        checked_at=at,
        took_ms=round((time.monotonic() - started) * 1000),
    )
    return Refreshed(plant, changed=True, checked=True)


def _note(plant: PlantId, sweep: SweepRow, *, clean_at: object) -> None:
    sql.run(
        "store_sweep",
        plant=plant,
        fingerprint=sweep.fingerprint,
        clean_at=clean_at,
        checked_at=None,
        took_ms=None,
    )

"""Closing business time: what was posted before stays as it was."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.refusal import NOT_FOUND, Refusal
from qitao.base.sql import SqlRoom
from qitao.stock import rules
from qitao.stock.values import ClosePeriod, PeriodId, PeriodRow

sql = SqlRoom("qitao.stock")


@dataclass(frozen=True, slots=True)
class PeriodClosed:
    """The period that is closed now, its end, and how many accounts were frozen."""

    period: PeriodId
    ends_at: datetime
    accounts: int


@dataclass(frozen=True, slots=True)
class PeriodOpened:
    """The period that takes movements again."""

    period: PeriodId


@dataclass(frozen=True, slots=True)
class Written:
    """The period's row as written."""

    id: PeriodId
    closings: int


@action(permission=ClosePeriod)
def close_period(*, actor: Actor, plant: PlantId, ends_on: date) -> PeriodClosed:
    """Close a plant's business time up to the end of `ends_on`, and freeze what lay there then.

    Guarantees that no movement with an earlier `happened_at` is posted from now on. Refuses
    `PERIOD_NOT_OVER` for a day that is not over, `PERIOD_NOT_NEXT` for one closed before (a
    reopened period is closed again first).
    """
    actor.check_scope(ClosePeriod, plant=plant)
    zone = sql.value("get_zone", plant=plant)
    if zone is None:
        raise Refusal(NOT_FOUND, noun="plant", id=plant)
    sql.run("lock_period", plant=plant)
    last = sql.find("find_last_period", PeriodRow, plant=plant)
    # the calendar's last day has no morrow, and is not over either
    ends_at = datetime.combine(ends_on, time(), ZoneInfo(zone))
    ends_at += timedelta(days=ends_on < date.max)
    rules.check_closing(last, ends_at, clock.now())
    again = last is not None and last.ends_at == ends_at
    starts_at = last and (last.starts_at if again else last.ends_at)
    row = sql.one(
        "write_period", Written, plant=plant, starts_at=starts_at, ends_at=ends_at, actor=actor.user
    )
    frozen = sql.run(
        "freeze_period",
        period=row.id,
        closing=row.closings,
        plant=plant,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return PeriodClosed(row.id, ends_at, frozen)


@action(permission=ClosePeriod)
def reopen_period(*, actor: Actor, period: PeriodId, plant: PlantId) -> PeriodOpened:
    """Let the latest closed period of a plant take movements again; its snapshots stay on record.

    Refuses `PERIOD_NOT_LAST` for an earlier period, or one that is open.
    """
    actor.check_scope(ClosePeriod, plant=plant)
    sql.run("lock_period", plant=plant)
    rules.check_reopening(period, sql.find("find_last_period", PeriodRow, plant=plant))
    sql.run("open_period", period=period, actor=actor.user)
    return PeriodOpened(period)

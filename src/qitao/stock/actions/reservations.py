"""Putting stock aside for those who will need it, once, and giving it back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import Quantity
from qitao.base.sql import FEW, SqlRoom
from qitao.catalog.values import MaterialId
from qitao.stock import rules
from qitao.stock.actions.columns import array, texts
from qitao.stock.values import (
    HOLDERS_MAX,
    RESERVE_LINES_MAX,
    BusinessRef,
    ReserveLine,
    ReserveStock,
)

sql = SqlRoom("qitao.stock")


@dataclass(frozen=True, slots=True)
class ReserveShortage:
    """A demand that could not be met in full; `have` counts what lay free for it."""

    holder: BusinessRef
    material: MaterialId
    have: Quantity
    want: Quantity


@dataclass(frozen=True, slots=True)
class Reserved:
    """How many reservations were written, how many holders have all they asked for, what lacks."""

    reservations: int
    complete: int
    short: tuple[ReserveShortage, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """How many reservations were given back."""

    reservations: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reserving function said."""

    reserved: int
    complete: int
    short: str | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What the releasing function said."""

    released: int
    plants: list[PlantId] | None


@action(permission=ReserveStock)
def reserve(*, actor: Actor, lines: tuple[ReserveLine, ...], whole: bool = False) -> Reserved:
    """Put stock aside up to what each line asks, first come first served in the order given.

    What a holder's line has already counts towards it, so that asking again changes nothing.
    `whole` gives a holder all of its lines or nothing. Accounts are chosen by earliest expiry,
    then picking sequence, then age; expired lots are left. What lacks is returned, not refused.
    """
    if not lines:
        return Reserved(0, 0, ())
    rules.check_count(lines, RESERVE_LINES_MAX)
    for plant in {line.plant for line in lines}:
        actor.check_scope(ReserveStock, plant=plant)
    answer = sql.one(
        "reserve_few" if len(lines) <= FEW else "reserve",
        Answer,
        **_holders([line.holder for line in lines]),
        materials=array(line.material for line in lines),
        plants=array(line.plant for line in lines),
        locations=array(line.location for line in lines),
        lots=array(line.lot for line in lines),
        quantities=array(line.quantity for line in lines),
        whole=whole,
        at=clock.now(),
    )
    told = json.loads(answer.short or "[]")
    short = tuple(_shortage(lines[each["line"] - 1], each) for each in told)
    return Reserved(answer.reserved, answer.complete, short)


@action(permission=ReserveStock)
def release_reservations(*, actor: Actor, holders: tuple[BusinessRef, ...]) -> Released:
    """Give back what the holders have put aside; a holder with line 0 means all of its lines."""
    if not holders:
        return Released(0)
    rules.check_count(holders, HOLDERS_MAX)
    gone = sql.one("release", Gone, **_holders(holders))
    for plant in gone.plants or ():
        actor.check_scope(ReserveStock, plant=plant)
    return Released(gone.released)


def _holders(holders: Sequence[BusinessRef]) -> dict[str, str | None]:
    return {
        "holder_types": texts(holder.type for holder in holders),
        "holder_ids": array(holder.id for holder in holders),
        "holder_lines": array(holder.line for holder in holders),
    }


def _shortage(line: ReserveLine, short: dict[str, Any]) -> ReserveShortage:
    return ReserveShortage(
        line.holder, line.material, Decimal(short["have"]), Decimal(short["want"])
    )

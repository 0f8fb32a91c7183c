"""The kit check as anybody would write it: one order after the other, one line after the other."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Line:
    material: int
    quantity: Decimal
    reserved: Decimal = ZERO


@dataclass(frozen=True)
class Order:
    id: int
    priority: int
    due_on: date | None
    lines: tuple[Line, ...]

    @property
    def rank(self) -> tuple[int, date, int]:
        return self.priority, self.due_on or date.max, self.id


@dataclass(frozen=True)
class Kit:
    covered: tuple[Decimal, ...]
    lines_short: int


def greedy(orders: list[Order], free: dict[int, Decimal], *, whole: bool) -> dict[int, Kit]:
    """Return what each order gets of `free`, own reservations first."""
    left = dict(free)
    kits = {}
    for order in sorted(orders, key=lambda o: o.rank):
        after, covered, short = dict(left), [], 0
        for line in order.lines:
            own = min(line.reserved, line.quantity)
            got = min(line.quantity - own, max(after.get(line.material, ZERO), ZERO))
            after[line.material] = after.get(line.material, ZERO) - got
            covered.append(own + got)
            short += own + got < line.quantity
        if not (whole and short):
            left = after
        kits[order.id] = Kit(tuple(covered), short)
    return kits


def gaps(
    orders: list[Order], kits: dict[int, Kit], free: dict[int, Decimal]
) -> dict[tuple[int, int], Decimal]:
    """Return what each line of a short order lacks, by order and line, where it lacks something.

    Complete orders have theirs first; then the short ones, by rank, take whatever is left.
    """
    left, found = dict(free), {}
    for order in sorted(orders, key=lambda o: (kits[o.id].lines_short > 0, o.rank)):
        for number, line in enumerate(order.lines, 1):
            need = max(line.quantity - line.reserved, ZERO)
            got = min(need, left.get(line.material, ZERO))
            left[line.material] = left.get(line.material, ZERO) - got
            if got < need:
                found[order.id, number] = need - got
    return found


@dataclass(frozen=True)
class Coming:
    material: int
    quantity: Decimal
    expected_on: date | None


def covered_on(
    orders: list[Order],
    kits: dict[int, Kit],
    free: dict[int, Decimal],
    coming: list[Coming],
    today: date,
) -> dict[int, date | None]:
    """Return the first day on which stock and supply cover each short order.

    Before it come all complete orders and all short ones of better rank.
    """
    ranked = sorted(orders, key=lambda o: o.rank)
    days = sorted({one.expected_on for one in coming if one.expected_on})
    found: dict[int, date | None] = {}
    for place, order in enumerate(ranked):
        ahead = [
            o
            for n, o in enumerate(ranked)
            if o is order or kits[o.id].lines_short == 0 or n < place
        ]
        found[order.id] = None
        if kits[order.id].lines_short == 0:
            continue
        for day in days:
            if all(
                _covers(m, day, ahead, free, coming)
                for m in {li.material for li in order.lines if li.quantity > li.reserved}
            ):
                found[order.id] = max(day, today)
                break
    return found


def _covers(
    material: int, day: date, ahead: list[Order], free: dict[int, Decimal], coming: list[Coming]
) -> bool:
    wanted = sum(
        max(line.quantity - line.reserved, ZERO)
        for order in ahead
        for line in order.lines
        if line.material == material
    )
    brought = sum(
        one.quantity
        for one in coming
        if one.material == material and one.expected_on and one.expected_on <= day
    )
    return wanted <= free.get(material, ZERO) + brought

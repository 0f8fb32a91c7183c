"""The question from outside: may these orders start, is there so much of that? Reads only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from qitao.base.ids import PlantId
from qitao.base.quantity import PositiveQuantity, Quantity
from qitao.base.refusal import TOO_MANY, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import MaterialId
from qitao.kitting import rules
from qitao.kitting.queries.bounds import Unanswered
from qitao.kitting.queries.net import EXTRA_FROM, Wanted, net_few
from qitao.kitting.values import ASKED_MAX, Demand, KitState, NetLine, UnknownCause

sql = SqlRoom("qitao.kitting")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """So much of a material at a plant, by their codes."""

    plant: str
    material: str
    quantity: PositiveQuantity


@dataclass(frozen=True, slots=True)
class LineAvailability:
    """One line: what it needs and would get now. `cause` says why it is unknown.

    `free` lies there unreserved; `held` of it belongs to orders that come before. A line that
    nobody ordered comes after all orders.
    """

    line: int
    material: str
    required: Quantity
    covered: Quantity
    short: Quantity
    free: Quantity
    held: Quantity
    state: KitState
    cause: str
    coverage_on: date | None


@dataclass(frozen=True, slots=True)
class OrderAvailability:
    """One order as people call it: its verdict now, line by line.

    A `draft` holds nothing yet: others may take what it would get until it is submitted.
    """

    order: str
    state: KitState
    cause: str
    coverage_on: date | None
    lines: tuple[LineAvailability, ...]
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer per order and per line, in the order asked."""

    orders: tuple[OrderAvailability, ...]
    lines: tuple[LineAvailability, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What an asked order or line turned out to be."""

    what: str
    place: int
    source_type: str
    id: int
    plant: PlantId


def check_availability(
    *,
    orders: Sequence[str] = (),
    lines: Sequence[AskedLine] = (),
    drafts: Sequence[Demand] = (),
    plants: Collection[PlantId] | None = None,
) -> Availability:
    """Compute, without storing, what orders (by number) and lines nobody ordered would get now.

    `drafts` are the needs of those orders that are not demand yet; among all others, and among
    themselves, they come by their own rank. Where the computation does not answer in time
    everything asked is `unknown` with the cause, never short; so is what is not known here or lies
    outside `plants` (`not_found`). Refuses `TOO_MANY` above `ASKED_MAX` orders and lines.
    """
    count = len(orders) + len(lines)
    if count > ASKED_MAX:
        raise Refusal(TOO_MANY, limit=ASKED_MAX, count=count)
    rows = sql.all(
        "find_asked",
        Known,
        orders=list(orders),
        plants=[line.plant for line in lines],
        materials=[line.material for line in lines],
    )
    known = [row for row in rows if plants is None or row.plant in plants]
    found = {row.place: row for row in known if row.what == "order"}
    wanted = [row for row in known if row.what == "line"]
    planned = [demand for demand in drafts if plants is None or demand.plant in plants]
    try:
        by_order = _net_orders(found.values())
        by_draft = _net_drafts(planned)
        by_line = _net_lines(wanted, lines)
    except Unanswered as fault:
        return _unknown(orders, lines, fault.cause)
    return Availability(
        tuple(
            _order(each, by_order[found[n].id])
            if n in found
            else _order(each, by_draft.get(each), draft=each in by_draft)
            for n, each in enumerate(orders, 1)
        ),
        tuple(_wanted(n, line, by_line.get(n)) for n, line in enumerate(lines, 1)),
    )


def _net_orders(found: Collection[Known]) -> dict[int, list[NetLine]]:
    by_order: dict[int, list[NetLine]] = {row.id: [] for row in found}
    ranked = sorted(found, key=lambda row: row.source_type)
    for kind, group in groupby(ranked, key=lambda row: row.source_type):
        for line in net_few(kind, [row.id for row in group]):
            by_order[line.source_id].append(line)
    return by_order


def _net_drafts(drafts: Sequence[Demand]) -> dict[str, list[NetLine]]:
    by_label: dict[str, list[NetLine]] = {demand.label: [] for demand in drafts}
    labels = {demand.source.id: demand.label for demand in drafts}
    asked = [
        Wanted(
            demand.plant,
            line.material,
            line.quantity,
            demand.source,
            line.line,
            demand.priority,
            demand.due_on or date.max,
        )
        for demand in drafts
        for line in demand.lines
    ]
    for line in net_few("", (), asked) if asked else ():
        by_label[labels[line.source_id]].append(line)
    return by_label


def _net_lines(wanted: Sequence[Known], lines: Sequence[AskedLine]) -> dict[int, NetLine]:
    if not wanted:
        return {}
    asked = [Wanted(row.plant, MaterialId(row.id), lines[row.place - 1].quantity) for row in wanted]
    netted = net_few("", (), asked)
    return {wanted[line.source_id - EXTRA_FROM - 1].place: line for line in netted}


def _order(
    order: str, netted: Sequence[NetLine] | None, *, draft: bool = False
) -> OrderAvailability:
    if netted is None:
        return OrderAvailability(order, KitState.UNKNOWN, UnknownCause.NOT_FOUND, None, ())
    answers = rules.fold_lines(netted)
    if not answers:
        return OrderAvailability(order, KitState.COMPLETE, "", None, (), draft)
    lines = tuple(_line(line.line, line) for line in netted)
    state = rules.state_of(answers[0].lines, answers[0].lines_short)
    return OrderAvailability(order, state, "", answers[0].coverage_on, lines, draft)


def _line(number: int, line: NetLine) -> LineAvailability:
    state = KitState.COMPLETE
    if line.short > 0:
        state = KitState.PARTIAL if line.covered > 0 else KitState.SHORT
    return LineAvailability(
        number,
        line.code,
        line.required,
        line.covered,
        line.short,
        line.free,
        line.held,
        state,
        "",
        line.coverage_on,
    )


def _wanted(number: int, asked: AskedLine, line: NetLine | None) -> LineAvailability:
    if line is None:
        return _unknown_line(number, asked, UnknownCause.NOT_FOUND)
    return _line(number, line)


def _unknown_line(number: int, asked: AskedLine, cause: UnknownCause) -> LineAvailability:
    none = Decimal(0)
    return LineAvailability(
        number,
        asked.material,
        asked.quantity,
        none,
        none,
        none,
        none,
        KitState.UNKNOWN,
        cause,
        None,
    )


def _unknown(
    orders: Sequence[str], lines: Sequence[AskedLine], cause: UnknownCause
) -> Availability:
    return Availability(
        tuple(OrderAvailability(order, KitState.UNKNOWN, cause, None, ()) for order in orders),
        tuple(_unknown_line(number, line, cause) for number, line in enumerate(lines, 1)),
    )

"""The question from outside: may these orders start, is there so much of that? Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from qitao.base.refusal import TOO_MANY, Refusal
from qitao.catalog.values import MaterialId
from qitao.kitting import rules
from qitao.kitting.queries.bounds import Unanswered
from qitao.kitting.queries.net import EXTRA_FROM, Wanted, net_few
from qitao.kitting.queries.verdicts import list_verdicts
from qitao.kitting.values import ASKED_MAX, KitState, NetLine, UnknownCause


@dataclass(frozen=True, slots=True)
class LineAvailability:
    """One line: what it needs and would get now. A line nobody ordered comes after all orders.

    `free` lies there unreserved; `held` of it belongs to orders that come before.
    """

    line: int
    material: MaterialId
    required: Decimal
    covered: Decimal
    short: Decimal
    free: Decimal
    held: Decimal
    state: KitState
    coverage_on: date | None


@dataclass(frozen=True, slots=True)
class OrderAvailability:
    """One order: its verdict now, line by line; `cause` says why it is unknown."""

    source_type: str
    source_id: int
    state: KitState
    cause: str
    coverage_on: date | None
    lines: tuple[LineAvailability, ...]


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer: per order asked that is known here, and per line asked, in the order asked."""

    state: KitState
    cause: str
    orders: tuple[OrderAvailability, ...]
    lines: tuple[LineAvailability, ...]


def check_availability(
    *, source_type: str = "", source_ids: Sequence[int] = (), lines: Sequence[Wanted] = ()
) -> Availability:
    """Compute, without storing, what orders and free lines would get now.

    Where the computation does not answer in time everything asked is `unknown` with the cause,
    never short. Refuses `TOO_MANY` above `ASKED_MAX` orders and lines.
    """
    count = len(source_ids) + len(lines)
    if count > ASKED_MAX:
        raise Refusal(TOO_MANY, limit=ASKED_MAX, count=count)
    try:
        netted = net_few(source_type, source_ids, lines)
    except Unanswered as fault:
        return _unknown(fault.cause, source_type, source_ids, lines)
    extra = {line.source_id - EXTRA_FROM: line for line in netted if line.source_id > EXTRA_FROM}
    by_order: dict[int, list[NetLine]] = {}
    for line in netted:
        if line.source_id < EXTRA_FROM:
            by_order.setdefault(line.source_id, []).append(line)
    if len(by_order) < len(source_ids):
        missing = set(source_ids) - by_order.keys()
        for verdict in list_verdicts(source_type, sorted(missing)):
            by_order[verdict.source_id] = []
    orders = tuple(
        _order(source_type, order, by_order[order]) for order in source_ids if order in by_order
    )
    found = tuple(_line(extra[place], place) for place in range(1, len(lines) + 1))
    states = {order.state for order in orders} | {line.state for line in found}
    state = KitState.COMPLETE if states <= {KitState.COMPLETE} else KitState.SHORT
    return Availability(state, "", orders, found)


def _order(source_type: str, order: int, netted: Sequence[NetLine]) -> OrderAvailability:
    lines = tuple(_line(line, line.line) for line in netted)
    answers = rules.fold_lines(netted)
    if not answers:
        return OrderAvailability(source_type, order, KitState.COMPLETE, "", None, ())
    return OrderAvailability(
        source_type, order, answers[0].state, "", answers[0].coverage_on, lines
    )


def _line(line: NetLine, number: int) -> LineAvailability:
    state = KitState.COMPLETE
    if line.short > 0:
        state = KitState.PARTIAL if line.covered > 0 else KitState.SHORT
    return LineAvailability(
        number,
        line.material,
        line.required,
        line.covered,
        line.short,
        line.free,
        line.held,
        state,
        line.coverage_on,
    )


def _unknown(
    cause: UnknownCause, source_type: str, source_ids: Sequence[int], lines: Sequence[Wanted]
) -> Availability:
    nothing = Decimal(0)
    return Availability(
        KitState.UNKNOWN,
        cause,
        tuple(
            OrderAvailability(source_type, order, KitState.UNKNOWN, cause, None, ())
            for order in source_ids
        ),
        tuple(
            LineAvailability(
                place,
                line.material,
                line.quantity,
                nothing,
                nothing,
                nothing,
                nothing,
                KitState.UNKNOWN,
                None,
            )
            for place, line in enumerate(lines, 1)
        ),
    )

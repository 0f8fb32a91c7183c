"""Pure decisions of production: which gates a verb has, what they answer, what is refused."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from qitao.base.quantity import ZERO
from qitao.base.refusal import Refusal, RefusalCode
from qitao.catalog.rules import round_up
from qitao.catalog.values import SELLERS, PartnerId
from qitao.catalog.values.items import PartnerItem
from qitao.flow.values import Outcome
from qitao.production.values import (
    INSPECTION_BLOCKS,
    ISSUE_ABOVE_NEED,
    KIT_SHORT,
    KIT_UNKNOWN,
    MATERIAL_OUT,
    NOT_AN_OUTSOURCER,
    NOT_OUTSOURCED,
    NOT_SENT_OUT,
    NOT_SPLITTABLE,
    NOTHING_REPORTED,
    NOTHING_TO_RECEIVE,
    OPERATION_STATE,
    OPERATION_USED,
    OPERATIONS_OPEN,
    ORDER_ON_HOLD,
    ORDER_STATE,
    OUTPUT_NOT_RECEIVED,
    OVER_PERCENT_MAX,
    PIECES_LEFT,
    PLACE_OF_ANOTHER_PLANT,
    PLANT_RULES_INVALID,
    PREDECESSOR_SHORT,
    QUANTITY_ABOVE_REST,
    REASON_MISSING,
    RECEIPT_ABOVE_GOOD,
    RETURN_ABOVE_ISSUED,
    REWORK_ABOVE_OPEN,
    SCRAP_REASON_MISSING,
    SENT_ABOVE_AVAILABLE,
    SPLIT_ABOVE_REST,
    STILL_OUTSIDE,
    TAKEN_BACK_ABOVE_SENT,
    Gate,
    OperationRow,
    OperationState,
    OrderRow,
    OrderState,
)

PER_UNIT_STEP = Decimal("1e-12")
"""How finely an order keeps what one piece needs."""
EARLY = (OrderState.DRAFT, OrderState.AWAITING_SCHEDULE, OrderState.SCHEDULED)
RUNNING = (OrderState.RELEASED, OrderState.IN_PRODUCTION)
REFUSED_BY: dict[str, RefusalCode] = {
    code.code: code
    for code in (
        INSPECTION_BLOCKS,
        KIT_SHORT,
        KIT_UNKNOWN,
        OPERATIONS_OPEN,
        ORDER_ON_HOLD,
        ORDER_STATE,
        OUTPUT_NOT_RECEIVED,
        PREDECESSOR_SHORT,
        OPERATION_STATE,
        STILL_OUTSIDE,
        NOT_SENT_OUT,
    )
}


def check_state(
    row: "OrderRow | OperationRow", allowed: Iterable[OrderState], *, verb: str
) -> None:
    """Refuse `ORDER_ON_HOLD` or `ORDER_STATE` unless the order is in one of the allowed states."""
    state = row.state if isinstance(row, OrderRow) else row.order_state
    wanted = list(allowed)
    if state in wanted:
        return
    if state is OrderState.ON_HOLD:
        raise Refusal(ORDER_ON_HOLD, number=row.number, verb=verb)
    raise Refusal(
        ORDER_STATE, number=row.number, state=state.value, states=[s.value for s in wanted]
    )


def check_gates(gates: Sequence[Gate]) -> None:
    """Raise the first gate that does not pass; its evidence names every other one as well."""
    stopping = [gate for gate in gates if gate.outcome is not Outcome.PASS]
    if not stopping:
        return
    first = stopping[0]
    others = [gate.code for gate in stopping[1:]]
    raise Refusal(REFUSED_BY[first.code], **first.evidence, also=others)


def gate_inspections(number: str, blocking: Sequence[tuple[str, str]]) -> Gate:
    """Answer whether an inspection that is open or failed blocks the next step.

    `blocking` holds (inspection label, state) pairs.
    """
    if not blocking:
        return Gate("inspection", Outcome.PASS, {"number": number})
    evidence = {
        "number": number,
        "inspections": [label for label, _ in blocking],
        "inspection_states": [state for _, state in blocking],
    }
    return Gate(
        "inspection", Outcome.FAIL, evidence, INSPECTION_BLOCKS.code, "quality.record_results"
    )


def gate_operations(row: OrderRow) -> Gate:
    """Answer whether every operation is finished."""
    evidence = {"number": row.number, "open": row.operations_open, "operations": row.operations}
    outcome = Outcome.FAIL if row.operations_open else Outcome.PASS
    return Gate(
        "operations", outcome, evidence, OPERATIONS_OPEN.code, "production.finish_operation"
    )


def gate_received(row: OrderRow) -> Gate:
    """Answer whether all good pieces were received into the store."""
    rest = row.good - row.received
    evidence = {"number": row.number, "rest": rest, "good": row.good}
    outcome = Outcome.FAIL if rest > 0 else Outcome.PASS
    return Gate(
        "received", outcome, evidence, OUTPUT_NOT_RECEIVED.code, "production.receive_output"
    )


def check_operation(row: OperationRow, allowed: Iterable[OperationState]) -> None:
    """Refuse `OPERATION_STATE` unless the operation is in one of the allowed states."""
    wanted = list(allowed)
    if row.state not in wanted:
        raise Refusal(
            OPERATION_STATE,
            **row.told,
            operation_state=row.state.value,
            operation_states=[s.value for s in wanted],
        )


def gate_predecessor(row: OperationRow, taken: Decimal) -> Gate:
    """Answer whether the operation before has made as many good pieces as this one would take."""
    evidence = {
        **row.told,
        "previous": row.previous_name,
        "previous_en": row.previous_name_en,
        "available": row.previous_good,
        "wanted": taken,
    }
    short = row.previous_good is not None and taken > row.previous_good
    return Gate(
        "predecessor",
        Outcome.FAIL if short else Outcome.PASS,
        evidence,
        PREDECESSOR_SHORT.code,
        "production.report_output",
    )


def gate_outside(row: OperationRow, out: Sequence[tuple[str, date | None]], today: date) -> Gate:
    """Answer whether pieces of the operation are at suppliers: (name, expected day) of each.

    One that is overdue has a name of its own, since somebody has to ask for the pieces.
    """
    evidence: dict[str, Any] = {**row.told}
    if row.outside <= 0:
        return Gate("outside", Outcome.PASS, evidence)
    days = [day for _, day in out if day is not None]
    due = min(days) if days else None
    evidence |= {
        "outside": row.outside,
        "partners": list(dict.fromkeys(name for name, _ in out)),
        "due": due,
    }
    name = "outside_late" if due is not None and due < today else "outside"
    return Gate(name, Outcome.FAIL, evidence, STILL_OUTSIDE.code, "production.take_back_operation")


def gate_sent(row: OperationRow) -> Gate:
    """Answer whether an outsourced operation was begun: nothing was sent out yet."""
    waits = row.outsourced_to is not None and row.outside <= 0 and sent_rest(row) > 0
    return Gate(
        "sent",
        Outcome.FAIL if waits else Outcome.PASS,
        {**row.told, "rest": sent_rest(row)},
        NOT_SENT_OUT.code,
        "production.send_out_operation",
    )


def sent_rest(row: OperationRow) -> Decimal:
    """Return how many pieces could be sent out now: those that may be reported and are not outside.

    So a first operation may send what replaces its scrap and that of later operations.
    """
    return max(row.available - row.outside, ZERO)


def check_send(row: OperationRow, quantity: Decimal) -> PartnerId:
    """Return the usual supplier of an outsourced operation.

    Refuses `NOT_OUTSOURCED`, and `SENT_ABOVE_AVAILABLE` for more than is there to be sent.
    """
    if row.outsourced_to is None:
        raise Refusal(NOT_OUTSOURCED, **row.told)
    rest = sent_rest(row)
    if quantity > rest:
        raise Refusal(
            SENT_ABOVE_AVAILABLE,
            **row.told,
            rest=rest,
            outside=row.outside,
            wanted=quantity,
        )
    return row.outsourced_to


def check_outsourcer(row: OperationRow, partner: PartnerItem) -> None:
    """Refuse `NOT_AN_OUTSOURCER` for one that is retired, or that no work is bought from."""
    if not partner.active or partner.kind not in SELLERS:
        raise Refusal(NOT_AN_OUTSOURCER, **row.told, partner=partner.name)


def check_take_back(row: OperationRow, partner: str, sent: Decimal, back: Decimal) -> Decimal:
    """Return how many pieces of the operation stay outside.

    Refuses `TAKEN_BACK_ABOVE_SENT` where more comes back than the supplier has of the dispatch.
    """
    if back > sent:
        raise Refusal(
            TAKEN_BACK_ABOVE_SENT,
            **row.told,
            partner=partner,
            outside=sent,
            wanted=back,
        )
    return row.outside - back


def check_report(
    row: OperationRow, *, good: Decimal, scrap: Decimal, rework: Decimal, scrap_reason: int | None
) -> None:
    """Refuse an empty report, scrap without a reason, and more than a first operation may make.

    Refuses `NOTHING_REPORTED`, `SCRAP_REASON_MISSING`, `QUANTITY_ABOVE_REST`. What is scrapped may
    be made anew; what waits for rework is to become good. Above the order's quantity the plant's
    tolerance counts; later operations are bounded by what this one passes on.
    """
    _check_told(row, good + scrap + rework, scrap, scrap_reason)
    rest = max(row.room + row.over, ZERO)
    if row.previous_good is None and good + rework > rest:
        raise Refusal(
            QUANTITY_ABOVE_REST,
            **row.told,
            ordered=row.quantity,
            over=row.over,
            rest=rest,
            wanted=good + rework,
        )


def check_reworked(
    row: OperationRow, *, good: Decimal, scrap: Decimal, scrap_reason: int | None
) -> None:
    """Refuse `REWORK_ABOVE_OPEN` where more comes out of rework than is in it.

    Refuses `NOTHING_REPORTED` and `SCRAP_REASON_MISSING` as any report.
    """
    _check_told(row, good + scrap, scrap, scrap_reason)
    if good + scrap > row.rework:
        raise Refusal(
            REWORK_ABOVE_OPEN,
            **row.told,
            open=row.rework,
            wanted=good + scrap,
        )


def _check_told(row: OperationRow, told: Decimal, scrap: Decimal, scrap_reason: int | None) -> None:
    if told <= 0:
        raise Refusal(NOTHING_REPORTED, **row.told)
    if scrap > 0 and scrap_reason is None:
        raise Refusal(SCRAP_REASON_MISSING, **row.told, scrap=scrap)


def check_finish(row: OperationRow, reason: str) -> None:
    """Refuse `PIECES_LEFT` where pieces would vanish with the operation and nobody says why.

    They are those that the operation before has made and this one told nothing of, of a first
    operation those that the order asks for, and those that wait for rework. Refuses
    `OPERATION_STATE` for one that needs an inspection and was not begun: nothing was there to
    inspect.
    """
    if row.inspection_required:
        check_operation(row, (OperationState.RUNNING, OperationState.PAUSED))
    left = Decimal(0)
    if row.reporting_point:
        came = row.quantity if row.previous_good is None else row.previous_good
        left = max(came - row.good - row.scrap - row.rework, left)
    if left + row.rework > 0 and len(reason.strip()) < 2:
        raise Refusal(PIECES_LEFT, **row.told, left=left, rework=row.rework)


def check_reopen(row: OperationRow, taken: Decimal) -> None:
    """Refuse `OPERATION_USED` where pieces of the operation were taken on already."""
    if taken > 0:
        raise Refusal(OPERATION_USED, **row.told, taken=taken)


def check_plant_rules(over_percent: Decimal, over_pieces: Decimal) -> None:
    """Refuse `PLANT_RULES_INVALID` for a tolerance below 0 or one of more than 100 percent."""
    if not 0 <= over_percent <= OVER_PERCENT_MAX or over_pieces < 0:
        raise Refusal(PLANT_RULES_INVALID, percent=over_percent, pieces=over_pieces)


def check_issue(*, material: str, required: Decimal, net: Decimal, wanted: Decimal) -> None:
    """Refuse `ISSUE_ABOVE_NEED` where an issue goes above the need; more is a top-up (补料)."""
    if net + wanted > required:
        raise Refusal(
            ISSUE_ABOVE_NEED, material=material, required=required, issued=net, wanted=wanted
        )


def backflush_need(
    per_unit: Decimal, *, made: Decimal, in_all: Decimal, taken: Decimal, decimals: int
) -> Decimal:
    """Return what a report of `made` pieces takes of a backflushed line, in its unit's decimals.

    The need of all pieces told of (`in_all`) is rounded up, not that of each report: ten reports of
    one piece take no more than one report of ten. No report takes more than its own pieces need.
    """
    noise = in_all * PER_UNIT_STEP
    own = round_up(per_unit * made, decimals, noise=noise)
    return min(own, round_up(per_unit * in_all - taken, decimals, noise=noise))


def check_return(*, material: str, net: Decimal, wanted: Decimal) -> None:
    """Refuse `RETURN_ABOVE_ISSUED` where more comes back than went out."""
    if wanted > net:
        raise Refusal(RETURN_ABOVE_ISSUED, material=material, issued=net, wanted=wanted)


def check_places(number: str, plant: int, places: Iterable[tuple[str, int]]) -> None:
    """Refuse `PLACE_OF_ANOTHER_PLANT` unless every (code, plant) is of the order's plant."""
    foreign = sorted(code for code, owner in places if owner != plant)
    if foreign:
        raise Refusal(PLACE_OF_ANOTHER_PLANT, number=number, places=foreign)


def check_receipt(row: OrderRow, quantity: Decimal) -> None:
    """Refuse `RECEIPT_ABOVE_GOOD` where more is received than was reported good.

    Refuses `NOTHING_TO_RECEIVE` where all that is out was asked for, and nothing is.
    """
    rest = row.good - row.received
    if quantity <= 0:
        raise Refusal(NOTHING_TO_RECEIVE, number=row.number)
    if quantity > rest:
        raise Refusal(RECEIPT_ABOVE_GOOD, number=row.number, rest=rest, wanted=quantity)


def check_cancel(row: OrderRow) -> None:
    """Refuse `MATERIAL_OUT` where material or finished pieces are still with the order."""
    if row.issued_net > 0 or row.good > row.received:
        raise Refusal(
            MATERIAL_OUT,
            number=row.number,
            issued=row.issued_net,
            finished=row.good - row.received,
        )


def check_reason(reason: str, *, verb: str) -> None:
    """Refuse `REASON_MISSING` where a reason of at least two characters is asked for."""
    if len(reason.strip()) < 2:
        raise Refusal(REASON_MISSING, verb=verb)


def check_split(row: OrderRow, quantity: Decimal) -> None:
    """Refuse `NOT_SPLITTABLE` unless 0 < quantity < order and the order runs or is to run."""
    if row.state not in (*EARLY, *RUNNING) or not 0 < quantity < row.quantity:
        raise Refusal(
            NOT_SPLITTABLE,
            number=row.number,
            state=row.state.value,
            quantity=row.quantity,
            wanted=quantity,
        )


def check_split_rest(row: OrderRow, quantity: Decimal, firsts: Sequence[OperationRow]) -> None:
    """Refuse `SPLIT_ABOVE_REST` where more is to leave than the first operations have not begun.

    Pieces that were reported or are at a supplier stay with the order. A first operation that is
    finished makes no more: nothing of it can leave.
    """
    least = min(firsts, key=_unbegun, default=None)
    rest = row.quantity if least is None else _unbegun(least)
    if quantity > rest:
        told = least.told if least else {"number": row.number, "operation": ""}
        raise Refusal(SPLIT_ABOVE_REST, **told, rest=rest, wanted=quantity)


def _unbegun(row: OperationRow) -> Decimal:
    if row.state is OperationState.FINISHED:
        return ZERO
    return max(row.room - row.outside, ZERO)


def plan_operations(
    begins: datetime, ends: datetime, loads: Sequence[tuple[Decimal, int | None]]
) -> list[tuple[datetime, datetime]]:
    """Spread an order's planned time over its operations, each with its standard minutes and group.

    Guarantees that they follow one another from begin to end by their share of the minutes; those
    of one parallel group begin together, and the longest of them says when the next begins.
    """
    stages: list[list[Decimal]] = []
    for _, members in groupby(enumerate(loads), key=lambda each: each[1][1] or -1 - each[0]):
        stages.append([minutes for _, (minutes, _group) in members])
    whole = sum((max(stage) for stage in stages), ZERO)
    if not whole:
        stages, whole = [[Decimal(1)] * len(stage) for stage in stages], Decimal(len(stages))
    span, at, windows = (ends - begins) / float(whole or 1), begins, []
    for stage in stages:
        windows += [(at, at + span * float(minutes)) for minutes in stage]
        at += span * float(max(stage))
    return windows

"""Material between the store and an order: issue, return, top-up, backflush."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from psycopg.errors import UniqueViolation

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.clock import HappenedAt
from qitao.base.ids import PlantId
from qitao.base.quantity import Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import LocationId
from qitao.production import queries, rules
from qitao.production.actions import moves, picking
from qitao.production.actions.picking import IssueLine
from qitao.production.queries import MaterialLine, Pick
from qitao.production.queries.locks import BackflushLine
from qitao.production.values import (
    BUSINESS,
    NOTHING_TO_ISSUE,
    SLIP_TAKEN,
    IssueMaterial,
    OperationRow,
    OrderRow,
    OrderState,
    ReportId,
    RequisitionKind,
    WorkOrderId,
)
from qitao.stock import actions as stock
from qitao.stock.values import BusinessRef, LotId, MoveKind, MoveLine, SerialId

sql = SqlRoom("qitao.production")
DOCUMENT = "requisition"
AT_WORK = (OrderState.RELEASED, OrderState.IN_PRODUCTION)


@dataclass(frozen=True, slots=True)
class MovedLine:
    """What went out or came back, from or to where."""

    line: int
    quantity: Quantity
    location: LocationId
    lot: LotId | None
    serial: SerialId | None = None


@dataclass(frozen=True, slots=True)
class MaterialsMoved:
    """A slip and its lines."""

    order: WorkOrderId
    requisition: int
    kind: RequisitionKind
    lines: tuple[MovedLine, ...]


@action(permission=IssueMaterial)
def issue_materials(
    *,
    actor: Actor,
    order: WorkOrderId,
    lines: tuple[IssueLine, ...] = (),
    slip: str | None = None,
    happened_at: HappenedAt | None = None,
) -> MaterialsMoved:
    """Issue material to an order; without lines everything that is still missing.

    Guarantees that stock, the order's figures and the kit's demand change together. Refuses
    `NOTHING_TO_ISSUE`, `QUANTITY_TOO_FINE`, `ISSUE_ABOVE_NEED` (more than needed is a top-up),
    `MATERIAL_SHORT`, `PLACE_OF_ANOTHER_PLANT`, `LOT_UNKNOWN`, `LOT_EXPIRED`, `SERIALS_COUNT`,
    `SERIALS_NOT_THERE`, `SLIP_TAKEN`.
    """
    row = _lock_at_work(actor, order, "production.issue_materials")
    known = {line.line: line for line in queries.list_materials(order)}
    lines = picking.find_lots(lines, known)
    _check_grain(lines, known)
    wanted = lines or tuple(
        IssueLine(line.line, line.required - line.net)
        for line in known.values()
        if line.required > line.net and not line.backflush
    )
    if not wanted:
        raise Refusal(NOTHING_TO_ISSUE, number=row.number)
    for number, quantity in picking.sums(wanted).items():
        one = picking.get_known(known, number)
        rules.check_issue(material=one.code, required=one.required, net=one.net, wanted=quantity)
    return _issue(actor, row, wanted, known, RequisitionKind.ISSUE, slip, happened_at)


@action(permission=IssueMaterial)
def top_up_materials(
    *,
    actor: Actor,
    order: WorkOrderId,
    lines: tuple[IssueLine, ...],
    reason: str,
    slip: str | None = None,
    happened_at: HappenedAt | None = None,
) -> MaterialsMoved:
    """Issue more than the order needs by plan, with a reason.

    Refuses `REASON_MISSING`, `QUANTITY_TOO_FINE`, `MATERIAL_SHORT`, `PLACE_OF_ANOTHER_PLANT`,
    `LOT_UNKNOWN`, `LOT_EXPIRED`, `SLIP_TAKEN`.
    """
    rules.check_reason(reason, verb="production.top_up_materials")
    row = _lock_at_work(actor, order, "production.top_up_materials")
    known = {line.line: line for line in queries.list_materials(order)}
    lines = picking.find_lots(lines, known)
    _check_grain(lines, known)
    return _issue(
        actor, row, lines, known, RequisitionKind.TOP_UP, slip, happened_at, reason=reason
    )


@action(permission=IssueMaterial)
def return_materials(
    *,
    actor: Actor,
    order: WorkOrderId,
    lines: tuple[IssueLine, ...],
    slip: str | None = None,
    happened_at: HappenedAt | None = None,
    reason: str = "",
) -> MaterialsMoved:
    """Bring material back from an order, by lot to a place that is given or its last one.

    Refuses `QUANTITY_TOO_FINE`, `RETURN_ABOVE_ISSUED`, for a lot that is named too,
    `PLACE_OF_ANOTHER_PLANT`, `LOT_UNKNOWN`, `SERIALS_COUNT`, `SERIALS_NOT_THERE` for a piece that
    is not with the order, `SLIP_TAKEN`.
    """
    row = _lock_at_work(
        actor, order, "production.return_materials", (*AT_WORK, OrderState.COMPLETED)
    )
    known = {line.line: line for line in queries.list_materials(order)}
    lines = picking.find_lots(lines, known)
    _check_grain(lines, known)
    for number, quantity in picking.sums(lines).items():
        one = picking.get_known(known, number)
        rules.check_return(material=one.code, net=one.net, wanted=quantity)
    picks = picking.choose_returns(row, lines, known)
    requisition = _write_slip(order, RequisitionKind.RETURN, slip, reason, happened_at)
    _post(actor, row.plant, order, requisition, picks, back=True, at=happened_at)
    _count(picks, known, back=True)
    moves.put_demands(actor, [order])
    return _answer(order, requisition, RequisitionKind.RETURN, picks)


def backflush(
    actor: Actor, row: OperationRow, report: ReportId, *, made: Decimal, happened_at: datetime
) -> None:
    """Take the backflushed material of an operation for the pieces that were made.

    What its pieces need in all is rounded up to the material's unit, less what was taken before:
    many small reports take no more than one of them all.
    """
    if made <= 0:
        return
    lines = queries.list_backflushed(row.id, report)
    wanted = [
        IssueLine(line.line, quantity) for line in lines if (quantity := _need(line, made)) > 0
    ]
    if not wanted:
        return
    known: dict[int, MaterialLine] = {line.line: line for line in lines}
    order = queries.lock_order(row.order)
    _issue(
        actor,
        order,
        tuple(wanted),
        known,
        RequisitionKind.BACKFLUSH,
        None,
        happened_at,
        report=report,
        prefer=queries.list_line_sides(row.work_centre),
    )


def _need(line: BackflushLine, made: Decimal) -> Decimal:
    return rules.backflush_need(
        line.per_unit, made=made, in_all=line.made, taken=line.taken, decimals=line.decimals
    )


def hand_over(
    actor: Actor,
    row: OrderRow,
    to: tuple[WorkOrderId, str],
    wanted: Mapping[int, Decimal],
    lines: tuple[Mapping[int, MaterialLine], Mapping[int, MaterialLine]],
) -> None:
    """Let material that was issued to an order go over to a part of it, lot by lot, piece by piece.

    It is returned on paper and issued again from the very places, so that ledger, trace and figures
    of both orders tell where it is; nothing is carried. `lines` are those of the two.
    """
    (part, number), (old, new) = to, lines
    asked = [IssueLine(line, quantity) for line, quantity in wanted.items()]
    picks = picking.choose_returns(row, asked, dict(old))
    for order, known, back, other in ((row.id, old, True, number), (part, new, False, row.number)):
        kind = RequisitionKind.RETURN if back else RequisitionKind.ISSUE
        slip = _write_slip(order, kind, None, other, None)
        _post(actor, row.plant, order, slip, picks, back=back, at=None)
        _count(picks, dict(known), back=back)


def undo_backflush(actor: Actor, row: OperationRow, report: ReportId) -> None:
    """Put back what a report took, to the very places and lots it came from."""
    taken = queries.list_backflush_moves(report)
    if not taken:
        return
    known = {line.line: line for line in queries.list_materials(row.order)}
    requisition = _write_slip(row.order, RequisitionKind.RETURN, None, "", None, report=report)
    picks = [Pick(t.line, t.material, t.lot, t.location, t.quantity, t.serial) for t in taken]
    _post(actor, row.plant, row.order, requisition, picks, back=True, at=None)
    _count(picks, known, back=True)
    moves.put_demands(actor, [row.order])


def _check_grain(lines: Sequence[IssueLine], known: Mapping[int, MaterialLine]) -> None:
    """Refuse `QUANTITY_TOO_FINE` with the order's lines of which part of a unit is asked."""
    catalog.check_grain(
        (one.line, known[one.line].material, one.quantity) for one in lines if one.line in known
    )


def _lock_at_work(
    actor: Actor, order: WorkOrderId, verb: str, states: tuple[OrderState, ...] = AT_WORK
) -> OrderRow:
    row = queries.lock_order(order)
    actor.check_scope(IssueMaterial, plant=row.plant)
    rules.check_state(row, states, verb=verb)
    return row


def _issue(
    actor: Actor,
    row: OrderRow,
    wanted: Sequence[IssueLine],
    known: dict[int, MaterialLine],
    kind: RequisitionKind,
    slip: str | None,
    at: datetime | None,
    *,
    reason: str = "",
    report: ReportId | None = None,
    prefer: Sequence[LocationId] = (),
) -> MaterialsMoved:
    picks = picking.choose(row, wanted, known, prefer)
    requisition = _write_slip(row.id, kind, slip, reason, at, report=report)
    _post(actor, row.plant, row.id, requisition, picks, back=False, at=at)
    _count(picks, known, back=False)
    moves.put_demands(actor, [row.id])
    return _answer(row.id, requisition, kind, picks)


def _write_slip(
    order: WorkOrderId,
    kind: RequisitionKind,
    slip: str | None,
    reason: str,
    at: datetime | None,
    *,
    report: ReportId | None = None,
) -> int:
    try:
        number: int = sql.value(
            "insert_requisition",
            order=order,
            kind=kind,
            slip=slip,
            reason=reason,
            report=report,
            happened_at=at or clock.now(),
        )
    except UniqueViolation as error:
        raise Refusal(SLIP_TAKEN, slip=slip) from error
    return number


def _post(
    actor: Actor,
    plant: PlantId,
    order: WorkOrderId,
    requisition: int,
    picks: Sequence[Pick],
    *,
    back: bool,
    at: datetime | None,
) -> None:
    production = queries.get_location(plant, "production")
    stock.post_moves(
        actor=actor,
        posting=f"{DOCUMENT}:{requisition}",
        lines=tuple(
            MoveLine(
                kind=MoveKind.RETURN if back else MoveKind.ISSUE,
                material=pick.material,
                quantity=pick.quantity,
                source=production if back else pick.location,
                target=pick.location if back else production,
                lot=pick.lot,
                serial=pick.serial,
                holder=None if back else BusinessRef(BUSINESS, order, pick.line),
                document=BusinessRef(BUSINESS, order, pick.line),
                happened_at=at,
                reason=f"{DOCUMENT}:{requisition}",
            )
            for pick in picks
        ),
    )


def _count(picks: Sequence[Pick], known: dict[int, MaterialLine], *, back: bool) -> None:
    sums: dict[int, Decimal] = {}
    for pick in picks:
        key = known[pick.line].id
        sums[key] = sums.get(key, Decimal(0)) + pick.quantity
    zero = [Decimal(0)] * len(sums)
    moved = list(sums.values())
    sql.run(
        "add_issued",
        ids=list(sums),
        issued=zero if back else moved,
        returned=moved if back else zero,
    )


def _answer(
    order: WorkOrderId, requisition: int, kind: RequisitionKind, picks: Sequence[Pick]
) -> MaterialsMoved:
    lines = tuple(MovedLine(p.line, p.quantity, p.location, p.lot, p.serial) for p in picks)
    return MaterialsMoved(order, requisition, kind, lines)

"""Material between the store and an order: issue, return, top-up, backflush."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from psycopg.errors import UniqueViolation
from pydantic import AwareDatetime

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import PositiveQuantity, Quantity, rounded
from qitao.base.refusal import INVALID, Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import LocationId, MaterialId
from qitao.people import queries as people
from qitao.production import queries, rules
from qitao.production.actions import moves
from qitao.production.queries import MaterialLine, Pick
from qitao.production.values import (
    BUSINESS,
    LOT_EXPIRED,
    MATERIAL_OUT,
    MATERIAL_SHORT,
    NOT_A_SUBSTITUTE,
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
from qitao.stock.values import BusinessRef, LotId, MoveKind, MoveLine

sql = SqlRoom("qitao.production")
DOCUMENT = "requisition"
SUBSTITUTABLE = {"draft", "awaiting_schedule", "scheduled", "released", "in_production"}
AT_WORK = (OrderState.RELEASED, OrderState.IN_PRODUCTION)


@dataclass(frozen=True, slots=True)
class IssueLine:
    """So much of one material line of the order; place and lot are chosen where not given."""

    line: int
    quantity: PositiveQuantity
    location: LocationId | None = None
    lot: LotId | None = None


@dataclass(frozen=True, slots=True)
class MovedLine:
    """What went out or came back, from or to where."""

    line: int
    quantity: Quantity
    location: LocationId
    lot: LotId | None


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
    happened_at: AwareDatetime | None = None,
) -> MaterialsMoved:
    """Issue material to an order (领料); without lines everything that is still missing.

    Guarantees that stock, the order's figures and the kit's demand change together. Refuses
    `NOTHING_TO_ISSUE`, `ISSUE_ABOVE_NEED` (more than needed is a top-up), `MATERIAL_SHORT`,
    `PLACE_OF_ANOTHER_PLANT`, `LOT_EXPIRED`, `SLIP_TAKEN`.
    """
    row = _lock_at_work(actor, order, "production.issue_materials")
    known = {line.line: line for line in queries.list_materials(order)}
    wanted = lines or tuple(
        IssueLine(line.line, line.required - line.net)
        for line in known.values()
        if line.required > line.net and not line.backflush
    )
    if not wanted:
        raise Refusal(NOTHING_TO_ISSUE, number=row.number)
    for number, quantity in _sums(wanted).items():
        one = _known(known, number)
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
    happened_at: AwareDatetime | None = None,
) -> MaterialsMoved:
    """Issue more than the order needs by plan (补料), with a reason.

    Refuses `REASON_MISSING`, `MATERIAL_SHORT`, `PLACE_OF_ANOTHER_PLANT`, `LOT_EXPIRED`,
    `SLIP_TAKEN`.
    """
    rules.check_reason(reason, verb="production.top_up_materials")
    row = _lock_at_work(actor, order, "production.top_up_materials")
    known = {line.line: line for line in queries.list_materials(order)}
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
    happened_at: AwareDatetime | None = None,
    reason: str = "",
) -> MaterialsMoved:
    """Bring material back from an order (退料), by lot to a place that is given or its last one.

    Refuses `RETURN_ABOVE_ISSUED`, `PLACE_OF_ANOTHER_PLANT`, `SLIP_TAKEN`.
    """
    row = _lock_at_work(
        actor, order, "production.return_materials", (*AT_WORK, OrderState.COMPLETED)
    )
    known = {line.line: line for line in queries.list_materials(order)}
    for number, quantity in _sums(lines).items():
        one = _known(known, number)
        rules.check_return(material=one.code, net=one.net, wanted=quantity)
    _check_places(row, lines)
    picks = queries.plan_returns(
        order=order,
        wanted=[(line, known[line].material, quantity) for line, quantity in _sums(lines).items()],
    )
    picks = _placed(picks, lines)
    _check_complete(lines, picks, known)
    requisition = _write_slip(order, RequisitionKind.RETURN, slip, reason, happened_at)
    _post(actor, row.plant, order, requisition, picks, back=True, at=happened_at)
    _count(picks, known, back=True)
    moves.put_demands(actor, [order])
    return _answer(order, requisition, RequisitionKind.RETURN, picks)


def backflush(
    actor: Actor, row: OperationRow, report: ReportId, *, made: Decimal, happened_at: datetime
) -> None:
    """Take the backflushed material of an operation for the pieces that were made (倒冲)."""
    if made <= 0:
        return
    known = {line.line: line for line in queries.list_backflushed(row.id)}
    if not known:
        return
    wanted = [
        IssueLine(line.line, quantity)
        for line in known.values()
        if (quantity := rounded(line.per_unit * made)) > 0
    ]
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


def undo_backflush(actor: Actor, row: OperationRow, report: ReportId) -> None:
    """Put back what a report took, to the very places and lots it came from."""
    taken = queries.list_backflush_moves(report)
    if not taken:
        return
    known = {line.line: line for line in queries.list_materials(row.order)}
    requisition = _write_slip(row.order, RequisitionKind.RETURN, None, "", None, report=report)
    picks = [Pick(t.line, t.material, t.lot, t.location, t.quantity) for t in taken]
    _post(actor, row.plant, row.order, requisition, picks, back=True, at=None)
    _count(picks, known, back=True)
    moves.put_demands(actor, [row.order])


def _lock_at_work(
    actor: Actor, order: WorkOrderId, verb: str, states: tuple[OrderState, ...] = AT_WORK
) -> OrderRow:
    row = queries.lock_order(order)
    actor.check_scope(IssueMaterial, plant=row.plant)
    rules.check_state(row, states, verb=verb)
    return row


def _check_places(row: OrderRow, lines: Sequence[IssueLine]) -> None:
    """Refuse `PLACE_OF_ANOTHER_PLANT`: an order draws from its own plant only."""
    moves.check_places(row, sorted({line.location for line in lines if line.location is not None}))


def _check_lots(row: OrderRow, lines: Sequence[IssueLine]) -> None:
    """Refuse `LOT_EXPIRED` for a given lot that is past its shelf life in the plant."""
    given = [line.lot for line in lines if line.lot is not None]
    expired = queries.list_expired_lots(given, people.day_in(row.plant)) if given else []
    if expired:
        raise Refusal(LOT_EXPIRED, number=row.number, lots=expired)


def _known(known: dict[int, MaterialLine], line: int) -> MaterialLine:
    if line not in known:
        raise Refusal(INVALID, problems=f"line {line}", known=sorted(known))
    return known[line]


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
    _check_places(row, wanted)
    _check_lots(row, wanted)
    picks = _pick(row, wanted, known, prefer)
    _check_complete(wanted, picks, known)
    requisition = _write_slip(row.id, kind, slip, reason, at, report=report)
    _post(actor, row.plant, row.id, requisition, picks, back=False, at=at)
    _count(picks, known, back=False)
    moves.put_demands(actor, [row.id])
    return _answer(row.id, requisition, kind, picks)


def _pick(
    row: OrderRow,
    wanted: Sequence[IssueLine],
    known: dict[int, MaterialLine],
    prefer: Sequence[LocationId],
) -> list[Pick]:
    """Take given places as they are; choose the others by reservation, shelf life and walk."""
    fixed = [
        Pick(w.line, _known(known, w.line).material, w.lot, w.location, w.quantity)
        for w in wanted
        if w.location is not None
    ]
    free = [
        (line, _known(known, line).material, quantity)
        for line, quantity in _sums([w for w in wanted if w.location is None]).items()
    ]
    chosen = (
        queries.plan_picks(order=row.id, plant=row.plant, wanted=free, prefer=prefer)
        if free
        else []
    )
    return fixed + chosen


def _sums(lines: Sequence[IssueLine | Pick]) -> dict[int, Decimal]:
    """Return how much is asked or taken of each line, which may be named more than once."""
    sums: dict[int, Decimal] = {}
    for one in lines:
        sums[one.line] = sums.get(one.line, Decimal(0)) + one.quantity
    return sums


def _check_complete(
    wanted: Sequence[IssueLine], picks: Sequence[Pick], known: dict[int, MaterialLine]
) -> None:
    """Refuse `MATERIAL_SHORT` with every line that could not be filled."""
    short, taken = [], _sums(picks)
    for line, quantity in _sums(wanted).items():
        have = taken.get(line, Decimal(0))
        if have < quantity:
            one = known[line]
            short.append(f"{one.code} {one.name} −{(quantity - have).normalize():f} {one.unit}")
    if short:
        raise Refusal(MATERIAL_SHORT, materials=short, count=len(short))


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


def _placed(picks: Sequence[Pick], lines: Sequence[IssueLine]) -> list[Pick]:
    """Share what comes back among the given lines, in their order, at the places they name."""
    placed = []
    rest = [pick.quantity for pick in picks]
    for line in lines:
        open_still = line.quantity
        for n, pick in enumerate(picks):
            part = min(rest[n], open_still) if pick.line == line.line else Decimal(0)
            if part > 0:
                lot, place = line.lot or pick.lot, line.location or pick.location
                placed.append(Pick(pick.line, pick.material, lot, place, part))
                rest[n] -= part
                open_still -= part
    return placed


def _answer(
    order: WorkOrderId, requisition: int, kind: RequisitionKind, picks: Sequence[Pick]
) -> MaterialsMoved:
    lines = tuple(MovedLine(p.line, p.quantity, p.location, p.lot) for p in picks)
    return MaterialsMoved(order, requisition, kind, lines)


@dataclass(frozen=True, slots=True)
class MaterialSubstituted:
    """The line as it stands now."""

    order: WorkOrderId
    line: int
    material: MaterialId
    required: Quantity


@action(permission=IssueMaterial)
def substitute_material(
    *, actor: Actor, order: WorkOrderId, line: int, material: MaterialId, reason: str
) -> MaterialSubstituted:
    """Let a substitute of the BOM take the place of a line's material, for what is still missing.

    Guarantees that the need follows the BOM's ratio and the kit check knows. Refuses
    `NOT_A_SUBSTITUTE`, `REASON_MISSING`, and `MATERIAL_OUT` where the line was issued in part.
    """
    rules.check_reason(reason, verb="production.substitute_material")
    row = queries.lock_order(order)
    actor.check_scope(IssueMaterial, plant=row.plant)
    rules.check_state(
        row,
        [s for s in OrderState if s.value in SUBSTITUTABLE],
        verb="production.substitute_material",
    )
    one = _known({item.line: item for item in queries.list_materials(order)}, line)
    if one.net > 0:
        raise Refusal(MATERIAL_OUT, number=row.number, issued=one.net, finished=0)
    known = queries.list_line_substitutes(one.id)
    chosen = next((found for found in known if found.material == material), None)
    if chosen is None:
        raise Refusal(
            NOT_A_SUBSTITUTE, material=material, line=line, known=[found.code for found in known]
        )
    required = rounded(one.required * chosen.ratio)
    stock.release_reservations(actor=actor, holders=(BusinessRef(BUSINESS, order),))
    sql.run("substitute_material", id=one.id, material=material, required=required)
    if row.state is not OrderState.DRAFT:
        moves.put_demands(actor, [order])
    return MaterialSubstituted(order, line, material, required)

"""Purchase orders, work orders and reports from a file, through the bulk verbs of their floors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from qitao.base.actor import Actor, Permission
from qitao.base.ids import PlantId
from qitao.catalog.rules import Fact, Key, check_once, check_seller
from qitao.catalog.values.faults import NOTHING_SAVED, Fault, Saved
from qitao.links import queries
from qitao.links.actions.lookups import Lookups, find_fine, refuse
from qitao.links.queries.known import KnownOperation
from qitao.links.values import ImportRows
from qitao.links.values.rows import OrderEntryRow, PurchaseEntryRow, ReportRow
from qitao.production import actions as production
from qitao.production.actions.imports import ImportedOperation, ImportedOrder, ImportedReport
from qitao.production.queries.locks import list_known
from qitao.production.values import ImportOrder, OrderState
from qitao.trade import actions as trade
from qitao.trade.queries import list_plants_of_numbers as list_purchase_plants
from qitao.trade.values import ImportedLine, ImportedPurchase, ImportPurchases

REACHABLE = (
    OrderState.DRAFT,
    OrderState.AWAITING_SCHEDULE,
    OrderState.SCHEDULED,
    OrderState.RELEASED,
    OrderState.IN_PRODUCTION,
)
"""The states to which production takes an imported order along its flow."""


def save_purchases(actor: Actor, rows: Sequence[PurchaseEntryRow]) -> Saved:
    """Write purchase orders with their lines as the file knows them; counted in orders."""
    found = Lookups(rows)
    faults = [*found.faults, *check_once(rows, ("number", "line"))]
    faults += find_fine(rows, "ordered", "received", "rejected", "stocked")
    for place, row in enumerate(rows):
        faults += check_seller(place, row.partner, found.known)
        if row.rejected + row.stocked > row.received:
            evidence = {"value": str(row.received), "least": str(row.rejected + row.stocked)}
            faults.append(Fault(place, "received", "RECEIVED_TOO_LITTLE", evidence))
    refuse(faults)
    purchases = tuple(
        _purchase(list(lines), found) for _, lines in groupby(rows, lambda row: row.number)
    )
    numbers = [purchase.number for purchase in purchases]
    _check_scope(actor, ImportPurchases, list_purchase_plants(numbers))
    done = trade.import_purchases(actor=actor, purchases=purchases)
    return Saved(done.created, done.updated, done.unchanged)


def _check_scope(actor: Actor, permission: Permission, plants: Iterable[PlantId]) -> None:
    """Refuse `OUT_OF_SCOPE` for what is stored in other plants and only named by its number."""
    for plant in plants:
        actor.check_scope(ImportRows, plant=plant)
        actor.check_scope(permission, plant=plant)


def _purchase(rows: list[PurchaseEntryRow], found: Lookups) -> ImportedPurchase:
    head = rows[0]
    lines = tuple(
        ImportedLine(
            row.line,
            found.id("material", row.material),
            row.ordered,
            row.received,
            row.rejected,
            row.stocked,
            row.unit_price,
            row.expected_on,
        )
        for row in rows
    )
    return ImportedPurchase(
        head.number,
        found.id("plant", head.plant),
        found.id("partner", head.partner),
        head.state,
        head.ordered_on,
        lines,
    )


def save_orders(actor: Actor, rows: Sequence[OrderEntryRow]) -> Saved:
    """Create work orders and take them to their state; a number that is known stays as it is."""
    found = Lookups(rows)
    stored = list_known(sorted({row.number for row in rows}))
    faults = [*found.faults, *check_once(rows, ("number", "sequence"))]
    faults += find_fine(rows, "quantity")
    for place, row in enumerate(rows):
        if row.state not in REACHABLE and row.number not in stored:
            evidence = {"value": str(row.state), "states": [str(state) for state in REACHABLE]}
            faults.append(Fault(place, "state", "STATE_NOT_REACHABLE", evidence))
        if row.sequence is not None and (not row.operation or row.work_centre is None):
            field = "work_centre" if row.operation else "operation"
            faults.append(Fault(place, field, "MISSING"))
    refuse(faults)
    by_state: dict[OrderState, list[ImportedOrder]] = {}
    for _, entries in groupby(rows, lambda row: row.number):
        lines = list(entries)
        state = OrderState.DRAFT if lines[0].number in stored else lines[0].state
        by_state.setdefault(state, []).append(_order(lines, found))
    saved = NOTHING_SAVED
    for state, orders in by_state.items():
        done = production.import_orders(actor=actor, orders=tuple(orders), state=state)
        saved += Saved(done.created, 0, done.unchanged)
    return saved


def _order(rows: list[OrderEntryRow], found: Lookups) -> ImportedOrder:
    head = rows[0]
    operations = tuple(
        ImportedOperation(
            row.sequence,
            row.operation,
            found.id("work_centre", row.plant, row.work_centre),
            found.id("machine", row.machine),
            row.parallel_group,
            row.operation_en,
        )
        for row in rows
        if row.sequence is not None
    )
    return ImportedOrder(
        head.number,
        found.id("plant", head.plant),
        found.id("material", head.material),
        head.quantity,
        head.due_on,
        head.priority,
        head.created_at,
        head.note,
        operations,
    )


def save_reports(actor: Actor, rows: Sequence[ReportRow]) -> Saved:
    """Write reports in their original time; a slip that is known stays as it is."""
    operations = queries.list_operations({row.number for row in rows})
    users = queries.find_users({row.operator for row in rows if row.operator})
    more: Mapping[str, Mapping[Key, Fact]] = {
        "user": {(name,): Fact(number) for name, number in users.items()},
        "work_order": {(one.number,): Fact(one.plant_id) for one in operations},
    }
    found = Lookups(rows, more)
    rows, unclear = _named_operations(rows, operations)
    faults = [*found.faults, *check_once(rows, ("slip",)), *unclear]
    for place, row in enumerate(rows):
        if row.started_at and row.finished_at and row.finished_at < row.started_at:
            evidence = {"value": row.finished_at, "first": row.started_at}
            faults.append(Fault(place, "finished_at", "ENDS_BEFORE_IT_BEGINS", evidence))
    refuse(faults)
    _check_scope(actor, ImportOrder, {PlantId(one.plant_id) for one in operations})
    done = production.import_reports(
        actor=actor, reports=tuple(_report(row, found) for row in rows)
    )
    return Saved(done.created, 0, done.unchanged)


def _named_operations(
    rows: Sequence[ReportRow], operations: Sequence[KnownOperation]
) -> tuple[list[ReportRow], list[Fault]]:
    """Return rows with the sequence of the operation each names, faults where it is not clear."""
    sequences: dict[tuple[str, int | str | None], list[int | None]] = {}
    for one in operations:
        for name in (one.sequence, one.name):
            sequences.setdefault((one.number, name), []).append(one.sequence)
    orders = {one.number for one in operations}
    named, faults = [], []
    for place, row in enumerate(rows):
        field = "operation" if row.sequence is None else "sequence"
        name = getattr(row, field)
        found = sequences.get((row.number, name), [])
        evidence = {"value": name, "order": row.number}
        if name == "":
            faults.append(Fault(place, field, "MISSING"))
        elif row.number in orders and len(found) != 1:
            code = "OPERATION_UNCLEAR" if found else "NO_SUCH_OPERATION"
            faults.append(Fault(place, field, code, evidence))
        named.append(replace(row, sequence=found[0]) if len(found) == 1 else row)
    return named, faults


def _report(row: ReportRow, found: Lookups) -> ImportedReport:
    return ImportedReport(
        row.slip,
        row.number,
        row.sequence or 0,
        row.good,
        row.scrap,
        found.id("scrap_reason", row.scrap_reason),
        row.is_rework,
        row.kind,
        found.id("user", row.operator),
        found.id("machine", row.machine),
        row.started_at,
        row.finished_at,
        row.note,
    )

"""The gates of each verb, answered: the verb refuses by them and the explainer speaks of them."""

from collections.abc import Sequence
from decimal import Decimal

from qitao.base.sql import SqlRoom
from qitao.flow.values import Outcome
from qitao.kitting import queries as kitting
from qitao.kitting.values import KitVerdict
from qitao.production import rules
from qitao.production.queries.locks import typed_operation, typed_order
from qitao.production.rules import KitFacts
from qitao.production.values import (
    BUSINESS,
    OPERATION_SOURCE,
    Gate,
    OperationRow,
    OrderRow,
    WorkOrderId,
)
from qitao.quality import queries as quality

sql = SqlRoom("qitao.production")


def kit_facts(verdict: KitVerdict | None) -> KitFacts:
    """Turn a kit verdict into what production's gates ask: complete, short or unknown."""
    if verdict is None:
        return KitFacts("unknown", cause="not_asked")
    if verdict.state == "unknown" or verdict.stale:
        return KitFacts("unknown", cause=verdict.cause or "stale", since=verdict.computed_at)
    if verdict.lines_short == 0:
        return KitFacts("complete", lines=verdict.lines)
    shortages = kitting.list_shortages_of(BUSINESS, verdict.source_id)
    return KitFacts(
        "short",
        count=verdict.lines_short,
        lines=verdict.lines,
        materials=[f"{s.code} {s.name} −{s.short.normalize():f} {s.unit}" for s in shortages],
        coming=verdict.coverage_on,
    )


def is_waived(order: WorkOrderId, gate: str) -> bool:
    """Tell whether somebody let the order pass this gate."""
    return bool(sql.value("is_waived", order=order, gate=gate))


def gate_kit(row: OrderRow | OperationRow, step: int, verdict: KitVerdict | None) -> Gate:
    """Answer the kit gate of one step for one order."""
    order = row.id if isinstance(row, OrderRow) else row.order
    if row.interception != step:
        return Gate("kit", Outcome.PASS, {"number": row.number})
    return rules.gate_kit(
        number=row.number,
        interception=row.interception,
        step=step,
        kit=kit_facts(verdict),
        waived=is_waived(WorkOrderId(order), "kit"),
    )


def stored_kit(order: WorkOrderId) -> KitVerdict | None:
    """Return the order's stored kit verdict, if it was ever asked."""
    return kitting.find_verdict(BUSINESS, order)


def gates_release(row: OrderRow, verdict: KitVerdict | None) -> list[Gate]:
    """Return the gates of a release."""
    return [gate_kit(row, rules.RELEASE, verdict)]


def gates_start(row: OperationRow) -> list[Gate]:
    """Return the gates of starting an operation."""
    verdict = stored_kit(row.order) if row.interception == rules.START else None
    return [gate_kit(row, rules.START, verdict), gate_before(row)]


def gates_report(row: OperationRow, taken: Decimal) -> list[Gate]:
    """Return the gates of reporting `taken` pieces at an operation."""
    verdict = stored_kit(row.order) if row.interception == rules.REPORT else None
    return [gate_kit(row, rules.REPORT, verdict), rules.gate_predecessor(row, taken)]


def gate_before(row: OperationRow) -> Gate:
    """Answer whether an inspection of an earlier operation blocks this one."""
    earlier: Sequence[int] = sql.values("list_inspected_before", operation=row.id)
    return rules.gate_inspections(row.number, list_blocking(earlier))


def gate_inspected(order: WorkOrderId, number: str) -> Gate:
    """Answer whether any inspection of the order's operations blocks its completion."""
    operations: Sequence[int] = sql.values("list_inspected", order=order)
    return rules.gate_inspections(number, list_blocking(operations))


def list_blocking(operations: Sequence[int]) -> list[tuple[str, str]]:
    """Return (label, state) of inspections that block, for operations that require one."""
    if not operations:
        return []
    return [
        (blocking.label, blocking.state)
        for blocking in quality.blocking_inspections(OPERATION_SOURCE, list(operations))
    ]


def read_order(order: WorkOrderId) -> OrderRow:
    """Return an order as its rules see it, without a lock; refuse `NOT_FOUND`."""
    return typed_order(sql.one("read_order", OrderRow, order=order))


def list_open(order: WorkOrderId) -> list[OperationRow]:
    """Return the operations that could go on now: running ones, else the first open one."""
    return [typed_operation(row) for row in sql.all("list_open", OperationRow, order=order)]

"""The gates of each verb, answered: the verb refuses by them and the explainer speaks of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from qitao.base.ids import PlantId
from qitao.base.sql import SqlRoom
from qitao.flow.values import Outcome
from qitao.kitting import queries as kitting
from qitao.kitting.rules import check_interception, intercepts
from qitao.kitting.values import KitStep, KitVerdict
from qitao.people import queries as people
from qitao.production import rules
from qitao.production.queries.locks import typed_operation
from qitao.production.queries.outside import find_outside
from qitao.production.values import (
    BUSINESS,
    KIT_SHORT,
    KIT_UNKNOWN,
    OPERATION_SOURCE,
    Gate,
    OperationRow,
    OrderRow,
    WorkOrderId,
)
from qitao.quality import queries as quality
from qitao.quality.values import Blocking

sql = SqlRoom("qitao.production")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A gate that a person let an order pass, and why."""

    gate: str
    reason: str
    who: str
    at: datetime


def list_waivers(order: WorkOrderId) -> list[Waiver]:
    """Return who let an order pass a gate, newest first."""
    return sql.all("list_waivers", Waiver, order=order)


def find_waiver(order: WorkOrderId, gate: str) -> Waiver | None:
    """Return who let an order pass this gate, if anybody did."""
    return next((waiver for waiver in list_waivers(order) if waiver.gate == gate), None)


def count_waived(plant: PlantId) -> int:
    """Return how many orders of a plant are short of material and may go on all the same."""
    return int(sql.value("count_waived", plant=plant))


def gate_kit(row: OrderRow | OperationRow, step: KitStep, verdict: KitVerdict | None) -> Gate:
    """Answer the kit gate of one step for one order; a waived one passes and says who let it."""
    order = row.id if isinstance(row, OrderRow) else row.order
    answer = check_interception(row.interception, step, verdict)
    if answer.outcome is Outcome.PASS:
        return Gate("kit", Outcome.PASS, {"number": row.number})
    waiver = find_waiver(order, "kit")
    if waiver is not None:
        told = {"waived_by": waiver.who, "waived_for": waiver.reason}
        return Gate("kit", Outcome.PASS, {"number": row.number, **told})
    evidence = {"number": row.number, **answer.evidence}
    if answer.outcome is Outcome.UNKNOWN:
        return Gate("kit", Outcome.UNKNOWN, evidence, KIT_UNKNOWN.code, "production.redrive_orders")
    return Gate(
        "kit",
        Outcome.FAIL,
        evidence | tell_lacking(order),
        KIT_SHORT.code,
        "production.waive_gate",
    )


def tell_lacking(order: WorkOrderId) -> dict[str, list[dict[str, Any]]]:
    """Return the short materials of an order, and those for which no day can be given, if any.

    The latter may be one that is there today, but that others want as well.
    """
    lacking = list_short_materials(order)
    short = [each for each in lacking if each["code"] == "short"]
    undated = [each | {"code": "undated"} for each in lacking if not each["dated"]]
    return {"materials": short} | ({"undateds": undated} if undated else {})


def list_short_materials(order: WorkOrderId) -> list[dict[str, Any]]:
    """Return the materials that an order lacks with what `[material.short]` says of them."""
    return [json.loads(words) for words in sql.values("list_short_materials", order=order)]


def stored_kit(order: WorkOrderId) -> KitVerdict | None:
    """Return the order's stored kit verdict, if it was ever asked."""
    return kitting.find_verdict(BUSINESS, order)


def gates_release(row: OrderRow, verdict: KitVerdict | None) -> list[Gate]:
    """Return the gates of a release."""
    return [gate_kit(row, KitStep.RELEASE, verdict)]


def gates_start(row: OperationRow) -> list[Gate]:
    """Return the gates of starting an operation."""
    return [_gate_stored_kit(row, KitStep.START), gate_before(row)]


def gates_report(row: OperationRow, taken: Decimal) -> list[Gate]:
    """Return the gates of reporting `taken` pieces at an operation."""
    return [
        _gate_stored_kit(row, KitStep.REPORT),
        gate_before(row),
        rules.gate_predecessor(row, taken),
    ]


def gates_receive(row: OrderRow) -> list[Gate]:
    """Return the gates of receiving an order's goods into the store."""
    return [gate_inspected(row.id, row.number)]


def _gate_stored_kit(row: OperationRow, step: KitStep) -> Gate:
    """Answer the kit gate by the stored verdict, which is read only where the plant intercepts."""
    verdict = stored_kit(row.order) if intercepts(row.interception, step) else None
    return gate_kit(row, step, verdict)


def gate_outside(row: OperationRow) -> Gate:
    """Answer whether pieces of an operation are at suppliers, and which of them have them."""
    if row.outside <= 0:
        return rules.gate_outside(row, (), date.min)
    sent = find_outside(row.order, row.id)
    out = [(partner, sent.due) for partner in sent.partners] if sent else []
    return rules.gate_outside(row, out, people.day_in(row.plant))


def gate_before(row: OperationRow) -> Gate:
    """Answer whether an inspection of an earlier operation blocks this one."""
    if not row.held_before:
        return rules.gate_inspections(row.number, [])
    earlier: Sequence[int] = sql.values("list_earlier", operation=row.id)
    return rules.gate_inspections(row.number, list_blocking(earlier))


def gate_inspected(order: WorkOrderId, number: str) -> Gate:
    """Answer whether any inspection of the order's operations blocks its completion or receipt."""
    operations: Sequence[int] = sql.values("list_operation_ids", order=order)
    return rules.gate_inspections(number, list_blocking(operations))


def list_blocking(operations: Sequence[int]) -> list[tuple[str, str]]:
    """Return (label, state) of inspections that block, whoever opened them."""
    return [(blocking.label, blocking.state) for blocking in list_blocking_of(operations)]


def list_blocking_of(operations: Sequence[int]) -> list[Blocking]:
    """Return those inspections with what they are of."""
    if not operations:
        return []
    return quality.blocking_inspections(OPERATION_SOURCE, list(operations))


def list_open(order: WorkOrderId) -> list[OperationRow]:
    """Return the operations that could go on now: running ones, else the first open one."""
    return [typed_operation(row) for row in sql.all("list_open", OperationRow, order=order)]

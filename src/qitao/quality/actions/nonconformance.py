"""Non-conformances: raised with what was wrong, closed with the cause and what was done."""

from dataclasses import dataclass

from qitao.base import clock
from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.base.quantity import NonNegativeQuantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog.values import MaterialId
from qitao.quality import queries, rules
from qitao.quality.values import (
    NONCONFORMANCE_CLOSED,
    CloseNonConformance,
    InspectionId,
    NonConformanceId,
    RaiseNonConformance,
    Severity,
    SourceRef,
)
from qitao.stock.values import LotId

sql = SqlRoom("qitao.quality")
NOWHERE = SourceRef("", 0)


@dataclass(frozen=True, slots=True)
class NonConformanceRaised:
    """The number under which it is followed up."""

    nonconformance: NonConformanceId
    number: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number that a new record got."""

    id: NonConformanceId
    number: str


@action(permission=RaiseNonConformance)
def raise_nonconformance(
    *,
    actor: Actor,
    plant: PlantId,
    severity: Severity,
    description: str,
    quantity: NonNegativeQuantity,
    source: SourceRef = NOWHERE,
    label: str = "",
    inspection: InspectionId | None = None,
    material: MaterialId | None = None,
    lot: LotId | None = None,
) -> NonConformanceRaised:
    """Record that something is not as it should be. Refuses `NONCONFORMANCE_INVALID` unsaid."""
    actor.check_scope(RaiseNonConformance, plant=plant)
    rules.check_nonconformance(description=description)
    row = sql.one(
        "insert_nonconformance",
        Numbered,
        inspection=inspection,
        source_type=source.type,
        source_id=source.id or None,
        source_label=label,
        plant=plant,
        material=material,
        lot=lot,
        quantity=quantity,
        severity=severity,
        description=description,
        by=actor.user,
        by_name=actor.name,
        at=clock.now(),
    )
    return NonConformanceRaised(row.id, row.number)


@action(permission=CloseNonConformance)
def close_nonconformance(
    *, actor: Actor, nonconformance: NonConformanceId, cause: str, correction: str
) -> NonConformanceRaised:
    """Close a non-conformance with its cause and what was done.

    Refuses `NONCONFORMANCE_CLOSED` the second time and `NONCONFORMANCE_INVALID` without correction.
    """
    row = queries.lock_nonconformance(nonconformance)
    actor.check_scope(CloseNonConformance, plant=row.plant)
    if row.state == "closed":
        raise Refusal(NONCONFORMANCE_CLOSED, number=row.number)
    rules.check_nonconformance(correction=correction)
    sql.run(
        "close_nonconformance",
        nonconformance=nonconformance,
        cause=cause,
        correction=correction,
        by_name=actor.name,
        at=clock.now(),
    )
    return NonConformanceRaised(nonconformance, row.number)

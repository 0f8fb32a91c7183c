"""A substitute in the place of what the BOM says."""

from dataclasses import dataclass
from decimal import Decimal

from qitao.base.action import action
from qitao.base.actor import Actor
from qitao.base.quantity import Quantity
from qitao.base.refusal import Refusal
from qitao.base.sql import SqlRoom
from qitao.catalog import queries as catalog
from qitao.catalog.values import MaterialId
from qitao.production import queries, rules
from qitao.production.actions import moves, picking
from qitao.production.queries import MaterialLine
from qitao.production.values import (
    BUSINESS,
    MATERIAL_OUT,
    NOT_A_SUBSTITUTE,
    OrderState,
    SubstituteMaterial,
    WorkOrderId,
)
from qitao.stock import actions as stock
from qitao.stock import queries as stock_queries
from qitao.stock.values import BusinessRef

sql = SqlRoom("qitao.production")
SUBSTITUTABLE = (
    OrderState.DRAFT,
    OrderState.AWAITING_SCHEDULE,
    OrderState.SCHEDULED,
    OrderState.RELEASED,
    OrderState.IN_PRODUCTION,
)


@dataclass(frozen=True, slots=True)
class MaterialSubstituted:
    """The line as it stands now."""

    order: WorkOrderId
    line: int
    material: MaterialId
    required: Quantity


@action(permission=SubstituteMaterial)
def substitute_material(
    *, actor: Actor, order: WorkOrderId, line: int, material: MaterialId, reason: str
) -> MaterialSubstituted:
    """Let a substitute of the BOM take the place of a line's material, for what is still missing.

    Guarantees that the need follows the BOM's ratio to its own material, whichever stood in before,
    and that the kit check knows. What the order has put aside of other lines stays; where it had
    put anything aside, the new material is as well, as far as the kit check gives it. The BOM's own
    material may come back. Refuses `NOT_A_SUBSTITUTE`, `REASON_MISSING`, and `MATERIAL_OUT` where
    the line was issued in part.
    """
    rules.check_reason(reason, verb="production.substitute_material")
    row = queries.lock_order(order)
    actor.check_scope(SubstituteMaterial, plant=row.plant)
    rules.check_state(row, SUBSTITUTABLE, verb="production.substitute_material")
    one = picking.get_known({item.line: item for item in queries.list_materials(order)}, line)
    if one.net > 0:
        raise Refusal(MATERIAL_OUT, number=row.number, issued=one.net, finished=0)
    ratio = _ratio(one, material)
    had = stock_queries.list_reservations([BusinessRef(BUSINESS, order)])
    stock.release_reservations(actor=actor, holders=(BusinessRef(BUSINESS, order, one.line),))
    required = sql.value("substitute_material", id=one.id, material=material, ratio=ratio)
    if row.state is not OrderState.DRAFT:
        moves.put_demands(actor, [order])
    if had:
        moves.reserve_kit(actor, row)
    return MaterialSubstituted(order, line, material, required)


def _ratio(one: MaterialLine, material: MaterialId) -> Decimal:
    """Return how much of the material stands for one of the BOM's; refuse `NOT_A_SUBSTITUTE`."""
    if material == one.substitute_for:
        return Decimal(1)
    known = queries.list_line_substitutes(one.id)
    for found in known:
        if found.material == material:
            return found.ratio
    raise Refusal(
        NOT_A_SUBSTITUTE,
        material=catalog.get_material(material).code,
        line=one.line,
        known=[found.code for found in known] or None,
    )

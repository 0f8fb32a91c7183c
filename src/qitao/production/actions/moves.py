"""How a verb moves an order along its flow, and what the kit and the store must know of it."""

from collections.abc import Sequence

from qitao.base.actor import Actor
from qitao.catalog.values import LocationId
from qitao.flow import actions as flow
from qitao.flow import queries as flow_queries
from qitao.kitting import actions as kitting
from qitao.kitting.values import KitVerdict, Source
from qitao.production import queries, rules
from qitao.production.values import BUSINESS, FLOW_KEY, OrderRow, WorkOrderId
from qitao.stock import actions as stock
from qitao.stock.values import BusinessRef


def start(actor: Actor, orders: Sequence[WorkOrderId]) -> None:
    """Put new orders at the start of the published flow."""
    flow.start_instances(
        actor=actor, definition_key=FLOW_KEY, business_type=BUSINESS, business_ids=tuple(orders)
    )


def complete(actor: Actor, order: WorkOrderId, verb: str) -> None:
    """Complete the open task that this verb answers to; refuse where no such task is open."""
    flow.complete_tasks(
        actor=actor, business_type=BUSINESS, business_ids=(order,), verb=f"production.{verb}"
    )


def reopen(actor: Actor, order: WorkOrderId) -> None:
    """Take a completed order back into production: what completed it was undone."""
    flow.reopen_tasks(
        actor=actor,
        business_type=BUSINESS,
        business_ids=(order,),
        verb="production.close_order",
        to="production.finish_operation",
    )


def put_demands(actor: Actor, orders: Sequence[WorkOrderId]) -> None:
    """Tell the kit check what the orders still need; one that needs nothing stays as complete."""
    kitting.put_demands(actor=actor, demands=tuple(queries.list_demands(orders)))


def reserve_kit(actor: Actor, row: OrderRow) -> tuple[bool, KitVerdict | None]:
    """Check the order's kit now and put its material aside; return whether it is complete.

    Where it is not, the verdict comes with it, None for an order that the kit check does not know.
    """
    reserved = kitting.reserve_kits(actor=actor, sources=(Source(BUSINESS, row.id),))
    return reserved.complete == 1, reserved.incomplete[0] if reserved.incomplete else None


def let_go(actor: Actor, orders: Sequence[WorkOrderId]) -> None:
    """Give back what orders still hold: their reservations and their place in the kit check."""
    stock.release_reservations(
        actor=actor, holders=tuple(BusinessRef(BUSINESS, order) for order in orders)
    )
    kitting.drop_demands(actor=actor, sources=tuple(Source(BUSINESS, order) for order in orders))


def check_places(row: OrderRow, places: Sequence[LocationId]) -> None:
    """Refuse `PLACE_OF_ANOTHER_PLANT`: an order draws from its own plant and delivers to it."""
    if places:
        found = queries.list_places(places)
        rules.check_places(row.number, row.plant, [(place.code, place.plant) for place in found])


def awaits(order: WorkOrderId, verb: str) -> bool:
    """Tell whether the order's flow waits for this verb now."""
    return any(
        token.verb == f"production.{verb}" for token in flow_queries.list_tokens(BUSINESS, (order,))
    )

"""Backflushing takes from the work centre's own line-side store first, and puts back there."""

from decimal import Decimal

import pytest

from qitao.catalog.models import Location, WorkCentre
from qitao.production import actions as production
from qitao.production import queries
from qitao.production.queries import lists
from qitao.production.values import OperationId, WorkOrderId
from qitao.stock import actions as stock
from qitao.stock import queries as balances
from qitao.stock.values import BusinessRef
from tests.production.test_life import assert_all_checks_hold
from tests.shop import HOUSE, Shop

RESIN_AT = 10
"""The operation that takes the resin."""


def moulding(shop: Shop, quantity: int = 10) -> tuple[WorkOrderId, OperationId]:
    """Return a released order whose resin nobody holds for it, and its first operation."""
    order = shop.released(quantity).order
    stock.release_reservations(actor=HOUSE, holders=(BusinessRef("work_order", order),))
    return order, lists.list_operations(order)[0].id


def line_side(shop: Shop, *, of: int = RESIN_AT) -> None:
    """Make LINE the line-side store of a work centre and lay three kilos of resin there."""
    centre = WorkCentre.objects.get(code=f"P1-{of}")
    Location.objects.filter(pk=shop.places["LINE"]).update(work_centre=centre)
    shop.receive("RESIN", 3, "LINE")


def resin(shop: Shop) -> dict[str, Decimal]:
    rows = balances.list_balances(material=shop.materials["RESIN"], empty=True)
    return {row.location_code: row.quantity for row in rows}


def test_the_line_side_is_emptied_before_the_store(shop: Shop) -> None:
    shop.stock(100)
    line_side(shop)
    _, operation = moulding(shop)
    production.report_output(actor=HOUSE, operation=operation, good=Decimal(2))
    assert resin(shop) == {"LINE": 1, "STORE": 100}
    report = production.report_output(actor=HOUSE, operation=operation, good=Decimal(4)).report
    assert resin(shop) == {"LINE": 0, "STORE": 97}
    production.undo_report(actor=HOUSE, report=report, reason="录错")
    assert resin(shop) == {"LINE": 1, "STORE": 100}
    assert_all_checks_hold()


def test_what_is_put_aside_for_the_order_goes_first(shop: Shop) -> None:
    shop.stock(100)
    line_side(shop)
    order = shop.released(10).order
    operation = lists.list_operations(order)[0].id
    production.report_output(actor=HOUSE, operation=operation, good=Decimal(2))
    assert resin(shop) == {"LINE": 3, "STORE": 98}
    assert_all_checks_hold()


def test_the_line_side_of_another_work_centre_is_not_preferred(shop: Shop) -> None:
    shop.stock(100)
    line_side(shop, of=20)
    _, operation = moulding(shop)
    production.report_output(actor=HOUSE, operation=operation, good=Decimal(2))
    assert resin(shop) == {"LINE": 3, "STORE": 98}


@pytest.mark.parametrize("named", [True, False])
def test_a_work_centre_names_its_store_or_the_store_its_work_centre(
    shop: Shop, *, named: bool
) -> None:
    centre = WorkCentre.objects.get(code="P1-10")
    assert queries.list_line_sides(centre.pk) == []
    place = shop.places["SHELF" if named else "LINE"]
    if named:
        WorkCentre.objects.filter(pk=centre.pk).update(line_side_location_id=place)
    else:
        Location.objects.filter(pk=place).update(work_centre=centre)
    assert queries.list_line_sides(centre.pk) == [place]
    Location.objects.filter(pk=place).update(active=False)
    assert queries.list_line_sides(centre.pk) == ([place] if named else [])


def test_picks_prefer_a_place_that_is_named(shop: Shop) -> None:
    shop.receive("RESIN", 5)
    shop.receive("RESIN", 5, "SHELF")
    order = shop.order(1).order
    wanted = [(1, shop.materials["RESIN"], None, Decimal(7))]

    def picks(*prefer: str) -> dict[int, Decimal]:
        found = queries.plan_picks(
            order=order,
            plant=shop.plant,
            wanted=wanted,
            prefer=[shop.places[name] for name in prefer],
        )
        return {pick.location: pick.quantity for pick in found}

    store, shelf = shop.places["STORE"], shop.places["SHELF"]
    assert picks() == {store: 5, shelf: 2}
    assert picks("SHELF") == {shelf: 5, store: 2}

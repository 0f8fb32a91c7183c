"""W16: how long operations wait and are worked on, and orders stay at the steps of the flow."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.actor import Actor
from qitao.base.ids import PlantId
from qitao.people import actions as people
from qitao.people import queries
from qitao.people.values import RoleId
from qitao.production import actions as production
from qitao.production.models import WorkOrder
from qitao.production.queries import lists
from qitao.production.queries.figures import (
    list_handling,
    list_operation_times,
    list_step_figures,
    sum_times,
)
from qitao.production.values import WorkOrderId
from tests.shop import HOUSE, Shop

HOUR = 3600
ONE_HOUR = timedelta(hours=1)
RELEASED = datetime(2026, 3, 2, 8, tzinfo=UTC)


def at(hours: float) -> datetime:
    return RELEASED + timedelta(hours=hours)


def test_an_operation_waits_from_its_predecessor_and_works_by_its_periods(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    WorkOrder.objects.filter(pk=order).update(released_at=RELEASED)
    first, second, third = lists.list_operations(order)
    start, pause = production.start_operation, production.pause_operation
    start(actor=HOUSE, operation=first.id, happened_at=at(1))
    pause(actor=HOUSE, operation=first.id, happened_at=at(2))
    start(actor=HOUSE, operation=first.id, happened_at=at(4))
    production.report_output(
        actor=HOUSE, operation=first.id, good=Decimal(10), happened_at=at(5), finish=True
    )
    start(actor=HOUSE, operation=second.id, happened_at=at(8))
    production.report_output(
        actor=HOUSE, operation=second.id, good=Decimal(10), happened_at=at(10), finish=True
    )

    rows = list_operation_times(order)

    one, two, three = rows
    assert (one.ready_at, one.waited_seconds, one.worked_seconds) == (at(0), HOUR, 2 * HOUR)
    assert (one.total_seconds, one.idle_seconds) == (5 * HOUR, 2 * HOUR)
    assert (two.ready_at, two.waited_seconds, two.worked_seconds) == (at(5), 3 * HOUR, 2 * HOUR)
    assert (two.total_seconds, two.idle_seconds) == (5 * HOUR, 0)
    assert (three.operation, three.ready_at, three.worked_seconds) == (third.id, at(10), 0)
    assert three.waited_seconds == three.total_seconds
    assert three.waited_seconds is not None
    assert abs(three.waited_seconds - (clock.now() - at(10)).total_seconds()) < 60
    whole = sum_times(rows)
    assert whole is not None
    assert whole.worked_seconds == 4 * HOUR
    assert abs(whole.total_seconds - (clock.now() - RELEASED).total_seconds()) < 60


def test_an_operation_finished_without_a_start_waits_no_longer(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    released = clock.now() - 3 * ONE_HOUR
    WorkOrder.objects.filter(pk=order).update(released_at=released)
    for operation in lists.list_operations(order)[:2]:
        with clock.frozen(released + ONE_HOUR):
            production.finish_operation(
                actor=HOUSE, operation=operation.id, reason="不做了", happened_at=clock.now()
            )
    one, two, _ = list_operation_times(order)
    assert (one.waited_seconds, one.worked_seconds, one.total_seconds) == (HOUR, 0, HOUR)
    assert (two.waited_seconds, two.total_seconds) == (0, 0), "it never could begin"


def test_an_order_is_worked_on_while_an_operation_runs(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    first = lists.list_operations(order)[0].id
    production.start_operation(actor=HOUSE, operation=first, happened_at=at(1))
    since(order, at(1))
    production.pause_operation(actor=HOUSE, operation=first, happened_at=at(2))
    production.start_operation(actor=HOUSE, operation=first, happened_at=at(4))

    by_node = {row.node: row for row in list_step_figures(order, at=at(5))}

    made = by_node["in_production"]
    assert (made.total, made.worked, made.waited) == (4 * ONE_HOUR, 2 * ONE_HOUR, 2 * ONE_HOUR)


def test_what_an_order_left_was_worked_on_as_long_as_its_operations(shop: Shop) -> None:
    shop.stock(100)
    order = shop.released(10).order
    operations = lists.list_operations(order)
    begun = clock.now() - 3 * ONE_HOUR
    production.start_operation(actor=HOUSE, operation=operations[0].id, happened_at=begun)
    since(order, begun)
    for row in operations:
        production.report_output(
            actor=HOUSE,
            operation=row.id,
            good=Decimal(10),
            happened_at=begun + ONE_HOUR,
            finish=True,
        )
    now = clock.now()

    found = list_handling(HOUSE, since=now - ONE_HOUR, until=now + ONE_HOUR)

    made = next(row for row in found if row.node == "in_production")
    assert round(made.worked_seconds / HOUR, 1) == 1
    assert round(made.total_seconds / HOUR, 1) == 3


def since(order: WorkOrderId, moment: datetime) -> None:
    """Let an order stand where it does since a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE flow_token t SET since = %s FROM flow_instance i "
            "WHERE i.id = t.instance_id AND i.business_id = %s",
            [moment, order],
        )


def test_what_cannot_begin_has_no_times(shop: Shop) -> None:
    rows = list_operation_times(shop.order(10).order)
    assert {(row.ready_at, row.waited_seconds, row.total_seconds) for row in rows} == {
        (None, None, None)
    }
    assert sum_times(rows) is None


@pytest.fixture
def planner_elsewhere() -> Actor:
    people.install_roles(actor=HOUSE)
    plant = people.create_plant(actor=HOUSE, code="P9", name="九厂", parent=None).plant
    user = people.create_user(actor=HOUSE, username="far", name="远人").user
    role = RoleId(queries.get_role_by_code("planner").id)
    people.assign_role(actor=HOUSE, user=user, role=role, plant=PlantId(plant))
    return queries.load_actor(user)


def test_the_plants_figure_is_the_average_of_what_left_a_step(
    shop: Shop, planner_elsewhere: Actor
) -> None:
    shop.stock(100)
    orders = [shop.order(5).order for _ in range(2)]
    for hours, order in enumerate(orders, start=1):
        production.submit_order(actor=HOUSE, order=order)
        production.schedule_order(actor=HOUSE, order=order)
        since(order, clock.now() - hours * ONE_HOUR)
        production.release_order(actor=HOUSE, order=order)
    now = clock.now()
    window = {"since": now - timedelta(days=1), "until": now + timedelta(hours=1)}

    by_node = {row.node: row for row in list_handling(HOUSE, **window)}

    figure = by_node["scheduled"]
    assert (figure.visits, round(figure.waited_seconds / HOUR, 1)) == (2, 1.5)
    assert round(figure.total_seconds / HOUR, 1) == 1.5
    assert list_handling(planner_elsewhere, **window) == []
    assert list_handling(HOUSE, since=at(-2), until=at(-1)) == []

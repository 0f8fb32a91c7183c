"""Periods: closed in order, nothing slips in behind, what lay then stays as it was."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from qitao.base import clock
from qitao.base.refusal import Refusal
from qitao.stock.actions import close_period, post_moves, reopen_period, reverse_move
from qitao.stock.models import Snapshot
from qitao.stock.queries import list_periods, list_stock_as_of
from qitao.stock.values import (
    PERIOD_CLOSED,
    PERIOD_NOT_LAST,
    PERIOD_NOT_NEXT,
    PERIOD_NOT_OVER,
    PeriodId,
)
from tests.stock.conftest import HOUSE, PlantRows, quantity

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def close(plant: PlantRows, day: date) -> PeriodId:
    return close_period(actor=HOUSE, plant=plant.plant, ends_on=day).period


def post(plant: PlantRows, source: str, target: str, quantity: int, when: datetime) -> Any:
    return post_moves(actor=HOUSE, lines=(plant.line(source, target, quantity, happened_at=when),))


def lay(plant: PlantRows, when: datetime, place: str = "A") -> Decimal:
    rows = list_stock_as_of(plant.plant, when)
    return sum((r.quantity for r in rows if r.location == plant.locations[place]), Decimal(0))


def test_a_closed_period_takes_no_more_movements(plant: PlantRows) -> None:
    first = post(plant, "SUPPLIER", "A", 10, at(1, 5))
    close(plant, JANUARY)
    with pytest.raises(Refusal) as caught:
        post(plant, "A", "B", 1, at(1, 31))
    assert caught.value.code is PERIOD_CLOSED
    post(plant, "A", "B", 1, datetime(2026, 1, 31, 16, tzinfo=UTC))  # midnight in Shanghai
    reverse_move(actor=HOUSE, movement=post(plant, "A", "B", 1, at(2, 2)).first)
    with pytest.raises(Refusal):
        reverse_move(actor=HOUSE, movement=first.first)  # 1 has gone on
    assert quantity(plant, "A") == 9


def test_another_plant_is_not_concerned(plant: PlantRows) -> None:
    from tests.stock.conftest import make_plant

    other = make_plant("P2")
    close(plant, JANUARY)
    post(other, "SUPPLIER", "A", 1, at(1, 5))


def test_what_lay_at_the_end_is_frozen_and_grows_from_period_to_period(plant: PlantRows) -> None:
    post(plant, "SUPPLIER", "A", 10, at(1, 5))
    post(plant, "A", "B", 4, at(2, 5))
    post(plant, "SUPPLIER", "A", 1, at(1, 20))  # back-dated: later version, earlier business time
    january = close(plant, JANUARY)
    february = close(plant, FEBRUARY)
    frozen = {
        (row.period_id, row.account.location_id): (row.quantity, row.entries)
        for row in Snapshot.objects.all()
    }
    assert frozen == {
        (january, plant.locations["A"]): (11, 2),
        (february, plant.locations["A"]): (7, 3),
        (february, plant.locations["B"]): (4, 1),
    }


def test_stock_as_of_a_moment_with_and_without_snapshots(plant: PlantRows) -> None:
    post(plant, "SUPPLIER", "A", 10, at(1, 5))
    post(plant, "A", "B", 4, at(2, 5))
    post(plant, "A", "CUSTOMER", 3, at(3, 5))
    moments = [at(1, 1), at(1, 5), at(2, 4), at(2, 5), at(3, 6)]
    before = [lay(plant, moment) for moment in moments]
    assert before == [0, 10, 10, 6, 3]
    close(plant, JANUARY)
    close(plant, FEBRUARY)
    assert [lay(plant, moment) for moment in moments] == before
    assert lay(plant, at(2, 5), "B") == 4


def test_periods_close_in_order(plant: PlantRows) -> None:
    tomorrow = (clock.now() + timedelta(days=1)).date()
    close(plant, JANUARY)
    for day, code in ((tomorrow, PERIOD_NOT_OVER), (date(2026, 1, 15), PERIOD_NOT_NEXT)):
        with pytest.raises(Refusal) as caught:
            close(plant, day)
        assert caught.value.code is code
    with pytest.raises(Refusal) as caught:
        close(plant, JANUARY)
    assert caught.value.code is PERIOD_NOT_NEXT


def test_only_the_last_period_is_reopened_and_closed_again_first(plant: PlantRows) -> None:
    january, february = close(plant, JANUARY), close(plant, FEBRUARY)
    with pytest.raises(Refusal) as caught:
        reopen_period(actor=HOUSE, period=january, plant=plant.plant)
    assert caught.value.code is PERIOD_NOT_LAST
    reopen_period(actor=HOUSE, period=february, plant=plant.plant)
    post(plant, "SUPPLIER", "A", 2, at(2, 5))
    with pytest.raises(Refusal) as caught:
        close(plant, date(2026, 3, 31))
    assert caught.value.code is PERIOD_NOT_NEXT
    assert close(plant, FEBRUARY) == february
    rows = list_periods(plant.plant)
    assert [(row.id, row.state, row.closings) for row in rows] == [
        (february, "closed", 2),
        (january, "closed", 1),
    ]
    assert lay(plant, at(2, 20)) == 2

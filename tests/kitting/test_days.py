"""What is good today depends on the plant: its day, not the one of the server."""

from datetime import UTC, date, datetime
from decimal import Decimal

from qitao.base import clock
from qitao.base.ids import PlantId
from qitao.catalog.values import MaterialId
from qitao.kitting import actions, queries
from qitao.kitting.queries.net import Wanted, net_few
from qitao.kitting.values import KitState
from tests.kitting.plant import ORDER, TEST, Shop, rows, run

NIGHT = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)
"""00:30 of the 10th in Shanghai, 17:30 of the 9th in Berlin."""
LAST_DAY = date(2026, 3, 9)


def two_plants(shop: Shop) -> Shop:
    """Give a plant in China and one in Germany a lot each that is good to the end of the 9th."""
    away = Shop(PlantId(2)).build()
    run("UPDATE people_plant SET time_zone = 'Europe/Berlin' WHERE id = 2")
    run(
        "INSERT INTO stock_lot (id, material_id, code, expires_on) VALUES (1, 1, 'LASTDAY', %s)",
        LAST_DAY,
    )
    shop.stock(1, 10, lot=1)
    away.stock(1, 10, lot=1)
    return away


def states() -> list[tuple[object, ...]]:
    return rows("SELECT source_id, state FROM kitting_verdict ORDER BY 1")


def test_each_plant_counts_its_own_day_in_every_way_of_asking(shop: Shop) -> None:
    away = two_plants(shop)
    with clock.frozen(NIGHT):
        here, there = shop.order(1, (1, 5)), away.order(2, (1, 5))
        for source in (here, there):  # one by one
            actions.check_kits(actor=TEST, sources=(source,))
        assert states() == [(1, "short"), (2, "complete")]
        run("UPDATE kitting_verdict SET state = 'unknown', cause = 'locked'")
        actions.check_kits(actor=TEST, sources=(here, there))  # a few of both plants at once
        assert states() == [(1, "short"), (2, "complete")]
        run("UPDATE kitting_verdict SET state = 'unknown', cause = 'locked'")
        for plant in (1, 2):  # whole plants
            actions.check_kits(actor=TEST, plant=PlantId(plant))
        assert states() == [(1, "short"), (2, "complete")]
        assert queries.get_kit(ORDER, 1).lines[0].free == 0
        assert queries.get_kit(ORDER, 2).lines[0].free == 10


def test_a_question_about_both_plants_is_answered_by_both_days(shop: Shop) -> None:
    two_plants(shop)
    with clock.frozen(NIGHT):
        asked = [Wanted(PlantId(p), MaterialId(1), Decimal(3)) for p in (1, 2)]
        assert [(line.plant, line.covered) for line in net_few("", [], asked)] == [(1, 0), (2, 3)]


def test_reserving_leaves_what_is_past_its_day_in_the_plant(shop: Shop) -> None:
    away = two_plants(shop)
    with clock.frozen(NIGHT):
        here, there = shop.order(1, (1, 5)), away.order(2, (1, 5))
        done = actions.reserve_kits(actor=TEST, sources=(here, there))
    assert [(v.source_id, v.state) for v in done.incomplete] == [(1, KitState.SHORT)]
    assert rows("SELECT holder_id, quantity FROM stock_reservation") == [(2, 5)]

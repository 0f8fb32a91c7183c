"""200 clients at once take one piece each of a stock of 100, over HTTP from a running Qitao."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import Plant

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc"),
]
CLIENTS = 200
STOCK = 100
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def line(plant: Plant, quantity: Decimal) -> dict[str, Any]:
    store, scrap = plant.ids["store"], plant.ids["scrap"]
    return {
        "lines": [
            {
                "kind": "scrap",
                "material": plant.ids["screw"],
                "quantity": str(quantity),
                "source": store,
                "target": scrap,
            }
        ]
    }


def left(plant: Plant) -> Decimal:
    ((quantity,),) = plant.rows(
        f"SELECT quantity FROM stock_account WHERE material_id = {plant.ids['screw']} "
        f"AND location_id = {plant.ids['store']}"
    )
    return Decimal(quantity)


def all_at_once(plant: Plant) -> list[tuple[int, str]]:
    """Let every client send its one request at the same moment; return what each was told."""
    together = threading.Barrier(CLIENTS)

    def client(number: int) -> tuple[int, str]:
        together.wait()
        return plant.send("stock/post_moves", line(plant, Decimal(1)), f"one-of-{number}")

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(client, range(CLIENTS)))


def test_exactly_as_many_succeed_as_there_are_pieces(plant: Plant) -> None:
    plant.ask("stock/post_moves", line(plant, left(plant) - STOCK), "all-but-some")
    before = plant.rows(DEADLOCKS)
    first = all_at_once(plant)
    told = Counter((status, "STOCK_SHORT" in answer) for status, answer in first)
    assert told == {(200, False): STOCK, (409, True): CLIENTS - STOCK}
    assert left(plant) == 0
    again = all_at_once(plant)
    assert [status for status, _ in again] == [status for status, _ in first]
    assert left(plant) == 0
    assert plant.rows(DEADLOCKS) == before
    assert plant.run("findings") == []

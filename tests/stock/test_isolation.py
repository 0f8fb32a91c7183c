"""The Hermitage list against the ledger: two sessions, statement by statement."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection

from qitao.base import clock
from qitao.base.ids import new_key
from qitao.base.sql import load
from qitao.stock.actions.columns import columns_of
from qitao.stock.values import MoveLine
from tests.stock.conftest import PlantRows, quantity

POST = load("qitao.stock", "post_moves").text
WAIT_SECONDS_MAX = 10


class Session:
    """One client: a connection of its own, in a transaction until it says otherwise."""

    def __init__(self) -> None:
        settings = connection.settings_dict
        self.raw = psycopg.connect(
            host=settings["HOST"],
            port=settings["PORT"],
            user=settings["USER"],
            password=settings["PASSWORD"],
            dbname=settings["NAME"],
        )
        self.thread: threading.Thread | None = None
        self.told: Any = None

    def post(self, *lines: MoveLine) -> str:
        given = {"posting": new_key(), "at": clock.now(), "actor": 0}
        row = self.raw.execute(POST, columns_of(lines) | given).fetchone()
        assert row is not None
        outcome: str = row[0]
        return outcome

    def see(self, query: str) -> list[Any]:
        return [row[0] for row in self.raw.execute(query.encode()).fetchall()]

    def post_waiting(self, *lines: MoveLine) -> None:
        """Post in the background, and return when the database says that it waits."""

        def work() -> None:
            self.told = self.post(*lines)

        self.thread = threading.Thread(target=work)
        self.thread.start()
        for _ in range(WAIT_SECONDS_MAX * 100):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s",
                    [self.raw.info.backend_pid],
                )
                if cursor.fetchone() == ("Lock",):
                    return
            self.thread.join(0.01)
        raise AssertionError("it does not wait")

    def outcome(self) -> Any:
        assert self.thread is not None
        self.thread.join(WAIT_SECONDS_MAX)
        return self.told


@pytest.fixture
def two(busy_plant: PlantRows) -> Iterator[tuple[PlantRows, Session, Session]]:
    first, second = Session(), Session()
    yield busy_plant, first, second
    first.raw.close()
    second.raw.close()


BALANCE = "SELECT quantity FROM stock_account ORDER BY id LIMIT 1"
Two = tuple[PlantRows, Session, Session]


def test_no_dirty_write(two: Two) -> None:
    """G0: of two posts to one account the second waits, and its versions follow the first's."""
    plant, first, second = two
    plant.receive("A", 10)
    first.post(plant.line("A", "B", 1))
    second.post_waiting(plant.line("A", "B", 2))
    first.raw.commit()
    assert second.outcome() == "posted"
    second.raw.commit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT version, balance_after FROM stock_entry WHERE delta < 0 ORDER BY 1")
        assert cursor.fetchall() == [(2, 9), (3, 7)]


def test_no_dirty_read_and_no_trace_of_an_aborted_post(two: Two) -> None:
    """G1a, G1b: what another session has not committed is not seen, nor counted on."""
    plant, first, second = two
    plant.receive("A", 10)
    first.post(plant.line("SUPPLIER", "A", 90))
    assert second.see(BALANCE) == [10]
    second.post_waiting(plant.line("A", "CUSTOMER", 50))
    first.raw.rollback()
    assert second.outcome() == "short"
    second.raw.rollback()
    assert quantity(plant, "A") == 10


def test_no_circular_information_flow(two: Two) -> None:
    """G1c: neither session sees the other's open post."""
    plant, first, second = two
    plant.receive("A", 10, "M1")
    plant.receive("A", 10, "M2")
    total = "SELECT sum(quantity) FROM stock_account"
    first.post(plant.line("SUPPLIER", "A", 1, "M1"))
    second.post(plant.line("SUPPLIER", "A", 1, "M2"))
    assert first.see(total) == second.see(total) == [21]
    first.raw.commit()
    second.raw.commit()
    assert first.see(total) == [22]


def test_no_lost_update(two: Two) -> None:
    """P4: both read 10 and take 6; the second is told what is really left."""
    plant, first, second = two
    plant.receive("A", 10)
    assert first.see(BALANCE) == second.see(BALANCE) == [10]
    assert first.post(plant.line("A", "CUSTOMER", 6)) == "posted"
    second.post_waiting(plant.line("A", "CUSTOMER", 6))
    first.raw.commit()
    assert second.outcome() == "short"
    second.raw.rollback()
    assert quantity(plant, "A") == 4


def test_no_read_skew_between_ledger_and_balance(two: Two) -> None:
    """G-single: one statement sees balances and entries of the same moment, whatever runs."""
    plant, first, second = two
    plant.receive("A", 10)
    skew = (
        "SELECT count(*) FROM stock_account a WHERE a.quantity <> "
        "(SELECT sum(e.delta) FROM stock_entry e WHERE e.account_id = a.id)"
    )
    first.post(plant.line("A", "B", 3))
    assert second.see(skew) == [0]
    first.raw.commit()
    assert second.see(skew) == [0]


def test_no_write_skew_over_two_places(two: Two) -> None:
    """G2-item: a batch that draws on two accounts holds both until it commits."""
    plant, first, second = two
    plant.receive("A", 5)
    plant.receive("B", 5)
    first.post(plant.line("A", "CUSTOMER", 5), plant.line("B", "CUSTOMER", 1))
    second.post_waiting(plant.line("B", "CUSTOMER", 5), plant.line("SUPPLIER", "A", 1))
    first.raw.commit()
    assert second.outcome() == "short"
    second.raw.rollback()
    assert (quantity(plant, "A"), quantity(plant, "B")) == (Decimal(0), Decimal(4))


def test_no_phantom_account(two: Two) -> None:
    """P3: two first posts into one place meet in one account, not in two."""
    plant, first, second = two
    first.post(plant.line("SUPPLIER", "A", 1))
    second.post_waiting(plant.line("SUPPLIER", "A", 2))
    first.raw.commit()
    assert second.outcome() == "posted"
    second.raw.commit()
    assert first.see("SELECT quantity FROM stock_account") == [3]

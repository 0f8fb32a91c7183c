"""Many at once: exact counts, no deadlock, no error but refusals, nothing half."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections

from qitao.base.refusal import BUSY, OUTCOME_UNKNOWN, Refusal
from qitao.stock.actions import (
    post_moves,
    release_reservations,
    reserve,
    reverse_move,
    set_lot_status,
)
from qitao.stock.models import Movement, Reservation
from qitao.stock.values import (
    ALREADY_REVERSED,
    STOCK_SHORT,
    BusinessRef,
    MoveKind,
    MoveLine,
    ReserveLine,
    StockStatus,
)
from tests.stock.conftest import HOUSE, PlantRows, quantity
from tests.turns import in_turn


def at_once(workers: int, calls: Sequence[Callable[[], Any]]) -> Counter[str]:
    """Make all calls from so many threads, each with its own connection; count the outcomes."""
    gate = threading.Barrier(workers)
    waiting = list(calls)
    lock = threading.Lock()

    def work(_: int) -> Counter[str]:
        told: Counter[str] = Counter()
        gate.wait()
        while True:
            with lock:
                call = waiting.pop() if waiting else None
            if call is None:
                break
            try:
                call()
                told["done"] += 1
            except Refusal as refusal:
                told[refusal.code.code] += 1
            except Exception as error:
                told[type(error).__name__] += 1
        connections.close_all()
        return told

    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(work, range(workers)), Counter())


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        number: int = cursor.fetchone()[0]
    return number


def test_of_200_clients_taking_one_of_100_exactly_100_succeed(busy_plant: PlantRows) -> None:
    plant = busy_plant
    plant.receive("A", 100)
    before = deadlocks()
    line = plant.line("A", "CUSTOMER", 1, kind=MoveKind.DELIVERY)
    calls = [lambda: post_moves(actor=HOUSE, lines=(line,))] * 200
    told = at_once(20, calls)
    assert told == {"done": 100, STOCK_SHORT.code: 100}
    assert quantity(plant, "A") == 0
    assert deadlocks() == before


def test_posts_over_the_same_keys_in_opposite_order_never_deadlock(busy_plant: PlantRows) -> None:
    plant = busy_plant
    names = [f"M{n}" for n in range(1, 6)]
    for name in names:
        plant.receive("A", 10_000, name)
        plant.receive("B", 10_000, name)
    before = deadlocks()
    there = tuple(plant.line("A", "B", 1, name) for name in names)
    back = tuple(plant.line("B", "A", 1, name) for name in reversed(names))
    calls = [
        lambda lines=lines: post_moves(actor=HOUSE, lines=lines)
        for _ in range(200)
        for lines in (there, back)
    ]
    assert at_once(8, calls) == {"done": 400}
    assert deadlocks() == before
    assert {quantity(plant, place, name) for place in "AB" for name in names} == {10_000}


def test_first_posts_into_new_accounts_never_deadlock(busy_plant: PlantRows) -> None:
    """The accounts do not exist yet: who opens them first makes the others wait, not fail."""
    plant = busy_plant
    before = deadlocks()
    names = [f"M{n}" for n in range(1, 6)]
    calls = []
    for n in range(40):
        order = names if n % 2 else list(reversed(names))
        lines = tuple(
            plant.line("SUPPLIER", place, 1, name) for name in order for place in ("A", "B", "LINE")
        )
        calls.append(lambda lines=lines: post_moves(actor=HOUSE, lines=lines))
    assert at_once(8, calls) == {"done": 40}
    assert deadlocks() == before
    assert quantity(plant, "LINE", "M3") == 40


def test_one_name_from_many_clients_is_posted_once(busy_plant: PlantRows) -> None:
    plant = busy_plant
    lines = (plant.line("SUPPLIER", "A", 5), plant.line("SUPPLIER", "B", 2))
    calls = [lambda: post_moves(actor=HOUSE, lines=lines, posting="receipt:1")] * 32
    assert at_once(16, calls) == {"done": 32}
    assert Movement.objects.count() == 2
    other = [
        lambda n=n: post_moves(
            actor=HOUSE, lines=(plant.line("SUPPLIER", "A", n, f"M{n}"),), posting="receipt:2"
        )
        for n in (1, 2, 3, 4)
    ]
    told = at_once(4, other)
    assert told == {"done": 1, "POSTING_CONFLICT": 3}
    assert Movement.objects.count() == 3


def test_a_movement_is_reversed_once_however_many_try(busy_plant: PlantRows) -> None:
    plant = busy_plant
    plant.receive("A", 100)
    posted = post_moves(actor=HOUSE, lines=(plant.line("A", "B", 4),))
    told = at_once(8, [lambda: reverse_move(actor=HOUSE, movement=posted.first)] * 16)
    assert told == {"done": 1, ALREADY_REVERSED.code: 15}
    assert quantity(plant, "A") == 100


def test_of_many_orders_wanting_the_last_pieces_none_gets_too_much(busy_plant: PlantRows) -> None:
    """Write skew: each sees enough for itself; together they must not be given more than lies."""
    plant = busy_plant
    plant.receive("A", 30, "M1")
    plant.receive("B", 20, "M1")
    before = deadlocks()

    def ask(number: int) -> None:
        holder = BusinessRef("work_order", number, 1)
        line = ReserveLine(holder, plant.materials["M1"], plant.plant, Decimal(3))
        reserve(actor=HOUSE, lines=(line,), whole=True)

    at_once(16, [lambda n=n: ask(n) for n in range(1, 41)])
    rows = Reservation.objects.all()
    per_holder: Counter[int] = Counter()
    for row in rows:
        per_holder[row.holder_id] += int(row.quantity)
    assert set(per_holder.values()) == {3}
    assert len(per_holder) == 16
    assert deadlocks() == before


def test_reserving_issuing_and_releasing_at_once_keeps_the_books(busy_plant: PlantRows) -> None:
    plant = busy_plant
    for name in ("M1", "M2"):
        plant.receive("A", 200, name)
        plant.receive("B", 200, name)
    before = deadlocks()

    def live(number: int) -> None:
        holders = [BusinessRef("work_order", number, line) for line in (1, 2)]
        names = ("M1", "M2") if number % 2 else ("M2", "M1")
        lines = tuple(
            ReserveLine(holder, plant.materials[name], plant.plant, Decimal(2))
            for holder, name in zip(holders, names, strict=True)
        )
        reserve(actor=HOUSE, lines=lines, whole=True)
        rows = Reservation.objects.filter(holder_id=number).select_related("account")
        moves = tuple(
            replace(
                plant.line("A", "PRODUCTION", row.quantity, kind=MoveKind.ISSUE),
                material=row.account.material_id,
                source=row.account.location_id,
                holder=BusinessRef("work_order", number, row.holder_line),
            )
            for row in rows
        )
        if number % 3:
            post_moves(actor=HOUSE, lines=moves[: number % 3])
        release_reservations(actor=HOUSE, holders=(BusinessRef("work_order", number),))

    told = at_once(8, [lambda n=n: live(n) for n in range(1, 61)])
    assert told == {"done": 60}
    assert Reservation.objects.count() == 0
    assert deadlocks() == before


def test_a_lot_is_blocked_whole_while_others_draw_from_it(busy_plant: PlantRows) -> None:
    from qitao.stock.actions import get_or_create_lot

    plant = busy_plant
    lot = get_or_create_lot(actor=HOUSE, material=plant.materials["LOT"], code="L1")
    plant.receive("A", 50, "LOT", lot=lot)
    draw = plant.line("A", "CUSTOMER", 1, "LOT", lot=lot, kind=MoveKind.DELIVERY)
    calls = [lambda: post_moves(actor=HOUSE, lines=(draw,)) for _ in range(40)]
    block = lambda: set_lot_status(  # noqa: E731
        actor=HOUSE, lot=lot, status=StockStatus.BLOCKED, reason="客诉"
    )
    calls.insert(20, block)
    told = at_once(8, calls)
    drawn = told["done"] - 1
    assert told == {"done": drawn + 1, STOCK_SHORT.code: 40 - drawn}
    assert quantity(plant, "A", "LOT", status="available") == 0
    assert quantity(plant, "A", "LOT", status="blocked") == 50 - drawn


def test_a_lot_is_blocked_where_it_was_moved_to_meanwhile(busy_plant: PlantRows) -> None:
    from qitao.stock.actions import get_or_create_lot

    plant = busy_plant
    lot = get_or_create_lot(actor=HOUSE, material=plant.materials["LOT"], code="L1")
    plant.receive("A", 5, "LOT", lot=lot)
    away = plant.line("A", "B", 5, "LOT", lot=lot)
    told = in_turn(
        "SELECT FROM stock_account FOR NO KEY UPDATE",
        lambda: post_moves(actor=HOUSE, lines=(away,)),
        lambda: set_lot_status(actor=HOUSE, lot=lot, status=StockStatus.BLOCKED, reason="客诉"),
    )
    assert told == ["done", "done"]
    assert quantity(plant, "B", "LOT", status="available") == 0
    assert quantity(plant, "B", "LOT", status="blocked") == 5


def test_a_post_that_slips_behind_a_closing_period_is_refused(busy_plant: PlantRows) -> None:
    """Either the snapshot counts the movement, or the movement is refused: never neither."""
    from datetime import UTC, date, datetime

    from qitao.stock.actions import close_period

    plant = busy_plant
    when = datetime(2026, 1, 5, tzinfo=UTC)
    plant.receive("A", 1000, happened_at=when)
    line = plant.line("A", "B", 1, happened_at=when)
    calls: list[Callable[[], Any]] = [lambda: post_moves(actor=HOUSE, lines=(line,))] * 60
    close = lambda: close_period(  # noqa: E731
        actor=HOUSE, plant=plant.plant, ends_on=date(2026, 1, 31)
    )
    calls.insert(30, close)
    told = at_once(8, calls)
    assert told["done"] + told["PERIOD_CLOSED"] == 61
    assert told["PERIOD_CLOSED"] > 0


def post_until_known(lines: tuple[MoveLine, ...], name: str, seen: Counter[str]) -> None:
    """Ask again under the same name, as a client is told to do, while the outcome is unknown."""
    told = "unknown"
    while told == "unknown":
        try:
            told = post_moves(actor=HOUSE, lines=lines, posting=name).outcome
        except Refusal as refusal:
            told = "unknown" if refusal.code is OUTCOME_UNKNOWN else refusal.code.code
            connections.close_all()
        except Exception as error:
            told = type(error).__name__
            connections.close_all()
        seen[told] += 1


def kill_one_backend() -> bool:
    """End a session amid its work; tell whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
            "AND datname = current_database() AND state = 'active' LIMIT 1"
        )
        return bool(cursor.fetchall())


def test_a_killed_backend_leaves_nothing_half(busy_plant: PlantRows) -> None:
    """pg_terminate_backend at random moments: each posting is there whole or not at all."""
    plant = busy_plant
    names = [f"M{n}" for n in range(1, 6)]
    for name in names:
        plant.receive("A", 10**9, name)
    lines = tuple(plant.line("A", "B", 1, name) for name in names) * 20
    stop = threading.Event()
    chance = random.Random(11)
    seen: Counter[str] = Counter()

    def work(number: int) -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            post_until_known(lines, f"kill:{number}:{turn}", seen)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    killed = 0
    for _ in range(25):
        stop.wait(chance.uniform(0.02, 0.12))
        killed += kill_one_backend()
    stop.set()
    for thread in threads:
        thread.join()
    sizes = Counter(Movement.objects.filter(kind="transfer").values_list("posting_key", flat=True))
    assert set(sizes.values()) == {100}
    assert killed > 0
    assert seen.keys() <= {"posted", "exists", "unknown"}
    assert len(sizes) == seen["posted"] + seen["exists"]


@pytest.mark.parametrize("level", ["read committed", "repeatable read", "serializable"])
def test_no_update_is_lost_at_any_isolation(busy_plant: PlantRows, level: str) -> None:
    """Whoever raises the isolation of the database gets retries, never a wrong balance."""
    plant = busy_plant
    plant.receive("A", 64)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = cursor.fetchone()[0]
        cursor.execute(f"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'")
    try:
        line = plant.line("A", "B", 1)
        told = at_once(4, [lambda: post_moves(actor=HOUSE, lines=(line,))] * 32)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {name} RESET default_transaction_isolation")
    assert set(told) <= {"done", BUSY.code}
    assert quantity(plant, "B") == told["done"]
    assert quantity(plant, "A") == 64 - told["done"]

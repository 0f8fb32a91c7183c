"""Orders live from draft to closed while processes are killed: nothing is lost, nothing twice.

Three clients take orders through their lives over HTTP. Each request carries a key of its own and
is sent again, unchanged, until it is answered. Meanwhile the web server, one of its workers, the
job worker, a session of the database and the database itself are killed with SIGKILL, in an order
drawn from a seed.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import PATIENCE_SECONDS, Plant
from tests.server.running import leader, processes_of, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc"),
]
CLIENTS = 3
ORDERS_EACH = 3
QUANTITY = 5
OPERATIONS = 3
ACTS_PER_LIFE = 4 + 2 * OPERATIONS + 3
SEED = 20_261_122


def live(plant: Plant, name: str) -> None:
    """Take one order from draft to closed; each act has its key before it is sent."""

    def act(verb: str, **given: Any) -> Any:
        target = given.get("operation", given.get("order", ""))
        return plant.ask(f"production/{verb}", given, key=f"{name}:{verb}:{target}")

    order = act(
        "create_order",
        plant=plant.ids["plant"],
        material=plant.ids["material"],
        quantity=str(QUANTITY),
        due_on="2030-01-01",
    )["order"]
    for verb in ("submit_order", "schedule_order", "release_order", "issue_materials"):
        act(verb, order=order)
    for operation in plant.ask(f"production/operations?order={order}")["rows"]:
        act("start_operation", operation=operation["id"])
        act("report_output", operation=operation["id"], good=str(QUANTITY), finish=True)
    act("receive_output", order=order)
    act("close_order", order=order)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started, by whichever of its threads."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text().split()]


def kills(plant: Plant) -> dict[str, Callable[[], None]]:
    """What may be killed, by name; each waits until what it killed is back."""

    def web() -> None:
        pid = leader(plant.data, "qitao.server.serve")
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: leader(plant.data, "qitao.server.serve") not in (0, pid), 60)

    def web_worker() -> None:
        boss = leader(plant.data, "qitao.server.serve")
        wait_until(lambda: children_of(boss), 60)
        os.kill(max(children_of(boss)), signal.SIGKILL)

    def job_worker() -> None:
        pid = leader(plant.data, "qitao.server.worker")
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: leader(plant.data, "qitao.server.worker") not in (0, pid), 60)

    def session() -> None:
        plant.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND usename = current_user"
        )

    def database() -> None:
        file = plant.data / "postgres" / "18" / "postmaster.pid"
        back = plant.up.said().count("The database is back")
        os.kill(int(file.read_text().splitlines()[0]), signal.SIGKILL)
        wait_until(lambda: plant.up.said().count("The database is back") > back, 60)

    return {each.__name__: each for each in (web, web_worker, job_worker, session, database)}


@pytest.fixture(scope="module")
def lived(plant: Plant) -> Plant:
    """All orders have lived, and everything that may be killed was killed meanwhile."""
    failures: list[BaseException] = []

    def client(number: int) -> None:
        try:
            for count in range(ORDERS_EACH):
                live(plant, f"{number}-{count}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    chance = random.Random(SEED)
    order = list(kills(plant).items())
    chance.shuffle(order)
    share = CLIENTS * ORDERS_EACH * ACTS_PER_LIFE // (len(order) + 1)
    deadline = time.monotonic() + PATIENCE_SECONDS
    for turn, (_, kill) in enumerate(order):
        due = turn * share + chance.randrange(share)
        while plant.acts < due and not failures:
            assert time.monotonic() < deadline, f"nothing moves after {turn} kills: {plant.last}"
            threading.Event().wait(0.01)
        kill()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert failures == []
    assert not any(thread.is_alive() for thread in threads)
    assert plant.again > 0, "no request met a dead server: nothing was proven"
    return plant


def test_every_order_came_to_its_end(lived: Plant) -> None:
    states = lived.rows("SELECT state, count(*) FROM production_workorder GROUP BY 1")
    assert states == [("closed", CLIENTS * ORDERS_EACH)]
    assert lived.rows("SELECT count(*) FROM flow_token") == [(0,)]


def test_every_act_was_carried_out_once(lived: Plant) -> None:
    twice = lived.rows(
        "SELECT verb, subject, count(*) FROM base_journal WHERE door = 'api' AND parent IS NULL "
        "GROUP BY 1, 2 HAVING count(*) > 1"
    )
    assert twice == []
    reported = lived.rows(
        "SELECT operation_id, count(*), sum(good) FROM production_report GROUP BY 1"
    )
    assert len(reported) == CLIENTS * ORDERS_EACH * OPERATIONS
    assert {row[1:] for row in reported} == {(1, Decimal(QUANTITY))}


def test_the_stock_is_what_was_made_and_used(lived: Plant) -> None:
    made = lived.rows(
        "SELECT m.code, sum(a.quantity) FROM stock_account a "
        "JOIN catalog_material m ON m.id = a.material_id GROUP BY 1"
    )
    pieces = CLIENTS * ORDERS_EACH * QUANTITY
    assert dict(made) == {
        "CASE": Decimal(pieces),
        "RESIN": Decimal(10_000 - pieces),
        "SCREW": Decimal(40_000 - 4 * pieces),
        "BOX": Decimal(10_000 - pieces),
    }
    assert lived.rows("SELECT count(*) FROM stock_reservation") == [(0,)]


def test_the_house_finds_nothing_wrong(lived: Plant) -> None:
    assert lived.run("findings") == []
    assert processes_of(lived.data) != set()

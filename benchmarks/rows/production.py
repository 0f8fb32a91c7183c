"""Work orders over HTTP: one human step, and a whole life from creation to closing."""

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks import load
from benchmarks.house import House
from benchmarks.load import Reply, Script
from benchmarks.measure import Outcome, Plan, row
from benchmarks.plant import TABLES, Shape
from benchmarks.world import add_plant, numbers, vacuum, world

CLIENTS = 8
STEPS_PER_RUN = 4_000
QUANTITY = 10
PATIENCE = 10
"""How many times the time of a run its last orders may take to come to an end."""
API = "/api/v1"
PROVEN = (
    "production.order_figures_equal_reports",
    "production.order_state_equals_token_state",
    "production.issued_equals_ledger",
    "stock.ledger_equals_balance",
    "stock.versions_without_gap",
    "stock.reservations_equal_reserved",
)
UNSCHEDULE = """
WITH back AS (
    UPDATE production_workorder SET state = 'awaiting_schedule'
    WHERE plant_id = %(plant)s AND state = 'scheduled' RETURNING id
), moved AS (
    SELECT t.id, t.wait_ref, n.id AS node, n.verb, n.permission
    FROM back b
    JOIN flow_instance i ON i.business_type = 'work_order' AND i.business_id = b.id
    JOIN flow_token t ON t.instance_id = i.id
    JOIN flow_node n ON n.definition_id = t.definition_id AND n.key = 'awaiting_schedule'
), tasks AS (
    UPDATE flow_task k SET node_id = m.node, verb = m.verb, permission = m.permission
    FROM moved m WHERE k.id = m.wait_ref
)
UPDATE flow_token t SET node_id = m.node, state = 'awaiting_schedule' FROM moved m WHERE t.id = m.id
"""


@row(
    "human_step",
    "one human step (complete a task) over HTTP, 8 clients",
    "p95 ≤ 25 ms",
    lambda outcome: outcome.product_median <= 25,
    "production",
    "api",
    zh="通过 HTTP 完成一个人工步骤（任务），8 个客户端",
    target_zh="p95 ≤ 25 毫秒",
)
def human_step(house: House, plan: Plan) -> Outcome:
    """Schedule waiting orders, one a request: task done, token moved, state, journal, log."""
    made = world(house)
    shape = Shape(
        "STEP", plan.size(STEPS_PER_RUN, 800), materials=500, states=("awaiting_schedule",)
    )
    plant = add_plant(house, shape)
    house.serve()
    outcome = Outcome("ms", [])
    orders = numbers(house, "SELECT id FROM production_workorder WHERE plant_id = %s", plant)
    for turn in range(plan.runs):
        with house.owner() as connection:
            connection.execute(UNSCHEDULE.encode(), {"plant": plant})
        vacuum(house, "flow_token", "flow_task", "flow_log", "production_workorder")
        before = house.spent()
        scripts = [_scheduling(made.token, orders[n::CLIENTS], turn) for n in range(CLIENTS)]
        run = load.run(house.connect, scripts, seconds=plan.seconds, warm=plan.warm)
        outcome.product.append(run.quantile(0.95))
        outcome.note("p50_ms", round(run.quantile(0.5), 1))
        outcome.note("per_second", round(run.per_second))
        outcome.note("cpu_ms", house.spent().since(before, run.requests))
    return outcome


def _scheduling(token: str, orders: Sequence[int], turn: int) -> Script:
    def requests() -> Iterator[bytes]:
        for order in orders:
            body = f'{{"order":{order}}}'.encode()
            key = f"step-{turn}-{order}"
            yield load.post(f"{API}/production/schedule_order", token, body, key=key)

    return load.repeat(requests())


@row(
    "order_life",
    "whole life of an order with 5 operations and a 10-line BOM, 8 clients: create, kit, schedule, "
    "release, 5 × start and report, inspect, receive, close",
    "≥ 40 orders/s",
    lambda outcome: outcome.product_median >= 40,
    "production",
    "quality",
    "api",
    zh="一张工单的全过程（5 道工序、10 行 BOM），8 个客户端：建单、齐套、排产、下发、"
    "5 次开工和报工、检验、入库、关闭",
    target_zh="≥ 40 张/秒",
)
def order_life(house: House, plan: Plan) -> Outcome:
    """Take orders through their whole life, one request for each act of a person, over HTTP.

    Besides the acts a client reads its order's operations once and its inspection once, as a
    terminal does. Other orders are open at the plant meanwhile.
    """
    made = world(house)
    shape = Shape("LIFE", plan.size(2_000, 500), materials=1_000, products=80, spare=1_000_000)
    plant = add_plant(house, shape)
    house.serve()
    products = numbers(
        house,
        "SELECT material_id FROM catalog_routing WHERE plant_id = %s ORDER BY material_id",
        plant,
    )
    outcome = Outcome("orders/s", [])
    for turn in range(0 if plan.quick else -1, plan.runs):
        vacuum(house, *TABLES)
        closed: list[int] = []
        before = house.spent()
        until = time.perf_counter() + plan.seconds
        scripts = [
            _living(made.token, plant, products[n::CLIENTS], f"{turn}-{n}", closed, until)
            for n in range(CLIENTS)
        ]
        run = load.run(house.connect, scripts, seconds=plan.seconds * PATIENCE)
        if turn < 0:
            continue  # every thread of the server has now met every statement
        outcome.product.append(len(closed) / run.seconds)
        outcome.note("requests_per_second", round(run.per_second))
        outcome.note("p95_ms", round(run.quantile(0.95), 1))
        outcome.note("cpu_ms", house.spent().since(before, run.requests))
    outcome.details["findings"] = _findings()
    return outcome


class Talk:
    """What one client says: a request for each act, with a key of its own."""

    def __init__(self, token: str, name: str) -> None:
        self.token, self.name, self.count = token, name, 0

    def act(self, verb: str, **given: Any) -> bytes:
        """Return the request that carries out a verb."""
        self.count += 1
        body = json.dumps(given).encode()
        return load.post(f"{API}/{verb}", self.token, body, key=f"life-{self.name}-{self.count}")

    def read(self, path: str) -> bytes:
        """Return the request that reads a list."""
        return load.get(f"{API}/{path}", token=self.token)


def good(reply: Reply) -> Any:
    """Return the answer; a life must not be refused anything."""
    if reply.status != 200:
        raise AssertionError(f"{reply.status}: {reply.body[:500]!r}")
    return reply.json()


def _living(
    token: str, plant: int, products: Sequence[int], name: str, closed: list[int], until: float
) -> Script:
    """Make the client's products one after the other: no machine runs two orders at once.

    A life that was begun is brought to its end.
    """
    talk, number = Talk(token, name), 0
    while time.perf_counter() < until:
        product = products[number % len(products)]
        number += 1
        created = good(
            (
                yield talk.act(
                    "production/create_order",
                    plant=plant,
                    material=product,
                    quantity=str(QUANTITY),
                    due_on="2030-01-01",
                    priority=1 + number % 9,
                )
            )
        )
        order = created["order"]
        for verb in ("submit_order", "schedule_order", "release_order"):
            good((yield talk.act(f"production/{verb}", order=order)))
        operations = good((yield talk.read(f"production/operations?order={order}")))["rows"]
        for operation in operations:
            given = {"operation": operation["id"]}
            good((yield talk.act("production/start_operation", **given)))
            if operation["inspection_required"]:
                yield from _inspecting(talk, created["number"])
            report = given | {"good": str(QUANTITY), "finish": True}
            good((yield talk.act("production/report_output", **report)))
        good((yield talk.act("production/receive_output", order=order)))
        good((yield talk.act("production/close_order", order=order)))
        closed.append(order)


def _inspecting(talk: Talk, number: str) -> Script:
    """Find the inspection of the order as an inspector does, and pass it."""
    found = good((yield talk.read(f"quality/inspections?search={number}")))["rows"]
    given = {"inspection": found[0]["id"], "results": [], "rest_good": True}
    good((yield talk.act("quality/record_results", **given)))


def _findings() -> int:
    """Run the checks over what was written; orders of larger plants have no rows of their own."""
    from qitao.base.checks import CHECKS

    return sum(1 for name in PROVEN for _ in CHECKS[name].run())

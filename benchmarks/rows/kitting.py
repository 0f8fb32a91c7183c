"""The kit check: a whole plant against the bare window statement, with reservation, over HTTP."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import load
from benchmarks.house import House
from benchmarks.load import Script
from benchmarks.measure import Outcome, Plan, row
from benchmarks.plant import MIXED, Shape
from benchmarks.world import add_plant, chance, numbers, setup_django, vacuum, world
from qitao.base.ids import PlantId

CLIENTS = 20
RESERVED = 1_000
MEMORY = "64MB"
"""What the product gives its own check to sort in; the bare statement gets the same."""
CHANGED = ("kitting_verdict", "kitting_shortage", "stock_reservation", "stock_account")

BARE = """
SELECT count(*) FILTER (WHERE complete), sum(short) FROM (
    SELECT source_type, source_id, bool_and(upto <= free) AS complete,
           count(*) FILTER (WHERE upto > free) AS short
    FROM (
        SELECT d.source_type, d.source_id, coalesce(f.free, 0) AS free,
               sum(d.quantity) OVER (PARTITION BY d.material_id
                   ORDER BY d.priority, d.rank_on, d.source_id, d.source_line) AS upto
        FROM kitting_demand d
        LEFT JOIN (
            SELECT a.material_id, sum(a.quantity - a.reserved) AS free
            FROM stock_account a JOIN catalog_location l ON l.id = a.location_id
            WHERE l.plant_id = %(plant)s AND l.kind IN ('internal', 'line_side') AND l.pickable
              AND a.status = 'available'
            GROUP BY a.material_id
        ) f ON f.material_id = d.material_id
        WHERE d.plant_id = %(plant)s AND d.active
    ) netted
    GROUP BY source_type, source_id
) checked
"""
PLANTS = "SELECT DISTINCT plant_id FROM kitting_verdict ORDER BY 1"
FORGET = (
    "DELETE FROM kitting_shortage WHERE plant_id = %(plant)s",
    "UPDATE kitting_verdict SET state = 'unknown', cause = 'not_checked', lines_short = 0, "
    "coverage_on = NULL WHERE plant_id = %(plant)s",
)


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def shape(plan: Plan) -> Shape:
    """Return the plant of 10,000 waiting orders."""
    return Shape("TEN", plan.size(10_000, 1_000), materials=plan.size(5_000, 500))


def large(plan: Plan) -> Shape:
    """Return the plant of 100,000 open orders."""
    count, materials = plan.size(100_000, 5_000), plan.size(5_000, 500)
    return Shape("HUNDRED", count, materials=materials, states=MIXED, recipes=False)


def check(house: House, plan: Plan, plant: int, unit: float) -> Outcome:
    """Check a plant as if for the first time; the bare statement reads the same and keeps nothing.

    `again_ms` is the same check once more, where nothing has changed and nothing is written.
    """
    from qitao.base.actor import Actor
    from qitao.kitting.actions import check_kits

    house.rest()
    actor = Actor.system(cause="bench")
    outcome = Outcome("ms" if unit == 1000 else "s", [])
    with house.owner() as connection:
        connection.execute(f"SET work_mem = '{MEMORY}'".encode())
        for _ in range(plan.runs):
            for statement in FORGET:
                connection.execute(statement.encode(), {"plant": plant})
            vacuum(house, *CHANGED)
            bare = seconds(lambda: connection.execute(BARE.encode(), {"plant": plant}))
            outcome.raw.append(bare * unit)
            began = time.perf_counter()
            done = check_kits(actor=actor, plant=plant)
            outcome.product.append((time.perf_counter() - began) * unit)
            again = seconds(lambda: check_kits(actor=actor, plant=plant))
            outcome.note("again_ms", round(again * 1000))
    outcome.details["orders"] = done.checked
    outcome.details["complete"] = done.complete
    return outcome


@row(
    "kit_check_10000",
    "kit check of 10,000 open orders × 10 lines, 5,000 materials, netted by priority",
    "≤ 2 × the bare window-function SQL",
    lambda outcome: outcome.ratio is not None and outcome.ratio <= 2,
    "kitting",
    "production",
    zh="10 000 张未结工单 × 10 行、5 000 种物料，按优先级净算的齐套检查",
    target_zh="≤ 纯窗口函数 SQL 的 2 倍",
)
def kit_check_10000(house: House, plan: Plan) -> Outcome:
    """Check 10,000 orders by the verb: journal, and every answer and shortage written."""
    return check(house, plan, add_plant(house, shape(plan)), 1000)


@row(
    "kit_check_100000",
    "the same for 100,000 orders",
    "≤ 4 s",
    lambda outcome: outcome.product_median <= 4,
    "kitting",
    "production",
    zh="同上，100 000 张工单",
    target_zh="≤ 4 秒",
)
def kit_check_100000(house: House, plan: Plan) -> Outcome:
    """Check 100,000 orders by the verb: journal, and every answer and shortage written."""
    return check(house, plan, add_plant(house, large(plan)), 1)


@row(
    "kit_reserve_1000",
    "kit check with reservation, 1,000 orders × 10 lines",
    "≤ 0.3 s",
    lambda outcome: outcome.product_median <= 300,
    "kitting",
    "stock",
    zh="齐套检查并占用库存，1 000 张工单 × 10 行",
    target_zh="≤ 0.3 秒",
)
def kit_reserve_1000(house: House, plan: Plan) -> Outcome:
    """Check and put aside what the check gives, in one verb; between runs it is given back."""
    made = Shape("ONE", plan.size(RESERVED, 100), materials=plan.size(5_000, 500))
    plant = add_plant(house, made)
    from qitao.base.actor import Actor
    from qitao.kitting.actions import reserve_kits
    from qitao.kitting.values import Source
    from qitao.stock.actions import release_reservations
    from qitao.stock.values import BusinessRef

    house.rest()
    actor = Actor.system(cause="bench")
    orders = numbers(house, "SELECT source_id FROM kitting_verdict WHERE plant_id = %s", plant)
    sources = tuple(Source("work_order", order) for order in orders)
    outcome = Outcome("ms", [])
    for _ in range(plan.runs):
        vacuum(house, *CHANGED)
        began = time.perf_counter()
        done = reserve_kits(actor=actor, sources=sources)
        outcome.product.append((time.perf_counter() - began) * 1000)
        outcome.note("reservations", done.reservations)
        holders = tuple(BusinessRef("work_order", order) for order in orders)
        release_reservations(actor=actor, holders=holders)
    return outcome


@row(
    "kit_check_http",
    "kit check of one order over HTTP, 20 clients",
    "p99 ≤ 50 ms",
    lambda outcome: outcome.product_median <= 50,
    "kitting",
    "api",
    zh="通过 HTTP 检查一张工单是否齐套，20 个客户端",
    target_zh="p99 ≤ 50 毫秒",
)
def kit_check_http(house: House, plan: Plan) -> Outcome:
    """Ask for random orders, netted anew for each question against all that come before them."""
    setup_django()
    made = world(house)
    add_plant(house, shape(plan))
    house.serve()
    outcome = Outcome("ms", [])
    for turn in range(plan.runs):
        before = house.spent()
        scripts = [
            _asking(made.token, shape(plan).orders, turn * CLIENTS + n) for n in range(CLIENTS)
        ]
        run = load.run(house.connect, scripts, seconds=plan.seconds, warm=plan.warm)
        outcome.product.append(run.quantile(0.99))
        outcome.note("p50_ms", round(run.quantile(0.5), 1))
        outcome.note("per_second", round(run.per_second))
        outcome.note("cpu_ms", house.spent().since(before, run.requests))
    return outcome


def _asking(token: str, orders: int, seed: int) -> Script:
    random = chance(seed)

    def requests() -> Iterator[bytes]:
        while True:
            body: Any = f'{{"orders":["TEN-{random.randint(1, orders):07}"]}}'
            yield load.post("/api/inventory/check", token, body.encode())

    return load.repeat(requests())


def check_all(house: House) -> None:
    """Check the kits of every plant, as they are in a plant at work; the worker finds it done."""
    from qitao.base.actor import Actor
    from qitao.kitting.actions import check_kits

    house.rest()
    for plant in numbers(house, PLANTS):
        check_kits(actor=Actor.system(cause="bench"), plant=PlantId(plant))
    vacuum(house, "kitting_verdict", "kitting_shortage")

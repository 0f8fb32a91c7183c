"""The flow: waiting orders pushed past the kit gate, through the real verbs."""

import time
from collections.abc import Callable

from benchmarks.house import House
from benchmarks.measure import Outcome, Plan, row
from benchmarks.plant import Shape
from benchmarks.world import add_plant, numbers, vacuum

TOUCHED = (
    "flow_token",
    "flow_task",
    "flow_instance",
    "kitting_verdict",
    "kitting_shortage",
    "production_workorder",
)
MOVED = (
    "SELECT i.business_id FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id "
    "JOIN flow_node n ON n.id = t.node_id "
    "JOIN production_workorder o ON o.id = i.business_id AND o.plant_id = %s "
    "WHERE i.business_type = 'work_order' AND n.key = 'awaiting_schedule'"
)
BACK = """
WITH moved AS (
    SELECT t.id, t.wait_ref, g.id AS gate
    FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id
    JOIN production_workorder o ON o.id = i.business_id AND o.plant_id = %(plant)s
    JOIN flow_node n ON n.id = t.node_id AND n.key IN ('check_kit', 'awaiting_schedule')
    JOIN flow_node g ON g.definition_id = t.definition_id AND g.key = 'check_kit'
    WHERE i.business_type = 'work_order'
), gone AS (
    DELETE FROM flow_task k USING moved m WHERE k.id = m.wait_ref
)
UPDATE flow_token t SET node_id = m.gate, wait = 'gate', wait_ref = NULL, verdict = 'unknown',
    code = 'flow.STEP_TIMEOUT', due = NULL
FROM moved m WHERE t.id = m.id
"""
UNKNOWN = (
    "UPDATE kitting_verdict SET state = 'unknown', cause = 'timeout', lines_short = 0, "
    "coverage_on = NULL WHERE plant_id = %(plant)s"
)
NO_SHORTAGE = "DELETE FROM kitting_shortage WHERE plant_id = %(plant)s"


def waiting(plan: Plan) -> Shape:
    """Return the plant whose orders all wait, since the check timed out; now nearly all pass."""
    count, materials = plan.size(10_500, 1_050), plan.size(5_000, 500)
    return Shape("GATE", count, materials=materials, loose=0.99)


def push(house: House, plan: Plan, plant: int, call: Callable[[], None]) -> Outcome:
    """Let all orders wait again, push, and count who has moved; the ones short must stay."""
    house.rest()
    outcome = Outcome("ms", [])
    for _ in range(plan.runs):
        with house.owner() as connection:
            for statement in (BACK, UNKNOWN, NO_SHORTAGE):
                connection.execute(statement.encode(), {"plant": plant})
        vacuum(house, *TOUCHED)
        began = time.perf_counter()
        call()
        outcome.product.append((time.perf_counter() - began) * 1000)
        outcome.note("moved", len(numbers(house, MOVED, plant)))
    return outcome


@row(
    "push_10000",
    "pushing 10,000 waiting orders past a kit-check gate",
    "≤ 4 s",
    lambda outcome: outcome.product_median <= 4000,
    "production",
    "flow",
    zh="把 10 000 张等待的工单推过齐套检查节点",
    target_zh="≤ 4 秒",
)
def push_10000(house: House, plan: Plan) -> Outcome:
    """Ask the gates of all waiting orders as the worker does: checked, moved, tasks, states, log."""
    plant = add_plant(house, waiting(plan))
    from qitao.base.actor import Actor
    from qitao.flow.actions import run_gates
    from qitao.flow.values import DRAIN_MAX

    actor = Actor.system(cause="bench")
    first = numbers(
        house,
        "SELECT min(t.id) FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id "
        "JOIN production_workorder o ON o.id = i.business_id AND o.plant_id = %s "
        "WHERE i.business_type = 'work_order'",
        plant,
    )[0]

    def call() -> None:
        after = first - 1
        while True:
            done = run_gates(actor=actor, step="production.check_kit", after=after)
            after = done.last_token
            if done.asked < DRAIN_MAX:
                return

    return push(house, plan, plant, call)


@row(
    "push_47",
    "the same for 47 orders by one re-drive, with an outcome for each",
    "≤ 50 ms",
    lambda outcome: outcome.product_median <= 50,
    "production",
    "flow",
    zh="同上，一次重推 47 张工单，逐张给出结果",
    target_zh="≤ 50 毫秒",
)
def push_47(house: House, plan: Plan) -> Outcome:
    """Re-drive 47 orders that wait since a time-out, among thousands that wait too."""
    plant = add_plant(house, waiting(plan))
    from qitao.base.actor import Actor
    from qitao.production.actions import redrive_orders
    from qitao.production.values import WorkOrderId

    actor = Actor.system(cause="bench")
    found = numbers(
        house, "SELECT id FROM production_workorder WHERE plant_id = %s ORDER BY md5(number)", plant
    )
    orders = tuple(WorkOrderId(order) for order in found[:47])

    def call() -> None:
        redrive_orders(actor=actor, orders=orders, reason="bench")

    return push(house, plan, plant, call)

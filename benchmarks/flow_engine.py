"""The engine alone, without factory: what a push, a step and an overview cost, and the bare SQL.

Each function prepares its own instances on the connected database and returns plain figures; the
raw limit writes the same kinds and numbers of rows by hand-made SQL in the same run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qitao.base.actor import Actor
from qitao.base.sql import raw_connection
from qitao.flow import actions, queries
from qitao.flow.rules.registry import STEPS
from qitao.flow.steps import PASS, Verdict, step

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
TYPE = "bench"
HOUSE = Actor.system(cause="bench")
GATE = "bench.gate"
STAGES = 8
_closed = Verdict.unknown("flow.STEP_TIMEOUT")
_answer: list[Verdict] = [PASS]
_next_id = [int(time.time()) * 1_000]

BARE_PUSH = """
WITH moved AS (
    UPDATE bench_token t SET node = node + 1, since = now(), wait = 'task'
    WHERE id = ANY (%s) RETURNING id, instance
), tasks AS (
    INSERT INTO bench_task (instance, token, verb, opened)
    SELECT instance, id, 'v', now() FROM moved
)
INSERT INTO bench_log (at, instance, token, source, target, cause, actor)
SELECT now(), instance, id, 1, 2, 'gate', 0 FROM moved
"""
BARE_TABLES = """
DROP TABLE IF EXISTS bench_token, bench_task, bench_log;
CREATE TABLE bench_token (id bigint PRIMARY KEY, instance bigint NOT NULL, node bigint NOT NULL,
    wait text NOT NULL, since timestamptz NOT NULL);
CREATE INDEX ON bench_token (node, since);
CREATE TABLE bench_task (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, instance bigint,
    token bigint, verb text, opened timestamptz);
CREATE INDEX ON bench_task (instance);
CREATE TABLE bench_log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz,
    instance bigint, token bigint, source bigint, target bigint, cause text, actor bigint);
CREATE INDEX ON bench_log (instance, id);
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure beside the bare SQL that does the same to the rows."""

    name: str
    value: float
    unit: str
    raw: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the bare SQL."""
        return self.value / self.raw if self.raw else None


def prepare() -> None:
    """Register the gate and publish the process, once."""
    if GATE not in STEPS:
        step(GATE, kind="gate", local=True)(_ask)
    actions.publish_definition(actor=HOUSE, xml=_drawing())


def _ask(ids: Sequence[int]) -> Mapping[int, Verdict]:
    return dict.fromkeys(ids, _answer[0])


def _drawing() -> str:
    keys = ["start", "gate", *(f"stage{number}" for number in range(STAGES)), "end"]
    tasks = "".join(
        f'<userTask id="{key}" name="{key}" q:verb="bench.{key}" q:state="{key}"/>'
        for key in keys
        if key.startswith("stage")
    )
    flows = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>'
        for n, (a, b) in enumerate(pairwise(keys))
    )
    return (
        f'<definitions xmlns="{BPMN}" xmlns:q="urn:qitao:bpmn:1"><process id="bench" name="bench">'
        f'<startEvent id="start"/><serviceTask id="gate" name="gate" q:step="{GATE}"/>'
        f'{tasks}<endEvent id="end"/>{flows}</process></definitions>'
    )


def _start(count: int, *, at_gate: bool) -> tuple[int, ...]:
    """Start instances that wait at the gate, or at the first task behind it."""
    ids = tuple(range(_next_id[0], _next_id[0] + count))
    _next_id[0] += count
    _answer[0] = _closed if at_gate else PASS
    actions.start_instances(
        actor=HOUSE, definition_key="bench", business_type=TYPE, business_ids=ids
    )
    _answer[0] = PASS
    return ids


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _bare(count: int) -> float:
    connection = raw_connection()
    connection.execute(BARE_TABLES, prepare=False)
    connection.execute(
        "INSERT INTO bench_token SELECT n, n, 1, 'gate', now() FROM generate_series(1, %s) n",
        (count,),
    )
    return _seconds(lambda: connection.execute(BARE_PUSH, (list(range(1, count + 1)),)))


def push(count: int = 10_000) -> Figure:
    """Move waiting tokens past their gate in one drain: asked, moved, task opened, logged."""
    _start(count, at_gate=True)
    value = _seconds(lambda: actions.run_gates(actor=HOUSE, step=GATE))
    return Figure(f"push {count} past a gate", value * 1000, "ms", _bare(count) * 1000)


def redrive(count: int = 47) -> Figure:
    """Re-drive waiting objects, with an outcome for each."""
    ids = _start(count, at_gate=True)
    value = _seconds(
        lambda: actions.redrive(actor=HOUSE, business_type=TYPE, business_ids=ids, reason="bench")
    )
    return Figure(f"re-drive {count}", value * 1000, "ms", _bare(count) * 1000)


def human_step(count: int = 200) -> Figure:
    """Complete one task as a verb of its own: request key, journal, move, commit."""
    ids = _start(count, at_gate=False)
    spent = []
    for number in ids:
        begun = time.perf_counter()
        actions.complete_tasks(
            actor=HOUSE, business_type=TYPE, business_ids=(number,), verb="bench.stage0"
        )
        spent.append(time.perf_counter() - begun)
    return Figure("one human step", median(spent) * 1000, "ms", _bare_step(count) * 1000)


def _bare_step(count: int) -> float:
    _bare(count)
    connection = raw_connection()
    return median(
        _seconds(lambda n=number: connection.execute(BARE_PUSH, ([n],)))  # type: ignore[misc]
        for number in range(1, count + 1)
    )


def overview(count: int = 50_000) -> Figure:
    """Tell how many tokens wait at each node since when, over `count` waiting tokens."""
    for first in range(0, count, 10_000):
        _start(min(10_000, count - first), at_gate=first % 20_000 == 0)
    value = median(_seconds(queries.count_waiting_by_node) for _ in range(5))
    bare = "SELECT node_id, count(*), min(since) FROM flow_token GROUP BY node_id"
    connection = raw_connection()
    raw = median(_seconds(lambda: connection.execute(bare).fetchall()) for _ in range(5))
    return Figure(f"overview of {count}", value * 1000, "ms", raw * 1000)


def run() -> list[Figure]:
    """Measure everything once."""
    prepare()
    push(100)
    return [push(), redrive(), human_step(), overview()]

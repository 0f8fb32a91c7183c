"""kill -9 at any moment: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from qitao.flow import actions, queries
from tests.conftest import sized
from tests.flow.conftest import HOUSE, TYPE, Answers, publish, standing, start
from tests.flow.drawing import Drawing, line
from tests.flow.test_concurrency import ask

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_db")]
ROOT = Path(__file__).resolve().parents[2]


def spawn(folder: Path, role: str, seed: int) -> subprocess.Popen[str]:
    """Start a process on this test's database and wait until it is at work."""
    from django.db import connection

    python_path = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.flow.crash_worker",
            str(connection.settings_dict["NAME"]),
            str(folder),
            role,
            str(seed),
        ],
        env={**os.environ, "PYTHONPATH": python_path},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def shoot(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert process.stdout is not None
    process.stdout.close()


def let_it_work(written: Path, order: random.Random) -> None:
    """Wait until a few more lines were written, then a moment that no line marks."""
    before = written.stat().st_size if written.exists() else 0
    more = order.randint(20, 150)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if written.exists() and written.stat().st_size >= before + more:
            break
        time.sleep(0.002)
    time.sleep(order.uniform(0, 0.01))


def settle_backends() -> None:
    """Wait until the server has noticed that its client is dead."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        busy = ask(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        if busy == [(0,)]:
            return
        time.sleep(0.05)


@pytest.mark.parametrize("seed", range(1, sized(5, full=9)))
def test_killed_workers_lose_no_job_and_do_none_twice(
    answers: Answers, tmp_path: Path, seed: int
) -> None:
    drawing = Drawing().start().service("s", "test.post", attempts="50", backoff="PT0.1S")
    publish(drawing.user("next").end().chain("start", "s", "next", "end").xml)
    ids = tuple(range(1, 201))
    start("demo", *ids)
    order = random.Random(seed)
    for _ in range(3):
        worker = spawn(tmp_path, "work", seed)
        let_it_work(tmp_path / "calls", order)
        shoot(worker)
        settle_backends()
        assert queries.list_violations() == []
    worker = spawn(tmp_path, "work", seed)
    try:
        deadline = time.monotonic() + 60
        while Counter(standing(*ids)) != {("next", "task"): 200}:
            assert time.monotonic() < deadline, Counter(standing(*ids))
            time.sleep(0.1)
    finally:
        shoot(worker)
    effects = [name.name for name in tmp_path.glob("*.*")]
    assert len(effects) == 200
    assert len({name.split(".", 1)[0] for name in effects}) == 200
    assert ask("SELECT state, count(*) FROM flow_job GROUP BY state") == [("done", 200)]
    assert ask("SELECT count(*), count(DISTINCT instance_id) FROM flow_task") == [(200, 200)]
    assert queries.list_violations() == []
    calls = Counter((tmp_path / "calls").read_text().split())
    assert set(calls) == {str(number) for number in ids}
    assert "flow.LEASE_EXPIRED" in {row.code for row in queries.list_incidents()}


def test_a_killed_client_keeps_what_was_acknowledged(answers: Answers, tmp_path: Path) -> None:
    publish(line("a", "b", verb="t.a").xml)
    ids = tuple(range(1, 301))
    start("demo", *ids)
    order = random.Random(3)
    for seed in range(2):
        client = spawn(tmp_path, "complete", seed)
        let_it_work(tmp_path / "acknowledged", order)
        shoot(client)
        settle_backends()
        assert queries.list_violations() == []
    acknowledged = Counter((tmp_path / "acknowledged").read_text().split())
    left_a = Counter(
        row[0]
        for row in ask(
            "SELECT i.business_id FROM flow_log g JOIN flow_node n ON n.id = g.from_node "
            "JOIN flow_instance i ON i.id = g.instance_id WHERE n.key = 'a'"
        )
    )
    assert set(left_a.values()) <= {1}
    done = {number for number, count in acknowledged.items() if count}
    assert {int(number) for number in done} <= set(left_a)
    waiting = Counter(node for node, _ in standing(*ids))
    ended = ask("SELECT count(*) FROM flow_instance WHERE status = 'completed'")[0][0]
    assert waiting["a"] + waiting["b"] + ended == 300
    assert waiting["a"] == 300 - len(left_a)


def test_a_broken_connection_in_the_middle_leaves_nothing_half_done(answers: Answers) -> None:
    publish(line("a", verb="t.a").xml)
    start("demo", *range(1, 101))
    from django.db import connection

    from qitao.base.refusal import OUTCOME_UNKNOWN, Refusal
    from qitao.flow.rules.registry import on_enter

    @on_enter(TYPE)
    def shoot_own_backend(entered: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    publish(line("a", key="again", verb="t.a", state="s").xml)
    with pytest.raises(Refusal) as refused:
        actions.start_instances(
            actor=HOUSE, definition_key="again", business_type=TYPE, business_ids=(500,)
        )
    assert refused.value.code is OUTCOME_UNKNOWN
    connection.close()
    assert standing(500) == []
    assert len(standing(*range(1, 101))) == 100
    assert queries.list_violations() == []

"""A process that a test kills: it works on the engine of a test database until it is shot.

python -m tests.flow.crash_worker <database> <folder> work|complete <seed>
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path


def work(folder: Path, seed: int) -> None:
    """Run jobs for ever; the outside system keeps one file per idempotency key."""
    from qitao.flow import jobs
    from qitao.flow.actions import work as work_module
    from qitao.flow.steps import PASS, Verdict, step

    work_module.LEASE_MARGIN = timedelta(milliseconds=200)
    order = random.Random(seed)

    @step("test.post", kind="service", timeout=timedelta(milliseconds=400))
    def post(ids: tuple[int, ...], *, keys: Mapping[int, str]) -> Mapping[int, Verdict]:
        for number in ids:
            time.sleep(order.random() / 500)
            effect = folder / f"{number}.{keys[number]}"
            effect.touch()
            with (folder / "calls").open("a") as calls:
                calls.write(f"{number}\n")
        return dict.fromkeys(ids, PASS)

    while True:
        jobs.run_batch(f"worker-{os.getpid()}")
        time.sleep(0.01)


def complete(folder: Path, seed: int) -> None:
    """Complete tasks one by one, writing down each that was acknowledged."""
    from qitao.base.refusal import Refusal
    from qitao.flow import actions
    from tests.flow.conftest import HOUSE, TYPE

    todo = list(range(1, 301))
    random.Random(seed).shuffle(todo)
    with (folder / "acknowledged").open("a", buffering=1) as acknowledged:
        for number in todo:
            try:
                actions.complete_tasks(
                    actor=HOUSE, business_type=TYPE, business_ids=(number,), verb="t.a"
                )
            except Refusal:
                continue
            acknowledged.write(f"{number}\n")


def main() -> None:
    database, folder, role, seed = sys.argv[1:]
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    {"work": work, "complete": complete}[role](Path(folder), int(seed))


if __name__ == "__main__":
    main()

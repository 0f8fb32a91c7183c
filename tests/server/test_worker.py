"""A job that was lost, by the death of its worker or of a connection, does not bar its kind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from qitao.base.jobs import defer_once
from tests.template import with_database
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_db")]
SRC = Path(__file__).resolve().parents[2] / "src"
RUN = (
    "from qitao.server import rescue, worker; rescue.SILENCE_SECONDS = float({silence}); "
    "worker.main()"
)


def database_url() -> str:
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return with_database(os.environ["QITAO_TEST_DATABASE"], name)


@contextmanager
def worker(silence: float) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the real job worker on this test's database; kill it at the end if it still lives."""
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "qitao.server.settings",
        "PYTHONPATH": str(SRC),
        "QITAO_DATABASE_URL": database_url(),
        "QITAO_SECRET_KEY": "only-for-tests",
    }
    variables.pop("QITAO_TEST_DATABASE")
    process = subprocess.Popen([sys.executable, "-c", RUN.format(silence=silence)], env=variables)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def ask(statement: str, *values: object) -> list[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall())


def doing(task: str) -> list[int]:
    rows = ask("SELECT id FROM procrastinate_jobs WHERE task_name = %s AND status = 'doing'", task)
    return [number for (number,) in rows]


def done(number: int) -> bool:
    return not ask("SELECT 1 FROM procrastinate_jobs WHERE id = %s", number)


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Hold a table, so that a job that needs it hangs until its lock time is over."""
    with psycopg.connect(database_url()) as held:
        held.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield


def test_the_job_of_a_killed_worker_is_done_by_the_next_one() -> None:
    name = "flow.fire_timers"
    with locked("flow_timer"), worker(30) as first:
        until(lambda: doing(name) != [])
        lost = doing(name)[0]
        first.kill()
        first.wait(10)
    assert doing(name) == [lost]
    with worker(3):
        until(lambda: done(lost), 40)


def test_a_job_whose_end_could_not_be_written_does_not_bar_the_next() -> None:
    """A failed job goes back to the queue, where another of its name already waits."""
    name = "flow.run_jobs"
    with worker(3):
        with locked("flow_job"):
            defer_once(name, queue="flow")
            until(lambda: doing(name) != [])
            lost = doing(name)[0]
            defer_once(name, queue="flow")
            waiting = ask("SELECT max(id) FROM procrastinate_jobs WHERE task_name = %s", name)
            until(lambda: bool(ask("SELECT pg_sleep(2.5)")))
        until(lambda: done(lost) and done(waiting[0][0]), 40)

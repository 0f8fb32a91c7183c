"""Work after commit and on a timetable: procrastinate behind three words.

A job row is written through Django's connection, so it is there if and only if the transaction
committed. The queue is the doorbell, not the memory: what is to be done stands in the floor's own
rows, and a periodic sweep finds what a lost bell left lying.
"""

import functools
import json
from collections.abc import Callable
from typing import Any

from django.db import close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from qitao.base.sql import SqlRoom

sql = SqlRoom(__package__)
ATTEMPTS_MAX = 8


def job(
    *, name: str, queue: str = "default", attempts_max: int = ATTEMPTS_MAX
) -> Callable[[Callable[..., Any]], Any]:
    """Register a function as the job `name`; an exception retries it with exponential waits."""
    retry = RetryStrategy(max_attempts=attempts_max, exponential_wait=2)

    def register(function: Callable[..., Any]) -> Any:
        return app.task(name=name, queue=queue, retry=retry)(_connected(function))

    return register


def periodic(
    *, name: str, cron: str, queue: str = "default"
) -> Callable[[Callable[[int], None]], Any]:
    """Register a function of the due time (epoch seconds) that runs by a cron line."""

    def register(function: Callable[[int], None]) -> Any:
        task = app.task(name=name, queue=queue, queueing_lock=name, lock=name)(_connected(function))
        return app.periodic(cron=cron)(task)

    return register


def _connected(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give each run a connection that works: the worker's threads keep theirs between runs."""

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        if not connection.in_atomic_block:
            close_old_connections()
        return function(*args, **kwargs)

    return run


def defer(name: str, /, **arguments: Any) -> int:
    """Put the job into its queue inside the present transaction; return its number."""
    return app.configure_task(name).defer(**arguments)


def defer_once(name: str, /, *, queue: str = "default", **arguments: Any) -> None:
    """Put the job into its queue unless the same job already waits there."""
    sql.run("defer_once", name=name, queue=queue, args=json.dumps(arguments))

"""A running Qitao of its own, and clients that talk to it over HTTP."""

import json
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

import psycopg
import pytest

from qitao.server.instance import Instance
from tests.server.places import open_place
from tests.server.running import READY, Up, environment

PATIENCE_SECONDS = 120
SOON = ("/problems/MACHINE_BUSY", "/problems/BUSY")


@dataclass
class Plant:
    """The running Qitao and how to work in it."""

    up: Up
    data: Path
    token: str = ""
    ids: dict[str, int] = field(default_factory=dict)
    acts: int = 0
    again: int = 0
    last: str = ""

    def connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        running = Instance(self.data).running()
        assert running is not None
        return psycopg.connect(running.database_url, autocommit=True)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self.connection() as connection:
            return connection.execute(statement.encode()).fetchall()

    def run(self, what: str) -> Any:
        running = Instance(self.data).running()
        assert running is not None
        variables = environment(
            QITAO_DATABASE_URL=running.database_url,
            QITAO_SECRET_KEY="of-this-process-alone",
            DJANGO_SETTINGS_MODULE="qitao.server.settings",
        )
        said = subprocess.run(
            [sys.executable, "-m", "tests.faults.plant", what],
            env=variables,
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(said.stdout)

    def ask(self, path: str, given: dict[str, Any] | None = None, key: str = "") -> Any:
        """Send a request again and again until it is answered.

        What asks for patience (a machine that another order runs on) is given it; any other
        refusal is an error here.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            status, answer = self.send(path, given, key)
            if status == 200:
                self.acts += 1
                return json.loads(answer)
            again = status in (0, 500, 502, 503) or any(code in answer for code in SOON)
            assert again, f"{path} {given}: {status} {answer}"
            self.again += 1
            self.last = f"{status} {path} {answer[:300]}"
            assert time.monotonic() < deadline, f"{path} was not answered in time"
            threading.Event().wait(0.1)

    def send(self, path: str, given: dict[str, Any] | None, key: str) -> tuple[int, str]:
        """Send one request; return status and body, 0 where nobody answered."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.up.port}/api/v1/{path}",
            data=None if given is None else json.dumps(given).encode(),
            headers=headers,
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except (OSError, HTTPException):
            return 0, ""


@pytest.fixture(scope="package")
def plant() -> Iterator[Plant]:
    with open_place() as place:
        data = place / "data"
        up = Up(data, "--no-demo", QITAO_ADMIN="chief", QITAO_ADMIN_PASSWORD="9-lathes")
        try:
            up.wait_for(READY)
            made = Plant(up, data)
            seeded = made.run("seed")
            made.token = seeded.pop("token")
            made.ids = seeded
            yield made
        finally:
            up.end()

"""The process of the live stream on the test database, and a reader of what it says."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from qitao.server import ports
from tests.server.running import environment
from tests.waiting import until

LISTEN_SECONDS = 30


def database_url() -> str:
    """Return the address of the database that this test works on."""
    parts = urlsplit(os.environ["QITAO_TEST_DATABASE"])
    name = str(connection.settings_dict["NAME"])
    return urlunsplit(parts._replace(path="/" + quote(name)))


@dataclass
class LiveProcess:
    """`qitao.server.live` at a port that stays the same over its deaths."""

    log: Path
    port: int = field(default_factory=ports.any_free)
    process: "subprocess.Popen[bytes] | None" = None
    wires: list[http.client.HTTPConnection] = field(default_factory=list)
    answers_open: list[http.client.HTTPResponse] = field(default_factory=list)

    def start(self) -> None:
        variables = environment(
            QITAO_DATABASE_URL=database_url(),
            QITAO_SECRET_KEY=settings.SECRET_KEY,
            QITAO_HOST="127.0.0.1",
            QITAO_LIVE_PORT=str(self.port),
            DJANGO_SETTINGS_MODULE="qitao.server.settings",
        )
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "qitao.server.live"],
                env=variables,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(self.answers)

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        try:
            with closing(self.ask("/healthz", {})) as answer:
                return answer.status == 200
        except OSError:
            return False
        finally:
            self.hang_up()

    def ask(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Send one request over a connection that `hang_up` closes."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LISTEN_SECONDS)
        self.wires.append(wire)
        wire.request("GET", path, headers=headers)
        answer = wire.getresponse()
        self.answers_open.append(answer)
        return answer

    def hang_up(self) -> None:
        """Close what is open."""
        for answer in self.answers_open:
            answer.close()
        for wire in self.wires:
            wire.close()
        self.answers_open.clear()
        self.wires.clear()

    def kill(self) -> None:
        """End it and all of its processes at once, as a power cut would."""
        self.hang_up()
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, 9)
            self.process.wait()

    def listen(self, session: str, *, topics: str, at: str = "", last: str = "") -> "Events":
        """Open the stream as a browser does."""
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
        if last:
            headers["Last-Event-ID"] = last
        query = urlencode({"topics": topics, "at": at})
        return Events(self.ask(f"/live/events?{query}", headers))


@dataclass
class Events:
    """The open answer, read event by event."""

    answer: http.client.HTTPResponse
    last: str = ""

    def next(self, *names: str) -> tuple[str, list[str]]:
        """Return the next event of one of these names with its topics; pulses are passed over."""
        for name, words in self._read():
            if name in names:
                return name, [each for each in words.split(",") if each]
        raise AssertionError("the stream ended")

    def _read(self) -> Iterator[tuple[str, str]]:
        name = words = ""
        while raw := self.answer.readline():
            key, _, value = raw.decode().rstrip("\n").partition(":")
            value = value.strip()
            if key == "id":
                self.last = value
            elif key == "event":
                name = value
            elif key == "data":
                words = value
            elif not key and name:
                yield name, words
                name = words = ""


@contextmanager
def live_process(folder: Path) -> Iterator[LiveProcess]:
    """Run the stream for a test."""
    live = LiveProcess(folder / "live.log")
    live.start()
    try:
        yield live
    finally:
        live.kill()

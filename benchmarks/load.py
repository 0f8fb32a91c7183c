"""A lean load generator: keep-alive sockets under one selector, requests made beforehand.

It shares the processors with what it measures, so it does as little as possible per request.
"""

import json
import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

READ_BYTES = 65_536
REQUESTS_MAX = 2_000_000
SILENCE_SECONDS_MAX = 30


@dataclass(slots=True)
class Reply:
    """What the server answered."""

    status: int
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)


Script = Generator[bytes, Reply, None]
"""A client: yields a request, is sent the reply; ends when it has nothing more to do."""


@dataclass(slots=True)
class Load:
    """What a run of clients came to."""

    seconds: float
    statuses: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    requests: int = 0
    """All that were answered, those of the warm-up too."""

    @property
    def count(self) -> int:
        """How many requests were answered."""
        return len(self.waits)

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return self.count / self.seconds

    def quantile(self, share: float) -> float:
        """Return the waiting time in milliseconds that this share of requests stayed below."""
        ordered = sorted(self.waits)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


@dataclass(slots=True)
class Client:
    """One socket and its script."""

    wire: socket.socket
    script: Script
    sent_at: float = 0.0
    parts: bytearray = field(default_factory=bytearray)

    def send(self, request: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.wire.sendall(request)

    def receive(self) -> Reply | None:
        """Take what has arrived; return the reply once it is whole."""
        data = self.wire.recv(READ_BYTES)
        if not data:
            raise ConnectionError("the server closed the connection")
        self.parts += data
        head = self.parts.find(b"\r\n\r\n")
        if head < 0:
            return None
        lower = bytes(self.parts[:head]).lower()
        if b"transfer-encoding: chunked" in lower:
            return self._chunked(head)
        mark = lower.index(b"content-length:") + 15
        end = lower.find(b"\r\n", mark)
        size = int(lower[mark : end if end > 0 else head])
        if len(self.parts) < head + 4 + size:
            return None
        return self._whole(bytes(self.parts[head + 4 :]))

    def _chunked(self, head: int) -> Reply | None:
        if not self.parts.endswith(b"0\r\n\r\n"):
            return None
        return self._whole(bytes(self.parts[head + 4 :]))

    def _whole(self, body: bytes) -> Reply:
        reply = Reply(int(self.parts[9:12]), body)
        self.parts.clear()
        return reply


def run(
    connect: Callable[[], socket.socket],
    scripts: list[Script],
    *,
    seconds: float,
    warm: float = 0.0,
    requests_max: int = REQUESTS_MAX,
) -> Load:
    """Let all clients work until the time is over; what is answered while warm is not counted."""
    selector = selectors.DefaultSelector()
    clients = [Client(connect(), script) for script in scripts]
    for client in clients:
        selector.register(client.wire, selectors.EVENT_READ, client)
        client.send(next(client.script))
    began = time.perf_counter()
    load = Load(seconds)
    busy = len(clients)
    counted_from, until = began + warm, began + warm + seconds
    while busy and load.count < requests_max:
        events = selector.select(SILENCE_SECONDS_MAX)
        if not events:
            raise TimeoutError("the server is silent")
        for key, _ in events:
            client: Client = key.data
            reply = client.receive()
            if reply is None:
                continue
            now = time.perf_counter()
            load.requests += 1
            if now >= counted_from:
                load.waits.append(now - client.sent_at)
                load.statuses[reply.status] += 1
            busy -= _go_on(selector, client, reply, now < until)
    load.seconds = max(time.perf_counter(), counted_from + 1e-9) - counted_from
    for client in clients:
        client.wire.close()
    selector.close()
    return load


def _go_on(selector: selectors.BaseSelector, client: Client, reply: Reply, more: bool) -> int:
    """Send the client's next request; 1 where it has ended."""
    try:
        following = client.script.send(reply)
    except StopIteration:
        more = False
    if more:
        client.send(following)
        return 0
    selector.unregister(client.wire)
    return 1


def post(path: str, token: str, body: bytes, *, key: str | None = None) -> bytes:
    """Return the bytes of one POST of JSON."""
    named = f"Idempotency-Key: {key}\r\n" if key else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n{named}\r\n"
    )
    return head.encode() + body


def get(path: str, *, cookie: str = "", token: str = "") -> bytes:
    """Return the bytes of one GET, as a browser with that cookie or a machine would send it."""
    head = f"GET {path} HTTP/1.1\r\nHost: bench\r\n"
    if cookie:
        head += f"Accept: text/html\r\nCookie: {cookie}\r\n"
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    return (head + "\r\n").encode()


def repeat(requests: Iterator[bytes], *, expected: int = 200) -> Script:
    """Return a client that sends one request after the other and wants the same status of all."""
    for request in requests:
        reply = yield request
        if reply.status != expected:
            raise AssertionError(f"{reply.status}: {reply.body[:500]!r}")

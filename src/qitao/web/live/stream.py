"""The stream of changes as server-sent events: the one asynchronous door of the house.

It tells *that* something changed, never what: contents come through pages and their permissions.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import Error, connection

from qitao.base.journal import Position
from qitao.base.refusal import Refusal
from qitao.people.queries import load_session_actor
from qitao.production.queries import get_wall
from qitao.web.live import topics
from qitao.web.live.hub import CLIENTS_MAX, Follower, Hub

PATH = "/live/events"
PULSE_SECONDS = 10.0
GATHER_SECONDS = 0.05
SESSION_SECONDS = 60.0
AGAIN_MILLISECONDS = 2_000
SIGN_IN_THREADS = 2
COOKIE_BYTES_MAX = 8_192

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Header = tuple[bytes, bytes]

hub = Hub()
_sign_in = ThreadPoolExecutor(SIGN_IN_THREADS, thread_name_prefix="sign-in")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve the stream; everything else is not found here."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _serve(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start(asyncio.get_running_loop())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for the stream, as its headers and address say."""

    session: str
    followed: frozenset[str]
    at: Position | None
    origin: bytes
    wall: str = ""
    """The secret of a board on the wall, which then stands for a session."""

    @classmethod
    def read(cls, scope: Scope) -> "Asked":
        """Read what is needed; whatever is malformed counts as absent."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        query = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1"))
        wall = query.get("pass", [""])[0]
        last = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("at", [""])[0]
        return cls(
            _session_key(headers.get(b"cookie", b"")),
            topics.WALL if wall else topics.parse(query.get("topics", [""])[0]),
            Position.parse(last),
            _own_origin(headers),
            wall,
        )


def _session_key(cookie: bytes) -> str:
    with suppress(CookieError):
        morsel = SimpleCookie(cookie[:COOKIE_BYTES_MAX].decode("latin-1")).get(
            settings.SESSION_COOKIE_NAME
        )
        return morsel.value if morsel else ""
    return ""


def _own_origin(headers: Mapping[bytes, bytes]) -> bytes:
    """Return the origin of the asking page if it is this very host at another port, else nothing.

    The stream has a port of its own, and the browser asks whether that is meant.
    """
    origin = headers.get(b"origin", b"")
    host = urlsplit(b"//" + headers.get(b"host", b"")).hostname
    with suppress(ValueError):
        return origin if origin and urlsplit(origin).hostname == host else b""
    return b""


async def _serve(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/healthz" and hub.reaches_database:
        return await _answer(send, 200, b"ok")
    if scope["path"] != PATH or scope["method"] != "GET":
        return await _answer(send, 404, b"")
    asked = Asked.read(scope)
    status = await _may_follow(asked) if hub.has_begun else 503
    if status == 200 and len(hub.followers) >= CLIENTS_MAX:
        status = 503
    if status != 200:
        return await _answer(send, status, b"", asked.origin)
    follower = Follower(asked.followed, asked.at or hub.at)
    known = hub.join(follower)
    gone = asyncio.create_task(_closed(receive))
    try:
        await _begin(send, asked.origin)
        await _stream(Wire(send, gone), follower, asked, known=known)
    finally:
        gone.cancel()
        hub.leave(follower)


async def _answer(send: Send, status: int, body: bytes, origin: bytes = b"") -> None:
    headers = [(b"content-type", b"text/plain"), *_shared_with(origin)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _begin(send: Send, origin: bytes) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *_shared_with(origin),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})


def _shared_with(origin: bytes) -> list[Header]:
    if not origin:
        return []
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


async def _closed(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@dataclass(frozen=True, slots=True)
class Wire:
    """The open answer: what is sent, and the task that ends when the browser has gone."""

    send: Send
    gone: "asyncio.Task[None]"

    async def event(self, name: str, words: str, at: Position) -> None:
        """Send one event with the position up to which the page then knows all."""
        text = f"id: {at}\nevent: {name}\ndata: {words}\n\n"
        await self.raw(text.encode())

    async def raw(self, text: bytes) -> None:
        """Send some bytes and leave the answer open."""
        await self.send({"type": "http.response.body", "body": text, "more_body": True})

    async def rest(self, woken: asyncio.Event) -> bool:
        """Wait for news, for the pulse, for the end; False when the browser has gone."""
        waiting = asyncio.create_task(woken.wait())
        await asyncio.wait(
            {waiting, self.gone}, timeout=PULSE_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        waiting.cancel()
        return not self.gone.done()


async def _stream(wire: Wire, follower: Follower, asked: Asked, *, known: bool) -> None:
    await wire.raw(f"retry: {AGAIN_MILLISECONDS}\n\n".encode())
    if not known:
        follower.changed.clear()
        await wire.event("reset", "", follower.at)
    loop = asyncio.get_running_loop()
    look_again_at = loop.time() + SESSION_SECONDS
    while True:
        follower.woken.clear()
        changed, follower.changed = follower.changed, set()
        if changed:
            await wire.event("change", ",".join(sorted(changed)), follower.at)
            await asyncio.sleep(GATHER_SECONDS)  # what follows at once comes together
        elif follower.lost:
            await wire.raw(b"event: lost\ndata:\n\n")
        else:
            await wire.event("pulse", "", follower.at)
        if loop.time() >= look_again_at:
            look_again_at = loop.time() + SESSION_SECONDS
            if await _may_follow(asked) == 401:
                await wire.raw(b"event: signed_out\ndata:\n\n")
                return
        if not await wire.rest(follower.woken):
            return


async def _may_follow(asked: Asked) -> int:
    """Return 200 for who may follow, 401 for who may not, 503 where that cannot be found out."""
    if not asked.session and not asked.wall:
        return 401
    return await asyncio.get_running_loop().run_in_executor(_sign_in, _status_of, asked)


def _status_of(asked: Asked) -> int:
    try:
        if asked.wall:
            get_wall(asked.wall)
            return 200
        store = import_module(settings.SESSION_ENGINE).SessionStore(asked.session)
        load_session_actor(store)
    except Refusal:
        return 401
    except Error:
        with suppress(Exception):
            connection.close()
        return 503
    return 200

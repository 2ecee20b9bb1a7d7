"""A request on its way through the gateway, and how its answer is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

from regelgraph.gateway import every
from regelgraph.gateway.every import RawHeaders
from regelgraph.gateway.routes import Route, route_of
from regelgraph.gateway.shown import Shown
from regelgraph.workers.job import GoneError
from regelgraph.workers.messages import Reply

DISCONNECT: Final = "http.disconnect"
_ERRORS: Final = 400


class Exchange:
    """One request, its headers joined by name, and what is known of its answer."""

    __slots__ = (
        "began", "cached", "heads", "knowledge", "method", "name", "path",
        "receive", "route", "scope", "send", "sent", "shown", "status",
    )  # fmt: skip

    def __init__(self, scope: Any, receive: Any, send: Any, knowledge: RawHeaders, shown: Shown | None = None) -> None:
        """`knowledge` names the one that answers now, `shown` has its pages on errors."""
        self.knowledge = knowledge
        self.shown = shown
        self.scope = scope
        self.receive = receive
        self.send = send
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.heads: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            self.heads[name] = self.heads[name] + b", " + value if name in self.heads else value
        self.route: Route = route_of(self.path)
        self.status = 0
        self.sent = 0
        self.began = False
        self.cached = False
        self.name = ""

    async def answer(self, status: int, headers: RawHeaders, body: bytes) -> None:
        """Send a whole answer whose headers are finished."""
        self.began = True
        self.status = status
        if self.shown and status >= _ERRORS:
            headers, body = self.shown.of(self.scope, self.heads, headers, body)
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        if self.method == "HEAD":
            body = b""
        self.sent = len(body)
        await self.send({"type": "http.response.body", "body": body})

    def finished(self, headers: RawHeaders) -> RawHeaders:
        """The headers with those of every answer at this address."""
        return every.finished(headers, public=self.route.public, of=self.knowledge)

    async def reply(self, reply: Reply) -> None:
        """Send a whole reply of the gateway itself."""
        headers = every.headers_of(reply, public=self.route.public, of=self.knowledge)
        await self.answer(reply.status, headers, b"".join(reply.body))

    async def stream(self, status: int, headers: RawHeaders, parts: AsyncIterator[bytes]) -> None:
        """Send an answer part by part; each is asked for when the one before is taken."""
        self.began = True
        self.status = status
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        async for part in parts:
            self.sent += len(part)
            await self.send({"type": "http.response.body", "body": part, "more_body": True})
        await self.send({"type": "http.response.body", "body": b""})

    async def pieces(self, status: int, headers: RawHeaders, body: bytes, part: range, size: int) -> None:
        """Send a part of what is at hand in pieces of `size` bytes, each when there is room for it, while one listens.

        Only when the body of the request has been read.
        """
        self.began = True
        self.status = status
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        gone = asyncio.ensure_future(self.gone())
        try:
            for start in range(part.start, part.stop, size):
                piece = body[start : min(start + size, part.stop)]
                more = start + size < part.stop
                await self.send({"type": "http.response.body", "body": piece, "more_body": more})
                await asyncio.sleep(0)  # others are served in between, and an end of the connection is noticed
                if more and gone.done():
                    raise GoneError
                self.sent += len(piece)
        finally:
            gone.cancel()

    async def gone(self) -> None:
        """Ends when the client has hung up. Only when the body has been read."""
        while (await self.receive())["type"] != DISCONNECT:
            pass

    async def chunk(self) -> tuple[bytes, bool]:
        """The next piece of the body, and whether more follows. Raises GoneError."""
        message = await self.receive()
        if message["type"] == DISCONNECT:
            raise GoneError
        return message.get("body", b""), message.get("more_body", False)

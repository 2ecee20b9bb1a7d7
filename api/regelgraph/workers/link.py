"""One worker as the gateway sees it: what is sent to it, what comes back, and its end."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final

from regelgraph.workers import wire
from regelgraph.workers.messages import Request

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_READ: Final = 1 << 16
_MUCH: Final = 1 << 20
"""Bytes that wait for the client before the worker has to wait, too."""
_SENT: Final = 1 << 20


class LostError(Exception):
    """The worker ended before its reply did."""


class Answer:
    """The reply of a worker: its whole `body`, or `parts` that are still made."""

    __slots__ = ("body", "headers", "parts", "status")

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.parts: AsyncIterator[bytes] | None = None


class Link:
    """A worker and the socket to it; `last`: it ends behind the answer that came."""

    def __init__(self, loop: asyncio.AbstractEventLoop, sock: socket.socket) -> None:
        self.pid = 0
        self.alive = True
        self.last = False
        self._pidfd = -1
        self._loop = loop
        self._sock = sock
        self._found = bytearray()
        self._head: asyncio.Future[Answer] | None = None
        self._more: asyncio.Future[None] | None = None
        self._streams = False
        self._reads = True
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT)
        loop.add_reader(sock, self._readable)

    def born(self, pid: int, pidfd: int) -> None:
        """The worker exists now."""
        self.pid, self._pidfd = pid, pidfd
        if not self.alive:
            self._signal()
            self._forget()

    def ask(self, request: Request, body: bytes | int, memory: int) -> asyncio.Future[Answer]:
        """Send a request; `body` may be a file in memory. The answer comes, or LostError."""
        self._head = self._loop.create_future()
        self._found.clear()
        try:
            if isinstance(body, int):
                socket.send_fds(self._sock, [wire.packed(request, None, memory)], [body])
            else:
                data = wire.packed(request, body, memory)
                if self._sock.send(data) != len(data):
                    self.kill()
        except OSError:
            self._lost()
        return self._head

    def kill(self) -> None:
        """End the worker, whatever it does."""
        self._signal()
        self._lost()

    def seconds(self) -> float:
        """Processor time that the worker has used."""
        try:
            with open(f"/proc/{self.pid}/stat", "rb", buffering=0) as file:  # noqa: PTH123 - the quickest
                used = file.read().rpartition(b")")[2].split()[11:13]
        except OSError:
            return 0.0
        return sum(map(int, used)) / _TICKS

    def close(self) -> None:
        """Let an idle worker end."""
        self._lost()

    def _lost(self) -> None:
        if not self.alive:
            return
        self.alive = False
        self._loop.remove_reader(self._sock)
        self._sock.close()
        self._forget()
        if self._head and not self._head.done():
            self._head.set_exception(LostError())
        if self._more and not self._more.done():
            self._more.set_result(None)

    def _signal(self) -> None:
        if self._pidfd >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def _forget(self) -> None:
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def _readable(self) -> None:
        try:
            data = self._sock.recv(_READ)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lost()
            return
        self._found += data
        if self._streams:
            if self._more and not self._more.done():
                self._more.set_result(None)
            if len(self._found) > _MUCH:
                self._loop.remove_reader(self._sock)
                self._reads = False
        elif self._head and not self._head.done():
            self._take(self._head)

    def _take(self, head: asyncio.Future[Answer]) -> None:
        """The answer, as soon as it is there as a whole, or its head, if the rest comes in parts."""
        found = self._found
        if len(found) < wire.REPLY.size:
            return
        status, heads, size = wire.REPLY.unpack_from(found)
        start = wire.REPLY.size + heads
        self.last, status = bool(status & wire.LAST), status & ~wire.LAST
        parts = size == wire.IN_PARTS
        if len(found) < (start if parts else start + size):
            return
        headers = wire.headers_of(bytes(found[wire.REPLY.size : start]))
        if parts:
            del found[:start]
            self._streams = True
            answer = Answer(status, headers)
            answer.parts = self._parts()
        else:
            answer = Answer(status, headers, bytes(found[start : start + size]))
        head.set_result(answer)

    async def _parts(self) -> AsyncIterator[bytes]:
        """The parts of the body. Raises LostError if the worker ends before they do."""
        while True:
            await self._until(wire.PART.size)
            (size,) = wire.PART.unpack_from(self._found)
            if not size:
                self._streams = False
                return
            await self._until(wire.PART.size + size)
            part = bytes(self._found[wire.PART.size : wire.PART.size + size])
            del self._found[: wire.PART.size + size]
            yield part

    async def _until(self, size: int) -> None:
        while len(self._found) < size:
            if not self.alive:
                raise LostError
            self._more = self._loop.create_future()
            if not self._reads:
                self._reads = True
                self._loop.add_reader(self._sock, self._readable)
            await self._more
            self._more = None

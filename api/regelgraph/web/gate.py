"""Bounds what is worked on at once: some requests at a time, a few that wait, and for more a prompt 503."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from regelgraph.errors import BusyError

_LOOK: Final = 0.25
"""Seconds after which a waiting request looks again whether its client is still there."""
T = TypeVar("T")


class Gate:
    """Lets `at_once` works run in threads and `waiting` requests wait for it, first come, first served.

    Everything but the works themselves happens on the event loop, so nothing here is locked.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = at_once
        self._room = at_once + waiting
        self._queue: deque[asyncio.Future[None]] = deque()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """A place for a request, from before its body is read. Raises BusyError if there is none."""
        if not self._room:
            raise BusyError("so many requests are under way that this one cannot wait; try again in some seconds")
        self._room -= 1
        try:
            yield
        finally:
            self._room += 1

    async def run(self, work: Callable[[], T], request: Request | None = None) -> T:
        """What `work` gives, done in a thread when it is its turn.

        Raises ClientDisconnect if the client of `request`, whose body is read, is gone by then.
        """
        await self._turn(request)
        try:
            await _unless_gone(request)
            return await run_in_threadpool(work)
        finally:
            self._next()

    async def _turn(self, request: Request | None) -> None:
        if self._free:
            self._free -= 1
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(mine)
        try:
            while not (await asyncio.wait([mine], timeout=_LOOK))[0]:
                await _unless_gone(request)
        except BaseException:
            if mine.done():
                self._next()
            else:
                self._queue.remove(mine)
            raise

    def _next(self) -> None:
        """Hand a place on to who waits longest."""
        if self._queue:
            self._queue.popleft().set_result(None)
        else:
            self._free += 1


async def _unless_gone(request: Request | None) -> None:
    """Raises ClientDisconnect if nobody waits for the answer any more."""
    if request and await request.is_disconnected():
        raise ClientDisconnect

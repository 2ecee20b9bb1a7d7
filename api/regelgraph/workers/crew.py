"""All workers of one fork server, as the gateway sees them: forked on demand, reused while idle."""

from __future__ import annotations

import asyncio
import os
import socket
from collections import deque
from contextlib import suppress
from typing import Any, Final

from regelgraph.workers import control
from regelgraph.workers.link import Link

_KEPT: Final = 2
"""Idle workers that are kept for what comes next."""
RESTS: Final = 1.0
"""Seconds without work after which a worker ends: whatever it looked at has become its own memory, since even to read
counts references, and another one is forked in milliseconds."""


class Crew:
    """The workers of one generation of the knowledge; `said` is what its fork server told of it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, sock: socket.socket, said: dict[str, Any]) -> None:
        self.said = said
        self.alive = True
        self.retired = False
        self.links: set[Link] = set()
        self._idle: deque[tuple[Link, float]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._unborn: deque[Link] = deque()
        self._loop = loop
        self._control = sock
        sock.setblocking(False)
        loop.add_reader(sock, self._told)

    def prepare(self, number: int) -> None:
        """Have workers forked before anybody needs them."""
        with suppress(OSError):
            for link in [self.take() for _ in range(number)]:
                self.give(link)

    def take(self) -> Link:
        """A worker for one piece of work. Raises OSError if the fork server is gone."""
        while self._idle:
            link, _ = self._idle.pop()
            if link.alive:
                return link
            self.links.discard(link)
        here, there = socket.socketpair()
        try:
            control.send(self._control, {"fork": 1}, [there.fileno()])
        except OSError:
            here.close()
            raise
        finally:
            there.close()
        link = Link(self._loop, here)
        self.links.add(link)
        self._unborn.append(link)
        return link

    def give(self, link: Link) -> None:
        """A worker that has nothing to do any more, or that ended."""
        if not link.alive:
            self.links.discard(link)
        elif self.retired or link.last or len(self._idle) >= _KEPT:
            link.close()
            self.links.discard(link)
        else:
            self._idle.append((link, self._loop.time() + RESTS))
            if self._timer is None:
                self._timer = self._loop.call_later(RESTS, self._look)
        self._perhaps_end()

    def retire(self) -> None:
        """Another generation answers from now on; this one ends with its last work."""
        self.retired = True
        self._let_idle_end()
        self._perhaps_end()

    def end(self) -> None:
        """End every worker now."""
        for link in [*self.links]:
            link.kill()
        self.retire()

    def _look(self) -> None:
        """Let those end that have had nothing to do for long; the one that is taken last stands first."""
        now = self._loop.time()
        while self._idle and self._idle[0][1] <= now:
            self._let_end()
        self._timer = self._loop.call_at(self._idle[0][1], self._look) if self._idle else None

    def _let_idle_end(self) -> None:
        while self._idle:
            self._let_end()

    def _let_end(self) -> None:
        link, _ = self._idle.popleft()
        link.close()
        self.links.discard(link)

    def _perhaps_end(self) -> None:
        if self.retired and not self.links:
            self._close()

    def _told(self) -> None:
        try:
            found = control.receive(self._control)
        except BlockingIOError:
            return
        if found is None:
            self._close()
            return
        message, files = found
        if "warm" in message:
            self._let_idle_end()
        if "forked" in message:
            self._unborn.popleft().born(message["forked"], files[0])
        for file in files[1:]:
            os.close(file)

    def _close(self) -> None:
        if self.alive:
            self.alive = False
            self._loop.remove_reader(self._control)
            self._control.close()

"""Ends connections that take too long: one timer for all of them, so that a request costs nothing by it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any, Final, Protocol

_LEAST_TICK: Final = 0.02
_MOST_TICK: Final = 1.0
_TICKS: Final = 4
"""How often the shortest time is looked at while it passes."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a client may take."""

    head: float = 10.0
    """From the first byte of a request, or from when the connection is made, until its headers are complete."""
    body: float = 10.0
    """Without any byte of a body that is not complete; from then on `rate` holds as well."""
    idle: float = 75.0
    """Between two requests. Longer than proxies keep theirs (nginx: 60), so that they end it and lose no request."""
    stalled: float = 30.0
    """Without taking as much of its answer as `rate` says."""
    linger: float = 5.0
    """To take in that it was refused, while it still sends; six times this in all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may take of the service before the application is asked."""

    times: Times = Times()
    rate: float = 1000.0
    """Bytes a second, on average, that a body must come with and an answer must be taken with."""
    head: int = 64 << 10
    """Bytes of the headers of a request."""
    headers: int = 100
    """Their number."""
    target: int = 32 << 10
    """Bytes of the address."""
    pipelined: int = 32
    """Requests sent on one connection while one is answered."""
    connections: int = 1000
    """Open at once, in this process."""


class Watched(Protocol):
    """A connection as the watch sees it."""

    def look(self, now: float, passed: float) -> None:
        """End what takes too long, `passed` seconds after the last look."""


class Watch:
    """The time, as often as it matters, and a look at every connection each time; no timer where there is none."""

    def __init__(self, limits: Limits) -> None:
        self.now = 0.0
        self._tick = max(_LEAST_TICK, min(_MOST_TICK, min(astuple(limits.times)) / _TICKS))
        self._watched: Iterable[Any] = ()
        self._timer: asyncio.TimerHandle | None = None

    def begin(self, loop: asyncio.AbstractEventLoop, watched: Iterable[Any]) -> None:
        """Look at these from now on, whoever comes and goes, until there are none."""
        if self._timer is None:
            self.now = loop.time()
            self._watched = watched
            self._timer = loop.call_later(self._tick, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        passed, self.now = loop.time() - self.now, loop.time()
        found = list(self._watched)
        self._timer = loop.call_later(self._tick, self._look, loop) if found else None
        for each in found:
            each.look(self.now, passed)

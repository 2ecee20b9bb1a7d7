"""A piece of work from when it is wanted to when its answer is sent, and the bounds that it has."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Final

from regelgraph.errors import BusyError, EndedError
from regelgraph.workers.crew import Crew
from regelgraph.workers.lanes import BUSY, Lane, Ticket
from regelgraph.workers.link import Link

Gone = Callable[[], Coroutine[Any, Any, None]]
"""Ends when the client has hung up."""
MOVED: Final = "moved"
GONE: Final = "gone"
TIME: Final = "time"
LONG: Final = "long"
MEMORY: Final = "memory"
"""It fell: it had no more memory, or nested too deep."""
FAULT: Final = "fault"
_FALLEN: Final = "the work needed more memory or deeper nesting than it may have, and was ended"


class GoneError(Exception):
    """The client hung up; nobody waits for the answer."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: the lane it gets into where it is not quick, its memory in bytes, and its time in seconds."""

    lane: str
    memory: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """Places of the lanes, how much may wait for each and how long, and for how many seconds work is quick."""

    places: dict[str, int] = field(default_factory=lambda: {"quick": 2, "slow": 2, "checks": 2})
    room: int = 256
    patience: float = 30.0
    quick: float = 0.25


class Job:
    """What is wanted, where it waits or runs now, and `why` it was stopped."""

    __slots__ = (
        "began",
        "crew",
        "gone",
        "kind",
        "lane",
        "link",
        "name",
        "since",
        "streams",
        "ticket",
        "used",
        "watch",
        "why",
    )

    def __init__(self, kind: Kind, name: int, gone: Gone | None, now: float) -> None:
        self.kind = kind
        self.name = name
        self.gone = gone
        self.since = now
        self.began = now
        self.used: float | None = None
        self.streams: float | None = None
        self.lane: Lane | None = None
        self.crew: Crew | None = None
        self.link: Link | None = None
        self.ticket: Ticket | None = None
        self.watch: asyncio.Task[None] | None = None
        self.why = ""

    def stop(self, why: str) -> None:
        """End it where it is."""
        self.why = why
        if self.link:
            self.link.kill()
        elif self.ticket and not self.ticket.done():
            self.ticket.set_exception(self.reason())

    def reason(self) -> Exception:
        """Why it was stopped, for who waits for it."""
        if self.why == GONE:
            return GoneError()
        if self.why == LONG:
            return BusyError(BUSY)
        if self.why == TIME:
            return EndedError(f"the work took longer than {self.kind.seconds:g} seconds, and was ended")
        return EndedError(_FALLEN)

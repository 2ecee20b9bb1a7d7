"""What /metrics says: each process counts in a row of shared memory, and whoever is asked adds the rows up.

So that counting needs neither a lock nor a system call, only its process writes a row, and a number is a float of eight
bytes, which processors write as a whole.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from typing import Final

from regelgraph.gateway import columns as at
from regelgraph.gateway import shared

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_BYTES: Final = 8 * at.WIDTH


def make(fronts: int) -> int:
    """The number of a file in memory with a row for the supervisor (row 0) and one for each front process (1, 2, …)."""
    return shared.make((fronts + 1) * _BYTES)


class Metrics:
    """A process's own row. A process that takes over a row goes on from what was counted there."""

    def __init__(self, file: int, row: int) -> None:
        self._all: memoryview[float] = memoryview(shared.opened(file)).cast("d")
        self.rows = len(self._all) // at.WIDTH
        self._row = self._of(row)
        self.gone(row)
        self._row[at.PID] = os.getpid()
        self.knowledge = ("", "", 0)
        """Version, fingerprint and number of the generation that this process answers from."""

    def _of(self, row: int) -> memoryview[float]:
        return self._all[row * at.WIDTH : (row + 1) * at.WIDTH]

    def gone(self, row: int) -> None:
        """The process of that row has ended: nothing is under way there any more; what it counted stays."""
        view = self._of(row)
        for number in range(at.COUNTED):
            view[number] = 0.0

    def began(self) -> None:
        """A request has come in; `answered` must follow."""
        self._row[at.UNDER_WAY] += 1

    def answered(self, route: str, method: str, status: int, seconds: float, sent: int, *, cached: bool) -> None:
        """A request is over: its route (one of routes.NAMES), method, status, duration, bytes of the body sent."""
        row = self._row
        number = at.ROUTE[route]
        place = at.REQUESTS + number * at.PER_ROUTE
        row[place + at.METHOD.get(method, at.OTHER_METHOD) + at.STATUS.get(status, at.OTHER_STATUS)] += 1
        place = at.SECONDS + number * at.PER_HISTOGRAM
        row[place + bisect_left(at.BOUNDS, seconds)] += 1
        row[place + at.SUM] += seconds
        row[at.SENT] += sent
        row[at.UNDER_WAY] -= 1
        if cached:
            row[at.CACHED] += 1

    def lane(self, lane: str, waiting: int, busy: int) -> None:
        """How many requests wait for a lane now, and how many of its workers work."""
        number = at.LANES.index(lane)
        self._row[at.QUEUE + number] = waiting
        self._row[at.BUSY + number] = busy

    def ended(self, cause: str) -> None:
        """Work was ended, by one of CAUSES; whatever else is named is a fault."""
        self._row[at.CAUSE.get(cause, at.CAUSE["fault"])] += 1

    def refused(self, why: str) -> None:
        """A request was refused before it was worked on, for one of REFUSALS."""
        self._row[at.REFUSAL[why]] += 1

    def reloaded(self, *, ok: bool) -> None:
        """The knowledge was loaded anew, or could not be."""
        self._row[at.RELOADED + at.RELOADS.index("ok" if ok else "failed")] += 1

    def kept(self, size: int) -> None:
        """Bytes of ready answers in this process's cache now."""
        self._row[at.CACHE_BYTES] = size

    def lost(self, lines: int) -> None:
        """Lines of the log that could not be written; only the thread that writes them calls it."""
        self._row[at.LOST] += lines

    def sums(self) -> list[float]:
        """The rows of all processes added up, column by column."""
        return [sum(column) for column in zip(*(self._of(row) for row in range(self.rows)), strict=True)]

    def processes(self) -> list[int]:
        """The process ids in the rows, 0 where a process is gone; that of the supervisor first."""
        return [int(self._of(row)[at.PID]) for row in range(self.rows)]

    def text(self) -> bytes:
        """All of it, as Prometheus reads it (CONTENT_TYPE)."""
        from regelgraph.gateway.scrape import text

        return text(self)

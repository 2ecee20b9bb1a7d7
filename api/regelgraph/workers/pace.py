"""Keeps work in pace: what is not quick leaves the lane for what is; what is late, or awaited by nobody, ends."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from regelgraph.workers.job import GONE, LONG, MOVED, TIME, Bounds, Gone, Job
from regelgraph.workers.lanes import Lane
from regelgraph.workers.slow import Slow

QUICK: Final = "quick"
"""The lane for what is quick."""
TICK: Final = 0.025
"""Seconds between two looks at what is under way."""
_LOOK: Final = 0.1
"""Seconds after which it is worth to see whether the client is still there."""
_CLOCK: Final = 4
"""So many times its share of the processor work may be quick by the clock, since others may be at work."""
_LEAST: Final = 0.1
"""Seconds by the clock that work always has."""
_NICE: Final = 5


class Pace:
    """All jobs of a pool. `ended` hears why work was ended, `seen` is called at each look, the last one idle."""

    def __init__(
        self, bounds: Bounds, lanes: Mapping[str, Lane], ended: Callable[[str], None], seen: Callable[[], None]
    ) -> None:
        self.slow = Slow()
        self._bounds = bounds
        self._lanes = lanes
        self._quick = lanes[QUICK]
        self._ended = ended
        self._seen = seen
        self._jobs: set[Job] = set()
        self._ticks = False

    def jobs(self) -> list[Job]:
        """What is wanted, waits or runs now."""
        return [*self._jobs]

    def begin(self, job: Job) -> None:
        """Keep an eye on a job."""
        self._jobs.add(job)
        if not self._ticks:
            self._ticks = True
            asyncio.get_running_loop().call_later(TICK, self._look)

    def done(self, job: Job) -> None:
        """A job is over."""
        self._jobs.discard(job)
        self.free(job)
        if job.watch:
            job.watch.cancel()

    def free(self, job: Job) -> None:
        """Give worker and place back; a worker that went slowly ends, as it cannot become quick again."""
        if job.link and job.crew:
            if job.lane is not self._quick:
                job.link.close()
            job.crew.give(job.link)
        job.link = job.crew = None
        if job.lane:
            job.lane.leave()
            job.lane = None

    def _look(self) -> None:
        self._seen()
        if not self._jobs:
            self._ticks = False
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        loop.call_later(TICK, self._look)
        for job in self.jobs():
            if job.watch is None and job.gone and now - job.since > _LOOK:
                job.watch = loop.create_task(_watched(job, job.gone))
            if job.why:
                if job.link and self._is_late(job, now):
                    job.link.kill()  # whatever it was stopped for, nothing outlives its time
                continue
            if job.ticket and now - job.began > self._bounds.patience:
                job.stop(LONG)
            elif job.link and self._is_late(job, now):
                self._end(job)
            elif job.link and job.lane is self._quick and self._is_slow(job, now - job.began):
                self._move(job, now)

    def _is_late(self, job: Job, now: float) -> bool:
        """Whether it takes too long; one whose client takes the answer slowly, only where others wait for the place."""
        if now - job.began > job.kind.seconds:
            return True
        held = job.streams is not None and now - job.streams > job.kind.seconds
        return held and job.lane is not None and bool(job.lane.waiting)

    def _end(self, job: Job) -> None:
        job.stop(TIME)
        if job.streams:  # nobody may be there to take notice
            self._ended(TIME)
            self.free(job)

    def _is_slow(self, job: Job, passed: float) -> bool:
        """Whether work has had its share of the processor; on a busy machine nothing is quick by the clock."""
        if job.link is None or passed < TICK:
            return False
        used = job.link.seconds()
        if job.used is None:
            job.used = used
        share = self._bounds.quick / (1 + len(self._quick.waiting))  # the more wait, the sooner
        return used - job.used > share or passed > max(_LEAST, _CLOCK * share)

    def _move(self, job: Job, now: float) -> None:
        """Move work to the lane of its kind, where it goes on, or if that is full, end it to begin anew there."""
        self.slow.add(job.name, now)
        other = self._lanes[job.kind.lane]
        if not other.enter():
            job.stop(MOVED)
            return
        self._quick.leave()
        job.lane = other
        if job.link and job.link.pid:
            _be_nice(job.link.pid)


async def _watched(job: Job, gone: Gone) -> None:
    await gone()
    job.stop(GONE)


def _be_nice(pid: int) -> None:
    """Let quick work go first."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, _NICE)

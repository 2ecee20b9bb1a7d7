"""Has requests worked on by workers: quick ones at once, slow ones few at a time, and none for longer than it may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

from regelgraph.errors import BusyError
from regelgraph.workers.crew import Crew
from regelgraph.workers.job import FAULT, GONE, MEMORY, MOVED, Bounds, Gone, GoneError, Job, Kind
from regelgraph.workers.lanes import Lane, Ticket
from regelgraph.workers.link import Answer, LostError
from regelgraph.workers.messages import Request
from regelgraph.workers.pace import QUICK, Pace
from regelgraph.workers.slow import name_of

_MOMENT: Final = 0.005
_NOT_YET: Final = "the service is not ready yet; try again in a moment"


class Pool:
    """The workers behind a gateway. Everything here happens on its event loop.

    Work begins in the lane for what is quick. What turns out not to be is moved to the lane of its kind, or where that
    is full, ended to begin anew when a place is free: work changes nothing, so it can be done twice. `ended` hears why
    work was ended, and `seen` is called now and then while there is work and once when there is none any more.
    """

    def __init__(
        self,
        bounds: Bounds,
        ended: Callable[[str], None] = lambda _cause: None,
        seen: Callable[[Pool], None] = lambda _pool: None,
    ) -> None:
        self._ended = ended
        self.lanes = {name: Lane(name, places, bounds.room) for name, places in bounds.places.items()}
        self._quick = self.lanes[QUICK]
        self.crew: Crew | None = None
        self._unready: list[Ticket] = []
        self._pace = Pace(bounds, self.lanes, ended, lambda: seen(self))

    def renew(self, crew: Crew) -> None:
        """Have everything that begins from now on done by a new generation; what is under way ends with its own."""
        before, self.crew = self.crew, crew
        crew.prepare(self._quick.places)
        for ticket in self._unready:
            if not ticket.done():
                ticket.set_result(None)
        self._unready.clear()
        if before:
            before.retire()

    @property
    def ready(self) -> Crew | None:
        """The generation that answers now, if there is one."""
        return self.crew if self.crew and self.crew.alive else None

    def end(self) -> None:
        """End all workers."""
        for job in self._pace.jobs():
            job.stop(FAULT)
        if self.crew:
            self.crew.end()

    async def run(self, request: Request, body: bytes | int, kind: Kind, gone: Gone | None, *, quick: bool) -> Answer:
        """The answer to a request whose body is at hand or a file in memory; not `quick`: known to be long.

        Raises BusyError, EndedError past its time or memory, GoneError when the client has hung up.
        """
        job = Job(kind, name_of(request, body), gone, asyncio.get_running_loop().time())
        self._pace.begin(job)
        streams = False
        try:
            answer = await self._answered(job, request, body, self._quick if quick else self.lanes[kind.lane])
            if answer.parts is not None:
                answer.parts = self._parts(job, answer.parts)
                streams = True
            return answer
        finally:
            if not streams:
                self._pace.done(job)

    async def _answered(self, job: Job, request: Request, body: bytes | int, lane: Lane) -> Answer:
        while True:
            if not lane.enter():
                await self._wait(job, lane)
            job.lane = lane
            if lane is self._quick and self._pace.slow.has(job.name, asyncio.get_running_loop().time()):
                self._pace.free(job)
                lane = self.lanes[job.kind.lane]
                continue
            if self.ready is None:
                await self._wait(job)
            try:
                return await self._by_worker(job, request, body)
            except LostError:
                if job.why == MOVED:
                    job.why = ""
                    lane = self.lanes[job.kind.lane]
                elif job.why or not await _fell(job.crew):
                    self._ended(job.why or MEMORY)
                    raise job.reason() from None
                self._pace.free(job)

    async def _by_worker(self, job: Job, request: Request, body: bytes | int) -> Answer:
        if job.why:  # it was stopped while it had neither a worker nor a ticket, or as it was let in
            raise job.reason()
        job.crew = self.ready
        if job.crew is None:
            raise BusyError(_NOT_YET, 1)
        try:
            job.link = link = job.crew.take()
        except OSError as error:
            raise BusyError(_NOT_YET, 1) from error
        job.began = asyncio.get_running_loop().time()
        job.used = None
        try:
            return await link.ask(request, body, job.kind.memory)
        except asyncio.CancelledError:
            link.kill()
            raise

    async def _wait(self, job: Job, lane: Lane | None = None) -> None:
        """Wait for a place in a lane, or for the knowledge."""
        job.began = asyncio.get_running_loop().time()
        if lane:
            ticket = lane.queue()
        else:
            ticket = asyncio.get_running_loop().create_future()
            self._unready.append(ticket)
        job.ticket = ticket
        try:
            await ticket
        except BaseException:
            if lane:
                lane.forget(ticket)
            elif ticket in self._unready:
                self._unready.remove(ticket)
            raise
        finally:
            job.ticket = None

    async def _parts(self, job: Job, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        ended = False
        job.streams = asyncio.get_running_loop().time()
        try:
            async for part in parts:
                job.began = asyncio.get_running_loop().time()
                yield part
            ended = True
        except LostError:
            if job.why == GONE:
                raise GoneError from None
            raise
        finally:
            if not ended and job.link:
                job.link.kill()
                self._ended(job.why or GONE)
            self._pace.done(job)


async def _fell(crew: Crew | None) -> bool:
    """Whether all workers fell with the process that they come from, so that it was not by their work."""
    await asyncio.sleep(_MOMENT)
    return crew is None or not crew.alive

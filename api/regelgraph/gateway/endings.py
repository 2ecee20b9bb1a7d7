"""How a connection ends: answers in their order, refusals behind them, and what takes too long."""

from __future__ import annotations

import socket
import struct
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from regelgraph.gateway.cycles import Cycle
from regelgraph.gateway.every import RawHeaders
from regelgraph.gateway.refusals import refusal
from regelgraph.gateway.watch import Limits, Watch

NEW, IDLE, HEAD, BODY, ENDING = range(5)
"""What comes next: a first byte, a further request, the rest of its headers, the rest of its body, nothing of use."""
_RESET: Final = struct.pack("ii", 1, 0)
_LINGERS: Final = 6
"""How many times the time to linger an ended connection is borne that still sends."""


class Ending(HttpToolsProtocol):
    """A connection in time: `stage` since `since`; `came` is when its last byte came, `read` are the bytes of it."""

    limits: ClassVar[Limits]
    watch: ClassVar[Watch]
    running: Cycle | None = None
    """What is being answered; what `pipeline` holds waits for it."""
    stage = NEW
    since = came = marked = 0.0
    read = written = taken = 0
    error: int | None = None
    """The status of the refusal that is said when what came before it is answered."""
    ended = False

    def is_free(self) -> bool:
        """Whether nothing is being answered."""
        running = self.running
        return (running is None or running.response_complete or running.disconnected) and not self.pipeline

    def begin(self, cycle: Any) -> None:
        """Have a request answered by the application."""
        self.running = cycle
        self._start_asgi_task(cycle, self.app)

    def on_response_complete(self) -> None:
        """Go on with the next request, if there is one."""
        self.server_state.total_requests += 1
        if self.ended or self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self.begin(self.pipeline.pop()[0])
        elif self.error is not None:
            self._say(self.error)
        elif self.stage == IDLE:
            self.since = self.watch.now

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever works for this client that it is gone."""
        super().connection_lost(exc)
        self.pipeline.clear()
        if self.running is not None and not self.running.response_complete:
            self.running.disconnected = True
            self.running.message_event.set()

    def write(self, data: bytes) -> None:
        """Send bytes, and count them to see later whether they are taken."""
        self.written += len(data)
        self.transport.write(data)

    def refuse(self, status: int) -> None:
        """Read no more; say why, behind the answers to what was understood, and end."""
        reading: Any = self.cycle if self.stage == BODY else None
        self.stage = ENDING
        if reading is not None and not reading.response_complete:
            if self.pipeline:  # it has not begun
                self.pipeline.popleft()
            else:
                reading.disconnected = True
                reading.message_event.set()
                if reading.response_started:
                    self.cut()  # no other end tells the client that its answer is not whole
                    return
        if self.is_free():
            self._say(status)
        else:
            self.error = status

    def _say(self, status: int) -> None:
        self.stage = ENDING
        self.write(refusal(status, self.of_the_moment()))
        self.end()

    def of_the_moment(self) -> RawHeaders:
        """The headers of what is said without the application: the date, and the knowledge that it answers from."""
        return [*self.server_state.default_headers, *getattr(self.app, "knowledge", ())]

    def end(self) -> None:
        """End when all is sent. A client that still sends may go on for a while, else it would lose what was said."""
        self.ended = True
        if self.stage == IDLE or not self.transport.can_write_eof():
            self.transport.close()
            return
        self.stage, self.since, self.came = ENDING, self.watch.now, self.watch.now
        self.flow.resume_reading()
        self.transport.write_eof()

    def cut(self) -> None:
        """End now and forget what is not sent yet; the client is told that it lacks something (by a reset)."""
        self.ended, self.stage = True, ENDING
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.transport.abort()

    def look(self, now: float, passed: float) -> None:
        """End the connection if it takes too long; called by the watch. What is our doing does not count."""
        times, left = self.limits.times, self.transport.get_write_buffer_size()
        if self._stalls(now, left):
            self.cut()
            return
        lasted, silent = now - self.since, now - self.came
        if self.flow.read_paused or (self.stage == BODY and self.cycle.waiting_for_100_continue):
            self.since += passed
            self.came += passed
        elif self.stage == HEAD and lasted > times.head:
            self.refuse(408)
        elif self.stage == BODY and lasted > times.body:
            if silent > times.body or self.read < self.limits.rate * lasted:
                self.refuse(408)
        elif self.stage == ENDING:
            if self.ended and not left and (silent > times.linger or lasted > times.linger * _LINGERS):
                self.transport.abort()
        elif not left and lasted > (times.head if self.stage == NEW else times.idle) and self.is_free():
            self.transport.close()

    def _stalls(self, now: float, left: int) -> bool:
        """Whether the client takes its answer too slowly, of which `left` bytes could not be sent yet."""
        limit = self.limits.times.stalled
        if left and now - self.marked <= limit:
            return False
        taken = self.written - left
        slow = left > 0 and taken - self.taken < self.limits.rate * limit
        self.marked, self.taken = now, taken
        return slow

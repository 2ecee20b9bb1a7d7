"""Connections from clients that may be slow or hostile: uvicorn's protocol with limits, and nothing said in plain text.

What the parser (llhttp, strict) refuses, it refuses: folded headers, bare line feeds, both or several lengths, bad
chunks; what it lets through and must not be, `heads` refuses. Of Host, Forwarded and X-Forwarded-* nothing is believed.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Final

from regelgraph.gateway import heads
from regelgraph.gateway.cycles import ONE_WRITE, Cycle
from regelgraph.gateway.endings import BODY, ENDING, IDLE
from regelgraph.gateway.entries import Answer
from regelgraph.gateway.reading import Reading
from regelgraph.gateway.refusals import STATUS_LINES, refusal
from regelgraph.gateway.watch import Limits, Watch

_READS: Final = (b"GET", b"HEAD")
_INTERNET: Final = (socket.AF_INET, socket.AF_INET6)
_UNSENT: Final[int | None] = getattr(socket, "TCP_NOTSENT_LOWAT", None)
_MOST_UNSENT: Final = 128 << 10
"""Bytes that the system holds of an answer before it sends them. It would hold megabytes of each, and show late whether
a slow client takes any."""


def protocol(limits: Limits | None = None) -> type[Connection]:
    """The protocol for `uvicorn.Config(http=…)` of one server, with limits of its own.

    An application may have a method `at_once(scope)`, which gives status, headers and body of an answer to GET or HEAD
    that is there already, or None. It is sent without a task.
    """
    found = limits or Limits()
    return type("Connection", (Connection,), {"limits": found, "watch": Watch(found)})


class Connection(Reading):
    """A connection: what is read from it, and how it is answered."""

    def connection_made(self, transport: Any) -> None:
        """Take the connection, or say 503 and end it if there are too many."""
        self.at_once = getattr(self.app, "at_once", None)
        if len(self.connections) >= self.limits.connections:
            self.transport, self.stage = transport, ENDING
            transport.write(refusal(503, self.of_the_moment()))
            transport.close()
            return
        own = transport.get_extra_info("socket")
        if _UNSENT is not None and own.family in _INTERNET:
            own.setsockopt(socket.IPPROTO_TCP, _UNSENT, _MOST_UNSENT)
        super().connection_made(transport)
        self.watch.begin(self.loop, self.connections)
        self.since = self.came = self.marked = self.watch.now

    def on_headers_complete(self) -> None:
        """All headers are there: answer at once, or begin to, or put the request behind others."""
        if self.resumed:
            self.resumed = False
            return
        method, version = self.parser.get_method(), self.parser.get_http_version()
        scope = self.asked(method, version)
        self.last = version != "1.1" or not self.parser.should_keep_alive()
        body = heads.has_body(self.framing)
        self.since = self.came = self.watch.now
        if self.at_once and not body and self.quick and self.is_free() and not self.flow.write_paused:
            answer = self.at_once(scope) if method in _READS else None
            if answer:
                self.stage = IDLE
                self._send(answer, method)
                return
        self._queue(scope)
        self.stage, self.read = BODY, 0
        self.resumed = body and self.parser.should_upgrade()

    def on_message_complete(self) -> None:
        """The request is complete."""
        if self.stage == BODY and not self.resumed:
            self.stage, self.since = IDLE, self.watch.now
            super().on_message_complete()

    def _send(self, answer: Answer, method: bytes) -> None:
        status, headers, body = answer
        lines = [STATUS_LINES[status]]
        for name, value in (*self.server_state.default_headers, *headers):
            lines += (name, b": ", value, b"\r\n")
        lines.append(b"connection: close\r\n\r\n" if self.last else b"\r\n")
        self.quick -= 1
        if method != b"GET" or len(body) > ONE_WRITE:
            self.write(b"".join(lines))
        if method == b"GET":  # a large one as it is, so that clients who take it slowly share its bytes
            self.write(body if len(body) > ONE_WRITE else b"".join((*lines, body)))
        self.server_state.total_requests += 1
        if self.last:
            self.end()

    def _queue(self, scope: Any) -> None:
        if len(self.pipeline) >= self.limits.pipelined:
            self.wrong(429)
        self.cycle = cycle = Cycle(
            scope=scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=False,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=scope["http_version"] == "1.1" and any(name == b"expect" for name, _ in self.framing),
            keep_alive=not self.last,
            on_response=self.on_response_complete,
        )
        cycle.connection = self
        if self.is_free():
            self.begin(cycle)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((cycle, self.app))

"""Requests read from a connection: fed to the parser, held to the limits, and made to what the application is asked."""

from __future__ import annotations

from typing import Any, Final, NoReturn
from urllib.parse import unquote

import httptools

from regelgraph.gateway import heads
from regelgraph.gateway.endings import BODY, ENDING, HEAD, Ending
from regelgraph.gateway.every import RawHeaders

_SPACES: Final = b" \t"


class _RefusedError(Exception):
    """Ends the parsing of a request."""


def _status(error: httptools.HttpParserError) -> int:
    """What a request is answered by that the parser, or one of our own functions, did not get through."""
    if isinstance(error, httptools.HttpParserInvalidMethodError):
        return 501  # RFC 9110, section 15.6.2
    return 500 if isinstance(error, httptools.HttpParserCallbackError) else 400


class Reading(Ending):
    """A connection as it is read: `chunk` are the bytes that came last, `quick` how many may be answered at once."""

    chunk = quick = 0
    last = resumed = False
    """Whether the client said that it sends no further request; whether a body is to be read by a new parser."""
    framing: RawHeaders

    def data_received(self, data: bytes) -> None:
        """Read what came."""
        self.quick = self.limits.pipelined
        while data and self.stage != ENDING:
            self.chunk = len(data)
            self.read += self.chunk
            if self.stage == BODY:
                self.came = self.watch.now
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                data = self._go_on(data[upgrade.args[0] :])
            except httptools.HttpParserError as error:
                if self.stage == BODY or not self.last:
                    self.refuse(self.error or _status(error))
                return
            else:
                if self.stage == HEAD and self.read > self.limits.head:
                    self.refuse(431)
                return
        self.came = self.watch.now

    def _go_on(self, rest: bytes) -> bytes:
        """What is to be read next, by a new parser, since none goes on behind a wish for another protocol.

        The wish is not granted (RFC 9110, 7.8), but Java's client has it with every first request, those with a body
        included. The body is read behind a head that says nothing but its length.
        """
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        if not self.resumed:
            return rest
        lines = [name + b": " + value + b"\r\n" for name, value in self.framing if name != b"expect"]
        return b"POST / HTTP/1.1\r\n" + b"".join(lines) + b"\r\n" + rest

    def on_message_begin(self) -> None:
        """A request begins."""
        if self.last:
            raise _RefusedError
        if not self.resumed:
            self.url = b""
            self.headers = []
            self.framing = []
            self.stage, self.since, self.read = HEAD, self.watch.now, 0

    def on_url(self, url: bytes) -> None:
        """A part of the target."""
        if not self.resumed:
            self.url += url
            if len(self.url) > self.limits.target:
                self.wrong(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        if self.resumed:
            return
        header = name.lower(), value.rstrip(_SPACES)
        self.headers.append(header)
        if header[0] in heads.FRAMING:
            self.framing.append(header)
        if len(self.headers) > self.limits.headers:
            self.wrong(431)

    def wrong(self, status: int) -> NoReturn:
        """Refuse what is being read; only while the parser calls."""
        self.error = status
        raise _RefusedError

    def asked(self, method: bytes, version: str) -> Any:
        """The request as ASGI has it. What stands in it is not read otherwise than it was sent."""
        limits, size = self.limits, self.read + self.chunk
        if size > limits.head and sum(len(name) + len(value) + 4 for name, value in self.headers) > limits.head:
            self.wrong(431)
        found = heads.split(self.url, method)
        status = heads.fault(method, version, self.framing) or (0 if found else 400)
        if status or found is None:
            self.wrong(status)
        raw, query = found
        path = raw.decode("ascii")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": version,
            "method": method.decode("ascii"),
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "root_path": "",
            "path": unquote(path) if "%" in path else path,
            "raw_path": raw,
            "query_string": query,
            "headers": self.headers,
            "state": self.app_state.copy(),
        }

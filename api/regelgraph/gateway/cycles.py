"""Answers written to a connection: what uvicorn's does, without its plain-text errors and for HTTP/1.0 as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from regelgraph.gateway.every import headers_of
from regelgraph.gateway.refusals import INTERNAL, STATUS_LINES

if TYPE_CHECKING:
    from regelgraph.gateway.connections import Connection

_WITHOUT_BODY: Final = (204, 304)
ONE_WRITE: Final = 1 << 16
"""Bytes of a body up to which it is copied behind its headers, to be sent by one call of the system."""


class Cycle(RequestResponseCycle):
    """One request and its answer. Headers are sent with the first part of the body, checked by `gateway.every`."""

    connection: Connection
    _head: bytes = b""

    async def send_500_response(self) -> None:
        """Answer what nobody expected by a problem document."""
        of = getattr(self.connection.app, "knowledge", ())
        headers = [*headers_of(INTERNAL, public=True, of=of), (b"connection", b"close")]
        await self.send({"type": "http.response.start", "status": 500, "headers": headers})
        await self.send({"type": "http.response.body", "body": b"".join(INTERNAL.body), "more_body": False})

    async def send(self, message: Any) -> None:
        """Send a part of the answer (ASGI)."""
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        if message["type"] == "http.response.start" and not self.response_started:
            self._start(message["status"], message.get("headers", ()))
        elif message["type"] == "http.response.body" and self.response_started and not self.response_complete:
            self._body(message.get("body", b""), message.get("more_body", False))
        else:
            raise RuntimeError(f"{message['type']} was sent out of turn")

    def _start(self, status: int, headers: Any) -> None:
        self.response_started = True
        self.waiting_for_100_continue = False
        if self.more_body:
            self.keep_alive = False  # what is still to come of the request is not waited for
        lines = [STATUS_LINES[status]]
        for name, value in (*self.default_headers, *headers):
            if name == b"content-length":
                self.expected_content_length = int(value)
                self.chunked_encoding = False
            elif name == b"connection":
                self.keep_alive = self.keep_alive and value != b"close"
                continue
            lines += (name, b": ", value, b"\r\n")
        if self.scope["method"] == "HEAD" or status in _WITHOUT_BODY:
            self.expected_content_length, self.chunked_encoding = 0, False
        elif self.chunked_encoding is None:
            self.chunked_encoding = self.scope["http_version"] == "1.1"
            if self.chunked_encoding:
                lines.append(b"transfer-encoding: chunked\r\n")
            else:  # the end of the connection is the end of the body
                self.expected_content_length, self.keep_alive = -1, False
        lines.append(b"\r\n" if self.keep_alive else b"connection: close\r\n\r\n")
        self._head = b"".join(lines)

    def _body(self, body: bytes, more_body: bool) -> None:
        if self.scope["method"] == "HEAD":
            body = b""
        elif self.chunked_encoding:
            body = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
            if not more_body:
                body += b"0\r\n\r\n"
        elif self.expected_content_length >= 0:
            self.expected_content_length -= len(body)
            if self.expected_content_length < 0 or (self.expected_content_length and not more_body):
                self.disconnected = True
                self.connection.cut()
                raise RuntimeError("the body is not as long as Content-Length says")
        head, self._head = self._head, b""
        if head and len(body) > ONE_WRITE:
            self.connection.write(head)
            head = b""
        if head or body:
            self.connection.write(head + body)
        if not more_body:
            self.response_complete = True
            self.message_event.set()
            if not self.keep_alive:
                self.connection.end()
            self.on_response()

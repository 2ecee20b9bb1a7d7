"""What is said to requests that never reach the application: problem documents as bytes, ready to be sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from regelgraph.errors import BusyError
from regelgraph.gateway.every import RawHeaders, headers_of
from regelgraph.workers import problems
from regelgraph.workers.messages import Reply

_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}
STATUS_LINES: Final = {code: f"HTTP/1.1 {code} {_PHRASES.get(code, '')}\r\n".encode() for code in range(100, 600)}
_DETAILS: Final = {
    400: "This is no request as RFC 9112 has it, so where it ends is uncertain.",
    408: "The request did not come to its end in time.",
    414: "The address is longer than the service takes; a query may be sent by POST.",
    417: "The one expectation that is met is 100-continue.",
    429: "More requests than the service takes were sent on one connection before it could answer.",
    431: "The headers of the request are more, or longer, than the service takes.",
    501: "The service knows no such method, and is no proxy.",
    505: "The service speaks HTTP/1.1 and HTTP/1.0.",
}
_BUSY: Final = "More connections are open than the service takes."


def _ready(reply: Reply) -> tuple[bytes, bytes]:
    """It says nothing secret, so any origin may read it."""
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers_of(reply, public=True))
    return STATUS_LINES[reply.status], lines + b"connection: close\r\n\r\n" + b"".join(reply.body)


_READY: Final = {status: _ready(problems.of_status(status, detail)) for status, detail in _DETAILS.items()}
_READY[503] = _ready(problems.of_error(BusyError(_BUSY)))
INTERNAL: Final = problems.internal()
_READY[500] = _ready(INTERNAL)


def refusal(status: int, more: RawHeaders) -> bytes:
    """The whole answer of that status, after which the connection ends; `more` are headers of the moment (Date)."""
    line, rest = _READY[status]
    return line + b"".join(name + b": " + value + b"\r\n" for name, value in more) + rest

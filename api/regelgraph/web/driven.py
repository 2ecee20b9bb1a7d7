"""Drives the application for one request: an ASGI server for what never waits."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from regelgraph.web.pages import SENT
from regelgraph.web.streamed import PARTS
from regelgraph.workers.messages import Reply, Request

T = TypeVar("T")


def driven(app: Any, request: Request) -> Reply:
    """What the application replies. It never waits for anything, as the request is there as a whole."""
    reply = Reply()
    sent: list[bytes] = []
    parts: Iterable[bytes] = sent
    given = [{"type": "http.request", "body": bytes(request.body), "more_body": False}]

    async def receive() -> dict[str, Any]:
        return given.pop() if given else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        nonlocal parts
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in message["headers"]]
        elif message["type"] == PARTS:
            parts = message[PARTS]
        else:
            sent.append(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.path,
        "raw_path": request.path.encode("utf-8", "replace"),
        "query_string": request.query,
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers],
        "server": None,
        "client": None,
        SENT: request,
    }
    at_once(app(scope, receive, send))
    reply.body = parts
    return reply


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """The result of work that never waits, as all that it needs is in memory. Raises RuntimeError if it does."""
    try:
        work.send(None)
    except StopIteration as done:
        found: T = done.value
        return found
    work.close()
    raise RuntimeError("the work waits, though there is nothing to wait for")

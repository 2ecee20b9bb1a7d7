"""A server on a free port, in a thread, and a client that says what it likes."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from regelgraph.gateway.connections import protocol
from regelgraph.gateway.watch import Limits
from uvicorn import Config, Server

PATIENCE = 5
"""Seconds after which a test fails that waits for something."""


class App:
    """Answers by what it was asked; `/kept` at once, without a task, and so `/kept-large`."""

    def __init__(self) -> None:
        self.large = b"large" * (1 << 20)
        self.gone = threading.Event()
        self.asked = 0

    def at_once(self, scope: Any) -> tuple[int, list[tuple[bytes, bytes]], bytes] | None:
        self.asked += 1
        if scope["path"] == "/broken":
            raise ValueError("secret")
        body = {"/kept": b"kept", "/kept-large": self.large}.get(scope["path"])
        return None if body is None else (200, [(b"content-length", b"%d" % len(body))], body)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            return
        path = scope["path"]
        if path == "/fails":
            raise ValueError("secret")
        if path == "/early":
            await _answer(send, 413, b"too large")
        elif path == "/large":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for _ in range(400):
                await send({"type": "http.response.body", "body": b"x" * 60_000, "more_body": True})
            await send({"type": "http.response.body"})
        elif path == "/waits":
            while (await receive())["type"] != "http.disconnect":
                pass
            self.gone.set()
        elif path == "/bad-header":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
            await send({"type": "http.response.body", "body": b"short"})
        else:
            await self._echo(scope, receive, send)

    async def _echo(self, scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.gone.set()
                return
            body, more = body + message["body"], message["more_body"]
        said = {key: scope[key] for key in ("method", "path", "http_version", "scheme", "client")}
        said |= {"raw": scope["raw_path"].decode(), "query": scope["query_string"].decode(), "body": body.decode()}
        await _answer(send, 200, json.dumps(said).encode())


async def _answer(send: Any, status: int, body: bytes) -> None:
    headers = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@dataclass
class Answer:
    """What a server said, read to the end of the answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """A connection to the server."""

    def __init__(self, port: int, said: bytes = b"", **options: int) -> None:
        self.socket = socket.socket()
        for name, value in options.items():
            self.socket.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")
        self.socket.sendall(said)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.socket.close()

    def say(self, data: bytes) -> None:
        """Send what the server may no longer want to hear."""
        with suppress(ConnectionError):
            self.socket.sendall(data)

    def answer(self, *, head: bool = False) -> Answer:
        """The next answer; EOFError: there is none."""
        line = self.file.readline()
        if not line:
            raise EOFError
        found = Answer(int(line.split(b" ")[1]))
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            found.headers[name] = value.strip()
        if "content-length" in found.headers and not head:
            found.body = self.file.read(int(found.headers["content-length"]))
        elif found.headers.get("transfer-encoding") == "chunked":
            while size := int(self.file.readline(), 16):
                found.body += self.file.read(size + 2)[:size]
            self.file.readline()
        elif found.headers.get("connection") == "close" and not head:
            found.body = self.file.read()
        return found

    def is_ended(self) -> bool:
        """Whether the server ends the connection without another word."""
        try:
            return self.file.read(1) == b""
        except ConnectionError:
            return True


@contextmanager
def served(limits: Limits, loop: str) -> Iterator[tuple[int, App]]:
    """The port of a running server and its application."""
    app, ready = App(), threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config(
        app, http=protocol(limits), loop=loop, lifespan="off", ws="none", log_config=None, proxy_headers=False
    )
    server = Server(config)

    async def run() -> None:
        asyncio.get_running_loop().call_soon(ready.set)
        await server.serve([listening])

    def begin() -> None:
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(run())

    thread = threading.Thread(target=begin)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield listening.getsockname()[1], app
    finally:
        server.should_exit = server.force_exit = True
        thread.join(PATIENCE)
        listening.close()
    assert not thread.is_alive()

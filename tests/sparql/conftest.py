from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import NamedNode, Quad, Store
from regelgraph.engines import LocalEngine
from regelgraph.web.service import Loaded, Options
from regelgraph.web.sparql import Bounds, answer
from regelgraph.workers.messages import Reply, Request

BASE = "https://regeln.example"


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    return Loaded(Options(examples=True))


def iri(name: str) -> NamedNode:
    return NamedNode(f"http://x.example/{name}")


def store(*quads: str) -> Store:
    """Each quad as `subject predicate object graph`."""
    made = Store()
    for quad in quads:
        subject, predicate, object_, graph = map(iri, quad.split())
        made.add(Quad(subject, predicate, object_, graph))
    return made


def over(made: Store) -> Any:
    """What the endpoint needs of what is loaded."""
    return SimpleNamespace(engine=LocalEngine(made))


@dataclass
class Got:
    """A reply, read to its end."""

    reply: Reply
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.body = b"".join(self.reply.body)
        self.headers = dict(self.reply.headers)

    @property
    def status(self) -> int:
        return self.reply.status

    @property
    def type(self) -> str:
        return self.headers["content-type"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def detail(self) -> str:
        assert self.type == "application/problem+json"
        return str(self.json["detail"])


def ask(
    loaded: Any,
    query: str | None = None,
    accept: str = "",
    *more: tuple[str, str],
    method: str = "GET",
    raw: bytes | None = None,
    body: bytes = b"",
    type_: str = "",
    bounds: Bounds | None = None,
) -> Got:
    """Ask the endpoint, by GET if nothing else is said."""
    pairs = [*([("query", query)] if query is not None else []), *more]
    headers = [("accept", accept)] * bool(accept) + [("content-type", type_)] * bool(type_)
    address = urlencode(pairs).encode() if raw is None else raw
    request = Request(method, "/sparql", address, tuple(headers), body, BASE)
    return Got(answer(loaded, request, bounds) if bounds else answer(loaded, request))


@dataclass
class Listener:
    """Hears whoever connects, and hangs up."""

    url: str
    heard: list[object]


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    heard: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, who = server.accept()
                    heard.append(who)
                    connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield Listener(f"http://127.0.0.1:{server.getsockname()[1]}/", heard)
        server.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=10)

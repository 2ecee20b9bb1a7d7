"""The short way for a few persons, and the usual way that it is compared with; knowledge is loaded once for all."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from regelgraph.web.checks import one_explanation, one_person
from regelgraph.web.driven import driven
from regelgraph.web.handler import Handler
from regelgraph.web.service import Options
from regelgraph.workers.messages import Reply, Request

JSON = "application/json"
TODAY = date(2026, 11, 24)
Given = list[tuple[str, str]]


def request_of(path: str, body: object, query: Given | None = None, **headers: str) -> Request:
    """A request with a JSON body, or with bytes as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    named = {"content-type": JSON} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", path, urlencode(query or []).encode(), tuple(named.items()), data)


class Ways:
    """Both ways to answer a request."""

    def __init__(self) -> None:
        self.handler = Handler(Options(examples=True, today=lambda: TODAY))
        self.loaded = self.handler.loaded

    def usual(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body by the application."""
        return answered(driven(self.handler.app, request))

    def short(self, request: Request) -> Reply | None:
        """The reply by the short way."""
        module = one_explanation if request.path == "/explain/person" else one_person
        return module.answer(self.loaded, request)

    def equal(self, request: Request) -> bytes | None:
        """The body, if it is given: then both ways give the same; what is wrong is left to the usual way."""
        found, (status, headers, body) = self.short(request), self.usual(request)
        assert (found is not None) == (status == 200), (status, body)
        if found is None:
            return None
        assert answered(found) == (status, headers, body)
        return body

    def check(self, persons: list[Any], query: Given | None = None) -> Any:
        """The document for persons, the same by both ways."""
        body = self.equal(request_of("/check/persons", {"persons": persons}, query))
        return None if body is None else json.loads(body)


def answered(reply: Reply) -> tuple[int, dict[str, str], bytes]:
    """Status, headers without the length, and body."""
    headers = {name: value for name, value in reply.headers if name != "content-length"}
    return reply.status, headers, b"".join(reply.body)


@pytest.fixture(scope="session")
def ways() -> Ways:
    found = Ways()
    one_person.warm(found.loaded)
    return found

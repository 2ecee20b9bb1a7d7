"""The answers of a worker, in this process; one for all tests, since its knowledge never changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from regelgraph.web.handler import Handler
from regelgraph.web.service import Options
from regelgraph.workers.messages import Request

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
TODAY = date(2026, 11, 24)


class Client:
    """Sends requests to a handler, as the gateway would."""

    def __init__(self, options: Options) -> None:
        self.handler = Handler(options)

    def __call__(self, method: str, url: str, **more: Any) -> httpx.Response:
        sent = httpx.Request(method, httpx.URL("http://service").join(url), **more)
        headers = tuple((name.lower(), value) for name, value in sent.headers.multi_items())
        request = Request(method, sent.url.path, sent.url.query, headers, sent.read(), "http://service")
        reply = self.handler.handle(request)
        answer = httpx.Response(
            reply.status, headers=reply.headers, stream=httpx.ByteStream(b"".join(reply.body)), request=sent
        )
        answer.read()
        return answer

    def get(self, url: str, accept: str | None = None, **more: Any) -> httpx.Response:
        headers = {"Accept": accept} if accept else {}
        return self("GET", url, headers=headers, **more)

    def check(self, kind: str, *rows: dict[str, Any], **more: Any) -> httpx.Response:
        member = {"persons": "persons", "participations": "participations", "networks": "partners"}[kind]
        return self("POST", f"/check/{kind}", json={member: list(rows)}, **more)


@pytest.fixture(scope="session")
def ask() -> Client:
    return Client(Options(examples=True, today=lambda: TODAY))


@pytest.fixture(scope="session")
def ask_bare() -> Client:
    """A service without the invented examples."""
    return Client(Options(today=lambda: TODAY))


def assert_problem(answer: httpx.Response, status: int, kind: str, *words: str) -> dict[str, Any]:
    """The problem document of an answer that must be one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert found["type"] == f"https://w3id.org/regelgraph/id/problem/{kind}"
    for word in words:
        assert word in found["detail"]
    return found

"""The service in this process, asked as a client would ask it; one for all tests, since its knowledge never changes."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from regelgraph.web.app import create_app
from regelgraph.web.service import Options

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
TODAY = date(2026, 11, 24)


class Client:
    """Sends requests to an application, without a socket."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def __call__(self, method: str, url: str, **more: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
                return await client.request(method, url, **more)

        return asyncio.run(send())

    def get(self, url: str, accept: str | None = None, **more: Any) -> httpx.Response:
        headers = {"Accept": accept} if accept else {}
        return self("GET", url, headers=headers, **more)

    def check(self, kind: str, *rows: dict[str, Any], **more: Any) -> httpx.Response:
        member = {"persons": "persons", "participations": "participations", "networks": "partners"}[kind]
        return self("POST", f"/check/{kind}", json={member: list(rows)}, **more)


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Options(examples=True, today=lambda: TODAY))


@pytest.fixture(scope="session")
def ask(app: FastAPI) -> Client:
    return Client(app)


@pytest.fixture(scope="session")
def ask_bare() -> Client:
    """A service without the invented examples."""
    return Client(create_app(Options(today=lambda: TODAY)))


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

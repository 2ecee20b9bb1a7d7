"""A service that runs as it does elsewhere, as processes of its own on a free port; one for all tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx
import pytest

from tests.served import WAIT, Served, served


class Asked(httpx.Client):
    """A client of a service, and the service."""

    def __init__(self, service: Served) -> None:
        super().__init__(base_url=service.url, timeout=WAIT)
        self.url = service.url
        self.service = service


@contextmanager
def asked(*arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Asked]:
    """A service with a client of it."""
    with served(*arguments, env=env) as service, Asked(service) as client:
        yield client


@pytest.fixture(scope="session")
def service() -> Iterator[Asked]:
    with asked("--workers", "2", "--examples", env={"REGELGRAPH_BODY_BYTES": "2 MiB"}) as client:
        client.get("/questions")
        yield client

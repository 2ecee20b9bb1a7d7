"""One running service for all tests of the client, and servers that answer by a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from regelgraph.client import Client

from tests.client.scripted import Scripted
from tests.served import served

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with served("--examples") as service, Client(service.url) as client:
        client.questions()  # waits until the knowledge is there
        yield service.url


@pytest.fixture
def service(url: str) -> Iterator[Client]:
    with Client(url) as client:
        yield client


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    with Scripted() as server:
        yield server

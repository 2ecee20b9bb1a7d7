"""A service that runs as it does elsewhere, as processes of its own on a free port; one for all tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import httpx
import pytest

from tests.web.test_process import WAIT, served


class Served(httpx.Client):
    """A client of the service, and the process that started it."""

    def __init__(self, url: str, process: subprocess.Popen[str]) -> None:
        super().__init__(base_url=url, timeout=WAIT)
        self.url = url
        self.process = process


@pytest.fixture(scope="session")
def service() -> Iterator[Served]:
    with served("--workers", "2", "--examples", environ={**os.environ, "REGELGRAPH_BODY_BYTES": "2 MiB"}) as found:
        client = Served(*found)
        with client:
            client.get("/questions")
            yield client

"""Sessions with the server as a process of its own, one by its own knowledge and one by a running service."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

from tests.web.test_process import served

COMMAND = [sys.executable, "-m", "regelgraph", "mcp"]


class Session:
    """What a client of the protocol does, one call after the other."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal = portal
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return lambda *arguments: self._portal.call(getattr(self._client, name), *arguments)

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The structured content of a call that goes well; the client holds it against the schema."""
        found = self.result(tool, **arguments)
        assert not found.is_error, text(found)
        content: dict[str, Any] = found.structured_content
        return content

    def fails(self, tool: str, **arguments: Any) -> str:
        """The sentence of a call that does not."""
        found = self.result(tool, **arguments)
        assert found.is_error
        assert found.structured_content["error"] == text(found)
        return text(found)

    def result(self, tool: str, **arguments: Any) -> CallToolResult:
        found: CallToolResult = self._portal.call(self._client.call_tool, tool, arguments)
        return found


def text(found: CallToolResult) -> str:
    (content,) = found.content
    assert isinstance(content, TextContent)
    return content.text


@contextmanager
def session(*arguments: str) -> Iterator[Session]:
    environment = {name: value for name, value in os.environ.items() if name.startswith(("REGELGRAPH", "PYTHON"))}
    parameters = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], *arguments], env=environment)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(parameters))) as client,
    ):
        yield Session(portal, client)


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with served("--examples", "--lang", "en") as (url, _process):
        httpx.get(f"{url}/questions", timeout=60)
        yield url


@pytest.fixture(scope="session")
def own() -> Iterator[Session]:
    with session("--examples", "--lang", "en") as found:
        yield found


@pytest.fixture(scope="session")
def by_url(url: str) -> Iterator[Session]:
    with session("--url", url, "--lang", "en") as found:
        yield found


@pytest.fixture(params=["own", "by_url"])
def tools(request: pytest.FixtureRequest) -> Session:
    found: Session = request.getfixturevalue(request.param)
    return found

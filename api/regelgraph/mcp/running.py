"""Runs the server over stdio until its input ends. Only the protocol is written to stdout, and nothing is logged."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import FrameType
from typing import Final

import anyio
from mcp.server.stdio import stdio_server

from regelgraph.client import AsyncClient, ClientError
from regelgraph.errors import EndpointError
from regelgraph.mcp.server import server

Service = Callable[[], AbstractAsyncContextManager[AsyncClient]]
_QUIET: Final = ("mcp", "httpx", "httpcore", "asyncio", "anyio", "regelgraph")
"""Whoever would log what is passed, or an error that quotes it."""


def run(service: Service, lang: str) -> None:
    """Answer until stdin ends, or SIGINT or SIGTERM comes. Raises EndpointError if the service cannot be asked.

    `service` gives a client of it, and texts are in `lang` where a call names no other.
    """
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        anyio.run(_serve, service, lang)
    except* BrokenPipeError:
        pass  # nobody hears the answers any more


async def _serve(service: Service, lang: str) -> None:
    async with service() as client:
        try:
            made = await server(client, lang)
        except ClientError as error:
            raise EndpointError(str(error)) from error
        async with stdio_server() as (read, write):
            await made.run(read, write, made.create_initialization_options())


def _end(number: int, _frame: FrameType | None) -> None:
    """End at once: a thread waits in a read of stdin that nothing else interrupts. Workers end with this process."""
    os._exit(128 + number)

"""The service without a port, for the one who asks over stdio: knowledge that is loaded for it, and workers."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from socket import socket
from typing import Any, Final

from regelgraph.client import AsyncClient
from regelgraph.errors import KnowledgeError
from regelgraph.gateway.loading import LOADS, options_of
from regelgraph.mcp.transport import Workers
from regelgraph.settings import ServiceSettings
from regelgraph.workers import control
from regelgraph.workers.crew import Crew

_ADDRESS: Final = "http://localhost"
"""Nobody listens there: what is asked goes to workers."""
_PATIENCE: Final = 5
"""Seconds in which the process that forks workers ends when nobody asks it any more."""


class Own:
    """A process that loads the knowledge, from now on, while other things are imported here."""

    def __init__(self, extra: tuple[Path, ...], lang: str, *, examples: bool) -> None:
        self._settings = ServiceSettings.from_environment()
        self._boss, there = control.pair()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "regelgraph.workers.forkserver", str(there.fileno()), LOADS],
                pass_fds=(there.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                process_group=0,
            )
        options = options_of(self._settings, extra, lang, examples=examples)
        control.send(self._boss, {"options": options})

    def _loaded(self) -> dict[str, Any]:
        """What the process says when it is ready. Raises KnowledgeError if the knowledge cannot be loaded."""
        found = control.receive(self._boss)
        message: dict[str, Any] = {"failed": "the process that loads the knowledge has ended"}
        if found:
            message = found[0]
        if "failed" in message:
            self._end()
            raise KnowledgeError(message["failed"])
        said: dict[str, Any] = message["ready"]
        return said

    @asynccontextmanager
    async def client(self) -> AsyncIterator[AsyncClient]:
        """A client of the workers; when it is left, all processes have ended. Raises KnowledgeError."""
        said = self._loaded()
        workers = Workers(self._settings, Crew(asyncio.get_running_loop(), self._introduced(), said))
        try:
            async with AsyncClient(_ADDRESS, transport=workers) as client:
                yield client
        finally:
            self._end()

    def _introduced(self) -> socket:
        """A socket by which workers are had."""
        here, there = control.pair()
        with there:
            control.send(self._boss, {"front": 1}, [there.fileno()])
        return here

    def _end(self) -> None:
        self._boss.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
